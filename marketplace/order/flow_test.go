package order

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
)

// From the accepted quote to the last day: who is told what, who can do what, and what is kept of it.
func TestStory(t *testing.T) {
	w, ctx := begin(t), t.Context()
	o := w.stored(t)
	a := o.Newest()
	if o.State != Preparing || o.Contact != "aino" || o.Booking != id || a.Title != "Joulupaketit" || a.Reference != "PO-1" || a.Total != 675_00 ||
		o.First != "2026-11-30" || o.Last != "2026-12-01" || o.Staffing.Directs != gate.Organiser || o.Staffing.Hourly || a.Supervisor != "Seppo S." {
		t.Fatalf("%+v", o)
	}
	if !slices.Equal(a.Loads, loads(4, "2026-11-30", "2026-12-01")) || len(a.Lines) != 2 {
		t.Fatalf("%+v", a)
	}
	e := must(w.Get(ctx, birgit, id))
	_, err := w.Confirm(ctx, birgit, id, e.Rev)
	wantError(t, err, marketplace.Conflict, "order.buyer_untold")
	e = must(w.TellAsOrganiser(ctx, seppo, id, e.Rev, ours("employment", "employer")))
	_, err = w.TellAsBuyer(ctx, aino, id, e.Rev-1, theirs())
	wantError(t, err, marketplace.Stale, "")
	b := must(w.TellAsBuyer(ctx, aino, id, e.Rev, theirs()))
	w.carry(t)
	if got := append(w.told("aino"), w.told("seppo")...); !slices.Equal(got, []string{"order.told.buyer", "order.told"}) {
		t.Errorf("told %v", got)
	}
	if b.People != 4 || len(b.Declared) != 2 || b.Declared[1].Name != "Name of aino" || b.Own.Conditions.SafetyOn != monday {
		t.Errorf("%+v", b)
	}
	e = must(w.Confirm(ctx, birgit, id, b.Rev))
	w.carry(t)
	d := e.Value.Decision
	if e.Value.State != Confirmed || d.On != monday || d.Name != "Name of birgit" || len(d.Results) != len(gate.Gates()) || d.Liability == nil {
		t.Fatalf("%+v", e.Value)
	}
	again := must(w.Confirm(ctx, birgit, id, b.Rev))
	if again.Rev != e.Rev {
		t.Error("confirmed twice")
	}
	c, kept := w.contract(t)
	if !kept || c.Agreed != monday || c.From != "2026-11-30" || c.Until != "2026-12-01" || c.Cents != 675_00 || c.Ended != "" {
		t.Errorf("contractor's liability has %+v", c)
	}
	if got := w.told("aino"); !slices.Equal(got, []string{"order.confirmed.buyer"}) {
		t.Errorf("told %v", got)
	}
	j := must(w.Gates(ctx, seppo, id))
	if !e.Value.MayStart(j.Results) {
		t.Errorf("what stands before the start: %+v", j.Start)
	}
	w.move(9 * 24 * time.Hour) // 2 December
	ok(t, w.Work(ctx))
	ok(t, w.Work(ctx))
	w.carry(t)
	o = w.stored(t)
	if c, _ = w.contract(t); o.State != Finished || o.Live || c.Ended != "2026-12-01" || w.booking(t).State != capacity.Sold {
		t.Errorf("%+v, %+v", o, c)
	}
	if got := append(w.told("aino"), w.told("olga")...); !slices.Equal(got, []string{"order.finished.buyer", "order.told", "order.finished"}) {
		t.Errorf("told %v", got)
	}
}

// The same fact twice, or two programs at once, make one order.
func TestBeginsOnce(t *testing.T) {
	w, ctx := begin(t), t.Context()
	before := must(w.Get(ctx, olga, id))
	f := marketplace.Fact{ID: "again", Type: "quote.accepted", Org: "paja", Subject: "quotes/" + string(id)}
	ok(t, w.Follow(ctx, f))
	if after := must(w.Get(ctx, olga, id)); !cmp.Equal(after, before, cmp.Comparer(func(a, b marketplace.Instant) bool { return a == b })) {
		t.Errorf("%+v", after)
	}
}

