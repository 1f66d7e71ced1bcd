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

// round is a stretch of annealing and then a look at the bound.
type round struct {
	share      float64 // of the limit, for annealing
	boundShare float64 // of the time at most, for the bound
	tightening int     // rounds of the relaxation at most; more were measured to move the bound hardly any more
}

// rounds of a search: short ones first, because small instances need no more. The first has no prices to go by yet.
func rounds() []round {
	return []round{{0.04, 0.15, 400}, {0.08, 0.03, 80}, {0.16, 0.03, 80}, {0.28, 0.03, 80}, {0.44, 0, 0}}
}

func newSearch(ctx context.Context, in crew.Instance, opt Options) *search {
	s := &search{p: compile(in), opt: opt, pace: newPace(ctx, opt)}
	r := newRoster(s.p)
	s.best = s.p.emptyCost()
	if len(opt.Locked) > 0 {
		s.locked = make([]bool, len(r.at))
		s.best += r.lock(opt.Locked, s.locked)
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
	p := s.p
	for i, round := range rounds() {
		s.anneal(p, i, round.share)
		s.tighten(relax, round.tightening, s.pace.until(round.boundShare))
		s.bound = relax.bound()
		if s.best <= s.bound || s.pace.stop() {
			return
		}
		p = relax.focus(s.pace.stop)
	}
}

func (s *search) tighten(relax *relaxation, rounds int, stop func() bool) {
	relax.aim()
	for range rounds {
		if stop() || s.best <= relax.bound() || relax.settled() {
			return
		}
		relax.tighten(s.best, stop)
	}
}

// anneal walks from the best plan so far, several walks side by side, and keeps the best of what they find.
func (s *search) anneal(p *problem, round int, share float64) {
	var found [walks]*annealing
	var group sync.WaitGroup
	stretch := s.pace.stretch(share)
	for i := range found {
		found[i] = newAnnealing(s.roster(p), s.best, s.opt.Seed+uint64(round*walks+i)<<32)
		group.Go(func() { found[i].run(stretch, heat(round, i)) })
	}
	group.Wait()
	for _, a := range found {
		s.steps += a.steps
		if a.best < s.best {
			s.take(a.best, a.bestAt)
		}
	}
}

// heat lets one walk of the short rounds explore; all others refine.
func heat(round, walk int) float64 {
	if round < 3 && walk == 1 {
		return hotToExplore
	}
	return hotToRefine
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
func (r *roster) lock(seats []crew.Seat, locked []bool) int {
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
