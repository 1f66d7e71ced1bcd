package planner

import "sovite.fi/sovite/matching/crew/flow"

// simple tells whether the clients' seats are a flow and nothing else: all shifts equally long, no conflict, licence or
// previous crew that matters.
func (p *problem) simple() bool {
	for _, sh := range p.shifts {
		if sh.licence || sh.hours != p.shifts[0].hours {
			return false
		}
	}
	for i := range p.clients {
		if len(p.clients[i].foes) > 0 || len(p.clients[i].previous) > 0 {
			return false
		}
	}
	return true
}

// exact finds the best plan of a simple instance; false, with the best plan so far, if time ran out. The network:
// source to client by arcs of rising cost (fairness is convex), to the weeks with their limit, to the days with one
// shift each, to the shifts at the cost of the misfit, to the sink with the size of the crew.
func (s *search) exact() bool {
	p := s.p
	n := network{p: p, weeks: int(p.week[p.days-1]) + 1}
	n.build()
	result := n.graph.Solve(0, n.sink(), 0, s.pace.stop)
	s.best += result.Cost
	for _, seat := range n.seats {
		if n.graph.Sent(seat.arc) > 0 {
			s.bestAt[seat.cell] = seat.shift
		}
	}
	if result.Finished {
		s.bound = s.best
	}
	return result.Finished
}

type network struct {
	p     *problem
	weeks int
	graph *flow.Graph
	seats []possible
}

// possible is an arc that stands for a client in a seat.
type possible struct {
	arc, cell int
	shift     int32
}

// Nodes: source, clients, client-weeks, client-days, shifts, sink. Arcs go from lower to higher numbers.
func (n *network) client(c int) int  { return 1 + c }
func (n *network) week(c, w int) int { return n.client(len(n.p.clients)) + c*n.weeks + w }
func (n *network) day(c, d int) int  { return n.week(len(n.p.clients), 0) + c*n.p.days + d }
func (n *network) shift(s int32) int { return n.day(len(n.p.clients), 0) + int(s) }
func (n *network) sink() int         { return n.shift(int32(len(n.p.shifts))) }

func (n *network) build() {
	n.graph = flow.New(n.sink() + 1)
	if len(n.p.shifts) == 0 {
		return
	}
	hours := n.p.shifts[0].hours
	for c := range n.p.clients {
		n.addClient(c, hours)
	}
	for s, sh := range n.p.shifts {
		n.graph.Arc(n.shift(int32(s)), n.sink(), int(sh.size), 0)
	}
}

func (n *network) addClient(c int, hours int32) {
	cl := &n.p.clients[c]
	perWeek := int(cl.cap / hours)
	days := 0
	for d := range n.p.days {
		can := n.p.can[c*n.p.days+d]
		if len(can) == 0 {
			continue
		}
		days++
		n.graph.Arc(n.week(c, int(n.p.week[d])), n.day(c, d), 1, 0)
		for _, s := range can {
			arc := n.graph.Arc(n.day(c, d), n.shift(s), 1, n.p.seatCost(c, s))
			n.seats = append(n.seats, possible{arc, c*n.p.days + d, s})
		}
	}
	for w := range n.weeks {
		n.graph.Arc(n.client(c), n.week(c, w), perWeek, 0)
	}
	n.addHours(c, days, hours)
}

// addHours adds an arc for each shift the client may get; once the target is reached one arc serves all others.
func (n *network) addHours(c, days int, hours int32) {
	short := n.p.clients[c].short
	last := int32(len(short) - 1)
	for had := int32(0); days > 0; had += hours {
		if had >= last {
			n.graph.Arc(0, n.client(c), days, 0)
			return
		}
		n.graph.Arc(0, n.client(c), 1, int(short[min(had+hours, last)]-short[had]))
		days--
	}
}
