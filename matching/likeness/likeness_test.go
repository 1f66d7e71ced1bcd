package likeness_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching/likeness"
)

func like(a, b string) float64 { return likeness.Of(a).Cosine(likeness.Of(b)) }

func TestCosine(t *testing.T) {
	if got := like("Astiahuolto, keittiö", "KEITTIÖ – astiahuolto"); got != 1 {
		t.Errorf("case, marks and order of words must not count: got %v", got)
	}
	if got := like("", ""); got != 0 {
		t.Errorf("two empty texts: got %v", got)
	}
	if got := like("hitsaaja", "kukkakauppa"); got != 0 {
		t.Errorf("nothing in common: got %v", got)
	}
	compound, other := like("siivous", "laitossiivoojan työ"), like("siivous", "puutarhurin työ")
	if compound <= other || compound < 0.15 {
		t.Errorf("a compound must be found: got %v, another trade %v", compound, other)
	}
}

func TestCosineIsSymmetricAndWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		if v := like(a, b); v != like(b, a) || v < 0 || v > 1 {
			t.Fatalf("got %v and %v", v, like(b, a))
		}
	})
}

func TestCorrelation(t *testing.T) {
	a := [6]float64{1, 0, 0, 0, 0.5, 0}
	for name, c := range map[string]struct {
		b    [6]float64
		want float64
	}{
		"itself":     {a, 1},
		"turned":     {[6]float64{0, 1, 1, 1, 0.5, 1}, -1},
		"flat":       {[6]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 0},
		"no numbers": {[6]float64{math.NaN(), 1, 0, 0, 0, 0}, 0},
		"endless":    {[6]float64{math.Inf(1), 1, 0, 0, 0, 0}, 0},
	} {
		if got := likeness.Correlation(a, c.b); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestKilometres(t *testing.T) {
	if got := likeness.Kilometres(60.1714, 24.9316, 61.499, 23.7871); math.Abs(got-160) > 2 {
		t.Errorf("Helsinki to Tampere: got %v km, want about 160", got)
	}
	if got := likeness.Kilometres(61, 24, 61, 24); got != 0 {
		t.Errorf("the same place: got %v", got)
	}
}
