package price

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
)

// The day of supply decides: of those that have begun the one that began last, of two from one day the one saved last.
func TestVersionInForce(t *testing.T) {
	version := func(n int, from marketplace.Date) Version { return Version{Number: n, Draft: Draft{From: from}} }
	i := Item{Versions: []Version{version(1, "2026-01-01"), version(2, "2027-01-01"), version(3, "2026-12-01"), version(4, "2026-12-01")}, Retired: "2027-03-01"}
	for day, want := range map[marketplace.Date]int{
		"2025-12-31": 0, "2026-01-01": 1, "2026-11-30": 1, "2026-12-01": 4, "2026-12-31": 4, "2027-01-01": 2, "2027-02-28": 2, "2027-03-01": 0, "2030-01-01": 0,
	} {
		if v, ok := i.At(day); v.Number != want || ok != (want > 0) {
			t.Errorf("%s: version %d, %v; want %d", day, v.Number, ok, want)
		}
	}
}

// Quantity × price, rounded once for the whole line, in the grain of the unit.
func TestLines(t *testing.T) {
	fi := lang(t, i18n.Fi)
	tests := []struct {
		unit  Unit
		text  string
		rate  money.Rate
		q     Quantity
		want  money.Cents
		shown string
	}{
		{CrewHour, "7,25", 275_050, 29, 19_941, "7,25\u00a0t"}, // 199.41125
		{SupervisorHour, "0,25 h", 420_000, 1, 1_050, "0,25\u00a0t"},
		{Piece, "3", 1_005, 3, 30, "3 kpl"}, // 0.3015
		{SquareMetre, "12,5 m²", 27_505, 1250, 3_438, "12,5\u00a0m²"},
		{Result, "1", 4_500_000, 1, 45_000, "1 kpl"},
		{Travel, "2", 250_050, 2, 5_001, "2 matkaa"},
		{Material, "1 200", 1, 1200, 12, "1\u00a0200 kpl"},
	}
	for _, tt := range tests {
		q, err := tt.unit.Read(tt.text, fi)
		if err != nil || q != tt.q {
			t.Errorf("%s, %q: %d, %v", tt.unit, tt.text, q, err)
		}
		if got, err := (Priced{Unit: tt.unit, Rate: tt.rate}).Amount(q); got != tt.want || err != nil {
			t.Errorf("%s, %q: %d cents, %v; want %d", tt.unit, tt.text, got, err, tt.want)
		}
		if got := tt.unit.Write(q, fi); got != tt.shown {
			t.Errorf("%s: %q, want %q", tt.unit, got, tt.shown)
		}
		if got, err := tt.unit.Read(tt.unit.Count(q, fi), fi); got != q || err != nil {
			t.Errorf("%s: %q is read as %d, %v", tt.unit, tt.unit.Count(q, fi), got, err)
		}
	}
	for unit, text := range map[Unit]string{CrewHour: "7,3", Piece: "1,5", SquareMetre: "1,005", Travel: "x"} {
		if _, err := unit.Read(text, fi); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s takes %q: %v", unit, text, err)
		}
	}
}