// A gate that is blocked is passed by nobody; one that needs a named person, by an owner with a reason.
func TestGatesHoldTheConfirmationUp(t *testing.T) {
	ctx := t.Context()
	w := begin(t)
	ok(t, w.tellBoth(ctx, ours("work_trial", "labour_authority")))
	err := w.confirm(ctx)
	wantError(t, err, marketplace.Conflict, "order.gates_stand")
	fields := marketplace.AsError(err).Fields
	if len(fields) != 1 || fields[0].Key != "order.gate.trial_not_passed_on" || fields[0].Args["rule"] != "work_trial.no_transfer" || fields[0].Args["section"] == "" {
		t.Errorf("%+v", fields)
	}
	_, err = w.Approve(ctx, olga, id, "Teemme silti.")
	wantError(t, err, marketplace.Conflict, "order.nothing_to_approve")

	w = begin(t)
	ok(t, w.tellBoth(ctx, ours("work_activity", "organiser")))
	wantError(t, w.confirm(ctx), marketplace.Conflict, "order.gates_stand")
	for _, who := range []marketplace.Actor{birgit, seppo, marketplace.System("paja")} {
		_, err = w.Approve(ctx, who, id, "Teemme silti.")
		wantError(t, err, marketplace.Forbidden, "")
	}
	_, err = w.Approve(ctx, olga, id, " ")
	wantError(t, err, marketplace.Invalid, "")
	e := must(w.Approve(ctx, olga, id, "Ohjaaja on koko ajan paikalla."))
	if a := e.Value.Approvals[0]; a.By != "olga" || a.Reason != "Ohjaaja on koko ajan paikalla." || len(a.Findings) == 0 {
		t.Errorf("%+v", a)
	}
	ok(t, w.confirm(ctx))

	e = must(w.Get(ctx, seppo, id)) // other people than were approved: work stops until somebody decides
	in := e.Value.OrganiserPart()
	in.Staffing.Participants = append(in.Staffing.Participants, gate.Participants{Form: "rehabilitative", Number: 1})
	e = must(w.TellAsOrganiser(ctx, seppo, id, e.Rev, in))
	j := must(w.Gates(ctx, seppo, id))
	if e.Value.MayStart(j.Results) || len(j.Confirm) == 0 {
		t.Errorf("%+v", j.Start)
	}
	in.Staffing.Directs = gate.Client
	_, err = w.TellAsOrganiser(ctx, seppo, id, e.Rev, in)
	wantError(t, err, marketplace.Conflict, "order.settled")
}

// Above the threshold the papers have to be there, and only the organiser shows them.
func TestLiabilityIsAsked(t *testing.T) {
	w, ctx := begin(t), t.Context()
	v := must(w.duty.Read(ctx, otso, "paja", w.stored(t).contract(monday)))
	if v.Asked.IsZero() || !v.Shared.IsZero() {
		t.Errorf("asked %v, shown %v", v.Asked, v.Shared)
	}
	e := must(w.orders.Get(ctx, id))
	a := e.Value.Newest()
	a.Total = 9_000_00
	e.Value.Agreed[0] = a
	must(w.orders.Save(ctx, e))
	ok(t, w.tellBoth(ctx, ours("employment", "employer")))
	err := w.confirm(ctx)
	wantError(t, err, marketplace.Conflict, "order.gates_stand")
	for _, f := range marketplace.AsError(err).Fields {
		if f.Field != "gates.liability" || !texts.In(i18n.Fi).Has(f.Key) {
			t.Errorf("%+v", f)
		}
	}
	_, err = w.Approve(ctx, olga, id, "Tunnemme toisemme.")
	wantError(t, err, marketplace.Conflict, "order.nothing_to_approve")
}

