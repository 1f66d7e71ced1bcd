package planner

import (
	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/flow"
)

// begin fills the empty seats of the roster day by day, each day by the cheapest flow from idle clients to shifts given
// the days before. Conflicts and licences are not in the flow: whoever would break one is left out. It returns what the
// new seats cost.
func (r *roster) begin(stop func() bool) int {
	total := 0
	for d := range r.p.days {
		if stop() {
			break
		}
		total += r.beginDay(int32(d), stop)
	}
	return total
}

// beginDay lays the network out as source (0), clients, shifts, sink.
func (r *roster) beginDay(d int32, stop func() bool) int {
	p := r.p
	shifts := p.shiftAt[int(d)*p.orders : (int(d)+1)*p.orders]
	sink := 1 + len(p.clients) + p.orders
	g := flow.New(sink + 1)
	for o, s := range shifts {
		if s != none {
			g.Arc(1+len(p.clients)+o, sink, int(p.shifts[s].size)-len(r.crews[s]), -crew.MissingPoints)
		}
	}
	type edge struct {
		arc  int
		c, s int32
	}
	var edges []edge
	for c := range p.clients {
		if !r.idle(int32(c), d) {
			continue
		}
		g.Arc(0, 1+c, 1, 0)
		for _, s := range p.can[c*p.days+int(d)] {
			if !r.overLimit(int32(c), s) {
				to := 1 + len(p.clients) + int(p.shifts[s].order)
				edges = append(edges, edge{g.Arc(1+c, to, 1, r.worth(int32(c), s)), int32(c), s})
			}
		}
	}
	g.Solve(0, sink, 0, stop)
	total := 0
	for _, licensed := range []bool{true, false} { // licence holders first, so that others may join them
		for _, e := range edges {
			if g.Sent(e.arc) > 0 && p.clients[e.c].licence == licensed {
				total += r.settle(e.c, e.s)
			}
		}
	}
	return total
}

// idle tells whether the client may be given a seat that day.
func (r *roster) idle(c, d int32) bool {
	cd := int(c)*r.p.days + int(d)
	return r.at[cd] == none && (r.locked == nil || !r.locked[cd])
}

// worth is what the seat would cost apart from being filled.
func (r *roster) worth(c, s int32) int {
	cost, ok := r.enter(c, s)
	if !ok {
		return crew.MissingPoints
	}
	r.leave(c, r.p.shifts[s].day)
	return int(cost) + crew.MissingPoints
}

// settle gives the client the seat unless a hard rule forbids it.
func (r *roster) settle(c, s int32) int {
	cost, ok := r.enter(c, s)
	if ok && r.unlicensed(s) {
		cost, ok = 0, false
		r.leave(c, r.p.shifts[s].day)
	}
	if !ok {
		return 0
	}
	return int(cost)
}
