package flow

import "math"

// unreachable is a distance above every cost of a path.
const unreachable = math.MaxInt64 / 4

// Graph is a network under construction and, after Solve, its flow. Use New.
type Graph struct {
	head []int32 // by node: the last arc that leaves it, -1 for none
	arcs []arc   // arc i and its reverse i^1 stand side by side

	potential []int64
	dist      []int64
	next      []int32 // by node: where the search for augmenting paths goes on
	onPath    []bool
	queue     heap
}

type arc struct {
	to, next int32
	left     int32 // capacity not yet used
	cost     int64
}

// New makes a network of that many nodes and no arcs.
func New(nodes int) *Graph {
	g := &Graph{
		head: make([]int32, nodes), potential: make([]int64, nodes), dist: make([]int64, nodes),
		next: make([]int32, nodes), onPath: make([]bool, nodes),
	}
	for i := range g.head {
		g.head[i] = -1
	}
	return g
}

// Arc adds an arc and returns its number for Sent. Capacity must not be negative. Costs may be negative as long as no
// circle of arcs has a negative sum.
func (g *Graph) Arc(from, to, capacity, cost int) int {
	id := len(g.arcs)
	g.arcs = append(g.arcs,
		arc{to: int32(to), next: g.head[from], left: int32(capacity), cost: int64(cost)},
		arc{to: int32(from), next: g.head[to], cost: -int64(cost)})
	g.head[from], g.head[to] = int32(id), int32(id+1)
	return id
}

// Sent tells how many units flow through an arc.
func (g *Graph) Sent(id int) int { return int(g.arcs[id^1].left) }

// Result is what Solve achieved.
type Result struct {
	Units    int
	Cost     int
	Finished bool // false: stop said so, and the flow is the cheapest of its Units but more Units may pay
}

// Solve sends units from source to sink as long as one more costs less than limit. It asks stop, which may be nil,
// before each search. Of all flows it finds one with the smallest sum of (cost - limit) over its units.
func (g *Graph) Solve(source, sink, limit int, stop func() bool) Result {
	var r Result
	g.firstPotentials(source)
	for {
		if stop != nil && stop() {
			return r
		}
		if !g.shorten(source, sink) || g.potential[sink]-g.potential[source] >= int64(limit) {
			r.Finished = true
			return r
		}
		price := int(g.potential[sink] - g.potential[source])
		copy(g.next, g.head)
		for {
			units := g.push(int32(source), int32(sink), math.MaxInt32)
			if units == 0 {
				break
			}
			r.Units += int(units)
			r.Cost += int(units) * price
		}
	}
}

// firstPotentials makes every reduced cost of the empty flow non-negative (Bellman and Ford). Networks whose arcs
// go from lower to higher nodes need two passes.
func (g *Graph) firstPotentials(source int) {
	for i := range g.potential {
		g.potential[i] = unreachable
	}
	g.potential[source] = 0
	for changed := true; changed; {
		changed = false
		for v := range g.head {
			if g.potential[v] < unreachable && g.relaxFrom(v) {
				changed = true
			}
		}
	}
}

func (g *Graph) relaxFrom(v int) (changed bool) {
	for e := g.head[v]; e >= 0; e = g.arcs[e].next {
		a := &g.arcs[e]
		if d := g.potential[v] + a.cost; a.left > 0 && d < g.potential[a.to] {
			g.potential[a.to], changed = d, true
		}
	}
	return changed
}

// shorten updates the potentials by the shortest reduced distances (Dijkstra, stopped at the sink) and tells whether the
// sink can be reached.
func (g *Graph) shorten(source, sink int) bool {
	for i := range g.dist {
		g.dist[i] = unreachable
	}
	g.dist[source] = 0
	g.queue.reset()
	g.queue.push(item{0, int32(source)})
	for len(g.queue.items) > 0 {
		it := g.queue.pop()
		if it.dist > g.dist[it.node] {
			continue
		}
		if int(it.node) == sink {
			break
		}
		g.scan(it)
	}
	far := g.dist[sink]
	if far >= unreachable {
		return false
	}
	for v := range g.potential {
		g.potential[v] += min(g.dist[v], far)
	}
	return true
}

func (g *Graph) scan(it item) {
	for e := g.head[it.node]; e >= 0; e = g.arcs[e].next {
		a := &g.arcs[e]
		if a.left == 0 {
			continue
		}
		d := it.dist + a.cost + g.potential[it.node] - g.potential[a.to]
		if d < g.dist[a.to] {
			g.dist[a.to] = d
			g.queue.push(item{d, a.to})
		}
	}
}

// push sends up to most units along arcs of reduced cost zero and returns how many arrived: all of one path.
func (g *Graph) push(v, sink, most int32) int32 {
	if v == sink {
		return most
	}
	g.onPath[v] = true
	sent := int32(0)
	for sent == 0 && g.next[v] >= 0 {
		e := g.next[v]
		a := &g.arcs[e]
		if a.left > 0 && !g.onPath[a.to] && a.cost+g.potential[v]-g.potential[a.to] == 0 {
			sent = g.push(a.to, sink, min(most, a.left))
		}
		if sent == 0 {
			g.next[v] = a.next
			continue
		}
		g.arcs[e].left -= sent
		g.arcs[e^1].left += sent
	}
	g.onPath[v] = false
	return sent
}
