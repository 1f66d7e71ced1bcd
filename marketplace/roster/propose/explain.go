package propose

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching/crew"
)

// Reason says why a member has a seat in a proposal, in what anybody can work out again.
type Reason struct {
	roster.Seat
	Kept    bool           `json:"kept,omitempty"`   // was locked or published before
	Wished  bool           `json:"wished,omitempty"` // is work that they hope for
	Knows   bool           `json:"knows,omitempty"`  // was in the same crew the week before
	Got     int            `json:"got"`              // minutes in the weeks before
	Weeks   int            `json:"weeks"`            // how many those are
	Target  int            `json:"target"`           // minutes that they should get this week
	Minutes int            `json:"minutes"`          // that they get this week
	Unmet   int            `json:"unmet,omitempty"`  // weeks in a row, with this one, without work that they hope for
	Free    int            `json:"free"`             // others who could have the seat instead
	Other   marketplace.ID `json:"other,omitempty"`  // the best of them
	Extra   int            `json:"extra,omitempty"`  // by how many points the plan would be worse with them; better if below 0
}

// Vacancy is a shift of a proposal with empty seats, and what keeps the others out of them.
type Vacancy struct {
	Shift   marketplace.ID `json:"shift"`
	Seats   int            `json:"seats"`
	Leaders int            `json:"leaders"`           // who lack for the people it has
	Free    int            `json:"free"`              // who could join as the plan stands
	Blocked map[string]int `json:"blocked,omitempty"` // of the others, by the first thing in their way
}

// proposal is an answer in words and numbers.
func (a answer) proposal() Proposal {
	p := Proposal{Gap: a.gap, Reasons: a.reasons(), Vacancies: a.vacancies()}
	for _, s := range a.week.Shifts {
		if s.Date < a.q.Today {
			continue
		}
		p.Shifts = append(p.Shifts, roster.Staffing{Shift: s.ID, Members: s.Members, Leaders: s.Leaders, Locked: a.week.LockedIn(s.ID)})
	}
	for _, e := range a.gone {
		p.Dropped = append(p.Dropped, Dropped{Seat: e.Seat, Key: e.Fault.Key, Args: e.Fault.Args})
	}
	return p
}

func (a answer) reasons() (out []Reason) {
	for _, r := range crew.Explain(a.q.in, a.plan) {
		out = append(out, a.reason(r))
	}
	slices.SortFunc(out, func(x, y Reason) int { return cmp.Or(cmp.Compare(x.Shift, y.Shift), cmp.Compare(x.Member, y.Member)) })
	return out
}

func (a answer) reason(r crew.Reason) Reason {
	id, shift := marketplace.ID(r.Seat.Who), marketplace.ID(r.Seat.Order)
	s, _ := a.week.Shift(shift)
	work, _ := a.week.WorkOf(s.Order)
	m, aim := a.q.Members[id], a.q.aims[id]
	out := Reason{
		Seat: roster.Seat{Shift: shift, Member: id}, Got: aim.Got, Weeks: aim.Weeks, Target: aim.Target, Wished: m.Wants(work), Free: r.Free, Unmet: a.unmet(m),
		Kept:  slices.Contains(a.q.kept, r.Seat),
		Knows: slices.Contains(a.q.in.Previous, crew.Member{Client: r.Seat.Who, Order: r.Seat.Order}),
	}
	for _, one := range a.week.Of(id) {
		out.Minutes += one.Minutes()
	}
	if r.Best != nil {
		out.Other, out.Extra = marketplace.ID(r.Best.Client), r.Best.Extra
	}
	return out
}

// unmet is for how many weeks in a row somebody works without any work that they hope for, this one included; 0 for who
// hopes for nothing, or gets some.
func (a answer) unmet(m roster.Member) (n int) {
	if len(m.Wishes) == 0 {
		return 0
	}
	weeks := slices.SortedFunc(slices.Values(append(slices.Clone(a.q.Around), a.week)), func(x, y roster.Week) int { return cmp.Compare(y.Monday, x.Monday) })
	for _, w := range weeks {
		mine := w.Of(m.ID)
		if w.Monday > a.week.Monday || len(mine) == 0 {
			continue
		}
		if slices.ContainsFunc(mine, func(s roster.Shift) bool { work, _ := w.WorkOf(s.Order); return m.Wants(work) }) {
			return n
		}
		n++
	}
	return n
}

func (a answer) vacancies() (out []Vacancy) {
	free := map[marketplace.ID]crew.Vacancy{}
	for _, v := range crew.Vacancies(a.q.in, a.plan) {
		free[marketplace.ID(v.Shift.Order)] = v
	}
	for _, s := range a.week.Shifts {
		v := Vacancy{Shift: s.ID, Seats: s.Participants - len(s.Members), Leaders: max(0, s.Guides(len(s.Members))-len(s.Leaders))}
		if s.Date < a.q.Today || v.Seats <= 0 && v.Leaders == 0 {
			continue
		}
		v.Free, v.Blocked = free[s.ID].Free, a.blocked(s, free[s.ID])
		out = append(out, v)
	}
	return out
}

// blocked counts what keeps the others out of a shift: what concerns the seat alone by its own name, the rest as the planner
// counts it.
func (a answer) blocked(s roster.Shift, v crew.Vacancy) map[string]int {
	out := map[string]int{}
	for seat, f := range a.q.why {
		if seat.Shift == s.ID && !slices.Contains(s.Members, seat.Member) {
			out[f.Key]++
		}
	}
	elsewhere := v.Blocked[crew.NotEligible] + v.Blocked[crew.NotAvailable] - total(out)
	for rule, n := range v.Blocked {
		if rule != crew.NotEligible && rule != crew.NotAvailable {
			out[string(rule)] = n
		}
	}
	if elsewhere > 0 { // whoever has a seat for good on the day
		out[string(crew.TwiceADay)] += elsewhere
	}
	return out
}

func total(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}
