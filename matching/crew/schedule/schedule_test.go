package schedule_test

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"sovite.fi/sovite/matching/crew/schedule"
)

// try finds the cheapest schedule by trying everything: used are the claims satisfied, steps those of all weeks.
func try(weeks []schedule.Week, prices []int64, left, used, steps int, end func(used, steps int) int64) int64 {
	if len(weeks) == 0 {
		return end(used, steps)
	}
	w := weeks[0]
	if len(w.Days) == 0 {
		next := 0
		if len(weeks) > 1 {
			next = weeks[1].Cap
		}
		return try(weeks[1:], prices, next, used, steps, end)
	}
	rest := append([]schedule.Week{{Days: w.Days[1:]}}, weeks[1:]...)
	best := try(rest, prices, left, used, steps, end)
	for _, o := range w.Days[0] {
		if int(o.Steps) <= left {
			cost := o.Base + prices[o.Shift] +
				try(rest, prices, left-int(o.Steps), used|int(o.Claim), steps+int(o.Steps), end)
			best = min(best, cost)
		}
	}
	return best
}

func random(rng *rand.Rand, claims int) (weeks []schedule.Week, prices []int64) {
	for range 1 + rng.IntN(2) {
		w := schedule.Week{Cap: rng.IntN(9)}
		for range rng.IntN(4) {
			var options []schedule.Option
			for range 1 + rng.IntN(3) {
				claim := int32(0)
				if claims > 0 && rng.IntN(2) == 0 {
					claim = 1 << rng.IntN(claims)
				}
				options = append(options, schedule.Option{
					Shift: int32(len(prices)), Steps: int32(1 + rng.IntN(4)),
					Claim: claim, Base: int64(rng.IntN(100) - 60),
				})
				prices = append(prices, int64(rng.IntN(40)))
			}
			w.Days = append(w.Days, options)
		}
		weeks = append(weeks, w)
	}
	return weeks, prices
}

func TestCheapestSchedule(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	for range 2000 {
		claims, target := rng.IntN(3), rng.IntN(8)
		weeks, prices := random(rng, claims)
		end := func(used, steps int) int64 {
			return int64(30*(claims-bits.OnesCount(uint(used))) + 15*max(0, target-steps))
		}
		var ending []int64
		for i := range (target + 1) << claims {
			ending = append(ending, end(i/(target+1), i%(target+1)))
		}
		want := try(weeks, prices, weeks[0].Cap, 0, 0, end)
		s := schedule.New(claims, target, ending, weeks)
		if got, shifts := s.Solve(prices); got != want {
			t.Fatalf("cost %d by %v, the cheapest costs %d: %+v", got, shifts, want, weeks)
		}
		checkWithin(t, s, weeks, prices, want, end)
	}
}

// checkWithin: whoever is left out of Within must make the schedule at least that much dearer.
func checkWithin(t *testing.T, s *schedule.Solver, weeks []schedule.Week, prices []int64, cheapest int64, end func(int, int) int64) {
	t.Helper()
	const allowed, lure = 25, 10_000
	near := s.Within(prices, allowed)
	for shift := range prices {
		if slices.Contains(near, int32(shift)) {
			continue
		}
		lured := slices.Clone(prices)
		lured[shift] -= lure
		if extra := try(weeks, lured, weeks[0].Cap, 0, 0, end) + lure - cheapest; extra < allowed {
			t.Fatalf("shift %d costs only %d more and is left out: %+v", shift, extra, weeks)
		}
	}
}
