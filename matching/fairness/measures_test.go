package fairness

import (
	"math"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// TestFisher compares with tables worked out by counting draws.
func TestFisher(t *testing.T) {
	for name, c := range map[string]struct {
		a, n, b, m int
		want       float64
	}{
		// Tea tasting: C(4,x)C(4,4-x)/70 = 1, 16, 36, 16, 1 of 70.
		"three of four cups":     {3, 4, 1, 4, 34.0 / 70},
		"all cups":               {4, 4, 0, 4, 2.0 / 70},
		"as expected":            {2, 4, 2, 4, 1},
		"nobody selected":        {0, 5, 0, 7, 1},
		"everybody selected":     {5, 5, 7, 7, 1},
		"one of one, none of 19": {1, 1, 0, 19, 1.0 / 20},
		// 2 of 2 against 1 of 4: C(2,x)C(4,3-x)/20 = 4, 12, 4 of 20 for x = 0, 1, 2.
		"unequal groups": {2, 2, 1, 4, 8.0 / 20},
	} {
		t.Run(name, func(t *testing.T) {
			near(t, "p", fisher(c.a, c.n, c.b, c.m), c.want)
			near(t, "p, groups changed over", fisher(c.b, c.m, c.a, c.n), c.want)
		})
	}
}

// TestExposure: places are worth 1, 1/log2 3 and 1/2.
func TestExposure(t *testing.T) {
	second := 1 / math.Log2(3)
	got := exposure([]list{{0, 1, 1}}, 3)
	near(t, "first of three", got[0], 1/((1+second+0.5)/3))
	near(t, "second and third", got[1], (second+0.5)/((1+second+0.5)*2/3))
	if !math.IsNaN(got[2]) {
		t.Errorf("a group in no list has %v", got[2])
	}
	even := exposure([]list{{0, 1}, {1, 0}}, 2)
	near(t, "taking turns", even[0], 1)
	near(t, "taking turns", even[1], 1)
}

func TestSkew(t *testing.T) {
	// Two of four people, three of the four first places in two lists: share 3/4 over 1/2, and 1/4 over 1/2.
	got := skew([]list{{0, 0, 1, 1}, {0, 1, 0, 1}}, 2, 2)
	near(t, "often", got[0], math.Log(1.5))
	near(t, "seldom", got[1], math.Log(0.5))
	never := skew([]list{{0, 1}}, 2, 1)
	near(t, "always", never[0], math.Log(2))
	near(t, "never", never[1], neverShown)
	near(t, "everybody is among the first", skew([]list{{0, 1, 1}}, 2, 10)[1], 0)
}

func TestNDKL(t *testing.T) {
	second := 1 / math.Log2(3)
	// {0}: 1 ln(1 / 0.5); {0, 1}: as the whole.
	near(t, "two people", ndkl(list{0, 1}, 2), math.Ln2/(1+second))
	near(t, "one group", ndkl(list{1, 1, 1}, 2), 0)
	// {0}: ln 3; {0, 1}: 1/2 ln(1/2 : 1/3) + 1/2 ln(1/2 : 2/3); whole: 0.
	two := 0.5*math.Log(1.5) + 0.5*math.Log(0.75)
	near(t, "three people", ndkl(list{0, 1, 1}, 2), (math.Log(3)+second*two)/(1+second+0.5))
	mean, known := meanNDKL([]list{{0, 1}, {1}, {1, 1}}, 2)
	near(t, "mean without the list of one", mean, math.Ln2/(1+second)/2)
	if _, none := meanNDKL([]list{{0}}, 2); !known || none {
		t.Errorf("known: %v and %v", known, none)
	}
}

// TestFlagNeedsSizeAndProof: exactly four fifths is not flagged, nor is a large difference between few people.
func TestFlagNeedsSizeAndProof(t *testing.T) {
	for name, c := range map[string]struct {
		a, n, b, m int
		want       bool
	}{
		"exactly four fifths":      {400, 1000, 500, 1000, false},
		"just below":               {399, 1000, 500, 1000, true},
		"half, but few":            {3, 20, 6, 20, false},
		"certain, but small":       {900, 1000, 999, 1000, false},
		"half and many":            {30, 100, 60, 100, true},
		"none against all":         {0, 20, 20, 20, true},
		"the better group":         {60, 100, 30, 100, false},
		"nobody to compare with":   {5, 20, 0, 0, false},
		"nobody of the others has": {5, 20, 0, 20, false},
	} {
		if got := rate(c.a, c.n, c.b, c.m); got.Flagged != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
