package frame

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Get loads a framework agreement of the actor's organiser; NotFound for every other.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, id, sells(actor))
}

// Mine lists those of the actor's organiser, newest first: those that are live, or the others.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	return s.list(ctx, actor, "org", request.Sellers(), live, page)
}

// Bought loads what the actor's organisation was offered, as its buyer reads it; NotFound for every other.
func (s *Service) Bought(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return forBuyer(s.load(ctx, id, buys(actor, order.Readers()...)))
}

// Boughts lists what the actor's organisation was offered, as Mine does.
func (s *Service) Boughts(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out, err := s.list(ctx, actor, "buyer", order.Readers(), live, page)
	for i := range out.Items {
		out.Items[i].Value = out.Items[i].Value.ForBuyer()
	}
	return out, err
}

func (s *Service) list(ctx context.Context, actor marketplace.Actor, index string, roles []marketplace.Role, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(roles...); err != nil {
		return out, err
	}
	q := store.Query{Index: index, Eq: []any{string(actor.Org), live}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.frames.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

func forBuyer(e Entry, err error) (Entry, error) {
	e.Value = e.Value.ForBuyer()
	return e, err
}
