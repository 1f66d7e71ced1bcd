package frame

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Places   *place.Places
	Scale    *matching.Scale
	Trade    func(key string) bool // whether there is such a type of work
	Requests *request.Service
	Quotes   Quotes
	Orders   Orders
	Crews    Crews
	Prices   quote.Prices
	People   People
	Teller   request.Teller
}

// Quotes sends the quotes of call-offs and says how they stand; quote.Service does.
type Quotes interface {
	SendCalled(ctx context.Context, actor marketplace.Actor, request marketplace.ID, c quote.Content) (quote.Entry, error)
	Standing(ctx context.Context, id marketplace.ID) (quote.Quote, error)
}

// Orders says how orders stand; order.Service does.
type Orders interface {
	Standing(ctx context.Context, id marketplace.ID) (order.Order, error)
}

// Crews says whether capacity is free; capacity.Service does.
type Crews interface {
	Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (capacity.Entry, error)
	Fits(ctx context.Context, actor marketplace.Actor, crew marketplace.ID, loads []capacity.Load) ([]capacity.Shortage, error)
}

// People tells the names of those who offer, agree and give notice; account.Service does.
type People interface {
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
}

// Service holds the verbs of framework agreements. An organiser's owners and billing see those that it offered; a buyer's
// owners, employers and billing those that it was offered. To everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts  marketplace.Facts
	frames store.Collection[Frame]
}

// Entry is a framework agreement with the revision at which it was loaded, which agreeing wants back.
type Entry = store.Entry[Frame]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "frames", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "live", "begun"}},
		{Name: "buyer", Fields: []string{"buyer", "live", "begun"}},
		{Name: "next", Fields: []string{"watched", "next"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, frames: store.NewCollection[Frame](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

func (s *Service) lists() lists { return lists{s.Scale, s.Places, s.Trade} }

// may says whether somebody may do something to a framework agreement; NotFound for who may not know of it.
type may func(Frame) error

// sells lets owners and billing of the organiser through.
func sells(actor marketplace.Actor) may {
	return func(f Frame) error { return of(actor, f.Org, request.Sellers()) }
}

// buys lets those of the buyer through who hold one of some roles.
func buys(actor marketplace.Actor, roles ...marketplace.Role) may {
	return func(f Frame) error { return of(actor, f.Buyer, roles) }
}

func of(actor marketplace.Actor, org marketplace.ID, roles []marketplace.Role) error {
	if err := actor.Must(roles...); err != nil {
		return err
	}
	if actor.Org != org {
		return notFound()
	}
	return nil
}

// load reads a framework agreement for somebody who may.
func (s *Service) load(ctx context.Context, id marketplace.ID, m may) (Entry, error) {
	e, err := s.frames.Get(ctx, id)
	if err == nil {
		err = m(e.Value)
	} else if refused := m(Frame{}); marketplace.IsKind(err, marketplace.NotFound) && refused != nil {
		err = refused // who may not read agreements at all does not learn which there are
	}
	if err != nil {
		return Entry{}, err
	}
	return e, nil
}

// step is what a verb makes of a framework agreement: it after the verb, the fact and its data.
type step struct {
	after Frame
	fact  string
	data  []any
}

// change saves a framework agreement with what decide makes of it; at a revision that is not rev it is Stale (0: whichever).
func (s *Service) change(ctx context.Context, actor marketplace.Actor, e Entry, rev int64, decide func(Frame) (step, error)) (Entry, error) {
	if rev != 0 && e.Rev != rev {
		return e, stale()
	}
	return store.Change(ctx, s.frames, e.ID, func(f *Frame) ([]marketplace.Fact, error) {
		st, err := decide(*f)
		if err != nil {
			return nil, err
		}
		*f = st.after
		return []marketplace.Fact{s.fact(actor, st.fact, st.after, st.data...)}, nil
	})
}

// fact tells what happened to a framework agreement, in the organiser's record.
func (s *Service) fact(actor marketplace.Actor, typ string, f Frame, more ...any) marketplace.Fact {
	actor.Org = f.Org
	return s.facts.New(actor, typ, s.frames.Subject(f.ID), append([]any{"buyer", f.Buyer, "state", f.State}, more...)...)
}

// signed is the actor by name; Forbidden for the program, which agrees on nothing.
func (s *Service) signed(ctx context.Context, actor marketplace.Actor) (Signature, error) {
	if actor.System || actor.Person == "" {
		return Signature{}, marketplace.Errorf(marketplace.Forbidden, "order.person")
	}
	p, err := s.People.Person(ctx, actor, actor.Person)
	return Signature{By: actor.Person, Name: p.Name, At: s.Clock.Now()}, err
}

// inName is the program acting for an organisation in the name of a person.
func inName(person, org marketplace.ID) marketplace.Actor {
	a := marketplace.System(org)
	a.Person = person
	return a
}
