package price

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Retire lets an item be sold no more from a day on, today or later; a day that was told before and has not come is moved. The
// revision of the book is as for Reprice.
func (s *Service) Retire(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, day marketplace.Date) (Entry, Item, error) {
	today := s.Clock.Today()
	return s.change(ctx, actor, id, rev, Retire, func(i *Item) (marketplace.Fact, error) {
		f := &check.Fields{}
		f.Need("day", day != "")
		if f.Date("day", day) && day < today {
			f.Add("day", "price.end_past", "today", today)
		}
		if err := marketplace.InvalidFields(f.Errors()); err != nil {
			return marketplace.Fact{}, err
		}
		i.Retired = day
		return s.fact(actor, "price.item_retired", *i, "from", day), nil
	})
}

// Keep lets an item be sold on whose last day has not come.
func (s *Service) Keep(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (Entry, Item, error) {
	return s.change(ctx, actor, id, rev, Keep, func(i *Item) (marketplace.Fact, error) {
		i.Retired = ""
		return s.fact(actor, "price.item_kept", *i), nil
	})
}

func (s *Service) change(
	ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, event Event, do func(*Item) (marketplace.Fact, error),
) (Entry, Item, error) {
	e, err := s.own(ctx, actor, Writers())
	e, i, err := found(e, err, id)
	if err != nil {
		return Entry{}, Item{}, err
	}
	if e.Rev != rev {
		return Entry{}, Item{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	if err := i.allow(event, s.Clock.Today()); err != nil {
		return Entry{}, Item{}, err
	}
	fact, err := do(&i)
	if err != nil {
		return Entry{}, Item{}, err
	}
	e.Value = e.Value.with(i)
	e, err = s.save(ctx, e, fact)
	return e, i, err
}
