package frame

import (
	"slices"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// The whole story: from an order to a framework agreement, a call-off for twelve weeks, its order, and the next call-off.
func TestCallOff(t *testing.T) {
	w, ctx := agreed(t, memory(t), 10_000_00), t.Context()
	_, c, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 12))
	ok(t, err)
	if c.State != Held || c.Total != 24*160_00+35_00 || len(c.Loads()) != 24 || c.Until != marketplace.At(time.UnixMilli(c.At.Time().UnixMilli()).AddDate(0, 0, holdDays)) {
		t.Fatalf("%+v", c)
	}
	w.carry(t)
	if got := w.told("olga"); !slices.Contains(got, "frame.called") || slices.Contains(got, "request.invited") {
		t.Errorf("Olga was told %v", got)
	}
	r, q := must(w.asks.Standing(ctx, c.Request)), must(w.sale.Standing(ctx, c.Quote))
	if r.State != request.Open || len(r.Invited) != 1 || r.Called.Number != 1 || r.Brief.Reference != "PO-1" || r.By != "aino" {
		t.Errorf("%+v", r)
	}
	v, _ := q.Newest()
	if q.State != quote.Sent || v.Total != c.Total || v.Lines[0].Rate != 20_0000 || v.Lines[0].Priced != 3 || v.Lines[1].Reason != "Kauempana" {
		t.Errorf("%+v", v)
	}
	if b := w.promised(t); len(b) != 1 || b[0].State != capacity.Held || len(b[0].Loads) != 24 {
		t.Errorf("held %+v", b)
	}
	_, err = w.sale.Accept(ctx, aino, c.Request, quote.Choice{Quote: c.Quote, Version: 1})
	ok(t, err)
	w.carry(t)
	o := must(w.deals.Standing(ctx, c.Quote))
	if !o.Newest().Allergens.Asked || len(o.Newest().Allergens.Values) != 1 || o.Called.Frame != id || o.Renews != first || o.Conditions.Safety == "" || !o.Conditions.Told.IsZero() || len(o.Declared) > 0 || o.State != order.Preparing {
		t.Errorf("%+v", o)
	}
	if got := w.one(t, 1); got.State != Ordered || got.Counts != c.Total || w.promised(t)[0].State != capacity.Sold {
		t.Errorf("%+v", got)
	}
	again, err := w.call(ctx, "b", wish("2027-03-01", 1))
	ok(t, err)
	w.carry(t)
	if o := must(w.deals.Standing(ctx, again.Quote)); o.Renews != c.Quote {
		t.Errorf("the second order renews %q", o.Renews)
	}
	if _, same, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 12)); err != nil || same.Number != 1 || len(w.stored(t).Calls) != 2 {
		t.Errorf("called off twice: %+v, %v", same, err)
	}
}

// Who calls off again and again declares each time that no paid work is displaced, and contractor's liability adds the
// contracts up, so that the threshold is reached with the one that passes it.
func TestGatesAtEachCallOff(t *testing.T) {
	w, ctx := agreed(t, memory(t), 0), t.Context()
	ok(t, w.confirm(ctx, first)) // 675 euros
	w.carry(t)
	var last Call
	for i, weeks := range []int{13, 13} { // 4,195 euros each
		c, err := w.call(ctx, string(rune('a'+i)), wish(marketplace.Date("2026-12-07").AddDays(91*i), weeks))
		ok(t, err)
		w.carry(t)
		if o := must(w.deals.Standing(ctx, c.Quote)); len(o.Declared) != 0 {
			t.Errorf("%v was declared before anybody did", o.Declared)
		}
		last = c
		if i == 0 {
			ok(t, w.confirm(ctx, c.Quote))
			w.carry(t)
		}
	}
	j := must(w.deals.Judged(ctx, must(w.deals.Standing(ctx, last.Quote))))
	if got := j.Liability.Threshold; !got.Reached || got.Cents != 675_00+2*4_195_00 || len(got.Counted) != 3 {
		t.Errorf("%+v", got)
	}
	wantError(t, w.confirm(ctx, last.Quote), marketplace.Conflict, "order.gates_stand")
	kept := must(w.duty.Read(ctx, otso, "paja", liability.Contract{ID: w.one(t, 1).Quote}))
	if kept.Contract.ChainedTo != first {
		t.Errorf("%+v", kept.Contract)
	}
}

// A declaration of the day on which the renewed order began counts; one from before it would not.
func TestDeclarationAtRenewal(t *testing.T) {
	w, ctx := agreed(t, memory(t), 0), t.Context()
	c, err := w.call(ctx, "a", wish("2026-12-07", 1))
	ok(t, err)
	w.carry(t)
	e := must(w.deals.Get(ctx, olga, c.Quote))
	p := e.Value.OrganiserPart()
	p.Staffing.Participants, p.Declares = []gate.Participants{{Form: "rehabilitative", Number: 2}}, true
	e = must(w.deals.TellAsOrganiser(ctx, olga, c.Quote, e.Rev, p))
	b := e.Value.BuyerPart()
	b.Conditions.Redirect, b.Declares = "no", true
	must(w.deals.TellAsBuyer(ctx, aino, c.Quote, e.Rev, b))
	w.move(48 * time.Hour)
	for _, r := range must(w.deals.Gates(ctx, olga, c.Quote)).Results {
		if r.Gate == gate.Displacement && r.Verdict != "open" {
			t.Errorf("declared two days ago, after the call-off: %+v", r)
		}
	}
}

