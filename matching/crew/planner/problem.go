package planner

import (
	"slices"

	"sovite.fi/sovite/matching/crew"
)

// problem is an Instance in numbers: clients, orders and shifts by index, with everything that a search asks often.
type problem struct {
	in     crew.Instance
	days   int
	orders int
	week   []int32 // by day

	shifts  []shift
	shiftAt []int32   // day*orders+order to shift, none
	takers  [][]int32 // by shift: the clients who are available and eligible
	seats   []int32   // every client seat, as its shift

	clients []client
	misfit  []int32   // client*orders+order: FullFit less fit, none if not eligible
	prev    []bool    // client*orders+order: a member last time who can come back
	can     [][]int32 // client*days+day: the shifts they may take
	likely  [][]int32 // by shift: the takers whom good prices favour; nil if there are no prices yet
}

const none = -1

type shift struct {
	order, day int32
	size       int32
	hours      int32
	licence    bool // somebody needs one, and not everybody who may come has one
}

type client struct {
	cap      int32   // hours a week
	target   int32   // hours
	short    []int32 // by hours: the shortfall, the last for that many and more
	licence  bool
	foes     []int32
	previous []int32 // orders of which the client was a member and can be one again
}

func compile(in crew.Instance) *problem {
	p := &problem{in: in, days: in.Days, orders: len(in.Orders)}
	p.week = make([]int32, in.Days)
	for d := range p.week {
		p.week[d] = int32(d / in.WeekLength)
	}
	p.addShifts()
	p.addClients()
	p.addTakers()
	p.addFoes()
	p.addPrevious()
	return p
}

func (p *problem) addShifts() {
	p.shiftAt = nones(p.days * p.orders)
	for o, order := range p.in.Orders {
		for d := range p.days {
			size := order.Crew[d]
			if size == 0 {
				continue
			}
			s := int32(len(p.shifts))
			p.shiftAt[d*p.orders+o] = s
			p.shifts = append(p.shifts, shift{
				order: int32(o), day: int32(d), size: int32(size),
				hours: int32(order.Hours), licence: order.NeedsLicence,
			})
			for range size {
				p.seats = append(p.seats, s)
			}
		}
	}
}

func (p *problem) addClients() {
	p.misfit = nones(len(p.in.Clients) * p.orders)
	p.prev = make([]bool, len(p.misfit))
	for i, c := range p.in.Clients {
		p.clients = append(p.clients, client{
			cap: int32(c.MaxHoursWeek), target: int32(c.TargetHours),
			short: shortfalls(c.TargetHours), licence: c.Licence,
		})
		for o, order := range p.in.Orders {
			if fit, ok := c.Fit[order.ID]; ok {
				p.misfit[i*p.orders+o] = int32(crew.FullFit - fit)
			}
		}
	}
}

func shortfalls(target int) []int32 {
	short := make([]int32, target+1)
	for h := range short {
		short[h] = int32(crew.Shortfall(target, h))
	}
	return short
}

func (p *problem) addTakers() {
	p.takers = make([][]int32, len(p.shifts))
	p.can = make([][]int32, len(p.clients)*p.days)
	for i, c := range p.in.Clients {
		days := slices.Sorted(slices.Values(c.Days))
		for _, d := range days {
			for o := range p.orders {
				s := p.shiftAt[d*p.orders+o]
				if s == none || p.misfit[i*p.orders+o] == none || p.shifts[s].hours > p.clients[i].cap {
					continue
				}
				p.takers[s] = append(p.takers[s], int32(i))
				p.can[i*p.days+d] = append(p.can[i*p.days+d], s)
			}
		}
	}
	for s := range p.shifts {
		if p.shifts[s].licence {
			p.settleLicence(int32(s))
		}
	}
}

