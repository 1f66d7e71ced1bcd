package timesheet

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Lines follow from the sheets, priced by the order, planned beside done, and the greatest deviation comes first.
func TestLinesOfSheets(t *testing.T) {
	w := signed(t)
	got := w.stored(t)
	type row struct {
		id      marketplace.ID
		planned price.Quantity
		done    price.Quantity
		cents   int
		item    marketplace.ID
	}
	var rows []row
	for _, l := range got.Lines {
		rows = append(rows, row{l.ID, l.Planned, l.Quantity, int(l.Amount), l.Item})
	}
	want := []row{
		{mondayCrew, 64, 64, 320_00, "i1"},
		{mondayLead, 16, 16, 180_00, "i2"},
		{"2026-12-01-0480-" + marketplace.ID(digest("piece", "Pakattu laatikko")[:8]), 0, 12, 54_06, ""},
		{tuesdayCrew, 64, 62, 310_00, "i1"},
		{"2026-12-01-0480-supervisor", 16, 16, 180_00, "i2"},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%+v", rows)
	}
	if first := got.Ordered()[0]; first.ID != tuesdayCrew || !first.Deviates() {
		t.Errorf("the deviation comes first: %+v", first)
	}
	if l := w.one(t, tuesdayCrew); l.Source.Shift != "o-2026-12-01-0480" || l.Source.Signing != 1 || l.Priced != 3 {
		t.Errorf("%+v", l)
	}
	total := must(got.Total())
	if total.Crew != 126 || total.Supervision != 32 || total.Amount != 1044_06 || total.Lines != 5 {
		t.Errorf("%+v", total)
	}
}

// A unit for which the order has no price is part of another price; one for which it has several waits for the organiser.
func TestPricing(t *testing.T) {
	w := newWorld(memory(t))
	lines := w.order.Agreed[0].Lines
	w.order.Agreed[0].Lines = []quote.Line{{Unit: price.CrewHour, Name: "Arki", Rate: 20_0000}, {Unit: price.CrewHour, Name: "Ilta", Rate: 25_0000}, lines[2]}
	w.sign(monday, []float64{4}, 4, 0)
	w.carry(t)
	if l := w.one(t, mondayLead); l.Pricing != line.Included || l.Amount != 0 {
		t.Errorf("%+v", l)
	}
	_, out, err := w.SignOff(t.Context(), olga, sheetID, seen(w.stored(t)))
	if err != nil || out[0].Status != line.Unable || out[1].Status != line.Done {
		t.Errorf("what has no price yet is not signed off: %+v, %v", out, err)
	}
	_, err = w.PriceBy(t.Context(), olga, sheetID, mondayCrew, "Matka")
	wantError(t, err, marketplace.Invalid, "error.invalid")
	must(w.PriceBy(t.Context(), olga, sheetID, mondayCrew, "Ilta"))
	if l := w.one(t, mondayCrew); l.Pricing != line.ByOrder || l.Amount != 100_00 || l.Version != 2 {
		t.Errorf("%+v", l)
	}
	w.signOff(t)
	_, err = w.PriceBy(t.Context(), olga, sheetID, mondayCrew, "Arki")
	wantError(t, err, marketplace.Conflict, "timesheet.state.signed_off")
	must(w.Open(t.Context(), aino, sheetID))
	must2(w.Approve(t.Context(), aino, sheetID, seen(w.stored(t))))
	if due := must(w.Approved(t.Context(), olga, "", marketplace.Page{})).Items; len(due) != 1 || due[0].Amount != 100_00 {
		t.Errorf("only what has a price of its own is billed: %+v", due)
	}
}