// What is retired stays retired; what will be can be moved, or kept after all. The table is printed. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/price
func TestTableOfStates(t *testing.T) {
	ctx := t.Context()
	bring := map[State]func(*world, Entry, Item){
		Sold:   func(*world, Entry, Item) {},
		Ending: func(w *world, e Entry, i Item) { must2(w.Retire(ctx, oona, i.ID, e.Rev, "2026-12-31")) },
		Retired: func(w *world, e Entry, i Item) {
			must2(w.Retire(ctx, oona, i.ID, e.Rev, "2026-11-30"))
			w.pass(7)
		},
	}
	try := map[Event]func(*world, Entry, Item) error{
		Reprice: func(w *world, e Entry, i Item) error {
			_, _, err := w.Reprice(ctx, lasse, i.ID, e.Rev, "next", Draft{Rate: 300_000, Cost: whole()})
			return err
		},
		Retire: func(w *world, e Entry, i Item) error {
			_, _, err := w.Retire(ctx, lasse, i.ID, e.Rev, "2027-01-31")
			return err
		},
		Keep: func(w *world, e Entry, i Item) error { _, _, err := w.Keep(ctx, lasse, i.ID, e.Rev); return err },
	}
	var out strings.Builder
	out.WriteString("# Whether an item is sold\n\nPrinted and checked by the tests. A dash is a move that is refused. Ending becomes retired when the day comes.\n\n| state |")
	for _, e := range Events() {
		fmt.Fprintf(&out, " %s |", e)
	}
	out.WriteString("\n|---|---|---|---|\n")
	for _, s := range States() {
		fmt.Fprintf(&out, "| %s |", s)
		for _, event := range Events() {
			w := newWorld(t, memory(t))
			e, i := w.added(t)
			bring[s](w, e, i)
			e, i, _ = w.Item(ctx, oona, i.ID)
			if got := i.State(w.Clock.Today()); got != s {
				t.Fatalf("%s instead of %s", got, s)
			}
			err := try[event](w, e, i)
			_, after, _ := w.Item(ctx, oona, i.ID)
			cell := string(after.State(w.Clock.Today()))
			if (err == nil) != s.May(event) || err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
				t.Errorf("%s, %s: %v", s, event, err)
			}
			if err != nil {
				if cell = "–"; diff(i, after) != "" {
					t.Errorf("%s, %s was refused and changed %s", s, event, diff(i, after))
				}
			}
			fmt.Fprintf(&out, " %s |", cell)
		}
		out.WriteString("\n")
	}
	golden(t, "testdata/states.md", out.String())
}

func must2[A, B any](a A, _ B, err error) A { return must(a, err) }

func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("SOVITE_WRITE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the table changed (-printed +now):\n%s", diff)
	}
}

// Whatever is done on whatever day: what a day that has passed cost never changes, the version in force is the only one of
// its number, and it is as it was saved.
func TestHistoryStays(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t, memory(t))
		_, i := w.added(t)
		passed, saved := map[marketplace.Date]string{}, map[int]Version{}
		day := func(ahead int) marketplace.Date { return marketplace.At(w.now.AddDate(0, 0, ahead)).Day() }
		for step := range rapid.IntRange(1, 12).Draw(r, "steps") {
			e, now, err := w.Item(ctx, oona, i.ID)
			if err != nil {
				r.Fatal(err)
			}
			ahead := rapid.IntRange(-3, 6).Draw(r, "ahead")
			switch rapid.IntRange(0, 3).Draw(r, "what") {
			case 0:
				passed[day(0)] = priceOn(now, day(0))
				w.pass(1)
			case 1:
				d := Draft{From: day(ahead), Rate: money.Rate(rapid.Int64Range(0, 500_000).Draw(r, "rate")), Below: Below{Reason: "x", Person: "y"}, Cost: whole()}
				_, _, err = w.Reprice(ctx, oona, i.ID, e.Rev, fmt.Sprint(step), d)
			case 2:
				_, _, err = w.Retire(ctx, oona, i.ID, e.Rev, day(ahead))
			case 3:
				_, _, err = w.Keep(ctx, oona, i.ID, e.Rev)
			}
			if err != nil && !marketplace.IsKind(err, marketplace.Invalid) && !marketplace.IsKind(err, marketplace.Conflict) {
				r.Fatal(err)
			}
			_, now, _ = w.Item(ctx, oona, i.ID)
			for on, was := range passed {
				if got := priceOn(now, on); got != was {
					r.Fatalf("%s cost %s, and now %s", on, was, got)
				}
			}
			for n, v := range now.Versions {
				if old, known := saved[v.Number]; v.Number != n+1 || known && diff(old, v) != "" {
					r.Fatalf("version %d changed: %s", v.Number, diff(old, v))
				}
				saved[v.Number] = v
			}
		}
	})
}

func priceOn(i Item, day marketplace.Date) string {
	v, ok := i.At(day)
	return fmt.Sprint(v.Number, v.Rate, ok)
}
