package extract

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/privacy/trail"
	"sovite.fi/sovite/marketplace/store"
)

// Purpose is why an extract reads; it stands in the record of reads.
const Purpose = "extract"

// Format names the form of an extract. It changes when a key changes its meaning.
const Format = "sovite.extract/1"

// Extract is everything that is held about somebody.
type Extract struct {
	Format        string                    `json:"format"`
	Made          marketplace.Instant       `json:"made"`
	Whose         holding.Whose             `json:"whose"`
	ID            marketplace.ID            `json:"id"`
	Name          string                    `json:"name"`
	Organisations map[marketplace.ID]string `json:"organisations"` // the names of those that the parts name
	Parts         []Part                    `json:"parts"`         // in the order of Parts; those that hold nothing are left out
}

// Part is one sort of what is held.
type Part struct {
	Key   string           `json:"key"`
	Items []map[string]any `json:"items"`
}

// Keys lists the keys of parts in the order in which they are told.
func Keys() []string {
	return []string{
		"client", "account", "door", "profile", "own", "starter", "consents", "introductions", "messages", "placements", "choices", "rankings", "course",
		"meetings", "notes", "measures", "goals", "network", "crew", "shifts", "attendance", "memberships", "sessions", "links", "notices", "searches", "feeds",
		"reads", "changes", "acts",
	}
}

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	Reads   *audit.Reads
	Clients consent.Clients
	Trail   *trail.Trail
	Orgs    Orgs
}

// Orgs tells the names of organisations; account.Service does.
type Orgs interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service makes extracts.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Mine is the extract of a client who came in through their own door.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor) (Extract, error) {
	if !client.IsClient() {
		return Extract{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return s.ofClient(ctx, client, client.Person)
}

// OfClient is the extract of a client of the coach's own caseload, made on the client's behalf. NotFound for every other client.
func (s *Service) OfClient(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Extract, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Extract{}, err
	}
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Extract{}, err
	}
	return s.ofClient(ctx, coach, client)
}

func (s *Service) ofClient(ctx context.Context, reader marketplace.Actor, client marketplace.ID) (Extract, error) {
	who, err := holding.Whom(ctx, s.Store, holding.Client, client)
	if err != nil {
		return Extract{}, err
	}
	if err := s.Reads.Seen(ctx, reader, "clients/"+string(client), Purpose, who.Org); err != nil {
		return Extract{}, err
	}
	return s.gather(ctx, who)
}

// Me is the extract of a person with an account, with who looked at it and what they did themselves.
func (s *Service) Me(ctx context.Context, actor marketplace.Actor) (Extract, error) {
	if actor.Person == "" || actor.IsVisitor() {
		return Extract{}, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	who, err := holding.Whom(ctx, s.Store, holding.Person, actor.Person)
	if err != nil {
		return Extract{}, err
	}
	if err := s.Reads.Seen(ctx, actor, "people/"+string(actor.Person), Purpose, audit.Installation); err != nil {
		return Extract{}, err
	}
	out, err := s.gather(ctx, who)
	if err != nil {
		return out, err
	}
	memberships, err := trail.Memberships(ctx, s.Store, actor.Person)
	if err != nil {
		return out, err
	}
	changes, err := s.Trail.OfAccount(ctx, actor, memberships)
	if err != nil {
		return out, err
	}
	acts, err := s.Trail.Acts(ctx, actor, who.Orgs)
	out.add("changes", entries(changes))
	out.add("acts", entries(acts))
	return out, err
}

func entries(list []trail.Entry) []map[string]any {
	var out []map[string]any
	for _, e := range list {
		item := map[string]any{"at": e.At.String(), "type": e.Type, "who": string(e.Who)}
		for key, value := range map[string]string{"purpose": e.Purpose, "org": string(e.Org)} {
			if value != "" {
				item[key] = value
			}
		}
		out = append(out, item)
	}
	return out
}

// gather goes through the inventory.
func (s *Service) gather(ctx context.Context, who holding.Subject) (Extract, error) {
	out := Extract{Format: Format, Made: s.Clock.Now(), Whose: who.Whose, ID: who.ID, Organisations: map[marketplace.ID]string{}}
	seats, err := holding.Seats(ctx, s.Store, who)
	if err != nil {
		return out, err
	}
	parts := map[string][]map[string]any{}
	err = holding.Each(ctx, s.Store, who, func(i holding.Item) error {
		told, err := i.Holding.Told(i.Doc, who, seats)
		if err == nil && len(told) > 0 {
			parts[i.Holding.Part] = append(parts[i.Holding.Part], told)
		}
		return err
	})
	if err != nil {
		return out, err
	}
	for _, key := range Keys() {
		out.add(key, parts[key])
	}
	for _, key := range []string{"client", "account"} {
		for _, item := range parts[key] {
			out.Name, _ = item["name"].(string)
		}
	}
	return out, s.name(ctx, &out)
}

func (e *Extract) add(key string, items []map[string]any) {
	if len(items) > 0 {
		e.Parts = append(e.Parts, Part{key, items})
	}
}

// Organisation says whether the id of an organisation stands under a key.
func Organisation(key string) bool {
	return slices.Contains([]string{"org", "employer", "receiver", "buyer", "for", "firm"}, key)
}

// name finds the names of the organisations that the parts name.
func (s *Service) name(ctx context.Context, e *Extract) error {
	var walk func(key string, v any) error
	walk = func(key string, v any) error {
		switch v := v.(type) {
		case map[string]any:
			for k, value := range v {
				if err := walk(k, value); err != nil {
					return err
				}
			}
		case []any:
			for _, value := range v {
				if err := walk(key, value); err != nil {
					return err
				}
			}
		case string:
			return s.nameOne(ctx, e, key, marketplace.ID(v))
		}
		return nil
	}
	for _, p := range e.Parts {
		for _, item := range p.Items {
			if err := walk("", item); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) nameOne(ctx context.Context, e *Extract, key string, id marketplace.ID) error {
	if _, known := e.Organisations[id]; known || !Organisation(key) || !id.Valid() {
		return nil
	}
	o, err := s.Orgs.PublicOrganisation(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil // the member of a network, or a word
	}
	if err == nil {
		e.Organisations[id] = o.Name
	}
	return err
}
