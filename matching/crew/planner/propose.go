package planner

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"sovite.fi/sovite/matching/crew"
)

// Options limit a search. Give Steps, or Limit and Now.
type Options struct {
	Seed  uint64           // the same seed gives the same plan when Steps limits the search
	Steps int              // steps of annealing in each walk; 0: until Limit
	Limit time.Duration    // how long the search may take; 0: until Steps
	Now   func() time.Time // the clock for Limit; called from several goroutines

	// Keep is what a repair pays for each day of a client that it changes, in points of crew.Cost; 0: 300. The fewer, the
	// longer the chains of people that it lets move to fill one seat.
	Keep int

	// Locked seats stay as they are. Together they have to obey the hard rules: whoever locks a helper in a crew that
	// needs a licence locks a holder too.
	Locked []crew.Seat
}

// walks is how many walks go side by side, each on its own processor if there are as many.
const walks = 2

// Proposal is a plan and what is known about it.
type Proposal struct {
	Plan  crew.Plan
	Cost  crew.Cost
	Bound int // no plan that keeps the locked seats costs less
	Steps int // steps of annealing made, 0 for an exact answer by flow
}

// Proven tells that no plan is cheaper.
func (p Proposal) Proven() bool { return p.Cost.Total() <= p.Bound }

// Gap is by which share of the bound the plan may be above the best possible: 0.01 means "at most 1 % above". It is
// infinite if the bound is 0 and the cost is not.
func (p Proposal) Gap() float64 {
	if p.Proven() {
		return 0
	}
	if p.Bound <= 0 {
		return math.Inf(1)
	}
	return float64(p.Cost.Total()-p.Bound) / float64(p.Bound)
}

// Propose searches until the plan is proven to be the best, the limit is reached or ctx is done; then it returns the best
// plan so far. It fails on an instance that does not make sense, on options without a limit and on locked seats that break
// a hard rule.
func Propose(ctx context.Context, in crew.Instance, opt Options) (Proposal, error) {
	if err := in.Validate(); err != nil {
		return Proposal{}, err
	}
	if err := opt.validate(in); err != nil {
		return Proposal{}, err
	}
	s := newSearch(ctx, in, opt)
	guides, missing := staffing{in: in, fixed: opt.Locked}.supervise()
	s.run()
	plan := crew.Plan{Seats: append(s.p.seatsOf(s.bestAt), guides...)}
	return Proposal{
		Plan:  plan,
		Cost:  crew.CostOf(in, plan),
		Bound: max(0, s.bound) + missing,
		Steps: s.steps,
	}, nil
}

func (o Options) validate(in crew.Instance) error {
	switch {
	case o.Keep < 0:
		return errors.New("options: a change that is paid for; give keep points of 0 or more")
	case o.Steps < 0 || o.Limit < 0:
		return errors.New("options: a negative limit; give steps or a time")
	case o.Steps == 0 && (o.Limit == 0 || o.Now == nil):
		return errors.New("options: no limit; give steps, or a time with a clock")
	}
	if faults := crew.Check(in, crew.Plan{Seats: o.Locked}); len(faults) > 0 {
		return fmt.Errorf("options: locked: %v", faults[0])
	}
	return nil
}
