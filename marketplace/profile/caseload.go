package profile

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// codeAttempts is how often another pseudonym is tried when one is taken. With 5,000 clients of one provider, a try fails
// once in two hundred times.
const codeAttempts = 8

// CreateClient puts a new client on the coach's own caseload, under a new pseudonym.
func (s *Service) CreateClient(ctx context.Context, actor marketplace.Actor, in NewClient) (Client, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Client{}, err
	}
	in, err := in.checked()
	if err != nil {
		return Client{}, err
	}
	id := s.IDs.For(ctx)
	c := Client{
		ID: id, Org: actor.Org, Coach: actor.Person, Name: in.Name, Lang: in.Lang,
		Status: Active, Created: s.Clock.Now(),
	}
	fact := s.facts.New(actor, "client.created", s.clients.Subject(id), "coach", c.Coach)
	for attempt := range codeAttempts {
		c.Code = code(id, attempt)
		if _, err = s.clients.Insert(ctx, id, c, fact); !codeTaken(err) {
			break
		}
	}
	if err != nil {
		return Client{}, err
	}
	return c, nil
}

func codeTaken(err error) bool {
	e, ok := errors.AsType[*marketplace.Error](err)
	return ok && e.Kind == marketplace.Conflict && e.Args["index"] == "code"
}

// Caseload lists the coach's own clients by name. Being in charge of the provider opens no list of clients.
func (s *Service) Caseload(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Client], error) {
	out := marketplace.List[Client]{Items: []Client{}}
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return out, err
	}
	eq := []any{actor.Org, actor.Person}
	if actor.System {
		eq = eq[:1]
	}
	found, next, err := s.clients.Find(ctx, store.Query{Index: "caseload", Eq: eq, Limit: page.Size(), After: page.After})
	if err != nil {
		return out, err
	}
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, nil
}

// Client loads one client of the coach's own caseload, without the profile.
func (s *Service) Client(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Client, error) {
	e, err := s.own(ctx, actor, id)
	return e.Value, err
}

// ChangeClient corrects a client's name and language.
func (s *Service) ChangeClient(ctx context.Context, actor marketplace.Actor, id marketplace.ID, in NewClient) (Client, error) {
	in, err := in.checked()
	if err != nil {
		return Client{}, err
	}
	return s.change(ctx, actor, id, "client.changed", func(c *Client) []any {
		c.Name, c.Lang = in.Name, in.Lang
		return nil
	})
}

// SetStatus pauses, ends or takes up again the coaching of a client.
func (s *Service) SetStatus(ctx context.Context, actor marketplace.Actor, id marketplace.ID, to Status) (Client, error) {
	var f check.Fields
	f.OneOf("status", string(to), string(Active), string(Paused), string(Ended))
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Client{}, err
	}
	return s.change(ctx, actor, id, "client.status_set", func(c *Client) []any {
		c.Status = to
		return []any{"status", to}
	})
}

// HandOver moves a client to another coach of the same provider. From then on the coach who gave the client away sees
// nothing of the client any more.
func (s *Service) HandOver(ctx context.Context, actor marketplace.Actor, id, to marketplace.ID) (Client, error) {
	if _, err := s.own(ctx, actor, id); err != nil {
		return Client{}, err
	}
	if err := s.mustCoach(ctx, actor.Org, to); err != nil {
		return Client{}, err
	}
	return s.change(ctx, actor, id, "client.handed_over", func(c *Client) []any {
		from := c.Coach
		c.Coach = to
		return []any{"from", from, "to", to}
	})
}

// HandOverAll moves every client of one coach to another, for owners, when a coach leaves. It tells how many were moved
// and shows none of them. A call that was cut short is simply made again.
func (s *Service) HandOverAll(ctx context.Context, actor marketplace.Actor, from, to marketplace.ID) (int, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return 0, err
	}
	if err := s.mustCoach(ctx, actor.Org, to); err != nil || from == to {
		return 0, err
	}
	for moved := 0; ; moved++ {
		e, err := s.clients.First(ctx, store.Query{Index: "caseload", Eq: []any{actor.Org, from}})
		if marketplace.IsKind(err, marketplace.NotFound) {
			return moved, nil
		}
		if err != nil {
			return moved, err
		}
		e.Value.Coach = to
		fact := s.facts.New(actor, "client.handed_over", s.clients.Subject(e.ID), "from", from, "to", to)
		if _, err := s.clients.Save(ctx, e, fact); err != nil {
			return moved, err
		}
	}
}

func (s *Service) mustCoach(ctx context.Context, org, person marketplace.ID) error {
	ok, err := s.IsCoach(ctx, org, person)
	if err != nil {
		return err
	}
	if !ok {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("coach", "profile.no_coach")})
	}
	return nil
}

// change saves a changed client with one fact, or nothing when nothing changes.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, typ string, set func(*Client) []any) (Client, error) {
	e, err := s.own(ctx, actor, id)
	if err != nil {
		return Client{}, err
	}
	before := e.Value
	data := set(&e.Value)
	if e.Value == before {
		return before, nil
	}
	if _, err := s.clients.Save(ctx, e, s.facts.New(actor, typ, s.clients.Subject(id), data...)); err != nil {
		return Client{}, err
	}
	return e.Value, nil
}
