package propose

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/crew"
)

// question is what is asked of a planner about a week: who could take which of the seats that are not taken for good. Each
// shift is an order of its own there, so that whatever keeps one person out of one shift can be said.
type question struct {
	roster.Case                              // with the week as far as it is taken for good
	x           *roster.Checker              // of the same
	why         map[roster.Seat]roster.Fault // what keeps somebody out of a seat
	aims        map[marketplace.ID]aim
	in          crew.Instance
	kept        []crew.Seat // of the week, as the planner knows them
	err         error       // the first fault of the book of rules
}

// aim is how much a member should get this week, and how that came about, in minutes.
type aim struct {
	Target int
	Got    int // in the weeks before
	Weeks  int // how many those are
}

// fairWeeks is how many weeks back it is looked who got how much.
const fairWeeks = 4

// asked makes the question. Barred seats are those that did not pass the checks in an earlier answer.
func asked(c roster.Case, barred map[roster.Seat]roster.Fault) *question {
	q := &question{Case: c, x: roster.NewChecker(c), why: map[roster.Seat]roster.Fault{}, aims: map[marketplace.ID]aim{}}
	for seat, f := range barred {
		q.why[seat] = f
	}
	q.in = crew.Instance{Name: string(c.Week.ID), Days: 7, WeekLength: 7}
	members := q.available()
	for _, m := range members {
		q.aims[m.ID] = q.aim(m)
		q.in.Clients = append(q.in.Clients, q.client(m))
	}
	q.supervisors()
	q.orders()
	q.pairs(members)
	q.previous(members)
	return q
}

