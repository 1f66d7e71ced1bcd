package planner_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/crewtest"
	"sovite.fi/sovite/matching/crew/planner"
)

// TestAgainstTryingEverything plans thousands of tiny instances. The bound must never be above the best plan (crediting
// too few hours for fairness, or too many against the weekly limit, once was), and the plan must be the best one.
func TestAgainstTryingEverything(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	missed, loose := 0, 0
	const rounds = 3000
	for range rounds {
		in := crewtest.Random(rng.IntN, crewtest.Tiny())
		best := crewtest.Best(in)
		p := propose(t, in, 20000)
		if p.Bound > best {
			t.Fatalf("bound %d is above the best plan %d of %+v", p.Bound, best, in)
		}
		if p.Cost.Total() < best {
			t.Fatalf("cost %d is below the best plan %d of %+v", p.Cost.Total(), best, in)
		}
		if p.Cost.Total() > best {
			missed++
		}
		if p.Bound < best {
			loose++
		}
	}
	t.Logf("of %d instances the plan was not the best in %d, the bound not exact in %d", rounds, missed, loose)
	if missed > 0 {
		t.Errorf("%d of %d plans are not the best", missed, rounds)
	}
}

// TestFlowIsExact does the same for instances that one flow solves: the plan must be proven.
func TestFlowIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	size := crewtest.Tiny()
	size.Simple = true
	for range 1000 {
		in := crewtest.Random(rng.IntN, size)
		p := propose(t, in, 1)
		if best := crewtest.Best(in); p.Cost.Total() != best || !p.Proven() || p.Steps > 0 {
			t.Fatalf("cost %d, bound %d, %d steps, best %d of %+v", p.Cost.Total(), p.Bound, p.Steps, best, in)
		}
	}
}

// TestAnotherClientNeverHurts adds somebody without a target, so that only the help counts.
func TestAnotherClientNeverHurts(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	size := crewtest.Size{Clients: 12, Orders: 4, Days: 8, Supervisors: 3, Simple: true}
	for range 300 {
		in := crewtest.Random(rng.IntN, size)
		before := propose(t, in, 1).Cost.Total()
		extra := in.Clients[0]
		extra.ID, extra.TargetHours = "extra", 0
		in.Clients = append(in.Clients, extra)
		if after := propose(t, in, 1).Cost.Total(); after > before {
			t.Fatalf("one client more made the best plan dearer: %d, then %d", before, after)
		}
	}
}

func propose(t *testing.T, in crew.Instance, steps int) planner.Proposal {
	t.Helper()
	p, err := planner.Propose(context.Background(), in, planner.Options{Seed: 7, Steps: steps})
	if err != nil {
		t.Fatal(err)
	}
	if faults := crew.Check(in, p.Plan); len(faults) > 0 {
		t.Fatalf("faults %v in the plan of %+v", faults, in)
	}
	if c := crew.CostOf(in, p.Plan); c != p.Cost {
		t.Fatalf("the proposal says cost %+v, the judge %+v", p.Cost, c)
	}
	return p
}