// What is called off at once never passes the ceiling together, nor the crew.
func TestCallsAtOnce(t *testing.T) {
	for name, tt := range map[string]struct {
		ceiling money.Cents
		most    int
	}{"ceiling": {1_000_00, 2}, "crew": {0, 5}} {
		w, ctx := agreed(t, memory(t), tt.ceiling), t.Context()
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				_, _, err := w.CallOff(ctx, aino, id, string(rune('a'+i)), wish("2026-12-07", 1)) // two days, 355 euros
				if err != nil && !marketplace.IsKind(err, marketplace.Conflict) && !marketplace.IsKind(err, marketplace.Stale) {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		wg.Wait()
		w.carry(t)
		f, held := w.stored(t), len(w.promised(t))
		if held > tt.most || held == 0 || f.Used() != money.Cents(held)*355_00 {
			t.Errorf("%s: %d held, %d used", name, held, f.Used())
		}
		if broken := w.broken(t); len(broken) > 0 {
			t.Errorf("%s: %v", name, broken)
		}
	}
}

// However a call-off ends, its sum can be called off again; of an order that was begun, what was worked stays.
func TestSumsComeBack(t *testing.T) {
	ctx := t.Context()
	held := func(w *world) Call {
		_, c, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1))
		ok(t, err)
		w.carry(t)
		return c
	}
	for name, tt := range map[string]struct {
		end   func(*world, Call) error
		state CallState
		keeps money.Cents
	}{
		"taken back": {func(w *world, c Call) error { _, err := w.asks.Withdraw(ctx, aino, c.Request); return err }, Lost, 0},
		"declined": {func(w *world, c Call) error {
			_, err := w.sale.DeclineOffer(ctx, aino, c.Quote, quote.Refusal{Reason: quote.NotNeeded})
			return err
		}, Lost, 0},
		"withdrawn": {func(w *world, c Call) error { _, err := w.sale.Withdraw(ctx, olga, c.Request); return err }, Lost, 0},
		"not accepted in time": {func(w *world, c Call) error {
			w.move(9 * 24 * time.Hour)
			return w.sale.Work(ctx)
		}, Lost, 0},
		"cancelled": {func(w *world, c Call) error {
			must(w.sale.Accept(ctx, aino, c.Request, quote.Choice{Quote: c.Quote, Version: 1}))
			w.carry(t)
			_, err := w.deals.CancelBought(ctx, aino, c.Quote, order.Cancellation{Reason: order.NotNeeded})
			return err
		}, Cancelled, 0},
		"cancelled half-way": {func(w *world, c Call) error {
			must(w.sale.Accept(ctx, aino, c.Request, quote.Choice{Quote: c.Quote, Version: 1}))
			w.carry(t)
			ok(t, w.confirm(ctx, c.Quote))
			w.move(15 * 24 * time.Hour) // Tuesday after the Monday that was worked
			_, err := w.deals.Cancel(ctx, olga, c.Quote, order.Cancellation{Reason: order.NoCrew})
			return err
		}, Cancelled, 177_50},
	} {
		w := agreed(t, memory(t), 400_00)
		c := held(w)
		_, _, err := w.CallOff(ctx, aino, id, "b", wish("2026-12-14", 1))
		wantError(t, err, marketplace.Conflict, "frame.ceiling")
		ok(t, tt.end(w, c))
		w.carry(t)
		if got := w.one(t, 1); got.State != tt.state || got.Counts != tt.keeps || w.stored(t).Used() != tt.keeps || got.Finished.IsZero() {
			t.Errorf("%s: %+v", name, got)
		}
		if broken := w.broken(t); len(broken) > 0 {
			t.Errorf("%s: %v", name, broken)
		}
	}
}

// What both change in the order counts as they changed it.
func TestChangedOrderCounts(t *testing.T) {
	w, ctx := agreed(t, memory(t), 400_00), t.Context()
	c, err := w.call(ctx, "a", wish("2026-12-07", 1))
	ok(t, err)
	w.carry(t)
	_, err = w.deals.Propose(ctx, olga, c.Quote, order.Draft{Loads: c.Loads()[:1], Quantities: []price.Quantity{32, 1}})
	ok(t, err)
	_, err = w.deals.AcceptAsBuyer(ctx, aino, c.Quote, 1)
	ok(t, err)
	w.carry(t)
	if got := w.one(t, 1); got.Counts != 195_00 || got.Version != 2 {
		t.Errorf("%+v", got)
	}
}

