package planner

import "math"

// annealing is one walk through the plans: steps uphill are taken now and then, ever more seldom as it cools
// (Kirkpatrick, Gelatt and Vecchi 1983).
type annealing struct {
	*roster
	rng    random
	luck   *luck
	cost   int
	best   int
	bestAt []int32
	moves  moves
	steps  int
}

// The temperatures in points between which a walk cools. A walk that refines may at first trade a little fit here for
// more there, in the end it takes hardly anything but a betterment; hotter starts were measured to be no better on large
// instances. A walk that explores may leave a seat empty for a while, which tight licences and limits sometimes ask for.
const (
	hotToExplore = 300.0
	hotToRefine  = 3.0
	cold         = 0.25
)

// chunk is how many steps a walk makes between two looks at the clock.
const chunk = 1000

func newAnnealing(r *roster, cost int, seed uint64) *annealing {
	return &annealing{roster: r, rng: random{seed}, luck: newLuck(), cost: cost, best: cost, bestAt: append([]int32(nil), r.at...)}
}

// run walks through one stretch, cooling from hot.
func (a *annealing) run(s stretch, hot float64) {
	for {
		done := s.progress(a.steps)
		if done >= 1 {
			return
		}
		a.walk(chunk, float32(hot*math.Pow(cold/hot, done)))
		a.steps += chunk
	}
}

// walk makes n steps at one temperature.
func (a *annealing) walk(n int, temperature float32) {
	for range n {
		if !a.propose(&a.moves, &a.rng) {
			continue
		}
		cost, ok := a.apply(&a.moves)
		if !ok {
			continue
		}
		if cost > 0 && float32(cost) > temperature*a.luck.draw(&a.rng) {
			a.undo(&a.moves)
			continue
		}
		a.cost += int(cost)
		if a.cost < a.best {
			a.best = a.cost
			copy(a.bestAt, a.at)
		}
	}
}
