package planner

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"sovite.fi/sovite/matching/crew"
)

// Absence is one person, client or supervisor, who cannot come on a day. Why is nobody's business here.
type Absence struct {
	Who string
	Day int
}

// Change is what a repaired plan asks of one person on one day, in order ids; empty means no seat.
type Change struct {
	Who      string
	Day      int
	From, To string
	Absent   bool // the person is away that day, everybody else moves because of it
}

// Repair is a plan after absences.
type Repair struct {
	Plan    crew.Plan
	Cost    crew.Cost
	Changes []Change // by day and person
}

// Replan repairs a plan after absences. Days before the first absence stay as they are; from then on a change of one
// client's day counts Keep points, so that people move only where that fills a seat, and as few of them as possible do.
// It fails on an instance, a plan or an absence that does not make sense.
func Replan(ctx context.Context, in crew.Instance, plan crew.Plan, absences []Absence, opt Options) (Repair, error) {
	if err := in.Validate(); err != nil {
		return Repair{}, err
	}
	if faults := crew.Check(in, plan); len(faults) > 0 {
		return Repair{}, fmt.Errorf("plan: %v", faults[0])
	}
	left, err := without(in, absences)
	if err != nil {
		return Repair{}, err
	}
	opt.Locked = slices.DeleteFunc(slices.Clone(opt.Locked), func(s crew.Seat) bool { return absent(absences, s) })
	if err := opt.validate(left); err != nil {
		return Repair{}, err
	}
	if len(absences) == 0 {
		return Repair{Plan: plan, Cost: crew.CostOf(in, plan)}, nil
	}
	first := slices.MinFunc(absences, func(a, b Absence) int { return cmp.Compare(a.Day, b.Day) }).Day
	m := mending{in: left, old: plan, absences: absences, first: first, opt: opt}
	repaired := crew.Plan{Seats: append(m.clients(ctx), m.supervisors()...)}
	return Repair{Plan: repaired, Cost: crew.CostOf(left, repaired), Changes: changes(plan, repaired, absences)}, nil
}

// without is the instance in which the absent are not available.
func without(in crew.Instance, absences []Absence) (crew.Instance, error) {
	away := map[string][]int{}
	for i, a := range absences {
		if a.Day < 0 || a.Day >= in.Days {
			return in, fmt.Errorf("absences[%d].day: %d is not between 0 and %d", i, a.Day, in.Days-1)
		}
		away[a.Who] = append(away[a.Who], a.Day)
	}
	present := func(id string, days []int) []int {
		gone := away[id]
		delete(away, id)
		return slices.DeleteFunc(slices.Clone(days), func(d int) bool { return slices.Contains(gone, d) })
	}
	in.Clients, in.Supervisors = slices.Clone(in.Clients), slices.Clone(in.Supervisors)
	for i, c := range in.Clients {
		in.Clients[i].Days = present(c.ID, c.Days)
	}
	for i, s := range in.Supervisors {
		in.Supervisors[i].Days = present(s.ID, s.Days)
	}
	for _, id := range slices.Sorted(maps.Keys(away)) {
		return in, fmt.Errorf("absences: there is nobody %q", id)
	}
	return in, nil
}

func absent(absences []Absence, s crew.Seat) bool {
	return slices.Contains(absences, Absence{s.Who, s.Day})
}

// mending is the work on one repair.
type mending struct {
	in       crew.Instance // with the absences
	old      crew.Plan
	absences []Absence
	first    int // the first day that may change
	opt      Options
}

// clients repairs the seats of clients: the idle first, then a walk that finds who could move on for them.
func (m mending) clients(ctx context.Context) []crew.Seat {
	p := compile(m.in)
	r := newRoster(p)
	staying := slices.DeleteFunc(slices.Clone(m.old.Seats), func(s crew.Seat) bool { return absent(m.absences, s) })
	r.load(p.cells(staying))
	r.keep, r.change = slices.Clone(r.at), int32(cmp.Or(m.opt.Keep, keepPoints))
	r.locked = m.locks(p)
	m.sendHome(r, staying)
	pace := newPace(ctx, m.opt)
	cost := r.begin(pace.stop)
	a := newAnnealing(r, cost, m.opt.Seed)
	a.run(pace.stretch(1), hotToRefine) // far below keepPoints: nobody moves on trial
	return p.seatsOf(a.bestAt)
}

// sendHome empties the crews that lost their only licence holder; the search brings back whom it can.
func (m mending) sendHome(r *roster, staying []crew.Seat) {
	for _, f := range crew.Check(m.in, crew.Plan{Seats: staying}) {
		if f.Rule != crew.NoLicence {
			continue
		}
		o := slices.IndexFunc(m.in.Orders, func(o crew.Order) bool { return o.ID == f.Order })
		for _, c := range slices.Clone(r.crews[r.p.shiftAt[f.Day*r.p.orders+o]]) {
			r.leave(c, int32(f.Day))
		}
	}
}

func (m mending) locks(p *problem) []bool {
	locked := make([]bool, len(p.clients)*p.days)
	for cd, s := range p.cells(m.opt.Locked) {
		locked[cd] = s != none || cd%p.days < m.first
	}
	return locked
}

func (m mending) supervisors() []crew.Seat {
	var fixed, keep []crew.Seat
	for _, s := range m.old.Seats {
		switch {
		case absent(m.absences, s):
		case !m.touches(s.Day) || slices.Contains(m.opt.Locked, s):
			fixed = append(fixed, s)
		default:
			keep = append(keep, s)
		}
	}
	seats, _ := staffing{in: m.in, fixed: fixed, keep: keep, first: m.first}.supervise()
	return seats
}

// touches tells whether a supervisor is away that day.
func (m mending) touches(day int) bool {
	return slices.ContainsFunc(m.absences, func(a Absence) bool {
		isAway := func(s crew.Supervisor) bool { return s.ID == a.Who }
		return a.Day == day && slices.ContainsFunc(m.in.Supervisors, isAway)
	})
}

// changes compares two plans person by person and day by day.
func changes(before, after crew.Plan, absences []Absence) []Change {
	seats := map[Absence]*Change{}
	at := func(s crew.Seat) *Change {
		key := Absence{s.Who, s.Day}
		if seats[key] == nil {
			seats[key] = &Change{Who: s.Who, Day: s.Day, Absent: slices.Contains(absences, key)}
		}
		return seats[key]
	}
	for _, s := range before.Seats {
		at(s).From = s.Order
	}
	for _, s := range after.Seats {
		at(s).To = s.Order
	}
	var out []Change
	for _, c := range seats {
		if c.From != c.To {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Who, b.Who))
	})
	return out
}