// The organiser has no other quote for a call-off, and nobody else is asked.
func TestCalledOffStaysAsAgreed(t *testing.T) {
	w, ctx := agreed(t, memory(t), 0), t.Context()
	_, c, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1))
	ok(t, err)
	w.carry(t)
	q := must(w.sale.Quote(ctx, olga, c.Request))
	v, _ := q.Value.Newest()
	dear := v.Content
	dear.Lines = slices.Clone(dear.Lines)
	dear.Lines[0].Rate, dear.Lines[0].Reason = 99_0000, "Kallistui"
	q = must(w.sale.SaveDraft(ctx, olga, c.Request, q.Rev, dear))
	_, err = w.sale.Send(ctx, olga, c.Request, q.Rev)
	wantError(t, err, marketplace.Conflict, "quote.called_off")
	_, err = w.asks.Invite(ctx, aino, c.Request, []marketplace.ID{"verstas"})
	wantError(t, err, marketplace.Conflict, "request.called_off")
	if _, err = w.sale.SendCalled(ctx, marketplace.System("paja"), "r", dear); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("an ordinary request was sent as a call-off: %v", err)
	}
}

// A call-off that the crew has no hours for writes nothing, names each day, and fits once those days are left out.
func TestNoHours(t *testing.T) {
	w, ctx := agreed(t, memory(t), 1_000_00), t.Context()
	e := must(w.crews.Get(ctx, olga, crew))
	must(w.crews.SavePlan(ctx, olga, crew, e.Rev, capacity.Plan{From: "2026-12-10", Reason: capacity.Holiday}))
	_, _, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 2))
	if !marketplace.IsKind(err, marketplace.Conflict) || marketplace.AsError(err).Fields[0].Field != "2026-12-10" || len(w.stored(t).Calls) != 0 {
		t.Fatalf("%v", err)
	}
	around := wish("2026-12-07", 2)
	around.Skip = []marketplace.Date{"2026-12-10"}
	if _, c, err := w.CallOff(ctx, aino, id, "a", around); err != nil || len(c.Loads()) != 3 {
		t.Errorf("%+v, %v", c, err)
	}
}

// After notice, work can be called off until the last day only; then the agreement has ended, and its orders go on.
func TestNotice(t *testing.T) {
	w, ctx := agreed(t, memory(t), 0), t.Context()
	c, err := w.call(ctx, "a", wish("2026-12-07", 1))
	ok(t, err)
	w.carry(t)
	clear(w.boxes)
	e := must(w.GiveNoticeAsBuyer(ctx, otso, id, "Toiminta siirtyy muualle."))
	if e.Value.State != Agreed || e.Value.Last() != "2026-12-23" {
		t.Errorf("%+v", e.Value.Notice)
	}
	w.carry(t)
	if got, own := w.told("olga"), w.told("aino"); !slices.Equal(got, []string{"frame.noticed"}) || len(own) > 0 {
		t.Errorf("told %v and %v", got, own)
	}
	_, _, err = w.CallOff(ctx, aino, id, "b", wish("2026-12-21", 1))
	if !marketplace.IsKind(err, marketplace.Invalid) || marketplace.AsError(err).Fields[0].Field != "need.last" {
		t.Errorf("%v", err)
	}
	w.move(31 * 24 * time.Hour)
	ok(t, w.Work(ctx))
	w.carry(t)
	if f := w.stored(t); f.State != Ended || f.Live {
		t.Errorf("%s", f.State)
	}
	if o := must(w.deals.Standing(ctx, c.Quote)); !o.Live {
		t.Errorf("the order is %s", o.State)
	}
}

// Work that goes on without an agreement is asked for again in one step; its order goes on from the earlier one only when the
// same organiser gets it.
func TestAgain(t *testing.T) {
	w, ctx := bought(t, memory(t)), t.Context()
	e, err := w.Again(ctx, aino, first, "k", "2027-01-04", "2027-03-30")
	ok(t, err)
	b := e.Value.Brief
	want := request.Need{First: "2027-01-04", Last: "2027-03-30", Weekdays: []string{"mon", "tue"}, From: 480, To: 720, People: 4}
	if e.Value.State != request.Draft || b.Title != "Pakkaus" || e.Value.Follows != first || b.Need.First != want.First || !slices.Equal(b.Need.Weekdays, want.Weekdays) || b.Need.To != 720 || b.Need.People != 4 {
		t.Errorf("%+v", e.Value)
	}
	if same, err := w.Again(ctx, aino, first, "k", "2027-01-04", "2027-03-30"); err != nil || same.ID != e.ID {
		t.Errorf("%v", err)
	}
	_, err = w.Again(ctx, rival, first, "k", "2027-01-04", "2027-03-30")
	wantError(t, err, marketplace.NotFound, "")
	_, err = w.Again(ctx, aino, first, "x", "2027-01-04", "2026-03-30")
	wantError(t, err, marketplace.Invalid, "")
}
