package en16931_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/invoicetest"
)

func TestSplit(t *testing.T) {
	type part struct {
		Rate     en16931.Percent
		From, To marketplace.Date
	}
	tests := map[string]struct {
		period en16931.Period
		want   []part
	}{
		"before the change":       {en16931.Period{From: "2024-08-01", To: "2024-08-31"}, []part{{2400, "2024-08-01", "2024-08-31"}}},
		"after it":                {en16931.Period{From: "2024-09-01", To: "2024-09-30"}, []part{{2550, "2024-09-01", "2024-09-30"}}},
		"across it":               {en16931.Period{From: "2024-08-16", To: "2024-09-15"}, []part{{2400, "2024-08-16", "2024-08-31"}, {2550, "2024-09-01", "2024-09-15"}}},
		"one day":                 {en16931.Period{From: "2024-08-31", To: "2024-08-31"}, []part{{2400, "2024-08-31", "2024-08-31"}}},
		"longer ago than we know": {en16931.Period{From: "2012-01-01", To: "2012-12-31"}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []part
			for _, d := range en16931.Split(tt.period) {
				got = append(got, part{d.Rate, d.From, d.To})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The parts follow one another without a gap and can all be invoiced: none is refused for its rate.
func TestSplitCanBeInvoiced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := marketplace.Date("2024-01-01").AddDays(rapid.IntRange(0, 1000).Draw(t, "from"))
		p := en16931.Period{From: from, To: from.AddDays(rapid.IntRange(0, 400).Draw(t, "days"))}
		d := invoicetest.Base()
		d.Period, d.Issued, d.Due = p, p.To, p.To
		next := p.From
		for i, part := range en16931.Split(p) {
			if part.From != next {
				t.Fatalf("%v does not follow", part)
			}
			next = part.To.AddDays(1)
			l := invoicetest.Hours(string(rune('1'+i)), "Työ", 4, 275050, en16931.Taxed(part.Rate))
			l.Period = part.Period
			d.Lines = append(d.Lines, l)
		}
		if next != p.To.AddDays(1) {
			t.Fatalf("the last part ends before %s", next)
		}
		d, err := d.Calculated()
		if err != nil {
			t.Fatal(err)
		}
		if err := en16931.Check(d); err != nil {
			t.Fatal(err)
		}
	})
}

// The rate of another day is refused: on the line's own days, else the document's.
func TestRateOfTheDay(t *testing.T) {
	tests := map[string]struct {
		change func(*en16931.Document)
		want   string
	}{
		"the line's own days":       {func(d *en16931.Document) { d.Lines[0].Period = en16931.Period{From: "2024-08-30", To: "2024-08-31"} }, "einvoice.rate_day"},
		"its days span a change":    {func(d *en16931.Document) { d.Lines[0].Period = en16931.Period{From: "2024-08-30", To: "2024-09-02"} }, "einvoice.rate_change"},
		"only the last day is told": {func(d *en16931.Document) { d.Lines[0].Period = en16931.Period{To: "2024-08-31"} }, "einvoice.rate_day"},
		"the day of delivery":       {func(d *en16931.Document) { d.Delivered = "2024-08-31" }, "einvoice.rate_day"},
		"the document's period":     {func(d *en16931.Document) { d.Period = en16931.Period{From: "2024-08-01", To: "2024-08-31"} }, "einvoice.rate_day"},
		"the line's days come first": {func(d *en16931.Document) {
			d.Delivered, d.Lines[0].Period = "2024-08-31", en16931.Period{From: "2026-11-01"}
		}, ""},
		"the day of issue, at the end": {func(d *en16931.Document) { d.Period, d.Issued = en16931.Period{}, "2024-08-31" }, "einvoice.rate_day"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := invoicetest.With(invoicetest.Hours("1", "Työ", 4, 275050, en16931.Taxed(2550)))
			tt.change(&d)
			got := keys(en16931.Check(invoicetest.Reckoned(t, d)))
			if tt.want == "" && len(got) > 0 || tt.want != "" && !slices.Contains(got, tt.want) {
				t.Errorf("%v; want %q", got, tt.want)
			}
		})
	}
}

func TestDecimals(t *testing.T) {
	for want, got := range map[string]string{
		"-0,05":     en16931.Amount(-5, ","),
		"1234.50":   en16931.Amount(1234_50, "."),
		"27.505":    en16931.Price(275050, "."),
		"0.0001":    en16931.Price(1, "."),
		"30.00":     en16931.Price(300000, "."),
		"25,5":      en16931.Percent(2550).Decimal(","),
		"24":        en16931.Percent(2400).Decimal(","),
		"0.01":      en16931.Percent(1).Decimal("."),
		"7.25":      en16931.Quantity{Unit: en16931.Hour, Count: 29}.Decimal("."),
		"-0.5":      en16931.Quantity{Unit: en16931.Hour, Count: -2}.Decimal("."),
		"123,45":    en16931.Quantity{Unit: en16931.SquareMetre, Count: 12345}.Decimal(","),
		"1200":      en16931.Quantity{Unit: en16931.Piece, Count: 1200}.Decimal("."),
		"250000000": en16931.Quantity{Unit: en16931.Hour, Count: 1_000_000_000}.Decimal("."),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