// The whole way: signed off, one line disputed while the rest goes on, corrected, approved, undone, approved again, billed.
func TestFromSigningToBilling(t *testing.T) {
	ctx, w := t.Context(), signed(t)
	if _, err := w.Open(ctx, aino, sheetID); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("the buyer sees nothing before it is signed off: %v", err)
	}
	w.signOff(t)
	w.carry(t)
	if got := w.told("aino"); !slices.Equal(got, []string{"signed_off"}) {
		t.Errorf("aino was told %v", got)
	}
	_, out, err := w.Approve(ctx, aino, sheetID, seen(w.stored(t)))
	if ok(t, err); line.Any(out) {
		t.Errorf("nobody approves what nobody had before them: %+v", out)
	}
	shown := must(w.Open(ctx, aino, sheetID))
	lines := seen(shown)
	_, out, err = w.Dispute(ctx, aino, sheetID, lines[0], line.Objection{Reason: line.WrongHours, Note: "Lähtivät kolmelta."})
	if ok(t, err); !line.All(out) {
		t.Errorf("%+v", out)
	}
	_, out, err = w.Approve(ctx, bo, sheetID, lines)
	if ok(t, err); out[0].Status != line.Unable || !line.All(out[1:]) {
		t.Errorf("the rest goes on: %+v", out)
	}
	w.carry(t)
	if got := w.told("birgit"); !slices.Equal(got, []string{"disputed", "approved"}) {
		t.Errorf("birgit was told %v", got)
	}
	if !maps.Equal(w.locks, map[marketplace.ID]string{"o-2026-12-01-0480": "ostaja on hyväksynyt tunnit"}) {
		t.Errorf("a sheet with something disputed can be put right: %v", w.locks)
	}
	if w.sign(tuesday, []float64{1}, 1, 0) || !w.sign(monday, []float64{4, 4, 4, 3}, 4, 0) {
		t.Fatal("the locks do not hold")
	}
	w.carry(t)
	changed := must(w.Open(ctx, aino, sheetID))
	if l, _ := changed.Line(lines[0].Line); l.State != line.Corrected || !l.Changed() || l.Was.Quantity != 64 || l.Quantity != 60 || l.Amount != 300_00 {
		t.Errorf("before and now: %+v", l)
	}
	if got := w.told("aino"); !slices.Equal(got, []string{"corrected"}) {
		t.Errorf("aino was told %v", got)
	}
	_, out, err = w.Approve(ctx, aino, sheetID, lines[:1])
	if ok(t, err); out[0].Status != line.Changed {
		t.Errorf("an old version is not approved: %+v", out)
	}
	must2(w.Approve(ctx, aino, sheetID, seen(changed, lines[0].Line)))
	w.carry(t)
	if len(w.locks) != 2 {
		t.Errorf("%v", w.locks)
	}
	must2(w.Undo(ctx, otso, sheetID, seen(w.stored(t), tuesdayCrew)))
	w.carry(t)
	if len(w.locks) != 1 || !slices.Contains(w.told("olga"), "undone") {
		t.Errorf("%v", w.locks)
	}
	must2(w.Approve(ctx, aino, sheetID, seen(w.stored(t))))
	due := must(w.Approved(ctx, birgit, "cafe", marketplace.Page{})).Items
	if len(due) != 5 || due[0].Approval.Name != "AINO" || due[0].Reference != "PO-1" || due[0].Item != "i1" || due[0].Date != monday || due[0].Source.Signing != 2 {
		t.Errorf("%+v", due)
	}
	ok(t, w.Bill(ctx, birgit, sheetID, seen(w.stored(t)), "1042"))
	ok(t, w.Bill(ctx, birgit, sheetID, seen(w.stored(t)), "1042"))
	w.carry(t)
	if w.locks["o-2026-11-30-0480"] != "tunneista tehdään laskua" {
		t.Errorf("%v", w.locks)
	}
	wantError(t, w.Bill(ctx, birgit, sheetID, seen(w.stored(t), mondayCrew), "1043"), marketplace.Conflict, "timesheet.locked.billing")
	for range 2 {
		ok(t, w.Number(ctx, birgit, sheetID, "1042", "2026-0042"))
	}
	ok(t, w.Number(ctx, birgit, sheetID, "1043", "2026-0043"))
	w.carry(t)
	if w.locks["o-2026-11-30-0480"] != "tunnit ovat laskulla 2026-0042" {
		t.Errorf("%v", w.locks)
	}
	if due := must(w.Approved(ctx, birgit, "", marketplace.Page{})).Items; len(due) != 0 {
		t.Errorf("%+v", due)
	}
	wantError(t, w.Bill(ctx, birgit, sheetID, seen(w.stored(t), mondayCrew), "1043"), marketplace.Conflict, "timesheet.locked.invoiced")
	_, out, err = w.Undo(ctx, aino, sheetID, seen(w.stored(t)))
	if ok(t, err); line.Any(out) {
		t.Errorf("what is billed stays: %+v", out)
	}
	ok(t, w.Unbill(ctx, olga, sheetID, "1042"))
	ok(t, w.Unbill(ctx, olga, sheetID, "1042"))
	if due := must(w.Approved(ctx, birgit, "", marketplace.Page{})).Items; len(due) != 5 {
		t.Errorf("a credit note opens the hours again: %+v", due)
	}
}

