package money

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// What a floor costs is rounded once, half away from zero.
func TestArea(t *testing.T) {
	const rate Rate = 27_505                                                              // 2.7505 € for a square metre
	for a, want := range map[Area]Cents{100: 275, 1: 3, 1250: 3438, -1250: -3438, 0: 0} { // 2.7505, 0.027505, 34.38125
		if got, err := rate.Area(a); got != want || err != nil {
			t.Errorf("%d hundredths: %d, %v; want %d", a, got, err, want)
		}
	}
	if _, err := Rate(math.MaxInt64).Area(math.MaxInt64); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("too dear a floor: %v", err)
	}
}

// A share of a price is rounded once to a ten-thousandth; shares of a whole crew miss it by less than half of one each.
func TestRateShares(t *testing.T) {
	if got, err := Rate(420_000).Ratio(1, 9); got != 46_667 || err != nil { // 4.66667
		t.Errorf("%d, %v", got, err)
	}
	if _, err := Rate(1).Ratio(1, 0); err == nil {
		t.Error("nobody shares and there is a share")
	}
	rapid.Check(t, func(t *rapid.T) {
		rate, n := Rate(rapid.Int64Range(0, 1e10).Draw(t, "rate")), rapid.Int64Range(1, 60).Draw(t, "people")
		share, err := rate.Ratio(1, n)
		if diff := 2 * (int64(share)*n - int64(rate)); err != nil || diff > n || diff < -n {
			t.Fatalf("%d for each of %d, of %d: %v", share, n, rate, err)
		}
	})
}

func TestSumOfRates(t *testing.T) {
	if got, err := SumRates(275_050, 1, 0); got != 275_051 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	if _, err := SumRates(math.MaxInt64, 1); err == nil {
		t.Error("a sum went round")
	}
}

func TestQuantityTexts(t *testing.T) {
	for text, want := range map[string]Area{"12,5 m²": 1250, "12.50": 1250, "1 234 m2": 123_400, "0,01": 1, "80 kvm": 8000} {
		if got, err := ParseArea(text, "fi"); got != want || err != nil {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
	for text, want := range map[string]int64{"3": 3, "1 200 kpl": 1200, "4 st": 4, "2,0": 2} {
		if got, err := ParsePieces(text, "fi"); got != want || err != nil {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "12,505", "x", "m²"} {
		if _, err := ParseArea(text, "fi"); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%q is an area: %v", text, err)
		}
	}
	for _, text := range []string{"", "1,5", "kpl"} {
		if _, err := ParsePieces(text, "fi"); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%q are pieces: %v", text, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"fi", "sv", "en"}).Draw(t, "lang")
		area, n := Area(rapid.Int64().Draw(t, "area")), rapid.Int64().Draw(t, "pieces")
		if got, err := ParseArea(area.Write(lang), lang); got != area || err != nil {
			t.Fatalf("%q reads %d: %v", area.Write(lang), got, err)
		}
		if got, err := ParsePieces(WritePieces(n, lang), lang); got != n || err != nil {
			t.Fatalf("%q reads %d: %v", WritePieces(n, lang), got, err)
		}
	})
}