// settleLicence deals with shifts where the licence is no question: everybody who may come has it, or nobody has and the
// crew has to stay empty.
func (p *problem) settleLicence(s int32) {
	licensed := 0
	for _, c := range p.takers[s] {
		if p.clients[c].licence {
			licensed++
		}
	}
	p.shifts[s].licence = licensed < len(p.takers[s])
	if licensed > 0 {
		return
	}
	for _, c := range p.takers[s] {
		at := int(c)*p.days + int(p.shifts[s].day)
		p.can[at] = slices.DeleteFunc(p.can[at], func(other int32) bool { return other == s })
	}
	p.takers[s], p.shifts[s].licence = nil, false
}

// addFoes keeps the conflicts that can matter: between two clients who may take the same shift.
func (p *problem) addFoes() {
	number := map[string]int{}
	for i, c := range p.in.Clients {
		number[c.ID] = i
	}
	for _, pair := range p.in.Conflicts {
		a, b := number[pair.A], number[pair.B]
		if p.meet(a, b) && !slices.Contains(p.clients[a].foes, int32(b)) {
			p.clients[a].foes = append(p.clients[a].foes, int32(b))
			p.clients[b].foes = append(p.clients[b].foes, int32(a))
		}
	}
}

func (p *problem) meet(a, b int) bool {
	for d := range p.days {
		for _, s := range p.can[a*p.days+d] {
			if p.shifts[s].size > 1 && slices.Contains(p.can[b*p.days+d], s) {
				return true
			}
		}
	}
	return false
}

// addPrevious keeps the memberships that can go on; the others cost the same in every plan.
func (p *problem) addPrevious() {
	client, order := map[string]int{}, map[string]int{}
	for i, c := range p.in.Clients {
		client[c.ID] = i
	}
	for i, o := range p.in.Orders {
		order[o.ID] = i
	}
	for _, m := range p.in.Previous {
		c, known := client[m.Client]
		o, runs := order[m.Order]
		if known && runs && p.mayWork(c, o) {
			p.prev[c*p.orders+o] = true
			p.clients[c].previous = append(p.clients[c].previous, int32(o))
		}
	}
}

func (p *problem) mayWork(c, o int) bool {
	for d := range p.days {
		if s := p.shiftAt[d*p.orders+o]; s != none && slices.Contains(p.can[c*p.days+d], s) {
			return true
		}
	}
	return false
}

// emptyCost is what the plan without any client seat costs, apart from supervisors: where every search begins.
func (p *problem) emptyCost() int {
	c := crew.CostOf(p.in, crew.Plan{})
	return c.Total() - c.Supervisors
}

func (p *problem) seatsOf(at []int32) []crew.Seat {
	var seats []crew.Seat
	for i, c := range p.in.Clients {
		for d := range p.days {
			if s := at[i*p.days+d]; s != none {
				seats = append(seats, crew.Seat{Who: c.ID, Order: p.in.Orders[p.shifts[s].order].ID, Day: d})
			}
		}
	}
	return seats
}

// cells is the inverse of seatsOf; people and shifts it does not know are left out.
func (p *problem) cells(seats []crew.Seat) []int32 {
	client, order := map[string]int{}, map[string]int{}
	for i, c := range p.in.Clients {
		client[c.ID] = i
	}
	for i, o := range p.in.Orders {
		order[o.ID] = i
	}
	at := nones(len(p.clients) * p.days)
	for _, seat := range seats {
		c, known := client[seat.Who]
		o, runs := order[seat.Order]
		if known && runs && seat.Day >= 0 && seat.Day < p.days {
			at[c*p.days+seat.Day] = p.shiftAt[seat.Day*p.orders+o]
		}
	}
	return at
}

// seatCost is what it costs to give the client the seat, apart from hours and crews.
func (p *problem) seatCost(c int, s int32) int {
	return int(p.misfit[c*p.orders+int(p.shifts[s].order)]) - crew.MissingPoints
}

// nones makes a list of nothing yet.
func nones(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = none
	}
	return out
}