// Billing takes all of the lines or none.
func TestBillingIsWhole(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	lines := seen(w.stored(t))
	must2(w.Approve(ctx, aino, sheetID, lines[1:]))
	before := asJSON(w.stored(t))
	wantError(t, w.Bill(ctx, birgit, sheetID, lines, "1042"), marketplace.Conflict, "timesheet.not_approved")
	wantError(t, w.Bill(ctx, birgit, sheetID, []line.Seen{lines[1], {Line: "nothing", Version: 1}}, "1042"), marketplace.NotFound, "error.not_found")
	wantError(t, w.Bill(ctx, birgit, sheetID, []line.Seen{lines[1], {Line: lines[2].Line, Version: 9}}, "1042"), marketplace.Stale, "error.stale")
	wantError(t, w.Bill(ctx, birgit, sheetID, lines[1:], ""), marketplace.Invalid, "error.invalid")
	if after := asJSON(w.stored(t)); after != before {
		t.Errorf("%s\n%s", before, after)
	}
}

// What is signed anew after it was billed comes as a line of the difference; the one that was billed stays as it was.
func TestSignedAnewAfterBilling(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	must2(w.Approve(ctx, aino, sheetID, seen(w.stored(t))))
	ok(t, w.Bill(ctx, birgit, sheetID, seen(w.stored(t)), "1042"))
	before := w.one(t, mondayCrew)
	w.sign(monday, []float64{4, 4, 4, 2.5}, 4, 0) // before the lock was carried
	w.carry(t)
	if asJSON(before) != asJSON(w.one(t, mondayCrew)) {
		t.Errorf("%+v", w.one(t, mondayCrew))
	}
	if l := w.one(t, mondayCrew+"-2"); l.Quantity != -6 || l.Amount != -30_00 || l.State != line.Open {
		t.Errorf("%+v", l)
	}
	ok(t, w.Unbill(ctx, birgit, sheetID, "1042"))
	w.locks = map[marketplace.ID]string{}
	w.sign(monday, []float64{4, 4, 4, 4}, 4, 0)
	w.carry(t)
	if l := w.one(t, mondayCrew+"-2"); l.Quantity != 0 {
		t.Errorf("%+v", l)
	}
}

// Facts may come twice and in any order, and say nothing old.
func TestBuiltInAnyOrder(t *testing.T) {
	ctx, w := t.Context(), newWorld(memory(t))
	w.sign(monday, []float64{4, 4}, 4, 0)
	old := maps.Clone(w.sheets)
	w.sign(monday, []float64{4, 4, 4}, 4, 2)
	facts := w.signed
	for _, f := range []marketplace.Fact{facts[1], facts[0], facts[1]} {
		ok(t, w.Follow(ctx, f))
	}
	want := asJSON(w.stored(t).Lines)
	o := w.order
	after, changed, err := w.stored(t).built(o, []attendance.Done{old["o-2026-11-30-0480"]}, w.Clock.Now())
	if err != nil || changed || asJSON(after.Lines) != want || len(after.Lines) != 3 {
		t.Errorf("%v, %v, %+v", err, changed, after.Lines)
	}
	w.carry(t)
	if got := asJSON(w.stored(t).Lines); got != want {
		t.Errorf("%s", got)
	}
}

// Support and training are never billed, and the buyer never sees them.
func TestSetAside(t *testing.T) {
	ctx, w := t.Context(), signed(t)
	must(w.SetAside(ctx, seppo, sheetID, mondayCrew, 6, Support))
	must(w.SetAside(ctx, seppo, sheetID, mondayCrew, 6, Support))
	if l := w.one(t, mondayCrew); l.Quantity != 58 || l.Amount != 290_00 {
		t.Errorf("%+v", l)
	}
	_, err := w.SetAside(ctx, seppo, sheetID, mondayCrew, 65, Support)
	wantError(t, err, marketplace.Invalid, "error.invalid")
	_, err = w.SetAside(ctx, seppo, sheetID, mondayCrew, 5, "holiday")
	wantError(t, err, marketplace.Invalid, "error.invalid")
	w.signOff(t)
	bought := asJSON(must(w.Open(ctx, aino, sheetID)))
	if strings.Contains(bought, "support") || len(must(w.Read(ctx, olga, sheetID)).Asides) != 1 {
		t.Errorf("%s", bought)
	}
	w.sign(monday, []float64{1}, 4, 0) // less than was set aside
	w.carry(t)
	if l, a := w.one(t, mondayCrew), w.stored(t).Asides[0]; l.Quantity != 0 || a.Quantity != 4 {
		t.Errorf("%+v, %+v", l, a)
	}
	must(w.SetAside(ctx, seppo, sheetID, mondayCrew, 0, Support))
	if l := w.one(t, mondayCrew); l.Quantity != 4 || len(w.stored(t).Asides) != 0 {
		t.Errorf("%+v", l)
	}
}

