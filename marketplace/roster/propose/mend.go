package propose

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/planner"
)

// What the planner is given for one repair: so many steps, so many points for each day of somebody that changes, and how well
// every seat suits everybody, a point less for a change of who needs stability. Only an empty seat is worth a change; the points
// are so few that the walk gets from one step of a long chain to the next.
const (
	mendSteps = 60_000
	mendKeep  = 2
	mendFit   = 95
)

// mended is the week after the least change that the planner finds when somebody is away and no one or two people are enough;
// without their seat alone when it finds none. Days before the absence stay as they are. Its answer is held against every
// check, and it is asked again without what did not pass.
func mended(ctx context.Context, c roster.Case, gone roster.Seat) (roster.Week, error) {
	barred := away(c.Week, gone)
	for range rounds {
		q := asked(c, barred)
		repair, err := q.repair(ctx, gone)
		if err != nil || len(repair.Changes) == 0 {
			return c.Week.Without(gone), err
		}
		w, failed := q.moved(gone, repair.Changes)
		if q.err != nil || len(failed) == 0 {
			return w, q.err
		}
		for _, seat := range failed {
			barred[seat] = roster.Fault{}
		}
	}
	return c.Week.Without(gone), nil
}

// repair asks the planner who could change so that the seat is taken again.
func (q *question) repair(ctx context.Context, gone roster.Seat) (planner.Repair, error) {
	if q.err != nil {
		return planner.Repair{}, q.err
	}
	q.in.Supervisors = nil // they stay as they are
	plan := crew.Plan{Seats: slices.DeleteFunc(q.together(q.kept), func(s crew.Seat) bool { _, member := q.Members[marketplace.ID(s.Who)]; return !member })}
	q.loosen(plan)
	s, _ := q.Week.Shift(gone.Shift)
	seat := q.seat(s, gone.Member)
	if q.err != nil || !slices.Contains(plan.Seats, seat) || len(crew.Check(q.in, plan)) > 0 {
		return planner.Repair{}, q.err // the planner does not know the seat: it is the second of its day, or the like
	}
	var locked []crew.Seat
	for _, l := range q.Week.Locked {
		if o, _ := q.Week.Shift(l.Shift); slices.Contains(plan.Seats, q.seat(o, l.Member)) {
			locked = append(locked, q.seat(o, l.Member))
		}
	}
	opt := planner.Options{Seed: seed(q.in.Name), Steps: mendSteps, Keep: mendKeep, Locked: locked}
	return planner.Replan(ctx, q.in, plan, []planner.Absence{{Who: string(gone.Member), Day: seat.Day}}, opt)
}

// loosen lets everybody take every seat that nothing keeps them out of by itself, wants no more people than there are, and
// leaves nothing to win but full seats.
func (q *question) loosen(plan crew.Plan) {
	q.in.Previous = nil
	for i := range q.in.Clients {
		one := &q.in.Clients[i]
		m := q.Members[marketplace.ID(one.ID)]
		one.TargetHours = 0
		for _, s := range q.toCome() {
			own := slices.Contains(plan.Seats, q.seat(s, m.ID))
			if !own && q.barred(m, s) {
				delete(one.Fit, string(s.ID))
				continue
			}
			one.Fit[string(s.ID)] = mendFit
			if m.Steady && !own {
				one.Fit[string(s.ID)]--
			}
			if day := q.day(s.Date); !slices.Contains(one.Days, day) {
				one.Days = append(one.Days, day)
			}
		}
	}
	for i, o := range q.in.Orders {
		s, _ := q.Week.Shift(marketplace.ID(o.ID))
		n := 0
		for _, id := range s.Members {
			if slices.Contains(plan.Seats, q.seat(s, id)) {
				n++
			}
		}
		q.in.Orders[i].Crew = map[int]int{q.day(s.Date): n}
	}
}

// moved is the week after a repair, and the seats of it that the checks refuse, with those of who would change more than once.
// A repair that leaves some seat empty is refused as a whole.
func (q *question) moved(gone roster.Seat, changes []planner.Change) (roster.Week, []roster.Seat) {
	w := q.Week.Without(gone)
	var fresh, failed []roster.Seat
	left := map[string]int{}
	for _, c := range changes {
		if c.Absent {
			continue
		}
		if c.From != "" {
			left[c.Who]++
			w = w.Without(roster.Seat{Shift: marketplace.ID(c.From), Member: marketplace.ID(c.Who)})
		}
		if c.To != "" {
			w = w.Joined(marketplace.ID(c.To), marketplace.ID(c.Who))
			fresh = append(fresh, roster.Seat{Shift: marketplace.ID(c.To), Member: marketplace.ID(c.Who)})
		}
	}
	for _, s := range w.Shifts {
		if was, _ := q.Week.Shift(s.ID); len(s.Members) != len(was.Members) {
			return q.Week.Without(gone), nil
		}
	}
	for i, seat := range fresh {
		if left[string(seat.Member)] > 1 || slices.ContainsFunc(fresh[:i], func(o roster.Seat) bool { return o.Member == seat.Member }) {
			failed = append(failed, seat)
		}
		x := q.x.In(w)
		s, _ := w.Shift(seat.Shift)
		x.Shift(s)
		if err := x.Person(seat.Member); err != nil {
			q.err = err
		}
		if len(w.Standing(x.Found)) > 0 {
			failed = append(failed, seat)
		}
	}
	return w, failed
}
