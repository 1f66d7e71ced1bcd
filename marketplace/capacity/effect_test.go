package capacity

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
)

func ids(list []Booking) (out []marketplace.ID) {
	for _, b := range list {
		out = append(out, b.ID)
	}
	return out
}

// The preview of an exception tells exactly what saving it does: the free hours of each day, the holds that are released
// (the last made first to go), and the orders for which it is refused.
func TestExceptionWithItsEffect(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.crew(t)
	w.sold(t, "sold", load("2026-11-30", 1))
	w.held(t, "early", Load{"2026-11-30", 480, 600, 3, 1})
	w.held(t, "elsewhere", load("2026-12-02", 4))
	w.held(t, "late", load("2026-12-01", 2))
	rev := w.stored(t).Rev
	closed := Plan{From: "2026-11-30", To: "2026-12-01", Reason: StaffAway}
	got, err := w.PreviewPlan(ctx, seppo, "crew", closed)
	ok(t, err)
	want := []DayChange{{"2026-11-30", Hours{40 + 12, 0}, Hours{}}, {"2026-12-01", Hours{64, 8}, Hours{}}}
	want[0].Before = Hours{8*8 + 4*8 - 16 - 24, 24 - 16 - 8}
	want[1].Before = Hours{96 - 32, 24 - 16}
	if diff := cmp.Diff(want, got.Days); diff != "" {
		t.Error(diff)
	}
	if !cmp.Equal(ids(got.Sold), []marketplace.ID{"sold"}) || !cmp.Equal(ids(got.Holds), []marketplace.ID{"early", "late"}) {
		t.Errorf("sold %v, holds %v", ids(got.Sold), ids(got.Holds))
	}
	_, err = w.SavePlan(ctx, seppo, "crew", rev, closed)
	wantError(t, err, marketplace.Conflict, "capacity.breaks_sold")
	if f := marketplace.AsError(err).Fields; len(f) != 1 || f[0].Args["for"] != "quote-sold" {
		t.Errorf("the order is not named: %+v", f)
	}
	if w.stored(t).Rev != rev {
		t.Fatal("a refused exception was saved")
	}
	fewer := Plan{From: "2026-11-30", To: "2026-12-01", Reason: StaffAway, Note: "kurssi", Windows: []Window{{480, 720, 2, 1}}}
	got, err = w.PreviewPlan(ctx, seppo, "crew", fewer)
	ok(t, err)
	if len(got.Sold) > 0 || !cmp.Equal(ids(got.Holds), []marketplace.ID{"early"}) {
		t.Errorf("sold %v, holds %v", ids(got.Sold), ids(got.Holds))
	}
	w.told(t)
	e, err := w.SavePlan(ctx, seppo, "crew", rev, fewer)
	ok(t, err)
	if told := w.told(t); !cmp.Equal(told, []string{"crew.exception_saved", "capacity.displaced early"}) {
		t.Errorf("told %v", told)
	}
	if broken := sound(e.Value, w.Clock.Now()); broken != nil {
		t.Error(broken)
	}
	if d := e.Value.Day("2026-11-30", w.Clock.Now()); d.Free != got.Days[0].After || d.Exception == nil || d.Exception.Note != "kurssi" {
		t.Errorf("the preview said %+v, it is %+v", got.Days[0].After, d)
	}
	_, err = w.SavePlan(ctx, seppo, "crew", rev, fewer)
	wantError(t, err, marketplace.Stale, "error.stale")
	_, err = w.SavePlan(ctx, seppo, "crew", e.Rev, Plan{From: "2026-11-30", To: "2026-12-01", Remove: true})
	ok(t, err)
	if c := w.stored(t).Value; len(c.Exceptions) != 0 {
		t.Errorf("left: %v", c.Exceptions)
	}
}

