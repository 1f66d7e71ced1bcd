package planner

import (
	"slices"

	"sovite.fi/sovite/matching/crew"
)

// roster is a plan under change: who sits where, with the sums that its cost needs. Every roster a search keeps obeys
// all hard rules.
type roster struct {
	p      *problem
	at     []int32   // client*days+day to shift, none
	crews  [][]int32 // by shift
	place  []int32   // client*days+day to place in the crew
	hours  []int32   // by client
	weekly []int32   // client*weeks+week
	weeks  int
	used   []int16 // client*orders+order: seats taken there
	holder []int16 // by shift: licence holders in the crew

	keep   []int32 // client*days+day: the shift of the plan to keep near; nil if there is none
	change int32   // what it costs to give a client another day than that
	locked []bool  // client*days+day: not to be touched; nil if nothing is
}

func newRoster(p *problem) *roster {
	n := len(p.clients)
	r := &roster{
		p: p, at: nones(n * p.days), place: make([]int32, n*p.days), crews: make([][]int32, len(p.shifts)),
		hours: make([]int32, n), used: make([]int16, n*p.orders), holder: make([]int16, len(p.shifts)),
	}
	for s := range r.crews {
		r.crews[s] = make([]int32, 0, p.shifts[s].size)
	}
	r.weeks = int(p.week[p.days-1]) + 1
	r.weekly = make([]int32, n*r.weeks)
	return r
}

// keepPoints is what it costs, unless the caller says otherwise, to give a client another day than the plan to keep has: more
// than any betterment of one person's fit, hours and crew can win, less than an empty seat.
const keepPoints = 300

// leave takes a client out of a seat and returns what that costs.
func (r *roster) leave(c, d int32) int32 {
	p := r.p
	cd := int(c)*p.days + int(d)
	s := r.at[cd]
	sh := &p.shifts[s]
	co := int(c)*p.orders + int(sh.order)
	r.at[cd] = none
	members := r.crews[s]
	i, last := r.place[cd], members[len(members)-1]
	members[i] = last
	r.place[int(last)*p.days+int(d)] = i
	r.crews[s] = members[:len(members)-1]
	cost := crew.MissingPoints - p.misfit[co] + r.addHours(c, d, -sh.hours)
	if p.prev[co] {
		if r.used[co]--; r.used[co] == 0 {
			cost += crew.ChangePoints
		}
	}
	if p.clients[c].licence {
		r.holder[s]--
	}
	if r.keep != nil {
		cost += r.keepCost(cd, none) - r.keepCost(cd, s)
	}
	return cost
}

func (r *roster) keepCost(cd int, s int32) int32 {
	if r.keep[cd] == s {
		return 0
	}
	return r.change
}

// addHours returns the change of the shortfall.
func (r *roster) addHours(c, d, hours int32) int32 {
	short := r.p.clients[c].short
	last := int32(len(short) - 1)
	before := short[min(r.hours[c], last)]
	r.hours[c] += hours
	r.weekly[int(c)*r.weeks+int(r.p.week[d])] += hours
	return short[min(r.hours[c], last)] - before
}

// enter gives an idle client a seat and returns what that costs; not ok, with nothing changed, if a hard rule other
// than the licence forbids it.
func (r *roster) enter(c, s int32) (cost int32, ok bool) {
	p := r.p
	sh := &p.shifts[s]
	co := int(c)*p.orders + int(sh.order)
	cd := int(c)*p.days + int(sh.day)
	if !r.room(c, s) || r.meetsFoe(c, s) {
		return 0, false
	}
	r.at[cd], r.place[cd] = s, int32(len(r.crews[s]))
	r.crews[s] = append(r.crews[s], c)
	cost = p.misfit[co] - crew.MissingPoints + r.addHours(c, sh.day, sh.hours)
	if p.prev[co] {
		if r.used[co]++; r.used[co] == 1 {
			cost -= crew.ChangePoints
		}
	}
	if p.clients[c].licence {
		r.holder[s]++
	}
	if r.keep != nil {
		cost += r.keepCost(cd, s) - r.keepCost(cd, none)
	}
	return cost, true
}

func (r *roster) room(c, s int32) bool {
	sh := &r.p.shifts[s]
	return len(r.crews[s]) < int(sh.size) &&
		r.weekly[int(c)*r.weeks+int(r.p.week[sh.day])]+sh.hours <= r.p.clients[c].cap
}

func (r *roster) meetsFoe(c, s int32) bool {
	d := int(r.p.shifts[s].day)
	for _, foe := range r.p.clients[c].foes {
		if r.at[int(foe)*r.p.days+d] == s {
			return true
		}
	}
	return false
}

// unlicensed tells whether the crew lacks the licence it needs.
func (r *roster) unlicensed(s int32) bool {
	return r.p.shifts[s].licence && r.holder[s] == 0 && len(r.crews[s]) > 0
}

// mayTake tells whether client and shift go together at all: available, eligible, the weekly limit not below one shift.
func (p *problem) mayTake(c, s int32) bool {
	return slices.Contains(p.can[int(c)*p.days+int(p.shifts[s].day)], s)
}

// load replaces the content of the roster by a plan that obeys the hard rules.
func (r *roster) load(at []int32) {
	r.clear()
	for cd, s := range at {
		if s != none {
			r.enter(int32(cd/r.p.days), s)
		}
	}
}

func (r *roster) clear() {
	for cd, s := range r.at {
		if s != none {
			r.leave(int32(cd/r.p.days), int32(cd%r.p.days))
		}
	}
}
