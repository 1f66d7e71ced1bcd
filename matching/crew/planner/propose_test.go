package planner_test

import (
	"context"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/contract"
	"sovite.fi/sovite/matching/crew/crewtest"
	"sovite.fi/sovite/matching/crew/planner"
)

func drawer(t *rapid.T) crewtest.Draw {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

func load(t testing.TB, name string) crew.Instance {
	t.Helper()
	f, err := os.Open("../testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := contract.ReadInstance(f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// TestKnownOptima holds plans and bounds against optima that were proven elsewhere.
func TestKnownOptima(t *testing.T) {
	for name, tc := range map[string]struct{ optimum, steps, above, below int }{
		"small.json":  {18277, 100_000, 0, 0},
		"middle.json": {6679, 400_000, 20, 3},
	} {
		t.Run(name, func(t *testing.T) {
			p := propose(t, load(t, name), tc.steps)
			if c := p.Cost.Total(); c < tc.optimum || c > tc.optimum+tc.above {
				t.Errorf("cost %d, want %d to %d", c, tc.optimum, tc.optimum+tc.above)
			}
			if p.Bound > tc.optimum || p.Bound < tc.optimum-tc.below {
				t.Errorf("bound %d, want %d to %d", p.Bound, tc.optimum-tc.below, tc.optimum)
			}
		})
	}
}

func TestPlansObeyEveryRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := crewtest.Random(drawer(t), crewtest.Size{Clients: 12, Orders: 5, Days: 10, Supervisors: 5})
		opt := planner.Options{Seed: rapid.Uint64().Draw(t, "seed"), Steps: 3000}
		first, err := planner.Propose(context.Background(), in, opt)
		if err != nil {
			t.Fatal(err)
		}
		if faults := crew.Check(in, first.Plan); len(faults) > 0 {
			t.Fatalf("faults %v", faults)
		}
		if c := crew.CostOf(in, first.Plan); c != first.Cost || first.Bound > c.Total() {
			t.Fatalf("cost %+v, judged %+v, bound %d", first.Cost, c, first.Bound)
		}
		second, err := planner.Propose(context.Background(), in, opt)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(written(t, first.Plan), written(t, second.Plan)); diff != "" {
			t.Fatalf("the same seed gave another plan: %s", diff)
		}
	})
}

func written(t rapid.TB, plan crew.Plan) string {
	var out strings.Builder
	if err := contract.WritePlan(&out, plan); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// ticking is a clock that goes on by a millisecond whenever somebody looks.
func ticking() func() time.Time {
	ticks := make(chan time.Time, 1)
	ticks <- time.Unix(0, 0)
	return func() time.Time {
		now := (<-ticks).Add(time.Millisecond)
		ticks <- now
		return now
	}
}

func TestTimeLimitAndCancelGiveTheBestSoFar(t *testing.T) {
	in := load(t, "middle.json")
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, tc := range map[string]struct {
		ctx context.Context
		opt planner.Options
	}{
		"time is up at once":  {context.Background(), planner.Options{Limit: time.Millisecond, Now: ticking()}},
		"time for some steps": {context.Background(), planner.Options{Limit: 200 * time.Millisecond, Now: ticking()}},
		"nobody waits":        {cancelled, planner.Options{Steps: 1 << 40}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := planner.Propose(tc.ctx, in, tc.opt)
			if err != nil {
				t.Fatal(err)
			}
			if faults := crew.Check(in, p.Plan); len(faults) > 0 {
				t.Errorf("faults %v", faults)
			}
			if p.Bound > 6679 {
				t.Errorf("bound %d is above the optimum 6679", p.Bound)
			}
		})
	}
}

func TestLockedSeatsStay(t *testing.T) {
	in := load(t, "middle.json")
	other := propose(t, in, 5000)
	var locked []crew.Seat
	for i, s := range other.Plan.Seats {
		if i%5 == 0 && s.Order != "O06" { // O06 needs a licence: half of its crew could not be locked alone
			locked = append(locked, s)
		}
	}
	p, err := planner.Propose(context.Background(), in, planner.Options{Seed: 3, Steps: 20000, Locked: locked})
	if err != nil {
		t.Fatal(err)
	}
	seats := map[crew.Seat]bool{}
	for _, s := range p.Plan.Seats {
		seats[s] = true
	}
	for _, s := range locked {
		if !seats[s] {
			t.Errorf("%+v was locked and is gone", s)
		}
	}
	if faults := crew.Check(in, p.Plan); len(faults) > 0 {
		t.Errorf("faults %v", faults)
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	in := load(t, "small.json")
	for want, opt := range map[string]planner.Options{
		"no limit":                            {},
		"with a clock":                        {Limit: time.Second},
		"a negative limit":                    {Steps: -1},
		`C012 at order "O02" on day 0 breaks`: {Steps: 1, Locked: []crew.Seat{{Who: "C012", Order: "O02", Day: 0}}},
	} {
		_, err := planner.Propose(context.Background(), in, opt)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func BenchmarkFlow(b *testing.B) {
	in := load(b, "middle.json")
	for i := range in.Clients {
		in.Clients[i].Licence = true
	}
	for i := range in.Orders {
		in.Orders[i].Hours = 4
	}
	in.Conflicts, in.Previous = nil, nil
	for b.Loop() {
		p, err := planner.Propose(context.Background(), in, planner.Options{Steps: 1})
		if err != nil || !p.Proven() {
			b.Fatal(err, p.Cost)
		}
	}
}

func BenchmarkAnnealing(b *testing.B) {
	in := load(b, "middle.json")
	for b.Loop() {
		p, err := planner.Propose(context.Background(), in, planner.Options{Steps: 50000})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(p.Steps), "steps/op")
		b.ReportMetric(100*p.Gap(), "%gap")
	}
}

// TestGapStaysSmall plans instances of middle size, many of them with scarce licences and conflicts: the plan and the
// bound are found in quite different ways, and yet they have to meet almost.
func TestGapStaysSmall(t *testing.T) {
	rng := rand.New(rand.NewPCG(10, 11))
	sum, worst := 0.0, 0.0
	const rounds = 30
	for range rounds {
		in := crewtest.Random(rng.IntN, crewtest.Size{Clients: 30, Orders: 8, Days: 10, Supervisors: 6})
		gap := propose(t, in, 50_000).Gap()
		sum, worst = sum+gap, max(worst, gap)
	}
	t.Logf("gap %.3f %% on average, %.3f %% at worst", 100*sum/rounds, 100*worst)
	if sum/rounds > 0.005 || worst > 0.05 {
		t.Errorf("gap %.3f %% on average, %.3f %% at worst", 100*sum/rounds, 100*worst)
	}
}