// available are the members who take part, by id.
func (q *question) available() (out []roster.Member) {
	for _, m := range q.Members {
		if !m.Left {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b roster.Member) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// toCome are the shifts of the week that can still be planned.
func (q *question) toCome() []roster.Shift {
	return slices.DeleteFunc(slices.Clone(q.Week.Shifts), func(s roster.Shift) bool { return s.Date < q.Today })
}

func (q *question) day(d marketplace.Date) int { return q.Week.Monday.DaysTo(d) }

// hours is how long a shift is for the planner: rounded down, because Check counts minutes afterwards.
func hours(s roster.Shift) int { return min(24, max(1, s.Minutes()/60)) }

func (q *question) orders() {
	for _, s := range q.toCome() {
		ratio := max(1, s.Participants)
		if s.Supervisors > 0 {
			ratio = (s.Participants + s.Supervisors - 1) / s.Supervisors
		}
		taken := 0
		for _, id := range s.Members {
			if !slices.Contains(q.kept, q.seat(s, id)) {
				taken++
			}
		}
		q.in.Orders = append(q.in.Orders, crew.Order{
			ID: string(s.ID), Hours: hours(s), PerSupervisor: max(1, ratio), Crew: map[int]int{q.day(s.Date): max(0, s.Participants-taken)},
		})
	}
}

func (q *question) seat(s roster.Shift, member marketplace.ID) crew.Seat {
	return crew.Seat{Who: string(member), Order: string(s.ID), Day: q.day(s.Date)}
}

// client is a member as the planner knows them. On a day on which they have a seat for good they can have no other.
func (q *question) client(m roster.Member) crew.Client {
	most, out := m.Most, crew.Client{ID: string(m.ID), Fit: map[string]int{}, TargetHours: (q.aims[m.ID].Target + 30) / 60}
	taken := map[int]bool{}
	for _, s := range q.Week.Of(m.ID) {
		day := q.day(s.Date)
		if s.Date < q.Today || taken[day] {
			most -= s.Minutes()
			out.TargetHours = max(0, out.TargetHours-hours(s))
			continue
		}
		taken[day] = true
		out.Days = append(out.Days, day)
		out.Fit[string(s.ID)] = q.fit(m, s)
		q.kept = append(q.kept, q.seat(s, m.ID))
	}
	out.MaxHoursWeek = max(0, most/60)
	for _, s := range q.toCome() {
		day := q.day(s.Date)
		if taken[day] || q.barred(m, s) {
			continue
		}
		out.Fit[string(s.ID)] = q.fit(m, s)
		if !slices.Contains(out.Days, day) {
			out.Days = append(out.Days, day)
		}
	}
	out.MaxHoursWeek = max(out.MaxHoursWeek, q.keptHours(m.ID))
	return out
}

// keptHours are the hours of the seats that somebody has for good.
func (q *question) keptHours(member marketplace.ID) (n int) {
	for _, seat := range q.kept {
		if s, _ := q.Week.Shift(marketplace.ID(seat.Order)); seat.Who == string(member) {
			n += hours(s)
		}
	}
	return n
}

// barred says whether something that concerns one seat alone keeps a member out of it, and remembers what.
func (q *question) barred(m roster.Member, s roster.Shift) bool {
	seat := roster.Seat{Shift: s.ID, Member: m.ID}
	if _, known := q.why[seat]; known {
		return true
	}
	faults, err := q.x.Alone(m, s)
	for _, f := range faults {
		if q.Week.Stands(f) {
			q.why[seat] = f
			return true
		}
	}
	if q.err == nil {
		q.err = err
	}
	return err != nil
}

// fit is how well a shift suits a member: half of it is matching's score, half whether the work is hoped for.
func (q *question) fit(m roster.Member, s roster.Shift) int {
	task := q.x.Demand(s.Order).Task
	score := matching.Judge(q.Ranking, m.Profile(s.Date), task).Score
	out := int(score) / 2
	switch work, _ := q.Week.WorkOf(s.Order); {
	case len(m.Wishes) == 0:
		out += 25
	case m.Wants(work):
		out += 50
	}
	return min(crew.FullFit, max(0, out))
}

// supervisors are who may lead. Those whom somebody chose stay; one leads one shift a day.
func (q *question) supervisors() {
	people := make([]marketplace.ID, 0, len(q.Leaders))
	for id := range q.Leaders {
		people = append(people, id)
	}
	slices.Sort(people)
	for _, id := range people {
		one, taken := crew.Supervisor{ID: string(id)}, map[int]bool{}
		for _, s := range q.toCome() {
			day := q.day(s.Date)
			one.Orders = append(one.Orders, string(s.ID))
			if !slices.Contains(one.Days, day) {
				one.Days = append(one.Days, day)
			}
			if slices.Contains(s.Leaders, id) && !taken[day] {
				taken[day] = true
				q.kept = append(q.kept, q.seat(s, id))
			}
		}
		q.in.Supervisors = append(q.in.Supervisors, one)
	}
}

func (q *question) pairs(members []roster.Member) {
	for _, m := range members {
		for _, id := range m.Apart {
			pair, turned := crew.Conflict{A: string(m.ID), B: string(id)}, crew.Conflict{A: string(id), B: string(m.ID)}
			if other, there := q.Members[id]; there && !other.Left && !slices.Contains(q.in.Conflicts, turned) {
				q.in.Conflicts = append(q.in.Conflicts, pair)
			}
		}
	}
}

// previous are the crews of the week before, on the same weekday: who knows the work and the others.
func (q *question) previous(members []roster.Member) {
	for _, w := range q.Around {
		if w.Monday != q.Week.Monday.AddDays(-7) {
			continue
		}
		for _, s := range w.Shifts {
			now := roster.ShiftIDOf(s.Order, s.Date.AddDays(7), s.From)
			if _, there := q.Week.Shift(now); !there {
				continue
			}
			for _, m := range members {
				if slices.Contains(s.Members, m.ID) {
					q.in.Previous = append(q.in.Previous, crew.Member{Client: string(m.ID), Order: string(now)})
				}
			}
		}
	}
}

// aim is what a member should get this week: what is hoped for, with what they lack of it from the weeks before; at most
// twice the hoped, so that nobody takes everything at once. Weeks before they came do not count.
func (q *question) aim(m roster.Member) aim {
	a := aim{}
	for _, w := range q.Around {
		back := w.Monday.DaysTo(q.Week.Monday) / 7
		if back < 1 || back > fairWeeks || w.Monday.AddDays(6) < m.Created.Day() {
			continue
		}
		a.Weeks++
		for _, s := range w.Of(m.ID) {
			a.Got += s.Minutes()
		}
	}
	a.Target = min(max(0, m.Hoped*(a.Weeks+1)-a.Got), 2*m.Hoped, m.Most)
	return a
}

// keeping is the week with only the seats that a proposal leaves: of shifts that are published or past, and those locked.
// Who leads stays as somebody chose.
func keeping(w roster.Week) roster.Week {
	w.Shifts = slices.Clone(w.Shifts)
	for i, s := range w.Shifts {
		if !s.Published {
			w.Shifts[i].Members = slices.DeleteFunc(slices.Clone(s.Members), func(id marketplace.ID) bool {
				return !slices.Contains(w.Locked, roster.Seat{Shift: s.ID, Member: id})
			})
		}
	}
	return w
}
