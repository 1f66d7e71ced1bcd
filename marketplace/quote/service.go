package quote

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Bundle   *i18n.Bundle
	Zone     *time.Location // in which moments are written
	Requests *request.Service
	Crews    Crews
	Prices   Prices
}

// Crews keeps capacity; capacity.Service does.
type Crews interface {
	Hold(ctx context.Context, actor marketplace.Actor, crew marketplace.ID, r capacity.Request) (capacity.Booking, error)
	Extend(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, until marketplace.Instant) (capacity.Booking, error)
	Move(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID, was capacity.State, loads []capacity.Load) (capacity.Booking, error)
	Sell(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (capacity.Booking, error)
	Release(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (capacity.Booking, error)
	Fits(ctx context.Context, actor marketplace.Actor, crew marketplace.ID, loads []capacity.Load) ([]capacity.Shortage, error)
	Booking(ctx context.Context, actor marketplace.Actor, crew, id marketplace.ID) (capacity.Booking, error)
}

// Prices reads the price book of the actor's organisation; price.Service does.
type Prices interface {
	On(ctx context.Context, actor marketplace.Actor, item marketplace.ID, day marketplace.Date) (price.Priced, error)
}

// Service holds the verbs of quotes. A buyer's owners and employers see what was sent for their requests; an invited
// organiser's owners and billing see their own quote. To everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts  marketplace.Facts
	quotes store.Collection[Quote]
}

// Entry is a quote with the revision at which it was loaded, which changing and sending a draft wants back.
type Entry = store.Entry[Quote]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "quotes", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "live", "asked"}},
		{Name: "request", Fields: []string{"request", "state"}},
		{Name: "next", Fields: []string{"watched", "next"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, quotes: store.NewCollection[Quote](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

// change saves a quote with what decide makes of it and the fact that it names.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(Quote) (Quote, string, error)) (Entry, error) {
	return store.Change(ctx, s.quotes, id, func(q *Quote) ([]marketplace.Fact, error) {
		after, typ, err := decide(*q)
		if err != nil {
			return nil, err
		}
		*q = after
		return []marketplace.Fact{s.fact(actor, typ, after)}, nil
	})
}

// fact tells what happened to a quote, in the organiser's record.
func (s *Service) fact(actor marketplace.Actor, typ string, q Quote) marketplace.Fact {
	actor.Org = q.Org
	v, _ := q.Newest()
	return s.facts.New(actor, typ, s.quotes.Subject(q.ID), "request", q.Request, "state", q.State, "version", v.Number,
		"total", int64(v.Total), "until", v.Until, "why", q.Loss.Why, "reason", q.Decline.Reason)
}

// onBehalf is the actor with whom capacity is kept for an organiser: whose doing it was is remembered, and that the doer
// may, the verb has made sure.
func onBehalf(actor marketplace.Actor, organiser marketplace.ID) marketplace.Actor {
	a := marketplace.System(organiser)
	a.Person = actor.Person
	return a
}

// say is how things are written for somebody.
func (s *Service) say(actor marketplace.Actor) Say {
	return Say{s.Bundle.In(i18n.ParseVoice(actor.Lang)), s.Zone}
}
