package fairness

import "math"

// neverShown stands for the skew of a group that is never among the first, whose logarithm has no value.
const neverShown = -10

// fisher is the two-sided exact test (Fisher 1922) of a selected out of n against b selected out of m: the chance, 0 to
// 1, of a table at least as unlikely as this one if both groups were selected alike.
func fisher(a, n, b, m int) float64 {
	selected, seen, sum := a+b, hypergeometric(a, n, b, m), 0.0
	for x := max(0, selected-m); x <= min(n, selected); x++ {
		// The margin takes in tables that are equally likely but for rounding.
		if p := hypergeometric(x, n, selected-x, m); p <= seen*(1+1e-7) {
			sum += p
		}
	}
	return min(1, sum)
}

// hypergeometric is the chance of exactly this table among those with the same margins.
func hypergeometric(a, n, b, m int) float64 {
	return math.Exp(logChoose(n, a) + logChoose(m, b) - logChoose(n+m, a+b))
}

func logChoose(n, k int) float64 {
	all, _ := math.Lgamma(float64(n + 1))
	in, _ := math.Lgamma(float64(k + 1))
	out, _ := math.Lgamma(float64(n - k + 1))
	return all - in - out
}

// discount is how much a place in a list is seen: 1 for the first, falling with the logarithm of the place.
func discount(at int) float64 { return 1 / math.Log2(float64(at)+2) }

// list is the people proposed for one job, the best first, each by the number of the group.
type list []int

func (l list) counts(groups int) []float64 {
	out := make([]float64, groups)
	for _, g := range l {
		out[g]++
	}
	return out
}

// exposure is, by group, the exposure its people get over what they would get if the order of each list were drawn by
// lot. A group that stands in no list has 0 over 0, not a number.
func exposure(lists []list, groups int) []float64 {
	got, fair := make([]float64, groups), make([]float64, groups)
	for _, l := range lists {
		total := 0.0
		for at, g := range l {
			got[g] += discount(at)
			total += discount(at)
		}
		for g, n := range l.counts(groups) {
			fair[g] += total * n / float64(len(l))
		}
	}
	for g := range got {
		got[g] /= fair[g]
	}
	return got
}

// skew is, by group, the natural logarithm of the share among the first k places of all lists over the share that the
// group has among the eligible people: 0 is fair, below 0 the group stands there too seldom.
func skew(lists []list, groups, k int) []float64 {
	got, fair := make([]float64, groups), make([]float64, groups)
	for _, l := range lists {
		first := l[:min(k, len(l))]
		for _, g := range first {
			got[g]++
		}
		for g, n := range l.counts(groups) {
			fair[g] += n * float64(len(first)) / float64(len(l))
		}
	}
	for g := range got {
		if got[g] == 0 && fair[g] > 0 {
			got[g] = neverShown
			continue
		}
		got[g] = math.Log(got[g] / fair[g])
	}
	return got
}

// ndkl is how far the groups along a list are from the groups of the whole list: the mean Kullback-Leibler divergence
// of all its beginnings, weighted by the discount of the place where each ends. 0 is perfect; short lists are never 0.
func ndkl(l list, groups int) float64 {
	whole, seen := l.counts(groups), make([]float64, groups)
	sum, weights := 0.0, 0.0
	for at, g := range l {
		seen[g]++
		sum += discount(at) * divergence(seen, whole, float64(at+1), float64(len(l)))
		weights += discount(at)
	}
	return sum / weights
}

func divergence(seen, whole []float64, n, m float64) float64 {
	sum := 0.0
	for g := range seen {
		if seen[g] > 0 {
			sum += seen[g] / n * math.Log(seen[g]/n/(whole[g]/m))
		}
	}
	return sum
}

// meanNDKL is the mean over all lists with at least two people; false when there is none.
func meanNDKL(lists []list, groups int) (float64, bool) {
	sum, n := 0.0, 0
	for _, l := range lists {
		if len(l) > 1 {
			sum += ndkl(l, groups)
			n++
		}
	}
	return sum / float64(max(n, 1)), n > 0
}
