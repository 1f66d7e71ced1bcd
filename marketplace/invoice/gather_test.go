package invoice

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
)

func TestTreatments(t *testing.T) {
	for _, tt := range []struct {
		of       Treatment
		day      marketplace.Date
		category en16931.Category
		rate     en16931.Percent
		known    bool
	}{
		{Taxed, "2024-08-31", en16931.Standard, 2400, true},
		{Taxed, "2024-09-01", en16931.Standard, 2550, true},
		{Taxed, "2012-12-31", "", 0, false},
		{Reverse, monday, en16931.Reverse, 0, true},
		{Welfare, monday, en16931.Exempt, 0, true},
		{Small, monday, en16931.Exempt, 0, true},
		{Outside, monday, en16931.Outside, 0, true},
		{"", monday, "", 0, false},
	} {
		got, known := tt.of.Tax(tt.day)
		if got.Category != tt.category || got.Rate != tt.rate || known != tt.known {
			t.Errorf("%s on %s: %+v, %v", tt.of, tt.day, got, known)
		}
	}
}

// One line for each order, thing, price and rate: a period across a change of the rate is split by the day of supply, and the
// line is rounded once, whatever its days were rounded to.
func TestGather(t *testing.T) {
	s := seller().stored()
	buyers := map[marketplace.ID]Profile{"cafe": buyerNamed("Kahvila Oy"), "bakery": buyerNamed("Leipomo Oy")}
	sand := due("s3", 1, "cafe", "PO-1", "2024-09-02", 7)
	sand.Unit, sand.Name, sand.Rate = price.Piece, "Hiekkasäkki", 4_0000
	plans := Gather(s, buyers, []timesheet.Due{
		due("s2", 1, "cafe", "PO-1", "2024-09-02", 1), due("s1", 1, "cafe", "PO-1", "2024-08-30", 1), due("s1", 2, "cafe", "PO-1", "2024-08-31", 1), sand,
		due("s4", 1, "cafe", "PO-2", monday, 4), due("s5", 1, "stranger", "", monday, 4), due("s6", 1, "bakery", "PO-3", monday, -4),
	})
	var got []string
	for _, p := range plans {
		key := "can be issued"
		if len(p.Problems) > 0 {
			key = p.Problems[0].Key
		}
		got = append(got, fmt.Sprintf("%s %s: %s", p.Buyer, p.Reference, key))
		for _, l := range p.Document.Lines {
			got = append(got, fmt.Sprintf("  %s %s %s–%s %d × %d, %s %d: %d", l.ID, l.Name, l.Period.From, l.Period.To, l.Quantity.Count, l.Price, l.Tax.Category, l.Tax.Rate, l.Net))
		}
	}
	want := []string{
		"bakery PO-3: invoice.nothing_due",
		"  1 Ryhmätunti 2026-11-30–2026-11-30 -4 × 275000, S 2550: -2750",
		"stranger : invoice.no_buyer",
		"  1 Ryhmätunti 2026-11-30–2026-11-30 4 × 275000, S 2550: 2750",
		"cafe PO-1: can be issued",
		"  1 Ryhmätunti 2024-08-30–2024-08-31 2 × 275000, S 2400: 1375",
		"  2 Ryhmätunti 2024-09-02–2024-09-02 1 × 275000, S 2550: 688",
		"  3 Hiekkasäkki 2024-09-02–2024-09-02 7 × 40000, S 2550: 2800",
		"cafe PO-2: can be issued",
		"  1 Ryhmätunti 2026-11-30–2026-11-30 4 × 275000, S 2550: 2750",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What a seller has not told stops every plan, and says what to tell.
func TestGatherAsks(t *testing.T) {
	lines := []timesheet.Due{due("s1", 1, "cafe", "PO-1", monday, 4)}
	buyers := map[marketplace.ID]Profile{"cafe": buyerNamed("Kahvila Oy")}
	for name, tt := range map[string]struct {
		seller Profile
		buyers map[marketplace.ID]Profile
		field  string
	}{
		"no treatment":    {Profile{Party: seller().Party}, buyers, "treatment"},
		"no seller":       {Profile{Terms: seller().Terms}, buyers, "seller.name"},
		"no buyer":        {seller(), nil, "buyer"},
		"reverse, no VAT": {Profile{Party: seller().Party, Terms: Terms{Treatment: Reverse}}, map[marketplace.ID]Profile{"cafe": {Party: en16931.Party{Name: "X", Address: buyerNamed("").Party.Address}}}, "buyer.vat"},
	} {
		plans := Gather(tt.seller, tt.buyers, lines)
		if len(plans) != 1 || !slices.ContainsFunc(plans[0].Problems, func(e marketplace.FieldError) bool { return e.Field == tt.field }) {
			t.Errorf("%s: %+v", name, plans[0].Problems)
		}
	}
}

// Whatever was approved, in whatever order it comes: each approved line is the source of exactly one line of one plan, whose
// quantity is that of its sources; the same approvals give the same plans, and another amount another digest.
func TestGatherTakesEverythingOnce(t *testing.T) {
	buyers := map[marketplace.ID]Profile{"cafe": buyerNamed("Kahvila Oy"), "bakery": buyerNamed("Leipomo Oy")}
	rapid.Check(t, func(r *rapid.T) {
		var lines []timesheet.Due
		for n := range rapid.IntRange(1, 30).Draw(r, "lines") {
			d := due("s"+marketplace.ID(fmt.Sprint(n%5)), n, rapid.SampledFrom([]marketplace.ID{"cafe", "bakery", "x"}).Draw(r, "buyer"),
				rapid.SampledFrom([]string{"", "PO-1"}).Draw(r, "reference"), rapid.SampledFrom([]marketplace.Date{"2024-08-31", "2024-09-01", monday}).Draw(r, "day"),
				price.Quantity(rapid.IntRange(-8, 40).Draw(r, "quarters")))
			d.Unit = rapid.SampledFrom(price.Units()).Draw(r, "unit")
			d.Rate = money.Rate(rapid.IntRange(0, 90_0000).Draw(r, "rate"))
			lines = append(lines, d)
		}
		plans := Gather(seller(), buyers, lines)
		seen := map[marketplace.ID]int{}
		for _, p := range plans {
			counts := map[string]int64{}
			for _, s := range p.Sources {
				seen[s.Key()]++
				counts[s.Line] += int64(s.Quantity)
			}
			for _, l := range p.Document.Lines {
				if l.Quantity.Count != counts[l.ID] {
					r.Fatalf("%s: %d of %d", l.ID, l.Quantity.Count, counts[l.ID])
				}
			}
		}
		for _, d := range lines {
			if n := seen[d.Timesheet+"/"+d.Line]; n != 1 {
				r.Fatalf("%s stands on %d lines", d.Line, n)
			}
		}
		turned := rapid.Permutation(lines).Draw(r, "order")
		if diff := cmp.Diff(plans, Gather(seller(), buyers, turned), cmpopts.EquateComparable(marketplace.Instant{})); diff != "" {
			r.Fatal(diff)
		}
		turned[0].Quantity++
		if other := Gather(seller(), buyers, turned); cmp.Equal(digests(plans), digests(other)) {
			r.Fatal("another quantity has the same digests")
		}
	})
}

func digests(plans []Plan) (out []marketplace.ID) {
	for _, p := range plans {
		out = append(out, p.Digest)
	}
	return out
}
