package payment

import (
	"testing"
)

// What was charged by mistake comes off once, with its event; what was never charged changes nothing and writes no step.
func TestUncharge(t *testing.T) {
	ctx, w := t.Context(), fresh(t)
	id := w.docs.bill(1, "cafe", 100_00)
	ok(t, w.follow(ctx, id))
	c := Charge{ID: "fee", Org: "paja", Invoice: id, Kind: ReminderFee, Cents: 12_00, Day: today}
	ok(t, w.Uncharge(ctx, Charge{ID: "other", Org: "paja", Invoice: id, Kind: ReminderFee, Day: today}))
	for range 2 {
		ok(t, w.Charge(ctx, c))
	}
	if r := w.is(t, id); r.Open() != 112_00 {
		t.Errorf("%+v", r)
	}
	for range 2 {
		ok(t, w.Uncharge(ctx, c))
	}
	if r := w.is(t, id); r.Open() != 100_00 || !r.Balanced() || len(r.Charges) != 2 {
		t.Errorf("%+v", r)
	}
	steps := must(w.StepsOf(ctx, "paja", 0, 100))
	if last := steps[len(steps)-1]; len(steps) != 3 || last.Events[0].Cents != -12_00 || last.Events[0].Kind != ReminderFee {
		t.Errorf("%+v", steps)
	}
	if err := w.Uncharge(ctx, Charge{ID: "fee", Org: "rival", Invoice: id, Kind: ReminderFee, Day: today}); err == nil {
		t.Error("another's")
	}
}

// What was kept of payments by card before a fee of the platform was invoiced is paid by card on it: the rest is open.
func TestPrepaid(t *testing.T) {
	ctx, w := t.Context(), fresh(t)
	id := w.docs.bill(1, "cafe", 32_42)
	i := w.docs[id]
	i.Document.Prepaid = 12_55
	w.docs[id] = i
	for range 2 {
		ok(t, w.follow(ctx, id))
	}
	r := w.is(t, id)
	if r.Total != 44_97 || r.Open() != 32_42 || !r.Balanced() || !r.Paths[0].Card {
		t.Errorf("%+v", r)
	}
	if steps := must(w.StepsOf(ctx, "paja", 0, 10)); len(steps) != 1 || len(steps[0].Events) != 2 || steps[0].Events[1].Kind != CardPaid {
		t.Errorf("%+v", steps)
	}
}
