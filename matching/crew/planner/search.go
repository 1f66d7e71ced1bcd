package planner

import (
	"context"
	"sync"

	"sovite.fi/sovite/matching/crew"
)

// search is the work on the clients' seats of one instance.
type search struct {
	p      *problem
	opt    Options
	pace   pace
	locked []bool // client*days+day, nil if nothing is
	bestAt []int32
	best   int // cost of the clients' seats, empty ones included
	bound  int // of the same
	steps  int
}

// shares of the limit that the rounds of annealing take, one after the other: short ones first, because small instances
// need no more.
var shares = [...]float64{0.04, 0.06, 0.12, 0.25, 0.53}

const (
	boundRounds = 400 // of the relaxation; more hardly move it
	boundShare  = 0.2 // of the time at most
)

func newSearch(ctx context.Context, in crew.Instance, opt Options) *search {
	s := &search{p: compile(in), opt: opt, pace: newPace(ctx, opt)}
	r := newRoster(s.p)
	s.best = s.p.emptyCost()
	if len(opt.Locked) > 0 {
		s.locked = make([]bool, len(r.at))
		s.best += r.lock(in, opt.Locked, s.locked)
	}
	s.bestAt = append([]int32(nil), r.at...)
	return s
}

// run fills bestAt, best and bound.
func (s *search) run() {
	if s.p.simple() && s.locked == nil {
		if s.exact() {
			return
		}
	} else {
		r := s.roster(s.p)
		s.take(s.best+r.begin(s.pace.stop), r.at)
	}
	relax := newRelaxation(s.p)
	s.bound = relax.bound()
	for i, share := range shares {
		s.anneal(s.pruned(relax, i), i, share)
		if i == 0 {
			s.tighten(relax, boundRounds, s.pace.until(boundShare))
		}
		s.bound = relax.bound()
		if s.best <= s.bound || s.pace.stop() {
			return
		}
	}
}

// pruned is the instance without pairs that cannot lead to anything better; the first round takes it whole.
func (s *search) pruned(relax *relaxation, round int) *problem {
	if round == 0 {
		return s.p
	}
	return relax.prune(int64(s.best)*priceScale - relax.best)
}

func (s *search) tighten(relax *relaxation, rounds int, stop func() bool) {
	for range rounds {
		if stop() || s.best <= relax.bound() || relax.settled() {
			return
		}
		relax.tighten(s.best)
	}
}

// anneal walks from the best plan so far, several walks side by side, and keeps the best of what they find.
func (s *search) anneal(p *problem, round int, share float64) {
	var found [walks]*annealing
	var group sync.WaitGroup
	stretch := s.pace.stretch(share)
	for i := range found {
		found[i] = newAnnealing(s.roster(p), s.best, s.opt.Seed+uint64(round*walks+i)<<32)
		group.Go(func() { found[i].run(stretch, heat(round)) })
	}
	group.Wait()
	for _, a := range found {
		s.steps += a.steps
		if a.best < s.best {
			s.take(a.best, a.bestAt)
		}
	}
}

// heat is the temperature a round begins with: the first has to find its way, the others refine.
func heat(round int) float64 {
	if round == 0 {
		return 30
	}
	return 10
}

func (s *search) roster(p *problem) *roster {
	r := newRoster(p)
	r.load(s.bestAt)
	r.locked = s.locked
	return r
}

func (s *search) take(cost int, at []int32) {
	s.best = cost
	copy(s.bestAt, at)
}

// lock seats the clients of the given seats, marks their places and returns what that costs.
func (r *roster) lock(in crew.Instance, seats []crew.Seat, locked []bool) int {
	cost := 0
	at := r.p.cells(seats)
	for cd, s := range at {
		if s != none {
			more, _ := r.enter(int32(cd/r.p.days), s)
			cost += int(more)
			locked[cd] = true
		}
	}
	return cost
}