// What no sheet tells the organiser adds, at the order's price.
func TestAdding(t *testing.T) {
	ctx, w := t.Context(), signed(t)
	trip := NewLine{Date: tuesday, Unit: price.Travel, Name: "Matka", Quantity: 2, Note: "Haku varastolta"}
	got := must(w.Add(ctx, seppo, "o", "k1", trip))
	must(w.Add(ctx, seppo, "o", "k1", trip))
	id := marketplace.ID("added-" + digest("k1")[:16])
	l := w.one(t, id)
	if l.Amount != 70_00 || l.Item != "i3" || l.Source.By != "seppo" || l.State != line.Open || len(got.Lines) != 6 || len(w.stored(t).Lines) != 6 {
		t.Errorf("%+v", l)
	}
	for name, bad := range map[string]NewLine{
		"hours":     {Date: tuesday, Unit: price.CrewHour, Name: "Ryhmätunti", Quantity: 4},
		"not sold":  {Date: tuesday, Unit: price.Material, Name: "Kulta", Quantity: 4},
		"nothing":   {Date: tuesday, Unit: price.Travel, Name: "Matka"},
		"below":     {Date: tuesday, Unit: price.Travel, Name: "Matka", Quantity: -1},
		"no day":    {Unit: price.Travel, Name: "Matka", Quantity: 1},
		"bad day":   {Date: "tänään", Unit: price.Travel, Name: "Matka", Quantity: 1},
		"long note": {Date: tuesday, Unit: price.Travel, Name: "Matka", Quantity: 1, Note: strings.Repeat("x", 301)},
	} {
		if _, err := w.Add(ctx, seppo, "o", name, bad); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(w.Add(ctx, seppo, "o", "k2", NewLine{Date: "2026-12-08", Unit: price.Material, Name: "Teippi", Quantity: 3}))
	if next := must(w.Read(ctx, olga, IDOf("o", "2026-12-07"))); len(next.Lines) != 1 || next.Lines[0].Amount != 8_97 {
		t.Errorf("a week without a sheet: %+v", next)
	}
	_, err := w.Amend(ctx, seppo, sheetID, mondayCrew, 1, 4, "")
	wantError(t, err, marketplace.Conflict, "timesheet.from_sheet")
	_, err = w.Amend(ctx, seppo, sheetID, id, 7, 4, "")
	wantError(t, err, marketplace.Stale, "error.stale")
	must(w.Amend(ctx, seppo, sheetID, id, 1, 3, "Kolme matkaa"))
	w.signOff(t)
	must(w.Open(ctx, aino, sheetID))
	must(w.Amend(ctx, seppo, sheetID, id, 2, 1, "Yksi matka"))
	if l := w.one(t, id); l.State != line.Corrected || l.Was.Quantity != 3 || l.Amount != 35_00 || l.Source.Note != "Yksi matka" {
		t.Errorf("%+v", l)
	}
	must(w.Open(ctx, aino, sheetID))
	must2(w.Approve(ctx, aino, sheetID, seen(w.stored(t), id)))
	_, err = w.Amend(ctx, seppo, sheetID, id, 3, 2, "")
	wantError(t, err, marketplace.Conflict, "timesheet.state.approved")
	must(w.Add(ctx, seppo, "o", "k3", trip))
	gone := marketplace.ID("added-" + digest("k3")[:16])
	must(w.Amend(ctx, seppo, sheetID, gone, 1, 0, ""))
	if _, there := w.stored(t).Line(gone); there {
		t.Error("what nobody saw can be taken away")
	}
}

// A line that is disputed is answered in words, and the buyer decides anew.
func TestAnswering(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	at := seen(w.stored(t), mondayCrew)[0]
	_, _, err := w.Dispute(ctx, aino, sheetID, at, line.Objection{Reason: line.OtherDispute})
	wantError(t, err, marketplace.Invalid, "error.invalid")
	must2(w.Dispute(ctx, aino, sheetID, at, line.Objection{Reason: line.NotDone}))
	_, _, err = w.Answer(ctx, seppo, sheetID, at, " ")
	wantError(t, err, marketplace.Invalid, "error.invalid")
	must2(w.Answer(ctx, seppo, sheetID, at, "Tehtiin iltapäivällä."))
	w.carry(t)
	if got := w.told("aino"); !slices.Equal(got, []string{"signed_off", "answered"}) {
		t.Errorf("aino was told %v", got)
	}
	must2(w.Approve(ctx, aino, sheetID, []line.Seen{at}))
	l := w.one(t, mondayCrew)
	var steps []line.Event
	for _, s := range l.Log {
		steps = append(steps, s.Event)
	}
	if l.State != line.Approved || l.Objection != (line.Objection{}) || !slices.Equal(steps, []line.Event{line.SignOff, line.Dispute, line.Answer, line.Approve}) || l.Log[2].Note != "Tehtiin iltapäivällä." {
		t.Errorf("%+v", l)
	}
}

// Time reminds once and tells the owners once; nothing is approved by silence.
func TestTime(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	w.carry(t)
	w.told("aino")
	ok(t, w.Work(ctx))
	w.move(72*time.Hour + time.Minute)
	for range 2 {
		ok(t, w.Work(ctx))
		w.carry(t)
	}
	if got := w.told("aino"); !slices.Equal(got, []string{"reminded"}) {
		t.Errorf("aino was told %v", got)
	}
	w.move(96 * time.Hour)
	for range 2 {
		ok(t, w.Work(ctx))
		w.carry(t)
	}
	if got := w.told("otso"); !slices.Equal(got, []string{"escalated"}) || len(w.told("aino")) > 0 {
		t.Errorf("otso was told %v", got)
	}
	w.move(1000 * time.Hour)
	ok(t, w.Work(ctx))
	got := w.stored(t)
	if total := must(got.Total(line.SignedOff)); total.Lines != 5 || got.Watched || !got.Waits {
		t.Errorf("it waits: %+v", got)
	}
	must2(w.Approve(ctx, aino, sheetID, seen(got)))
	if got := w.stored(t); got.Waits || got.Due() != "" {
		t.Errorf("%+v", got)
	}
	late := offered(t)
	late.move(240 * time.Hour)
	ok(t, late.Work(ctx))
	late.carry(t)
	if got := late.told("otso"); !slices.Equal(got, []string{"escalated"}) {
		t.Errorf("a job that comes late tells the owners: %v", got)
	}
}

// An alternate approves and is told for the period alone.
func TestAlternates(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	for name, bad := range map[string][]Alternate{
		"stranger": {{"rival", "aino", "2026-12-01", "2026-12-31"}}, "oneself": {{"anu", "anu", "2026-12-01", "2026-12-31"}},
		"backwards": {{"anu", "aino", "2026-12-31", "2026-12-01"}}, "long": {{"anu", "aino", "2026-12-01", "2028-12-31"}}, "no day": {{"anu", "aino", "", ""}},
	} {
		if _, err := w.SetAlternates(ctx, otso, 0, bad); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	list := []Alternate{{"anu", "aino", "2026-12-05", "2026-12-06"}}
	e := must(w.SetAlternates(ctx, otso, 0, list))
	_, err := w.SetAlternates(ctx, otso, 0, list)
	wantError(t, err, marketplace.Stale, "error.stale")
	if _, err := w.SetAlternates(ctx, aino, e.Rev, nil); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("%v", err)
	}
	if got := must(w.Waiting(ctx, anu, marketplace.Page{})).Items; len(got) != 0 {
		t.Errorf("%+v", got)
	}
	_, _, err = w.Approve(ctx, anu, sheetID, seen(w.stored(t)))
	wantError(t, err, marketplace.Forbidden, "error.forbidden")
	w.move(24 * time.Hour)
	w.carry(t)
	if got := w.told("anu"); !slices.Equal(got, []string{"signed_off"}) {
		t.Errorf("anu was told %v", got)
	}
	if got := must(w.Waiting(ctx, anu, marketplace.Page{})).Items; len(got) != 1 {
		t.Errorf("%+v", got)
	}
	must2(w.Approve(ctx, anu, sheetID, seen(w.stored(t))))
	if a := w.one(t, mondayCrew).Approval; a.By != "anu" || a.For != "aino" || a.Name != "ANU" {
		t.Errorf("%+v", a)
	}
	w.move(48 * time.Hour)
	_, _, err = w.Undo(ctx, anu, sheetID, seen(w.stored(t)))
	wantError(t, err, marketplace.Forbidden, "error.forbidden")
	must(w.SetAlternates(ctx, otso, e.Rev, nil))
}

// Each verb is open to some people only; nobody else learns that there is anything.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	page := marketplace.Page{}
	buyer := map[string]func(marketplace.Actor) error{
		"open":    func(a marketplace.Actor) error { _, err := w.Open(ctx, a, sheetID); return err },
		"approve": func(a marketplace.Actor) error { _, _, err := w.Approve(ctx, a, sheetID, nil); return err },
		"dispute": func(a marketplace.Actor) error {
			_, _, err := w.Dispute(ctx, a, sheetID, line.Seen{}, line.Objection{})
			return err
		},
		"undo":   func(a marketplace.Actor) error { _, _, err := w.Undo(ctx, a, sheetID, nil); return err },
		"link":   func(a marketplace.Actor) error { _, err := w.SendLink(ctx, a, sheetID, "l", Guest{}); return err },
		"revoke": func(a marketplace.Actor) error { _, err := w.RevokeLink(ctx, a, sheetID, "l"); return err },
	}
	seller := map[string]func(marketplace.Actor) error{
		"read":     func(a marketplace.Actor) error { _, err := w.Read(ctx, a, sheetID); return err },
		"offered":  func(a marketplace.Actor) error { _, err := w.Offered(ctx, a, sheetID); return err },
		"add":      func(a marketplace.Actor) error { _, err := w.Add(ctx, a, "o", "k", NewLine{}); return err },
		"amend":    func(a marketplace.Actor) error { _, err := w.Amend(ctx, a, sheetID, mondayCrew, 1, -1, ""); return err },
		"aside":    func(a marketplace.Actor) error { _, err := w.SetAside(ctx, a, sheetID, mondayCrew, -1, ""); return err },
		"price":    func(a marketplace.Actor) error { _, err := w.PriceBy(ctx, a, sheetID, mondayCrew, "x"); return err },
		"sign off": func(a marketplace.Actor) error { _, _, err := w.SignOff(ctx, a, sheetID, nil); return err },
		"answer":   func(a marketplace.Actor) error { _, _, err := w.Answer(ctx, a, sheetID, line.Seen{}, ""); return err },
	}
	biller := map[string]func(marketplace.Actor) error{
		"approved": func(a marketplace.Actor) error { _, err := w.Approved(ctx, a, "", page); return err },
		"bill":     func(a marketplace.Actor) error { return w.Bill(ctx, a, sheetID, nil, "") },
		"unbill":   func(a marketplace.Actor) error { return w.Unbill(ctx, a, sheetID, "") },
	}
	before := asJSON(w.stored(t))
	const may, unauthenticated, forbidden, notFound = marketplace.Internal, marketplace.Unauthenticated, marketplace.Forbidden, marketplace.NotFound
	for _, tt := range []struct {
		actor                      marketplace.Actor
		asBuyer, asSeller, asBills marketplace.Kind
	}{
		{nobody, unauthenticated, unauthenticated, unauthenticated},
		{rival, notFound, notFound, notFound},
		{veikko, notFound, notFound, notFound},
		{aino, may, forbidden, forbidden},
		{bo, may, notFound, notFound},
		{otso, may, notFound, notFound},
		{anu, forbidden, forbidden, forbidden},
		{olga, notFound, may, may},
		{seppo, notFound, may, forbidden},
		{birgit, notFound, may, may},
	} {
		for want, verbs := range map[string]map[string]func(marketplace.Actor) error{"buyer": buyer, "seller": seller, "biller": biller} {
			kind := map[string]marketplace.Kind{"buyer": tt.asBuyer, "seller": tt.asSeller, "biller": tt.asBills}[want]
			for name, verb := range verbs {
				err := verb(tt.actor)
				if name == "revoke" && kind == may || name == "approved" && kind == notFound {
					continue // there is no such link; a list of one's own is empty
				}
				denied := marketplace.IsKind(err, notFound) || marketplace.IsKind(err, forbidden) || marketplace.IsKind(err, unauthenticated)
				if kind == may && denied || kind != may && !marketplace.IsKind(err, kind) {
					t.Errorf("%s, %s: %v", tt.actor.Person, name, err)
				}
			}
		}
	}
	if after := asJSON(w.stored(t)); after != before {
		t.Errorf("%s\n%s", before, after)
	}
	for _, a := range []marketplace.Actor{rival, veikko} {
		if n := len(must(w.Bought(ctx, a, page)).Items) + len(must(w.Waiting(ctx, a, page)).Items); n > 0 {
			t.Errorf("%s sees %d", a.Person, n)
		}
	}
	if n := len(must(w.ByWeek(ctx, veikko, monday, page)).Items) + len(must(w.ToDo(ctx, olga, page)).Items); n > 0 {
		t.Errorf("%d", n)
	}
	if len(must(w.ByWeek(ctx, seppo, monday, page)).Items) != 1 || len(must(w.Bought(ctx, bo, page)).Items) != 1 {
		t.Error("one's own stands on the lists")
	}
}

