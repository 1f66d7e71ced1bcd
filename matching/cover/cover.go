package cover

import (
	"cmp"
	"math/bits"
	"slices"
)

// Price says how an option compares among sets of equal size: fewer unready ones first, then the lower sum of costs.
type Price func(option int) (unready bool, cost int)

// Smallest is the best set of options, sorted, that holds at least one option of each gap: fewest options, then fewest
// unready, then cheapest, then the lowest numbers. Gaps without options are left open. At most 64 gaps are looked at.
func Smallest(gaps [][]int, price Price) []int {
	s := search{gaps: gaps, price: price}
	var open uint64
	for i, options := range gaps {
		if len(options) > 0 {
			open |= 1 << i
		}
	}
	if open != 0 {
		s.extend(open, set{})
	}
	return s.best.chosen
}

type set struct {
	chosen        []int
	unready, cost int
}

func (a set) compare(b set) int {
	return cmp.Or(
		cmp.Compare(len(a.chosen), len(b.chosen)), cmp.Compare(a.unready, b.unready), cmp.Compare(a.cost, b.cost),
		slices.Compare(a.chosen, b.chosen),
	)
}

type search struct {
	gaps  [][]int
	price Price
	best  set
}

// extend branches on the first open gap: every set that closes all gaps holds one of its options, so none is missed.
func (s *search) extend(open uint64, so set) {
	if open == 0 {
		if s.best.chosen == nil || so.compare(s.best) < 0 {
			s.best = so
		}
		return
	}
	if s.best.chosen != nil && len(so.chosen) >= len(s.best.chosen) {
		return
	}
	for _, option := range s.gaps[bits.TrailingZeros64(open)] {
		s.extend(s.without(open, option), s.with(so, option))
	}
}

func (s *search) without(open uint64, option int) uint64 {
	for i, options := range s.gaps {
		if slices.Contains(options, option) {
			open &^= 1 << i
		}
	}
	return open
}

func (s *search) with(so set, option int) set {
	unready, cost := s.price(option)
	if unready {
		so.unready++
	}
	so.cost += cost
	so.chosen = append(slices.Clone(so.chosen), option)
	slices.Sort(so.chosen)
	return so
}
