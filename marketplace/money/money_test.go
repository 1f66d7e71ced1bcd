package money

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// Half a cent goes away from zero, on both sides, and nothing is lost before.
func TestRounding(t *testing.T) {
	tests := []struct {
		name        string
		c           Cents
		times, per  int64
		want        Cents
		wantInvalid bool
	}{
		{"half up", 1, 1, 2, 1, false},
		{"half down below zero", -1, 1, 2, -1, false},
		{"below half", 149, 1, 100, 1, false},
		{"negative divisor", 5, 1, -2, -3, false},
		{"both negative", -5, 1, -2, 3, false},
		{"zero", 0, 7, 3, 0, false},
		{"the product needs 128 bits", math.MaxInt64, 1000, 1000, math.MaxInt64, false},
		{"the smallest", math.MinInt64, 1, 1, math.MinInt64, false},
		{"the smallest turned over", math.MinInt64, -1, 1, 0, true},
		{"too large", math.MaxInt64, 2, 1, 0, true},
		{"far too large", math.MaxInt64, math.MaxInt64, 1, 0, true},
		{"rounded out of range", math.MaxInt64, 3, 2, 0, true},
		{"nothing to divide by", 1, 1, 0, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.c.Ratio(tt.times, tt.per)
			if got != tt.want || marketplace.IsKind(err, marketplace.Invalid) != tt.wantInvalid {
				t.Errorf("%d, %v", got, err)
			}
		})
	}
}

// The lines of an invoice as its rules reckon them.
func TestLines(t *testing.T) {
	rate, err := ParseRate("27,505", "fi")
	if err != nil || rate != 275050 {
		t.Fatal(rate, err)
	}
	for q, want := range map[Quarters]Cents{1: 688, 2: 1375, 29: 19941, -1: -688, 0: 0} { // 6.87625, 13.7525, 199.41125
		if got, err := rate.Hours(q); got != want || err != nil {
			t.Errorf("%d quarters: %d, %v; want %d", q, got, err, want)
		}
	}
	if got, err := rate.Minutes(20); got != 917 || err != nil { // 9.16833
		t.Errorf("twenty minutes: %d, %v", got, err)
	}
	if got, err := rate.Pieces(3); got != 8252 || err != nil { // 82.515
		t.Errorf("three pieces: %d, %v", got, err)
	}
	if got, err := Cents(2800).PerHour(); got != 280000 || err != nil {
		t.Errorf("an hour: %d, %v", got, err)
	}
	if _, err := Cents(math.MaxInt64).PerHour(); err == nil {
		t.Error("too dear an hour has a price")
	}
}

func TestQuarters(t *testing.T) {
	if q, err := FromMinutes(435); q != 29 || err != nil {
		t.Errorf("%d, %v", q, err)
	}
	if _, err := FromMinutes(50); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("fifty minutes: %v", err)
	}
	if m, err := Quarters(29).Minutes(); m != 435 || err != nil {
		t.Errorf("%d, %v", m, err)
	}
	if _, err := Quarters(math.MaxInt64 / 2).Minutes(); err == nil {
		t.Error("too long a time has minutes")
	}
	if q, err := Quarters(29).Times(4); q != 116 || err != nil {
		t.Errorf("%d, %v", q, err)
	}
}

// Rounding agrees with exact arithmetic for every input, and what does not fit is an error.
func TestRatioIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, d := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b"), rapid.Int64().Filter(func(v int64) bool { return v != 0 }).Draw(t, "d")
		product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		doubled := new(big.Int).Mul(new(big.Int).Abs(product), big.NewInt(2))
		size := new(big.Int).Abs(big.NewInt(d))
		want := doubled.Add(doubled, size).Quo(doubled, new(big.Int).Mul(size, big.NewInt(2))) // floor(|p|/|d| + 1/2)
		if product.Sign()*big.NewInt(d).Sign() < 0 {
			want.Neg(want)
		}
		got, err := Cents(a).Ratio(b, d)
		if want.IsInt64() != (err == nil) || err == nil && int64(got) != want.Int64() {
			t.Fatalf("%d × %d / %d = %d, %v; want %s", a, b, d, got, err, want)
		}
	})
}

// Sums are exact in any order, or an error; never a wrong number.
func TestSumOfParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Cents { return Cents(rapid.Int64().Draw(t, "part")) })).Draw(t, "parts")
		want := new(big.Int)
		for _, p := range parts {
			want.Add(want, big.NewInt(int64(p)))
		}
		got, err := Sum(parts...)
		if err == nil && big.NewInt(int64(got)).Cmp(want) != 0 {
			t.Fatalf("%v = %d, want %s", parts, got, want)
		}
	})
	if got, err := Sum(1, -3, 2_00); got != 198 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	if _, err := Sum(math.MaxInt64, 1); err == nil {
		t.Error("a sum went round")
	}
	if _, err := SumQuarters(math.MinInt64, -1); err == nil {
		t.Error("a sum went round below")
	}
}

// Splitting a time over lines changes a price by less than half a cent for each line.
func TestSplitTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := Rate(rapid.Int64Range(0, 10_000_000).Draw(t, "rate"))
		parts := rapid.SliceOfN(rapid.Int64Range(0, 10_000), 1, 20).Draw(t, "parts")
		var time Quarters
		var apart Cents
		for _, p := range parts {
			time += Quarters(p)
			c, _ := rate.Hours(Quarters(p))
			apart += c
		}
		whole, err := rate.Hours(time)
		if diff := int64(apart - whole); err != nil || 2*diff > int64(len(parts)+1) || -2*diff > int64(len(parts)+1) {
			t.Fatalf("%d for the whole, %d for the parts, %v", whole, apart, err)
		}
	})
}
