package en16931_test

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
	"sovite.fi/sovite/marketplace/money"
)

func keys(err error) []string {
	var out []string
	if err == nil {
		return nil
	}
	for _, f := range marketplace.AsError(err).Fields {
		out = append(out, f.Key)
	}
	return out
}

func totalsDiff(want, got en16931.Totals) string { return cmp.Diff(want, got) }

// half rounds a fraction half away from zero, in exact arithmetic.
func half(r *big.Rat) money.Cents {
	two := big.NewInt(2)
	size := new(big.Rat).Abs(r)
	n := new(big.Int).Add(new(big.Int).Mul(size.Num(), two), size.Denom())
	n.Quo(n, new(big.Int).Mul(size.Denom(), two))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return money.Cents(n.Int64())
}

func product(factors ...*big.Rat) *big.Rat {
	out := big.NewRat(1, 1)
	for _, f := range factors {
		out.Mul(out, f)
	}
	return out
}

// grains is how many of the counted there are in the unit of the price.
func grains(u en16931.Unit) int64 {
	return map[en16931.Unit]int64{en16931.Hour: 4, en16931.Minute: 60, en16931.SquareMetre: 100, en16931.Day: 1, en16931.Piece: 1, en16931.Lump: 1}[u]
}

// Every amount equals the formula of the standard, worked out apart in fractions: lines rounded once, VAT once for each tax.
func TestTotalsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := invoicetest.Draw(t)
		bases := map[en16931.Tax]money.Cents{}
		var want en16931.Totals
		for _, l := range d.Lines {
			net := half(product(big.NewRat(int64(l.Price), 100), big.NewRat(l.Quantity.Count, grains(l.Quantity.Unit))))
			for _, a := range l.Adjustments {
				if a.Charge {
					net += a.Amount
				} else {
					net -= a.Amount
				}
			}
			if net != l.Net {
				t.Fatalf("line %+v: %d, want %d", l, l.Net, net)
			}
			bases[l.Tax] += net
			want.Lines += net
		}
		for _, a := range d.Adjustments {
			if a.Percent != 0 && a.Amount != half(product(big.NewRat(int64(a.Base), 1), big.NewRat(int64(a.Percent), 10000))) {
				t.Fatalf("%+v", a)
			}
			if a.Charge {
				want.Charges += a.Amount
				bases[a.Tax] += a.Amount
			} else {
				want.Allowances += a.Amount
				bases[a.Tax] -= a.Amount
			}
		}
		want.Net = want.Lines - want.Allowances + want.Charges
		for _, s := range d.Totals.Taxes {
			vat := half(product(big.NewRat(int64(bases[s.Tax]), 1), big.NewRat(int64(s.Tax.Rate), 10000)))
			if s.Base != bases[s.Tax] || s.VAT != vat {
				t.Fatalf("%+v; want %d and %d", s, bases[s.Tax], vat)
			}
			want.VAT += vat
			want.Taxes = append(want.Taxes, s)
		}
		if len(want.Taxes) != len(bases) {
			t.Fatalf("%d subtotals for %d taxes", len(want.Taxes), len(bases))
		}
		want.Gross = want.Net + want.VAT
		want.Payable = want.Gross - d.Prepaid
		if diff := totalsDiff(want, d.Totals); diff != "" {
			t.Fatal(diff)
		}
	})
}

// The amounts by which other systems' users found their mistakes.
func TestKnownAmounts(t *testing.T) {
	s := en16931.Taxed(2550)
	hours := func(count int64, price money.Rate) en16931.Line {
		return invoicetest.Hours("1", "Työ", count, price, s)
	}
	tests := map[string]struct {
		lines           []en16931.Line
		net, vat, gross money.Cents
	}{
		"three times 99.99: 76.49, not 76.50":   {[]en16931.Line{hours(4, 999900), hours(4, 999900), hours(4, 999900)}, 299_97, 76_49, 376_46},
		"half a cent in a line goes up":         {[]en16931.Line{hours(1, 200)}, 1, 0, 1},
		"half a cent below zero goes down":      {[]en16931.Line{hours(-1, 200), hours(4, 10000)}, 99, 25, 1_24},
		"half a cent of VAT goes up":            {[]en16931.Line{hours(4, 10000)}, 1_00, 26, 1_26},
		"a quarter of 27.505":                   {[]en16931.Line{hours(1, 275050)}, 6_88, 1_75, 8_63},
		"half cents in many lines are not lost": {[]en16931.Line{hours(1, 200), hours(1, 200), hours(1, 200), hours(1, 200)}, 4, 1, 5},
		"nothing":                               {[]en16931.Line{hours(0, 275050)}, 0, 0, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := invoicetest.Reckoned(t, invoicetest.With(tt.lines...))
			if d.Totals.Net != tt.net || d.Totals.VAT != tt.vat || d.Totals.Gross != tt.gross {
				t.Errorf("%+v", d.Totals)
			}
		})
	}
}

// Reckoning twice changes nothing, and never touches what it was given.
func TestCalculatedKeepsItsInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := invoicetest.Draw(t)
		before := invoicetest.Base()
		before.Lines, before.Adjustments = append(before.Lines, d.Lines...), append(before.Adjustments, d.Adjustments...)
		again, err := d.Calculated()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d, again); diff != "" {
			t.Fatal(diff)
		}
		changed := d
		changed.Lines = append([]en16931.Line{}, d.Lines...)
		changed.Lines[0].Price++
		if _, err := changed.Calculated(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before.Lines, d.Lines); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What does not fit is an error, never a wrong number.
func TestTooLarge(t *testing.T) {
	d := invoicetest.With(invoicetest.Hours("1", "Työ", math.MaxInt64/2, math.MaxInt64/2, en16931.Taxed(2550)))
	if _, err := d.Calculated(); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("%v", err)
	}
	if en16931.Check(d) == nil {
		t.Error("it can be issued")
	}
}

// A document comes back from a store as it went in, and breaks no rule by that.
func TestStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		invoice := invoicetest.Draw(t)
		for _, d := range append(invoicetest.DrawCredits(t, invoice), invoice) {
			raw, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			var back en16931.Document
			if err := json.Unmarshal(raw, &back); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(d, back); diff != "" {
				t.Fatal(diff)
			}
			if err := en16931.Check(back); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// A thousand invoices of ten lines, reckoned and checked.
func BenchmarkReckonAndCheck(b *testing.B) {
	d := invoicetest.Many(10)
	b.ReportAllocs()
	for b.Loop() {
		for range 1000 {
			r, err := d.Calculated()
			if err != nil {
				b.Fatal(err)
			}
			if err := en16931.Check(r); err != nil {
				b.Fatal(err)
			}
		}
	}
}
