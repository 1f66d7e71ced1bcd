package online

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Get reads a checkout for the organiser's owners and billing.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, actor, id, func(c Checkout) bool { return c.Org == actor.Org })
}

// Bought reads a checkout for the buyer's owners and billing, as it stands at the provider now. When that does not answer, it is as
// it was read last.
func (s *Service) Bought(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, err := s.load(ctx, actor, id, func(c Checkout) bool { return c.Buyer == actor.Org })
	if err != nil || !e.Value.Open {
		return e, err
	}
	fresh, err := s.carry(ctx, id)
	if marketplace.IsKind(err, marketplace.Unavailable) {
		return s.checkouts.Get(ctx, id)
	}
	return fresh, err
}

func (s *Service) load(ctx context.Context, actor marketplace.Actor, id marketplace.ID, may func(Checkout) bool) (Entry, error) {
	if err := actor.Must(Billers()...); err != nil {
		return Entry{}, err
	}
	e, err := s.checkouts.Get(ctx, id)
	if err == nil && !may(e.Value) {
		return Entry{}, notFound()
	}
	return e, err
}

// Mine lists what buyers paid to the organiser online or tried to, newest first: what waits for a person, or the rest.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, waits bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), waits}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.checkouts.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Last finds the newest attempt of the actor's organisation to pay an invoice; false when there is none.
func (s *Service) Last(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID) (Checkout, bool, error) {
	if err := actor.Must(Billers()...); err != nil {
		return Checkout{}, false, err
	}
	e, attempt, err := s.last(ctx, invoice)
	if err != nil || attempt == 0 || e.Value.Buyer != actor.Org {
		return Checkout{}, false, err
	}
	return e.Value, true, nil
}