// Before the first shift, insurance, hazards and inductions have to be told; each can be told after the confirmation.
func TestStartGates(t *testing.T) {
	w, ctx := begin(t), t.Context()
	in := ours("employment", "employer")
	in.Readiness = Readiness{}
	ok(t, w.tellBoth(ctx, in))
	ok(t, w.confirm(ctx))
	j := must(w.Gates(ctx, seppo, id))
	if w.stored(t).MayStart(j.Results) || len(j.Confirm) > 0 {
		t.Fatalf("%+v", j)
	}
	e := must(w.Get(ctx, seppo, id))
	must(w.TellAsOrganiser(ctx, seppo, id, e.Rev, ours("employment", "employer")))
	j = must(w.Gates(ctx, seppo, id))
	if !w.stored(t).MayStart(j.Results) {
		t.Errorf("%+v", j.Start)
	}
	b := must(w.Bought(ctx, aino, id))
	part := b.Own
	part.Hazards.Values = append(part.Hazards.Values, "wet_floor")
	b = must(w.TellAsBuyer(ctx, aino, id, b.Rev, part)) // a hazard can always be told
	if len(b.Versions) != 2 || !b.MayStart {
		t.Errorf("%+v", b)
	}
	part.Allergens = matching.Chosen("nuts")
	b = must(w.TellAsBuyer(ctx, aino, id, b.Rev, part)) // and an allergen
	b = must(w.TellAsBuyer(ctx, aino, id, b.Rev, part))
	changed := Changes(b.Versions[1], b.Versions[len(b.Versions)-1], quote.Say{Lang: texts.In(i18n.Fi), Zone: time.UTC})
	if want := (quote.Change{Field: "allergens", About: "Allergeenit, joita käsitellään", Before: "Ei kerrottu", Now: "Pähkinät"}); len(b.Versions) != 3 || !slices.Equal(changed, []quote.Change{want}) {
		t.Errorf("%d versions, changed %+v", len(b.Versions), changed)
	}
	part.Allergens = matching.Chosen("unicorns")
	_, err := w.TellAsBuyer(ctx, aino, id, b.Rev, part)
	if f := marketplace.AsError(err).Fields; len(f) != 1 || f[0].Field != "allergens.values[0]" {
		t.Errorf("%v", err)
	}
	part.Allergens = matching.Chosen("nuts")
	part.Conditions.Redirect = "yes"
	_, err = w.TellAsBuyer(ctx, aino, id, b.Rev, part)
	wantError(t, err, marketplace.Conflict, "order.settled")
}

// Either side cancels with a reason: what is to come is free again, what was worked stays.
func TestCancel(t *testing.T) {
	ctx := t.Context()
	w := confirmed(t)
	_, err := w.Cancel(ctx, olga, id, Cancellation{Reason: "because"})
	wantError(t, err, marketplace.Invalid, "")
	_, err = w.Cancel(ctx, olga, id, Cancellation{Reason: OtherReason})
	wantError(t, err, marketplace.Invalid, "")
	b := must(w.CancelBought(ctx, aino, id, Cancellation{Reason: NotNeeded, Note: "Tilaus peruuntui."}))
	w.carry(t)
	c, _ := w.contract(t)
	if b.State != Cancelled || b.Ending.Note != "Tilaus peruuntui." || w.booking(t).State != capacity.Released || len(w.booking(t).Loads) != 0 || c.Ended != monday {
		t.Errorf("%+v, %+v, %+v", b, w.booking(t), c)
	}
	if got := append(w.told("aino"), w.told("olga")...); !slices.Equal(got, []string{"order.cancelled"}) {
		t.Errorf("told %v", got)
	}
	rev := must(w.Get(ctx, olga, id)).Rev
	if again := must(w.Cancel(ctx, olga, id, Cancellation{Reason: NoCrew})); again.Rev != rev || again.Value.Ending.Side != gate.Client {
		t.Errorf("cancelled twice: %+v", again.Value.Ending)
	}

	w = confirmed(t)
	w.move(8 * 24 * time.Hour) // the second day
	must(w.Cancel(ctx, olga, id, Cancellation{Reason: NoCrew}))
	if c, _ = w.contract(t); !slices.Equal(w.booking(t).Loads, loads(4, "2026-11-30")) || c.Ended != "2026-11-30" {
		t.Errorf("%+v, %+v", w.booking(t), c)
	}
}

// What nobody confirmed until its last day had passed is cancelled, and its capacity free.
func TestUnconfirmedIsCancelled(t *testing.T) {
	w, ctx := begin(t), t.Context()
	ok(t, w.tellBoth(ctx, ours("employment", "employer")))
	w.move(9 * 24 * time.Hour)
	wantError(t, w.confirm(ctx), marketplace.Conflict, "order.over")
	ok(t, w.Work(ctx))
	w.carry(t)
	if o := w.stored(t); o.State != Cancelled || o.Ending.Reason != Unconfirmed || w.booking(t).State != capacity.Released {
		t.Errorf("%+v", o)
	}
}

