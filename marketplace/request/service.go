package request

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Places *place.Places
	Scale  *matching.Scale
	Trade  func(key string) bool // whether there is such a type of work
	Teller Teller
}

// Accounts answers about organisations and who works for them; account.Service does.
type Accounts interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
	Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error)
}

// Service holds the verbs of requests. A buyer's owners and employers see its requests, an invited organiser's owners and
// billing what was asked of them; to everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts  marketplace.Facts
	all    store.Collection[Request]
	limits store.Collection[Limits]
}

// Entry is a request with the revision at which it was loaded, which changing a draft wants back.
type Entry = store.Entry[Request]

// Schemas declares the collections of this package. Limits are only ever read by the id of their organisation.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "requests", Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "live", "created"}},
			{Name: "next", Fields: []string{"watched", "next"}},
		}},
		{Collection: "limits"},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, all: store.NewCollection[Request](d.Store, s[0]),
		limits: store.NewCollection[Limits](d.Store, s[1]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

// Buyers are the roles that ask and choose.
func Buyers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleEmployer, marketplace.RoleOwner}
}

// Sellers are the roles that quote.
func Sellers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleBilling}
}

// Get loads one of the buyer's own requests; NotFound for every other.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(Buyers()...); err != nil {
		return Entry{}, err
	}
	e, err := s.all.Get(ctx, id)
	if err == nil && e.Value.Org != actor.Org {
		return Entry{}, notFound()
	}
	return e, err
}

// Invited loads a request to which the actor's organisation is invited, with everything in it: for the slices that follow,
// which show an organiser no more than Asked does. NotFound for every other.
func (s *Service) Invited(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Request, error) {
	if err := actor.Must(Sellers()...); err != nil {
		return Request{}, err
	}
	e, err := s.all.Get(ctx, id)
	if err != nil {
		return Request{}, err
	}
	if _, invited := e.Value.Invitation(actor.Org); !invited {
		return Request{}, notFound()
	}
	return e.Value, s.organiser(ctx, actor.Org)
}

// Standing is how a request stands now, for the program itself.
func (s *Service) Standing(ctx context.Context, id marketplace.ID) (Request, error) {
	e, err := s.all.Get(ctx, id)
	return e.Value, err
}

// organiser makes sure that an organisation sells crew hours.
func (s *Service) organiser(ctx context.Context, id marketplace.ID) error {
	org, err := s.Teller.Accounts.PublicOrganisation(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && (org.Suspended || !slices.Contains(org.Kinds, account.KindOrganiser)) {
		return marketplace.Errorf(marketplace.Forbidden, "request.no_organiser")
	}
	return err
}

// change saves a request with what decide makes of it, and one fact.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, typ string, decide func(Request) (Request, error), data ...any) (Request, error) {
	e, err := store.Change(ctx, s.all, id, func(r *Request) ([]marketplace.Fact, error) {
		after, err := decide(*r)
		if err != nil {
			return nil, err
		}
		*r = after
		return []marketplace.Fact{s.fact(actor, typ, after, data...)}, nil
	})
	return e.Value, err
}

// fact tells what happened to a request, in the buyer's record.
func (s *Service) fact(actor marketplace.Actor, typ string, r Request, data ...any) marketplace.Fact {
	actor.Org = r.Org
	if r.Award != nil {
		data = append(data, "quote", r.Award.Quote, "version", r.Award.Version, "award", r.Award.Number)
	}
	if r.Called != nil {
		data = append(data, "called", r.Called.Frame)
	}
	return s.facts.New(actor, typ, s.all.Subject(r.ID), append(data, "state", r.State)...)
}

func (s *Service) lists() lists { return lists{s.Scale, s.Places, s.Trade} }
