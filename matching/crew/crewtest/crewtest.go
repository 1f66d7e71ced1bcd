package crewtest

import (
	"fmt"

	"sovite.fi/sovite/matching/crew"
)

// Draw gives a number from 0 to n-1.
type Draw func(n int) int

// Size limits what Random makes.
type Size struct {
	Clients, Orders, Days, Supervisors int
	Simple                             bool // equal hours, no licence, conflict or previous crew: solvable by one flow
}

// Tiny is a size that Best can still try.
func Tiny() Size { return Size{Clients: 4, Orders: 2, Days: 3, Supervisors: 2} }

// Random makes a valid instance with up to as many clients, orders, days and supervisors.
func Random(draw Draw, size Size) crew.Instance {
	in := crew.Instance{Name: "random", Days: 1 + draw(size.Days), WeekLength: 1 + draw(3)}
	hours := 1 + draw(8)
	for i := range 1 + draw(size.Orders) {
		in.Orders = append(in.Orders, order(draw, in, i, hours, size.Simple))
	}
	for i := range 1 + draw(size.Clients) {
		in.Clients = append(in.Clients, client(draw, in, i))
	}
	for i := range draw(size.Supervisors + 1) {
		s := crew.Supervisor{ID: fmt.Sprint("S", i), Days: days(draw, in)}
		for _, o := range in.Orders {
			if draw(3) > 0 {
				s.Orders = append(s.Orders, o.ID)
			}
		}
		in.Supervisors = append(in.Supervisors, s)
	}
	if !size.Simple {
		relate(draw, &in)
	}
	return in
}

func order(draw Draw, in crew.Instance, number, hours int, simple bool) crew.Order {
	o := crew.Order{ID: fmt.Sprint("O", number), Hours: hours, PerSupervisor: 1 + draw(3), Crew: map[int]int{}}
	if !simple {
		o.Hours, o.NeedsLicence = 1+draw(8), draw(3) == 0
	}
	for d := range in.Days {
		if draw(5) > 0 {
			o.Crew[d] = draw(4)
		}
	}
	return o
}

func client(draw Draw, in crew.Instance, number int) crew.Client {
	c := crew.Client{
		ID: fmt.Sprint("C", number), MaxHoursWeek: draw(20), TargetHours: draw(25), Days: days(draw, in),
		Licence: draw(3) == 0, Fit: map[string]int{},
	}
	for _, o := range in.Orders {
		if draw(3) > 0 {
			c.Fit[o.ID] = draw(crew.FullFit + 1)
		}
	}
	return c
}

func days(draw Draw, in crew.Instance) []int {
	var out []int
	for d := range in.Days {
		if draw(4) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// relate adds conflicts and previous crews.
func relate(draw Draw, in *crew.Instance) {
	for a := range in.Clients {
		for b := range a {
			if draw(4) == 0 {
				in.Conflicts = append(in.Conflicts, crew.Conflict{A: in.Clients[a].ID, B: in.Clients[b].ID})
			}
		}
		for _, o := range in.Orders {
			if draw(4) == 0 {
				in.Previous = append(in.Previous, crew.Member{Client: in.Clients[a].ID, Order: o.ID})
			}
		}
	}
}

// Best is the lowest cost of any plan without faults. It tries every plan, so the instance has to be tiny.
func Best(in crew.Instance) int {
	clients := seats(in, clientSeats)
	supervisors := seats(in, supervisorSeats)
	best := -1
	tryAll(in, clients, nil, func(c crew.Cost) {
		if total := c.Total() - c.Supervisors; best < 0 || total < best {
			best = total
		}
	})
	guides := -1
	tryAll(in, supervisors, nil, func(c crew.Cost) {
		if guides < 0 || c.Supervisors < guides {
			guides = c.Supervisors
		}
	})
	return best + guides
}

// seats lists, for each person and day, the seats that the person could have.
func seats(in crew.Instance, of func(crew.Instance, int) [][]crew.Seat) [][]crew.Seat {
	var out [][]crew.Seat
	for d := range in.Days {
		for _, some := range of(in, d) {
			if len(some) > 0 {
				out = append(out, some)
			}
		}
	}
	return out
}

func clientSeats(in crew.Instance, day int) (out [][]crew.Seat) {
	for _, c := range in.Clients {
		out = append(out, allowed(in, c.ID, day))
	}
	return out
}

func supervisorSeats(in crew.Instance, day int) (out [][]crew.Seat) {
	for _, s := range in.Supervisors {
		out = append(out, allowed(in, s.ID, day))
	}
	return out
}

func allowed(in crew.Instance, who string, day int) (out []crew.Seat) {
	for _, o := range in.Orders {
		seat := crew.Seat{Who: who, Order: o.ID, Day: day}
		for _, f := range crew.Check(in, crew.Plan{Seats: []crew.Seat{seat}}) {
			if f.Rule == crew.NoLicence { // others may bring it
				continue
			}
			seat.Who = ""
		}
		if seat.Who != "" {
			out = append(out, seat)
		}
	}
	return out
}

func tryAll(in crew.Instance, open [][]crew.Seat, taken []crew.Seat, judge func(crew.Cost)) {
	if len(open) == 0 {
		plan := crew.Plan{Seats: taken}
		if len(crew.Check(in, plan)) == 0 {
			judge(crew.CostOf(in, plan))
		}
		return
	}
	tryAll(in, open[1:], taken, judge)
	for _, seat := range open[0] {
		tryAll(in, open[1:], append(taken[:len(taken):len(taken)], seat), judge)
	}
}