// Lists and the days on which there is work.
func TestLists(t *testing.T) {
	w, ctx := begin(t), t.Context()
	if got := must(w.Working(ctx, seppo, "2026-11-30", "2026-12-06")); len(got) != 0 {
		t.Error("an order in preparation can be planned")
	}
	w = confirmed(t)
	for days, want := range map[[2]marketplace.Date]int{
		{"2026-11-30", "2026-11-30"}: 1, {"2026-12-01", "2026-12-31"}: 1, {"2026-11-01", "2026-11-29"}: 0, {"2026-12-02", "2026-12-31"}: 0,
	} {
		for _, who := range []marketplace.Actor{seppo, olga, marketplace.System("paja")} {
			if got := must(w.Working(ctx, who, days[0], days[1])); len(got) != want {
				t.Errorf("%v: %d", days, len(got))
			}
		}
	}
	if got := must(w.Working(ctx, veikko, "2026-11-30", "2026-12-06")); len(got) != 0 {
		t.Error("another organiser's order")
	}
	for _, live := range []bool{true, false} {
		mine, bought := must(w.Mine(ctx, seppo, live, marketplace.Page{})), must(w.Boughts(ctx, bea, live, marketplace.Page{}))
		if len(mine.Items) != len(bought.Items) || len(mine.Items) != map[bool]int{true: 1, false: 0}[live] {
			t.Errorf("%v: %d, %d", live, len(mine.Items), len(bought.Items))
		}
		for _, b := range bought.Items {
			if b.MayStart || len(b.Gates) > 0 {
				t.Error("a list says how gates stand, and did not ask")
			}
		}
	}
}

// Every rule in the document and in the buyer's view has a sentence in Finnish.
func TestEverySentence(t *testing.T) {
	w := begin(t)
	ok(t, w.tellBoth(t.Context(), ours("rehabilitative", "county")))
	for _, r := range must(w.Gates(t.Context(), olga, id)).Results {
		for _, f := range r.Findings {
			if !texts.In(i18n.Fi).Has(Sentence(r.Gate, f)) || f.Rule == "" {
				t.Errorf("%s: %+v", r.Gate, f)
			}
		}
	}
}

// Whatever work forms the participants have, the buyer reads the same as long as the verdicts are the same.
func TestBuyerReadsNoWorkForm(t *testing.T) {
	read := func(form, insurer string) (Bought, []verdict.Verdict) {
		w, ctx := begin(t), t.Context()
		ok(t, w.tellBoth(ctx, ours(form, insurer)))
		var verdicts []verdict.Verdict
		for _, r := range must(w.Gates(ctx, olga, id)).Results {
			verdicts = append(verdicts, r.Verdict)
		}
		return must(w.Bought(ctx, aino, id)), verdicts
	}
	forms := [][2]string{
		{"employment", "employer"},
		{"gig", "employer"},
		{"subcontract", "employer"},
		{"pay_subsidy", "employer"},
		{"transitional", "employer"},
		{"work_activity", "organiser"},
		{"rehabilitative", "county"},
		{"work_trial", "labour_authority"},
	}
	alike := 0
	for i, a := range forms {
		viewed, verdicts := read(a[0], a[1])
		if text := cmp.Diff(Bought{}, viewed, cmp.Comparer(func(x, y marketplace.Instant) bool { return x == y })); strings.Contains(text, a[0]) {
			t.Errorf("the buyer reads %s: %s", a[0], text)
		}
		for _, b := range forms[i+1:] {
			other, others := read(b[0], b[1])
			if !slices.Equal(verdicts, others) {
				continue
			}
			alike++
			if d := cmp.Diff(viewed, other, cmp.Comparer(func(x, y marketplace.Instant) bool { return x == y })); d != "" {
				t.Errorf("%s and %s: %s", a[0], b[0], d)
			}
		}
	}
	if alike < 3 {
		t.Fatalf("only %d pairs have the same verdicts", alike)
	}
}
