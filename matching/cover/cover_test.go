package cover_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching/cover"
)

func flat(int) (unready bool, cost int) { return false, 0 }

func TestSmallest(t *testing.T) {
	for name, c := range map[string]struct {
		gaps  [][]int
		price cover.Price
		want  []int
	}{
		"no gaps":              {nil, flat, nil},
		"a gap without option": {[][]int{{}, {3}}, flat, []int{3}},
		"one for two":          {[][]int{{1, 4}, {2, 4}}, flat, []int{4}},
		"lowest number":        {[][]int{{5, 2, 9}}, flat, []int{2}},
		"ready before cheap":   {[][]int{{1, 2}}, func(o int) (bool, int) { return o == 1, o * 3 }, []int{2}},
		"cheap before number":  {[][]int{{1, 2}}, func(o int) (bool, int) { return false, 3 - o }, []int{2}},
		// Taking the option that closes most first would need three.
		"not greedy": {[][]int{{1, 2}, {1, 3}, {0, 2}, {0, 3}, {0, 1, 2}, {0, 1, 3}}, flat, []int{0, 1}},
	} {
		if diff := cmp.Diff(c.want, cover.Smallest(c.gaps, c.price)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestSmallestEqualsTryingEverything compares with all subsets of eight options.
func TestSmallestEqualsTryingEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		options := rapid.SliceOfNDistinct(rapid.IntRange(0, 7), 1, 4, rapid.ID[int])
		gaps := rapid.SliceOfN(options, 0, 7).Draw(t, "gaps")
		costs := rapid.SliceOfN(rapid.IntRange(0, 3), 8, 8).Draw(t, "costs")
		ready := rapid.SliceOfN(rapid.Bool(), 8, 8).Draw(t, "ready")
		price := func(o int) (bool, int) { return !ready[o], costs[o] }
		if diff := cmp.Diff(tryAll(gaps, price), cover.Smallest(gaps, price)); diff != "" {
			t.Fatalf("(-all +got):\n%s", diff)
		}
	})
}

func tryAll(gaps [][]int, price cover.Price) []int {
	if len(gaps) == 0 {
		return nil
	}
	var best, bestKey []int
	for set := range 1 << 8 {
		var chosen []int
		key := []int{0, 0, 0}
		for o := range 8 {
			if set&(1<<o) != 0 {
				unready, cost := price(o)
				if chosen = append(chosen, o); unready {
					key[1]++
				}
				key[2] += cost
			}
		}
		key[0] = len(chosen)
		key = append(key, chosen...)
		if closesAll(gaps, chosen) && (bestKey == nil || slices.Compare(key, bestKey) < 0) {
			best, bestKey = chosen, key
		}
	}
	return best
}

func closesAll(gaps [][]int, chosen []int) bool {
	for _, options := range gaps {
		if !slices.ContainsFunc(options, func(o int) bool { return slices.Contains(chosen, o) }) {
			return false
		}
	}
	return true
}
