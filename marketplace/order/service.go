package order

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store     store.Store
	Clock     marketplace.Clock
	IDs       marketplace.IDs
	Rules     *rule.Book
	Scale     *matching.Scale
	Requests  Requests
	Quotes    Quotes
	Crews     Crews
	Liability Liability
	People    People
	Teller    request.Teller
}

// Requests says how a request stands; request.Service does.
type Requests interface {
	Standing(ctx context.Context, id marketplace.ID) (request.Request, error)
}

// Quotes says how a quote stands; quote.Service does.
type Quotes interface {
	Standing(ctx context.Context, id marketplace.ID) (quote.Quote, error)
}

// Crews keeps capacity; capacity.Service does.
type Crews interface {
	Fits(ctx context.Context, actor marketplace.Actor, crew marketplace.ID, loads []capacity.Load) ([]capacity.Shortage, error)
	Move(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, was capacity.State, loads []capacity.Load) (capacity.Booking, error)
	Release(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (capacity.Booking, error)
}

// Liability judges and keeps the contracts of a customer and a supplier; liability.Service does.
type Liability interface {
	Ask(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID) (liability.Relation, error)
	Read(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, about liability.Contract) (liability.View, error)
	Record(ctx context.Context, customer marketplace.Actor, supplier marketplace.ID, c liability.Contract) (liability.Contract, error)
}

// People tells the names of those who declare and confirm; account.Service does.
type People interface {
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
}

// Service holds the verbs of orders. An organiser's owners, billing and supervisors see its orders; a buyer's owners,
// employers and billing see what it bought. To everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts  marketplace.Facts
	orders store.Collection[Order]
}

// Entry is an order with the revision at which it was loaded, which telling and confirming want back.
type Entry = store.Entry[Order]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "orders", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "live", "first"}},
		{Name: "buyer", Fields: []string{"buyer", "live", "first"}},
		{Name: "working", Fields: []string{"org", "state", "last"}},
		{Name: "next", Fields: []string{"watched", "next"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, orders: store.NewCollection[Order](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

// Today is the calendar day in Finland; see marketplace.Instant.
func (s *Service) Today() marketplace.Date { return s.Clock.Today() }

// Sellers are the roles that read an organiser's orders and tell what the gates ask of it.
func Sellers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleBilling, marketplace.RoleSupervisor}
}

// Readers are the buyer's roles that read what it bought.
func Readers() []marketplace.Role { return append(request.Buyers(), marketplace.RoleBilling) }

// may says whether somebody may do something to an order; NotFound for who may not know of it.
type may func(Order) error

// sells lets those of the organiser through who hold one of some roles.
func sells(actor marketplace.Actor, roles ...marketplace.Role) may {
	return func(o Order) error { return of(actor, o.Org, roles) }
}

// buys lets those of the buyer through who hold one of some roles.
func buys(actor marketplace.Actor, roles ...marketplace.Role) may {
	return func(o Order) error { return of(actor, o.Buyer, roles) }
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

// load reads an order for somebody who may.
func (s *Service) load(ctx context.Context, id marketplace.ID, m may) (Entry, error) {
	e, err := s.orders.Get(ctx, id)
	if err == nil {
		err = m(e.Value)
	} else if refused := m(Order{}); marketplace.IsKind(err, marketplace.NotFound) && refused != nil {
		err = refused // who may not read orders at all does not learn which there are
	}
	if err != nil {
		return Entry{}, err
	}
	return e, nil
}

// step is what a verb makes of an order: the order after it, the fact and its data.
type step struct {
	after Order
	fact  string
	data  []any
}

// change saves an order with what decide makes of it, for somebody who may; at a revision that is not rev it is Stale (0:
// whichever).
func (s *Service) change(ctx context.Context, actor marketplace.Actor, e Entry, rev int64, decide func(Order) (step, error)) (Entry, error) {
	if rev != 0 && e.Rev != rev {
		return e, stale()
	}
	return store.Change(ctx, s.orders, e.ID, func(o *Order) ([]marketplace.Fact, error) {
		st, err := decide(*o)
		if err != nil {
			return nil, err
		}
		*o = st.after
		return []marketplace.Fact{s.fact(actor, st.fact, st.after, st.data...)}, nil
	})
}

// fact tells what happened to an order, in the organiser's record.
func (s *Service) fact(actor marketplace.Actor, typ string, o Order, more ...any) marketplace.Fact {
	actor.Org = o.Org
	return s.facts.New(actor, typ, s.orders.Subject(o.ID), append([]any{"buyer", o.Buyer, "state", o.State, "version", len(o.Agreed)}, more...)...)
}

// onBehalf is the actor with whom capacity is kept for the organiser: whose doing it was is remembered, and that the doer may,
// the verb has made sure.
func onBehalf(actor marketplace.Actor, o Order) marketplace.Actor {
	a := marketplace.System(o.Org)
	a.Person = actor.Person
	return a
}

// person is the name of who acts; Forbidden for the program, which promises nothing.
func (s *Service) person(ctx context.Context, actor marketplace.Actor) (string, error) {
	if actor.System || actor.Person == "" {
		return "", marketplace.Errorf(marketplace.Forbidden, "order.person")
	}
	p, err := s.People.Person(ctx, actor, actor.Person)
	return p.Name, err
}
