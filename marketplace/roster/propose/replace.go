package propose

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching/crew"
)

// Replacement is what would be done when somebody cannot come to a shift.
type Replacement struct {
	Plan    roster.Plan
	Changes []Change // by day and person; the absent one is the first
	Empty   int      // seats of the shift that nobody can take
}

// Change is what a replacement asks of one person, and why of them.
type Change struct {
	Member marketplace.ID `json:"member"`
	From   marketplace.ID `json:"from,omitempty"` // a shift; empty: none
	To     marketplace.ID `json:"to,omitempty"`
	Absent bool           `json:"absent,omitempty"`
	Why    Because        `json:"why"`
}

// Replace says who could come when a member, or a leader, cannot come to a shift, without saving it. As few people as
// possible change: somebody who is free comes alone where the checks let them; only when nobody may do others move, in whose
// place somebody who is free comes. Of equally few, those who need stability change last. Locked seats stay. When that helps
// nobody the seat stays empty. Why somebody is away is nobody's business here.
func (s *Service) Replace(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, shift, who marketplace.ID) (Replacement, error) {
	e, c, err := s.Rosters.Case(ctx, actor, monday)
	if err != nil {
		return Replacement{}, err
	}
	at, there := e.Value.Shift(shift)
	switch {
	case !there:
		return Replacement{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	case at.Date < c.Today:
		return Replacement{}, marketplace.Errorf(marketplace.Conflict, "roster.field.worked")
	case !slices.Contains(at.Members, who) && !slices.Contains(at.Leaders, who):
		return Replacement{}, marketplace.Errorf(marketplace.Conflict, "roster.not_in_shift")
	}
	gone := roster.Seat{Shift: shift, Member: who}
	after, err := instead(ctx, c, gone)
	if err != nil {
		return Replacement{}, err
	}
	out := replacement(e.Value, after, gone)
	c.Week = after
	return out, because(c, gone, out.Changes)
}

// instead is the week without somebody's seat, and with whoever comes in their place. Up to two people who change are looked
// for one by one, so that nothing with fewer is missed; longer chains are the planner's.
func instead(ctx context.Context, c roster.Case, gone roster.Seat) (roster.Week, error) {
	before, _ := c.Week.Shift(gone.Shift)
	full := c
	c.Week = c.Week.Without(gone)
	q := asked(c, away(c.Week, gone))
	if !slices.Contains(before.Members, gone.Member) {
		return q.otherLeader(gone), nil
	}
	for _, look := range []func(roster.Seat, int) (roster.Week, bool){q.coming, q.moving} {
		for steady := range 3 {
			if w, found := look(gone, steady); found || q.err != nil {
				return w, q.err
			}
		}
	}
	return mended(ctx, full, gone)
}

// coming is the week in which somebody who is free comes; steady is how many of those who change may need stability.
func (q *question) coming(gone roster.Seat, steady int) (roster.Week, bool) {
	s, _ := q.Week.Shift(gone.Shift)
	for _, m := range q.free(s) {
		if w := q.Week.Joined(s.ID, m.ID); upset(m) <= steady && q.passes(w, []marketplace.ID{s.ID}, m.ID) {
			return w, true
		}
	}
	return q.Week, false
}

// upset counts those who need stability.
func upset(people ...roster.Member) (n int) {
	for _, m := range people {
		if m.Steady {
			n++
		}
	}
	return n
}

// away bars somebody from every shift of the day on which they cannot come to one.
func away(w roster.Week, gone roster.Seat) map[roster.Seat]roster.Fault {
	out := map[roster.Seat]roster.Fault{}
	day, _ := w.Shift(gone.Shift)
	for _, s := range w.Shifts {
		if s.Date == day.Date {
			out[roster.Seat{Shift: s.ID, Member: gone.Member}] = roster.Fault{}
		}
	}
	return out
}

// otherLeader is the week in which another leader, who is free, leads the shift.
func (q *question) otherLeader(gone roster.Seat) roster.Week {
	w := q.Week
	w.Shifts = slices.Clone(w.Shifts)
	at := slices.IndexFunc(w.Shifts, func(s roster.Shift) bool { return s.ID == gone.Shift })
	q.in.Supervisors = slices.DeleteFunc(q.in.Supervisors, func(one crew.Supervisor) bool { return one.ID == string(gone.Member) })
	q.lead(w, &w.Shifts[at])
	return w
}

// free are the members whom nothing that concerns the seat alone keeps out of a shift: those first whom most of the crew
// knows, whom the work suits best, and who have least of what they should get.
func (q *question) free(s roster.Shift) []roster.Member {
	free := slices.DeleteFunc(q.available(), func(m roster.Member) bool { return slices.Contains(s.Members, m.ID) || q.barred(m, s) })
	slices.SortStableFunc(free, func(a, b roster.Member) int {
		return cmp.Or(cmp.Compare(known(b, q.Members, s), known(a, q.Members, s)), cmp.Compare(q.fit(b, s), q.fit(a, s)), cmp.Compare(q.lacks(b), q.lacks(a)))
	})
	return free
}

// moving is the week in which one member comes from another shift, and somebody who is free takes their place there.
func (q *question) moving(gone roster.Seat, steady int) (roster.Week, bool) {
	s, _ := q.Week.Shift(gone.Shift)
	for _, mover := range q.free(s) {
		for _, from := range q.Week.Of(mover.ID) {
			seat := roster.Seat{Shift: from.ID, Member: mover.ID}
			if from.Date < q.Today || slices.Contains(q.Week.Locked, seat) {
				continue
			}
			moved := q.Week.Without(seat).Joined(s.ID, mover.ID)
			if upset(mover) > steady || !q.passes(moved, []marketplace.ID{s.ID}, mover.ID) {
				continue
			}
			for _, m := range q.free(from) {
				w := moved.Joined(from.ID, m.ID)
				if m.ID != mover.ID && upset(mover, m) <= steady && q.passes(w, []marketplace.ID{s.ID, from.ID}, mover.ID, m.ID) {
					return w, true
				}
			}
		}
	}
	return q.Week, false
}

// passes says whether nothing stands in the way of what some people do in another week, and of some shifts of it.
func (q *question) passes(w roster.Week, shifts []marketplace.ID, people ...marketplace.ID) bool {
	x := q.x.In(w)
	for _, id := range shifts {
		s, _ := w.Shift(id)
		x.Shift(s)
	}
	for _, id := range people {
		if err := x.Person(id); err != nil {
			q.err = err
			return false
		}
	}
	return len(w.Standing(x.Found)) == 0
}

// known is how many of a crew know a member, or are known to them.
func known(m roster.Member, all map[marketplace.ID]roster.Member, s roster.Shift) (n int) {
	for _, id := range s.Members {
		if slices.Contains(m.Knows, id) || slices.Contains(all[id].Knows, m.ID) {
			n++
		}
	}
	return n
}

// lacks is by how many minutes a member has less this week than they should.
func (q *question) lacks(m roster.Member) int {
	n := q.aim(m).Target
	for _, s := range q.Week.Of(m.ID) {
		n -= s.Minutes()
	}
	return n
}

// replacement is what the change from one week to another comes to.
func replacement(before, after roster.Week, gone roster.Seat) Replacement {
	out := Replacement{Changes: []Change{{Member: gone.Member, From: gone.Shift, Absent: true}}}
	moves := map[marketplace.ID]*Change{}
	at := func(id marketplace.ID) *Change {
		if moves[id] == nil {
			moves[id] = &Change{Member: id}
		}
		return moves[id]
	}
	for _, was := range before.Shifts {
		now, _ := after.Shift(was.ID)
		if was.Same(now) {
			continue
		}
		out.Plan.Shifts = append(out.Plan.Shifts, roster.Staffing{Shift: now.ID, Members: now.Members, Leaders: now.Leaders, Locked: after.LockedIn(now.ID)})
		old, new := slices.Concat(was.Members, was.Leaders), slices.Concat(now.Members, now.Leaders)
		for _, id := range old {
			if !slices.Contains(new, id) && (roster.Seat{Shift: was.ID, Member: id}) != gone {
				at(id).From = was.ID
			}
		}
		for _, id := range new {
			if !slices.Contains(old, id) {
				at(id).To = was.ID
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(moves)) {
		out.Changes = append(out.Changes, *moves[id])
	}
	s, _ := after.Shift(gone.Shift)
	out.Empty = s.Participants - len(s.Members)
	return out
}