// Changing the week or the ratio follows the same rule, and so does retiring.
func TestChangedTerms(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.crew(t)
	w.sold(t, "sold", load("2026-11-30", 3))
	w.held(t, "held", Load{"2026-12-01", 480, 600, 4, 1})
	e := w.stored(t)
	less := terms()
	less.Ratio = 3
	effect, err := w.PreviewTerms(ctx, olga, "crew", less)
	ok(t, err)
	if len(effect.Sold) > 0 || !cmp.Equal(ids(effect.Holds), []marketplace.ID{"held"}) || len(effect.Days) == 0 {
		t.Errorf("three for each supervisor: %+v", effect)
	}
	less.Ratio = 2
	_, err = w.ChangeTerms(ctx, olga, "crew", e.Rev, less)
	wantError(t, err, marketplace.Conflict, "capacity.breaks_sold")
	_, err = w.Retire(ctx, olga, "crew", e.Rev)
	wantError(t, err, marketplace.Conflict, "capacity.breaks_sold")
	less.Ratio, less.Name = 3, "  Uusi   nimi "
	e, err = w.ChangeTerms(ctx, olga, "crew", e.Rev, less)
	if err != nil || e.Value.Terms.Name != "Uusi nimi" {
		t.Fatalf("%+v, %v", e.Value.Terms, err)
	}
	w.move(8 * 24 * time.Hour)
	e, err = w.Retire(ctx, olga, "crew", e.Rev)
	ok(t, err)
	_, err = w.Hold(ctx, olga, "crew", w.ask("x", load("2026-12-07", 1)))
	wantError(t, err, marketplace.Conflict, "capacity.retired")
	_, err = w.Offer(ctx, aino, "crew")
	wantError(t, err, marketplace.NotFound, "error.not_found")
	if again, err := w.Retire(ctx, olga, "crew", 0); err != nil || again.Rev != e.Rev {
		t.Errorf("retired twice: %v", err)
	}
	list, err := w.Mine(ctx, birgit, false, marketplace.Page{})
	if err != nil || len(list.Items) != 0 {
		t.Errorf("it is still listed: %v, %v", list, err)
	}
}

func TestWrongTerms(t *testing.T) {
	w := newWorld(t, memory(t))
	for name, change := range map[string]func(*Terms){
		"no name":       func(v *Terms) { v.Name = " " },
		"no trade":      func(v *Terms) { v.Trades = nil },
		"unknown trade": func(v *Terms) { v.Trades = []string{"mining"} },
		"no place":      func(v *Terms) { v.Postal = "00001" },
		"ratio":         func(v *Terms) { v.Ratio = 21 },
		"no ratio":      func(v *Terms) { v.Ratio = 0 },
		"radius":        func(v *Terms) { v.Radius = -1 },
		"overlap":       func(v *Terms) { v.Week[0] = []Window{{600, 720, 1, 1}, {480, 615, 1, 1}} },
		"unsupervised":  func(v *Terms) { v.Week[6] = []Window{{600, 720, 1, 0}} },
		"uneven":        func(v *Terms) { v.Week[6] = []Window{{600, 710, 1, 1}} },
	} {
		v := terms()
		change(&v)
		if _, err := w.Create(t.Context(), olga, v); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.Create(t.Context(), rival, terms())
	wantError(t, err, marketplace.Forbidden, "capacity.no_organiser")
	e := w.crew(t)
	for name, p := range map[string]Plan{
		"no day": {Reason: Holiday}, "yesterday": {From: "2026-11-22", Reason: Holiday}, "no reason": {From: monday}, "backwards": {From: "2026-11-25", To: "2026-11-24", Reason: Holiday},
		"too long": {From: "2026-11-25", To: "2027-03-24", Reason: Holiday},
	} {
		if _, err := w.SavePlan(t.Context(), olga, "crew", e.Rev, p); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Others find a published crew that does the trade and reaches the place, and learn of its bookings only that fewer hours
// are free, in steps of five.
func TestOffers(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.crew(t)
	hidden := terms()
	hidden.Published = false
	_, err := w.Create(ctx, olga, hidden)
	ok(t, err)
	for name, tt := range map[string]struct {
		want Search
		n    int
	}{
		"anything": {Search{}, 1}, "trade": {Search{Trade: "packing"}, 1}, "other trade": {Search{Trade: "grounds"}, 0},
		"region": {Search{Region: "Varsinais-Suomi"}, 1}, "other region": {Search{Region: "Uusimaa"}, 0},
		"near": {Search{Postal: "20320"}, 1}, "far": {Search{Postal: "00100"}, 0},
	} {
		list, err := w.Offers(ctx, aino, tt.want, marketplace.Page{})
		if err != nil || len(list.Items) != tt.n {
			t.Errorf("%s: %+v, %v", name, list.Items, err)
		}
	}
	before, err := w.Offer(ctx, aino, "crew")
	ok(t, err)
	if len(before.Weeks) != 8 || before.Weeks[1] != (FreeWeek{"2026-11-30", 120}) {
		t.Errorf("%+v", before.Weeks)
	}
	w.sold(t, "b", Load{"2026-11-30", 480, 495, 1, 1})
	after, err := w.Offer(ctx, rival, "crew")
	ok(t, err)
	if after.Weeks[1].Hours != 115 {
		t.Errorf("%+v", after.Weeks[1])
	}
	_, err = w.Offers(ctx, nobody, Search{}, marketplace.Page{})
	wantError(t, err, marketplace.Unauthenticated, "error.sign_in_first")
}
