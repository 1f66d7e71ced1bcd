package placement

import (
	"context"
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Rules    *rule.Book
	Scale    *matching.Scale
	Clients  Clients
	Consents Consents
	Orgs     Organisations
	Reads    Reads

	// Poster says which organisation posts a published task; NotFound if there is no such task.
	Poster func(ctx context.Context, task marketplace.ID) (marketplace.ID, error)

	// Introduced finds an introduction that client and employer agreed to, for the coach of the client; NotFound if there
	// is none. Without it, placements begin from no introduction.
	Introduced func(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (Introduced, error)

	// Forecast is the group of the verdict on a task for a client of the coach at this moment; empty when there is none.
	// Without it, only what an introduction brings along is known.
	Forecast func(ctx context.Context, coach marketplace.Actor, client, task marketplace.ID) (string, error)
}

// Introduced is what this package has to know of an introduction.
type Introduced struct {
	Client, Employer, Task marketplace.ID
	Forecast               string // when the client was put forward; empty: none is known
}

// Clients loads a client of the acting coach's own caseload; profile does.
type Clients interface {
	Client(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (profile.Client, error)
}

// Consents answers what an employer may see at this moment; consent does.
type Consents interface {
	Active(ctx context.Context, client, receiver marketplace.ID, purpose consent.Purpose, day marketplace.Date) (consent.Consent, error)
}

// Organisations answers about organisations; account does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Reads writes down who looked; audit does.
type Reads interface {
	Seen(ctx context.Context, actor marketplace.Actor, subject, purpose string, org marketplace.ID) error
	SeenUnder(ctx context.Context, actor marketplace.Actor, subject, purpose string, org, under marketplace.ID) error
}

// Service holds the verbs of placements. A coach sees those of their own clients, an employer what was put before it, a
// client their own; to everybody else each verb answers as if there were no such placement.
type Service struct {
	Deps
	facts      marketplace.Facts
	placements store.Collection[Placement]
}

// Entry is a placement with the revision at which it was loaded.
type Entry = store.Entry[Placement]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "placements", Indexes: []store.Index{
		{Name: "client", Fields: []string{"org", "client", "created"}},
		{Name: "employer", Fields: []string{"employer", "created"}},
		{Name: "introduction", Fields: []string{"introduction"}, Unique: true},
		{Name: "next", Fields: []string{"org", "state", "next"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, placements: store.NewCollection[Placement](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

// Today is the calendar day in Finland, or at most one winter hour ahead of it.
func (s *Service) Today() marketplace.Date {
	return s.Clock.Today()
}

// coaches refuses everybody but the coach of the client: the client's caseload decides, so that a client who was handed
// over takes the placements along.
func (s *Service) coaches(ctx context.Context, actor marketplace.Actor, p Placement) error {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	if p.Org != actor.Org {
		return notFound()
	}
	_, err := s.Clients.Client(ctx, actor, p.Client)
	return err
}

func mustBeEmployer(actor marketplace.Actor) error {
	return actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner)
}

// employs refuses everybody but the employer, and the employer too until something was put before it.
func employs(actor marketplace.Actor, p Placement) error {
	if err := mustBeEmployer(actor); err != nil {
		return err
	}
	if p.Employer != actor.Org || len(p.Versions) == 0 {
		return notFound()
	}
	return nil
}

func mustBeClient(actor marketplace.Actor) error {
	switch {
	case actor.IsClient():
		return nil
	case actor.Person == "" && !actor.System:
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
}

// isOf refuses everybody but the client, who sees what was put before them.
func isOf(actor marketplace.Actor, p Placement) error {
	if err := mustBeClient(actor); err != nil {
		return err
	}
	if p.Client != actor.Person || len(p.Versions) == 0 {
		return notFound()
	}
	return nil
}

// change lets somebody change a placement, with one fact.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, may func(Placement) error, decide func(*Placement) (string, []any, error)) (Entry, error) {
	return store.Change(ctx, s.placements, id, func(p *Placement) ([]marketplace.Fact, error) {
		if err := may(*p); err != nil {
			return nil, err
		}
		typ, data, err := decide(p)
		if err != nil {
			return nil, err
		}
		p.Changed, p.Next = s.Clock.Now(), p.next()
		return []marketplace.Fact{s.fact(actor, typ, *p, data...)}, nil
	})
}

// byCoach lets the client's coach change a placement. Who is no coach is refused before it is read, and so does not learn that it is there.
func (s *Service) byCoach(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(*Placement) (string, []any, error)) (Entry, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Entry{}, err
	}
	may := func(p Placement) error { return s.coaches(ctx, actor, p) }
	return s.change(ctx, actor, id, may, func(p *Placement) (string, []any, error) {
		if !actor.System {
			p.Coach = actor.Person
		}
		return decide(p)
	})
}

// fact tells what happened, in the record of the client's provider: ids and codes, no text.
func (s *Service) fact(actor marketplace.Actor, typ string, p Placement, more ...any) marketplace.Fact {
	actor.Org = p.Org
	data := append([]any{"client", p.Client, "employer", p.Employer, "task", p.Task, "introduction", p.Introduction, "form", p.Terms.Form, "state", p.State}, more...)
	return s.facts.New(actor, typ, s.placements.Subject(p.ID), data...)
}

func weekName(year, week int) string { return fmt.Sprintf("%d-%02d", year, week) }
