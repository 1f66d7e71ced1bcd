package capacity

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Places *place.Places
	Orgs   Organisations
	Trade  func(key string) bool // whether there is such a type of work
}

// Organisations answers about organisations; account.Service does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service holds the verbs of crews and bookings. An organiser sees its own crews, a buyer its own bookings; to everybody
// else each verb answers as if there were none.
type Service struct {
	Deps
	facts marketplace.Facts
	crews store.Collection[Crew]
}

// Entry is a crew with the revision at which it was loaded, which changing its terms and exceptions wants back.
type Entry = store.Entry[Crew]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "crews", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "retired", "terms.name"}},
		{Name: "published", Fields: []string{"terms.published", "retired", "region", "terms.name"}},
		{Name: "next", Fields: []string{"watched", "next"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, crews: store.NewCollection[Crew](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func keepers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleSupervisor}
}

func readers() []marketplace.Role { return append(keepers(), marketplace.RoleBilling) }

func buyers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleEmployer}
}

// organiser makes sure that the actor works, in one of some roles, for an organisation that sells crew hours.
func (s *Service) organiser(ctx context.Context, actor marketplace.Actor, roles []marketplace.Role) error {
	if err := actor.Must(roles...); err != nil {
		return err
	}
	org, err := s.Orgs.PublicOrganisation(ctx, actor.Org)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return marketplace.Errorf(marketplace.Forbidden, "capacity.no_organiser")
	case err != nil:
		return err
	case org.Suspended || !slices.Contains(org.Kinds, account.KindOrganiser):
		return marketplace.Errorf(marketplace.Forbidden, "capacity.no_organiser")
	}
	return nil
}

// own loads a crew of the actor's organisation; NotFound for every other.
func (s *Service) own(ctx context.Context, actor marketplace.Actor, id marketplace.ID, roles []marketplace.Role) (Entry, error) {
	if err := actor.Must(roles...); err != nil {
		return Entry{}, err
	}
	e, err := s.crews.Get(ctx, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Value.Org != actor.Org {
		return Entry{}, notFound()
	}
	return e, s.organiser(ctx, actor, roles)
}

// change is store.Change for a document that many want to write at once: one of them always gets through, so that each
// gets its turn after at most as many starts as there are others.
func (s *Service) change(ctx context.Context, id marketplace.ID, decide func(*Crew) ([]marketplace.Fact, error)) (Entry, error) {
	for turn := 1; ; turn++ {
		e, err := store.Change(ctx, s.crews, id, decide)
		if !marketplace.IsKind(err, marketplace.Stale) || turn == maxTurns || ctx.Err() != nil {
			return e, err
		}
	}
}

// maxTurns times the tries of store.Change is how many may write one crew at once and each be answered.
const maxTurns = 25

// settled brings a crew up to date with time in place, and gives the facts of that.
func (s *Service) settled(actor marketplace.Actor, c *Crew, now marketplace.Instant) []marketplace.Fact {
	tidied, happened := c.tidy(now)
	*c = tidied
	var out []marketplace.Fact
	for _, h := range happened {
		out = append(out, s.booked(marketplace.System(actor.Org), "capacity."+h.verb, *c, h.booking))
	}
	return out
}

// booked tells what happened to a booking, in the organiser's record.
func (s *Service) booked(actor marketplace.Actor, typ string, c Crew, b Booking) marketplace.Fact {
	actor.Org = c.Org
	sum := b.Hours()
	return s.facts.New(actor, typ, s.crews.Subject(c.ID), "booking", b.ID, "for", b.For, "buyer", b.Buyer, "state", b.State, "until", b.Until,
		"crew_quarters", int64(sum.Crew), "supervisor_quarters", int64(sum.Supervisors))
}

// crewFact tells what happened to a crew.
func (s *Service) crewFact(actor marketplace.Actor, typ string, c Crew, data ...any) marketplace.Fact {
	actor.Org = c.Org
	return s.facts.New(actor, typ, s.crews.Subject(c.ID), data...)
}
