package introduction

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Overdue lists the open introductions whose last day to act lay before a day, those waiting longest first, for the program
// itself: what Work closes on that day.
func (s *Service) Overdue(ctx context.Context, day marketplace.Date, page marketplace.Page) (marketplace.List[Introduction], error) {
	out := marketplace.List[Introduction]{Items: []Introduction{}}
	q := store.Query{Index: "due", Eq: []any{true}, To: string(day), Limit: page.Size(), After: page.After}
	found, next, err := s.all.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// Work reminds whoever has to act soon and closes what nobody acted on in time. It is a job: it may be done twice, and one
// that comes late does later what it would have done then.
func (s *Service) Work(ctx context.Context) error {
	today := s.Today()
	q := store.Query{Index: "next", Eq: []any{true}, To: string(today.AddDays(1))}
	return s.all.Each(ctx, q, func(e store.Entry[Introduction]) error {
		_, err := store.Change(ctx, s.all, e.ID, func(i *Introduction) ([]marketplace.Fact, error) {
			return s.timePasses(ctx, i, today)
		})
		return err
	})
}

// timePasses does what a day brings to one introduction.
func (s *Service) timePasses(ctx context.Context, i *Introduction, today marketplace.Date) ([]marketplace.Fact, error) {
	if !i.Open || i.Next > today {
		return nil, store.ErrUnchanged // somebody was quicker
	}
	now, _, err := s.standing(ctx, *i)
	if err != nil {
		return nil, err
	}
	program := marketplace.System(i.Org)
	switch {
	case !now.Open: // the consent is over
	case now.overdue(today):
		if now, err = now.after(step{event: Close}, s.Clock.Now(), today); err != nil {
			return nil, err
		}
	default:
		*i = now.reminded()
		return []marketplace.Fact{s.fact(program, "introduction.reminded", *i)}, nil
	}
	*i = now
	return []marketplace.Fact{s.fact(program, "introduction."+string(i.State), *i)}, nil
}
