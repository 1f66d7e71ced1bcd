package order

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Standing is how an order stands now, for the program itself.
func (s *Service) Standing(ctx context.Context, id marketplace.ID) (Order, error) {
	e, err := s.orders.Get(ctx, id)
	return e.Value, err
}

// Get loads an order of the actor's organiser; NotFound for every other.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, id, sells(actor, Sellers()...))
}

// Mine lists the orders of the actor's organiser: those that are live by their first day, or the others, the last first.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	return s.list(ctx, actor, "org", Sellers(), live, page)
}

// Bought loads what the actor's organisation bought, as its buyer sees it; NotFound for every other.
func (s *Service) Bought(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Bought, error) {
	e, err := s.load(ctx, id, buys(actor, Readers()...))
	if err != nil {
		return Bought{}, err
	}
	return s.bought(ctx, e)
}

// Boughts lists what the actor's organisation bought, as Mine does, without how the gates stand.
func (s *Service) Boughts(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[Bought], error) {
	list, err := s.list(ctx, actor, "buyer", Readers(), live, page)
	out := marketplace.List[Bought]{Items: []Bought{}, Next: list.Next}
	for _, e := range list.Items {
		out.Items = append(out.Items, View(e, Judgement{}))
	}
	return out, err
}

func (s *Service) list(ctx context.Context, actor marketplace.Actor, index string, roles []marketplace.Role, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(roles...); err != nil {
		return out, err
	}
	q := store.Query{Index: index, Eq: []any{string(actor.Org), live}, Desc: !live, Limit: page.Size(), After: page.After}
	found, next, err := s.orders.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Working lists the orders of the actor's organiser that were confirmed and have loads on some days, both counted, by their
// last day: those that are finished, too, so that the past can be read. For owners, supervisors and the program.
func (s *Service) Working(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]Order, error) {
	if err := actor.Must(marketplace.RoleOwner, marketplace.RoleSupervisor); err != nil {
		return nil, err
	}
	out := []Order{}
	for _, state := range []State{Finished, Confirmed} {
		q := store.Query{Index: "working", Eq: []any{string(actor.Org), string(state)}, From: string(from)}
		err := s.orders.Each(ctx, q, func(e Entry) error {
			if e.Value.on(from, to) {
				out = append(out, e.Value)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b Order) int { return cmp.Compare(a.Last, b.Last) })
	return out, nil
}
