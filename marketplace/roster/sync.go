package roster

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/store"
)

// Follows lists the facts after which Follow has something to do.
func Follows() []string {
	return []string{"order.confirmed", "order.told", "order.changed", "order.cancelled", "member.changed", "member.left"}
}

// Follow brings the weeks of an organiser up to date with its orders and members: from this week on. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	this := capacity.Monday(s.Clock.Today())
	weeks, err := s.planned(ctx, f.Org, this)
	if err != nil {
		return err
	}
	if strings.HasPrefix(f.Type, "order.") {
		orders, err := s.Orders.Working(ctx, marketplace.System(f.Org), this, this.AddDays(horizon))
		if err != nil {
			return err
		}
		weeks = mondays(weeks, orders, this)
	}
	for _, monday := range weeks {
		if _, err := s.sync(ctx, f.Org, monday); err != nil {
			return err
		}
	}
	return nil
}

// horizon is how many days ahead orders are followed.
const horizon = 2 * 366

// planned are the Mondays of an organiser's weeks from one on.
func (s *Service) planned(ctx context.Context, org marketplace.ID, from marketplace.Date) (out []marketplace.Date, err error) {
	q := store.Query{Index: "org", Eq: []any{string(org)}, From: string(from)}
	return out, s.weeks.Each(ctx, q, func(e Entry) error {
		out = append(out, e.Value.Monday)
		return nil
	})
}

// mondays adds the weeks in which orders are worked.
func mondays(weeks []marketplace.Date, orders []order.Order, from marketplace.Date) []marketplace.Date {
	for _, o := range orders {
		for _, l := range o.Newest().Loads {
			if monday := capacity.Monday(l.Date); monday >= from {
				weeks = append(weeks, monday)
			}
		}
	}
	slices.Sort(weeks)
	return slices.Compact(weeks)
}

// sync makes a week what its orders and members ask for now, and tells what was taken away. It may run twice; a week of which
// nothing is to be worked, and of which nothing is kept, is not kept either.
func (s *Service) sync(ctx context.Context, org marketplace.ID, monday marketplace.Date) (Entry, error) {
	for turn := 1; ; turn++ {
		e, err := s.syncOnce(ctx, org, monday)
		if retry := marketplace.IsKind(err, marketplace.Stale) || marketplace.IsKind(err, marketplace.Conflict); !retry || turn == maxTurns {
			return e, err
		}
	}
}

// maxTurns is how often a step begins anew when somebody else has saved the week meanwhile.
const maxTurns = 10

func (s *Service) syncOnce(ctx context.Context, org marketplace.ID, monday marketplace.Date) (Entry, error) {
	e, err := s.weeks.Get(ctx, WeekIDOf(org, monday))
	fresh := marketplace.IsKind(err, marketplace.NotFound)
	if fresh {
		id := WeekIDOf(org, monday)
		e = Entry{ID: id, Value: Week{ID: id, Org: org, Monday: monday}}
	} else if err != nil {
		return e, err
	}
	orders, err := s.Orders.Working(ctx, marketplace.System(org), monday, monday.AddDays(6))
	if err != nil {
		return e, err
	}
	after := e.Value.follow(orders, s.Clock.Today())
	if fresh && len(after.Shifts) == 0 {
		return e, nil
	}
	c, err := s.caseOf(ctx, after)
	if err != nil {
		return e, err
	}
	after, gone, err := Vacate(c, isBlocked)
	if err != nil || !fresh && e.Value.equal(after) {
		return e, err
	}
	for _, g := range gone {
		after.Emptied = append(after.Emptied, Vacated{g.Seat, g.Fault.Key})
	}
	program, before := marketplace.System(org), e.Value
	e.Value = after
	facts := s.told(program, before, after, "roster.synced")
	if len(gone) > 0 || lost(before, after) > 0 {
		facts = append(facts, s.fact(program, "roster.emptied", after, "seats", len(gone), "people", lost(before, after)))
	}
	if fresh {
		return s.weeks.Insert(ctx, e.ID, after, facts...)
	}
	return s.weeks.Save(ctx, e, facts...)
}

// lost is how many seats that somebody had are not there any more.
func lost(before, after Week) (n int) {
	for _, s := range before.Shifts {
		now, _ := after.Shift(s.ID)
		for _, id := range s.Members {
			if !slices.Contains(now.Members, id) {
				n++
			}
		}
	}
	return n
}

// equal says whether two weeks come to the same.
func (w Week) equal(o Week) bool {
	sameShift := func(a, b Shift) bool { return a.ID == b.ID && a.Same(b) }
	sameWork := func(a, b Work) bool {
		return a.Order == b.Order && a.Version == b.Version && a.Title == b.Title && slices.Equal(a.Trades, b.Trades)
	}
	return slices.EqualFunc(w.Shifts, o.Shifts, sameShift) && slices.EqualFunc(w.Work, o.Work, sameWork) && slices.Equal(w.Locked, o.Locked)
}

// caseOf gathers what a week is held against.
func (s *Service) caseOf(ctx context.Context, w Week) (Case, error) {
	c := Case{Week: w, Book: s.Rules, Ranking: s.ranking, Work: s.Work, Today: s.Clock.Today()}
	var err error
	if c.Members, err = s.all(ctx, w.Org); err != nil {
		return c, err
	}
	if c.Leaders, err = s.leaders(ctx, w.Org); err != nil {
		return c, err
	}
	c.Around, err = s.around(ctx, w, c.Today)
	return c, err
}

// around are the weeks before, as far back as the law counts, and the week after. Of days that have passed only what was
// published was worked.
func (s *Service) around(ctx context.Context, w Week, today marketplace.Date) (out []Week, err error) {
	q := store.Query{
		Index: "org", Eq: []any{string(w.Org)}, From: string(w.Monday.AddMonths(-12).AddDays(-7)), To: string(w.Monday.AddDays(8)),
	}
	return out, s.weeks.Each(ctx, q, func(e Entry) error {
		if e.Value.Monday == w.Monday {
			return nil
		}
		e.Value.Shifts = slices.DeleteFunc(e.Value.Shifts, func(s Shift) bool { return s.Date < today && !s.Published })
		out = append(out, e.Value)
		return nil
	})
}

// told are the facts of a changed week: the step itself, and that published shifts are not what they were.
func (s *Service) told(actor marketplace.Actor, before, after Week, typ string) []marketplace.Fact {
	facts := []marketplace.Fact{s.fact(actor, typ, after)}
	var shifts, leaders []marketplace.ID
	for _, was := range before.Shifts {
		if now, there := after.Shift(was.ID); was.Published && (!there || !now.Same(was)) {
			shifts = append(shifts, was.ID)
			leaders = append(leaders, slices.Concat(was.Leaders, now.Leaders)...)
		}
	}
	if len(shifts) > 0 {
		facts = append(facts, s.fact(actor, "roster.changed", after, "shifts", joined(shifts), "leaders", joined(leaders)))
	}
	return facts
}

// fact tells what happened to a week, in the organiser's record. It names shifts and leaders, and no member.
func (s *Service) fact(actor marketplace.Actor, typ string, w Week, data ...any) marketplace.Fact {
	actor.Org = w.Org
	return s.facts.New(actor, typ, s.weeks.Subject(w.ID), append([]any{"monday", w.Monday}, data...)...)
}

func joined(list []marketplace.ID) string {
	words := make([]string, 0, len(list))
	for _, id := range ids(list) {
		words = append(words, string(id))
	}
	return strings.Join(words, ",")
}