// A named person without an account decides once by a link.
func TestLinks(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	for name, bad := range map[string]Guest{
		"no name": {Email: "liisa@example.com", Lang: "fi"}, "no address": {Name: "Liisa", Lang: "fi"}, "bad address": {Name: "Liisa", Email: "liisa", Lang: "fi"},
		"no language": {Name: "Liisa", Email: "liisa@example.com"},
	} {
		if _, err := w.SendLink(ctx, aino, sheetID, "l1", bad); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	guest := Guest{"Liisa Laine", "Liisa@Example.com", "sv"}
	for range 2 {
		must(w.SendLink(ctx, aino, sheetID, "l1", guest))
	}
	w.carry(t)
	if len(w.mails) != 1 || w.mails[0].To != "liisa@example.com" || !strings.Contains(w.mails[0].Subject, "Tidrapport") {
		t.Fatalf("%+v", w.mails)
	}
	if strings.Contains(asJSON(w.stored(t)), w.token(t)) || strings.Contains(asJSON(must(w.Read(ctx, olga, sheetID))), "liisa") {
		t.Error("the token stands nowhere, and the organiser does not see the address")
	}
	got, who, err := w.Look(ctx, w.token(t))
	if ok(t, err); who.Name != "Liisa Laine" || len(got.Lines) != 5 || len(got.Links) != 0 {
		t.Errorf("%+v", got)
	}
	lines := seen(got)
	w.sign(tuesday, []float64{4, 4, 4, 3}, 4, 12)
	w.carry(t)
	_, out, err := w.Decide(ctx, w.token(t), Decision{Approve: lines[1:], Dispute: []DisputedLine{{lines[0], line.Objection{Reason: line.WrongHours}}}})
	if ok(t, err); len(out) != 5 || out[2].Status != line.Changed || out[0].State != line.Approved || out[4].State != line.Disputed {
		t.Errorf("what changed has to be looked at again: %+v", out)
	}
	again, _, err := w.Look(ctx, w.token(t))
	ok(t, err)
	_, out, err = w.Decide(ctx, w.token(t), Decision{Approve: seen(again, tuesdayCrew)})
	if ok(t, err); !line.All(out) {
		t.Errorf("%+v", out)
	}
	if a := w.one(t, tuesdayCrew).Approval; a.Name != "Liisa Laine" || a.By != "" || a.Link != "l1" {
		t.Errorf("%+v", a)
	}
	_, _, err = w.Look(ctx, w.token(t))
	wantError(t, err, marketplace.NotFound, "timesheet.no_link")
	_, _, err = w.Decide(ctx, w.token(t), Decision{Approve: lines})
	wantError(t, err, marketplace.NotFound, "timesheet.no_link")
}

// token is the token of the newest letter.
func (w *world) token(t testing.TB) string {
	t.Helper()
	_, rest, there := strings.Cut(w.mails[len(w.mails)-1].Text, "https://sovite.example"+ApprovePath+"/")
	if !there {
		t.Fatal(w.mails)
	}
	token, _, _ := strings.Cut(rest, "\n")
	return token
}

// Every link that opens nothing answers the same, whatever the reason.
func TestLinksThatOpenNothing(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	guest := Guest{"Liisa Laine", "liisa@example.com", "fi"}
	must(w.SendLink(ctx, aino, sheetID, "l1", guest))
	w.carry(t)
	token := w.token(t)
	other := strings.Replace(token, "~l1.", "~l2.", 1)
	for _, bad := range []string{"", ".", "x", "x.y", "x~y.z", token + "x", token[1:], other, string(sheetID) + "~l1.", strings.Repeat("a", 1000), "\x00~l1.a"} {
		_, _, err := w.Look(ctx, bad)
		wantError(t, err, marketplace.NotFound, "timesheet.no_link")
		_, _, err = w.Decide(ctx, bad, Decision{Approve: seen(w.stored(t))})
		wantError(t, err, marketplace.NotFound, "timesheet.no_link")
	}
	must(w.RevokeLink(ctx, otso, sheetID, "l1"))
	_, _, err := w.Look(ctx, token)
	wantError(t, err, marketplace.NotFound, "timesheet.no_link")
	must(w.SendLink(ctx, aino, sheetID, "l3", guest))
	w.carry(t)
	w.move(7*24*time.Hour + time.Minute)
	_, _, err = w.Look(ctx, w.token(t))
	wantError(t, err, marketplace.NotFound, "timesheet.no_link")
	for i := range maxOpenLinks {
		must(w.SendLink(ctx, aino, sheetID, marketplace.ID("m"+string(rune('0'+i))), guest))
	}
	_, err = w.SendLink(ctx, aino, sheetID, "n", guest)
	wantError(t, err, marketplace.Conflict, "timesheet.links_full")
	if l := texts.In(i18n.Fi); !strings.Contains(l.Error(err), "5") {
		t.Error(l.Error(err))
	}
	must2(w.Approve(ctx, aino, sheetID, seen(w.stored(t))))
	_, err = w.SendLink(ctx, aino, sheetID, "n", guest)
	wantError(t, err, marketplace.Conflict, "timesheet.nothing_waits")
}

// The link that two use at once decides once.
func TestLinkUsedAtOnce(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	must(w.SendLink(ctx, aino, sheetID, "l1", Guest{"Liisa Laine", "liisa@example.com", "fi"}))
	w.carry(t)
	lines := seen(w.stored(t))
	answers := make(chan error, 8)
	for i := range cap(answers) {
		go func() {
			_, _, err := w.Decide(ctx, w.token(t), Decision{Approve: lines[i%5 : i%5+1]})
			answers <- err
		}()
	}
	won := 0
	for range cap(answers) {
		err := <-answers
		if err == nil {
			won++
		} else if !marketplace.IsKind(err, marketplace.NotFound) {
			t.Error(err)
		}
	}
	if total := must(w.stored(t).Total(line.Approved)); won != 1 || total.Lines != 1 {
		t.Errorf("%d decided about %d lines", won, total.Lines)
	}
}

// Two approvers at once: each line is approved once, by one of them.
func TestTwoApproversAtOnce(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	lines := seen(w.stored(t))
	answers := make(chan error, 6)
	for i := range cap(answers) {
		go func() {
			_, out, err := w.Approve(ctx, []marketplace.Actor{aino, bo, otso}[i%3], sheetID, lines)
			if err == nil && !line.All(out) {
				err = errors.New("not all")
			}
			answers <- err
		}()
	}
	for range cap(answers) {
		ok(t, <-answers)
	}
	for _, l := range w.stored(t).Lines {
		if l.State != line.Approved || l.Approval.By == "" || len(l.Log) != 2 {
			t.Errorf("%+v", l)
		}
	}
}

// An approval that is taken back while its sheet is being locked leaves the sheet open, even when the two are carried at the
// same time.
func TestUndoneWhileLocking(t *testing.T) {
	ctx, w := t.Context(), offered(t)
	w.carry(t)
	must2(w.Approve(ctx, aino, sheetID, seen(w.stored(t))))
	w.hook = func() {
		must2(w.Undo(ctx, aino, sheetID, seen(w.stored(t))))
		parcel := must(w.db.Pending(ctx, 10))[0]
		last := parcel.Facts[len(parcel.Facts)-1]
		ok(t, w.Follow(ctx, last))
		ok(t, w.db.Settle(ctx, parcel.Collection, parcel.ID, []marketplace.ID{last.ID}))
	}
	w.carry(t)
	if len(w.locks) > 0 {
		t.Errorf("%v", w.locks)
	}
}

func must2[A, B any](a A, b B, err error) (A, B) {
	if err != nil {
		panic(err)
	}
	return a, b
}
