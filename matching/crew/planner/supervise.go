package planner

import (
	"slices"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/flow"
)

// staffing is the question who supervises which order on which day.
type staffing struct {
	in    crew.Instance
	fixed []crew.Seat // stay, whatever the others do
	keep  []crew.Seat // are kept where that costs no seat
	first int         // days before it are not filled up
}

// supervise fills as many seats of supervisors as can be, by one exact flow a day, and among those answers takes one that
// keeps most of the seats to keep. It returns the seats on all days and what the empty ones cost.
func (s staffing) supervise() (seats []crew.Seat, missing int) {
	for d := range s.in.Days {
		fixed := s.on(d, s.fixed)
		seats = append(seats, fixed...)
		if d >= s.first {
			seats = append(seats, s.fill(d, fixed)...)
		}
	}
	return seats, crew.CostOf(s.in, crew.Plan{Seats: seats}).Supervisors
}

// on picks the supervisors' seats of a day.
func (s staffing) on(day int, seats []crew.Seat) []crew.Seat {
	var out []crew.Seat
	for _, seat := range seats {
		isSupervisor := func(p crew.Supervisor) bool { return p.ID == seat.Who }
		if seat.Day == day && slices.ContainsFunc(s.in.Supervisors, isSupervisor) {
			out = append(out, seat)
		}
	}
	return out
}

// fill lays the network out as source (0), supervisors, orders, sink. One seat is worth more than all kept ones together.
func (s staffing) fill(day int, fixed []crew.Seat) []crew.Seat {
	orders := 1 + len(s.in.Supervisors)
	sink := orders + len(s.in.Orders)
	g := flow.New(sink + 1)
	number := map[string]int{}
	for i, o := range s.in.Orders {
		number[o.ID] = i
		served := func(seat crew.Seat) bool { return seat.Order == o.ID }
		g.Arc(orders+i, sink, max(0, o.SupervisorsFor(o.Crew[day])-count(fixed, served)), 0)
	}
	kept := s.on(day, s.keep)
	var arcs []int
	var seats []crew.Seat // by arc
	for i, p := range s.in.Supervisors {
		busy := func(seat crew.Seat) bool { return seat.Who == p.ID }
		if !slices.Contains(p.Days, day) || slices.ContainsFunc(fixed, busy) {
			continue
		}
		g.Arc(0, 1+i, 1, -1-len(s.in.Supervisors))
		for _, o := range p.Orders {
			seat, bonus := crew.Seat{Who: p.ID, Order: o, Day: day}, 0
			if slices.Contains(kept, seat) {
				bonus = -1
			}
			arcs = append(arcs, g.Arc(1+i, orders+number[o], 1, bonus))
			seats = append(seats, seat)
		}
	}
	g.Solve(0, sink, 0, nil)
	var out []crew.Seat
	for i, arc := range arcs {
		if g.Sent(arc) > 0 {
			out = append(out, seats[i])
		}
	}
	return out
}

func count[T any](list []T, wanted func(T) bool) int {
	n := 0
	for _, x := range list {
		if wanted(x) {
			n++
		}
	}
	return n
}
