package roster

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/store"
)

// Entry is a week with the revision at which it was loaded, which saving wants back.
type Entry = store.Entry[Week]

// Week loads the week of the actor's organiser that begins on a Monday. One that nobody has planned yet is made from the
// orders. Invalid unless the day is a Monday.
func (s *Service) Week(ctx context.Context, actor marketplace.Actor, monday marketplace.Date) (Entry, error) {
	if err := s.organiser(ctx, actor); err != nil {
		return Entry{}, err
	}
	if !isMonday(monday) {
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("monday", "roster.field.monday")})
	}
	e, err := s.weeks.Get(ctx, WeekIDOf(actor.Org, monday))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return s.sync(ctx, actor.Org, monday)
	}
	return e, err
}

func isMonday(d marketplace.Date) bool {
	parsed, err := marketplace.ParseDate(string(d))
	return err == nil && d != "" && capacity.Monday(parsed) == parsed
}

// Shifts are the published shifts of the actor's organiser in some days, both included and at most 92: for a supervisor
// those that they lead, for an owner and the program itself all.
func (s *Service) Shifts(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]Shift, error) {
	out := []Shift{}
	if err := s.organiser(ctx, actor); err != nil || from == "" || to < from {
		return out, err
	}
	to = min(to, from.AddDays(maxSpan-1))
	q := store.Query{Index: "org", Eq: []any{string(actor.Org)}, From: string(capacity.Monday(from)), To: string(to.AddDays(1))}
	return out, s.weeks.Each(ctx, q, func(e Entry) error {
		for _, shift := range e.Value.Shifts {
			if from <= shift.Date && shift.Date <= to && shift.shownTo(actor) {
				out = append(out, shift)
			}
		}
		return nil
	})
}

// maxSpan is how many days are read at once.
const maxSpan = 92

// shownTo says whether somebody of the organiser works with a published shift.
func (s Shift) shownTo(actor marketplace.Actor) bool {
	return s.Published && (actor.Has(marketplace.RoleOwner) || actor.System || slices.Contains(s.Leaders, actor.Person))
}

// Shift loads one published shift of those that Shifts lists; NotFound for every other.
func (s *Service) Shift(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Shift, error) {
	if err := s.organiser(ctx, actor); err != nil {
		return Shift{}, err
	}
	date, known := dateOf(id)
	if !known {
		return Shift{}, notFound()
	}
	e, err := s.weeks.Get(ctx, WeekIDOf(actor.Org, capacity.Monday(date)))
	if err != nil {
		return Shift{}, err
	}
	shift, there := e.Value.Shift(id)
	if !there || !shift.shownTo(actor) {
		return Shift{}, notFound()
	}
	return shift, nil
}

// dateOf is the day that stands in the id of a shift.
func dateOf(id marketplace.ID) (marketplace.Date, bool) {
	const tail = len("-2026-11-30-0480")
	if len(id) <= tail {
		return "", false
	}
	day, from, _ := cutLast(string(id[len(id)-tail+1:]))
	date, err := marketplace.ParseDate(day)
	return date, err == nil && date != "" && len(from) == 4
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '-')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}
