package flow_test

import (
	"math/rand/v2"
	"testing"

	"sovite.fi/sovite/matching/crew/flow"
)

// assign solves an assignment of n people to n places by flow; costs[i][j] may be negative, above limit means not at all.
func assign(costs [][]int, limit int) (flow.Result, int) {
	n := len(costs)
	g := flow.New(2*n + 2)
	sum, arcs := 0, map[int]int{}
	for i := range n {
		g.Arc(0, 1+i, 1, 0)
		g.Arc(1+n+i, 2*n+1, 1, 0)
		for j, c := range costs[i] {
			arcs[g.Arc(1+i, 1+n+j, 1, c)] = c
		}
	}
	r := g.Solve(0, 2*n+1, limit, nil)
	for arc, c := range arcs {
		sum += c * g.Sent(arc)
	}
	return r, sum
}

// best tries every way to assign row i and on to the free places, or nobody.
func best(costs [][]int, limit, i int, taken []bool) int {
	if i == len(costs) {
		return 0
	}
	least := best(costs, limit, i+1, taken)
	for j, c := range costs[i] {
		if !taken[j] {
			taken[j] = true
			least = min(least, c-limit+best(costs, limit, i+1, taken))
			taken[j] = false
		}
	}
	return least
}

func TestCheapestAssignment(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		n := 1 + rng.IntN(5)
		costs := make([][]int, n)
		for i := range costs {
			for range n {
				costs[i] = append(costs[i], rng.IntN(60)-30)
			}
		}
		limit := rng.IntN(40) - 20
		r, sum := assign(costs, limit)
		if want := best(costs, limit, 0, make([]bool, n)); r.Cost-limit*r.Units != want || !r.Finished {
			t.Fatalf("%+v under limit %d of %v, want %d", r, limit, costs, want)
		}
		if sum != r.Cost {
			t.Fatalf("the arcs cost %d, the result says %d", sum, r.Cost)
		}
	}
}

func TestCapacitiesAndDetours(t *testing.T) {
	g := flow.New(4)
	cheap := g.Arc(0, 1, 3, 1)
	dear := g.Arc(0, 2, 5, 4)
	over := g.Arc(1, 2, 2, 1)
	g.Arc(1, 3, 1, 5)
	g.Arc(2, 3, 4, 1)
	r := g.Solve(0, 3, 100, nil)
	if r.Units != 5 || r.Cost != 2*3+6+2*5 {
		t.Errorf("got %+v", r)
	}
	if g.Sent(cheap) != 3 || g.Sent(over) != 2 || g.Sent(dear) != 2 {
		t.Errorf("sent %d, %d, %d", g.Sent(cheap), g.Sent(over), g.Sent(dear))
	}
}

func TestStopKeepsWhatIsDone(t *testing.T) {
	costs := [][]int{{1, 9}, {9, 5}}
	n, looks := len(costs), 0
	g := flow.New(2*n + 2)
	for i := range n {
		g.Arc(0, 1+i, 1, 0)
		g.Arc(1+n+i, 2*n+1, 1, 0)
		for j, c := range costs[i] {
			g.Arc(1+i, 1+n+j, 1, c)
		}
	}
	r := g.Solve(0, 2*n+1, 100, func() bool { looks++; return looks > 1 })
	if r.Finished || r.Units != 1 || r.Cost != 1 {
		t.Errorf("got %+v", r)
	}
}

func BenchmarkAssignment100(b *testing.B) {
	rng := rand.New(rand.NewPCG(2, 2))
	costs := make([][]int, 100)
	for i := range costs {
		for range costs {
			costs[i] = append(costs[i], rng.IntN(100))
		}
	}
	for b.Loop() {
		if r, _ := assign(costs, 1000); r.Units != 100 {
			b.Fatal(r)
		}
	}
}
