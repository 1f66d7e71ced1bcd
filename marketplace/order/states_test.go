package order

import (
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/printtest"
)

// does is every event of an order as it is really brought about.
func does(t testing.TB) map[Event]func(*world) error {
	ctx := t.Context()
	return map[Event]func(*world) error{
		Tell: func(w *world) error {
			o := w.stored(t)
			in := o.OrganiserPart()
			in.Readiness.Hazards = "Pölyä."
			e := must(w.Get(ctx, seppo, id))
			if _, err := w.TellAsOrganiser(ctx, seppo, id, e.Rev, in); err != nil {
				return err
			}
			b := must(w.Bought(ctx, aino, id))
			_, err := w.TellAsBuyer(ctx, aino, id, b.Rev, b.Own)
			return err
		},
		Approve: func(w *world) error { _, err := w.Approve(ctx, olga, id, "Ohjaaja on paikalla."); return err },
		Confirm: func(w *world) error {
			if w.stored(t).State == Preparing {
				must(w.Approve(ctx, olga, id, "Ohjaaja on paikalla."))
			}
			return w.confirm(ctx)
		},
		Amend: func(w *world) error { _, err := w.SetReference(ctx, bea, id, "PO-2"); return err },
		Pass:  func(w *world) error { w.move(9 * 24 * time.Hour); return w.Work(ctx) },
		Cancel: func(w *world) error {
			_, err := w.CancelBought(ctx, aino, id, Cancellation{Reason: NotNeeded})
			return err
		},
	}
}

// in is a world with an order in a state; participants who are not employed give an owner something to decide in every state.
func in(t testing.TB, state State) *world {
	t.Helper()
	w := begin(t)
	do := does(t)
	ok(t, w.tellBoth(t.Context(), ours("work_activity", "organiser")))
	for _, e := range map[State][]Event{Confirmed: {Confirm}, Finished: {Confirm, Pass}, Cancelled: {Cancel}}[state] {
		ok(t, do[e](w))
	}
	if state == Confirmed {
		e := must(w.Get(t.Context(), seppo, id))
		part := e.Value.OrganiserPart()
		part.Staffing.Participants = append(part.Staffing.Participants, gate.Participants{Form: "rehabilitative", Number: 1})
		must(w.TellAsOrganiser(t.Context(), seppo, id, e.Rev, part))
	}
	return w
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/order
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{
		Tell: "both sides", Approve: "organiser's owner", Confirm: "organiser", Amend: "either side", Pass: "time", Cancel: "either side",
	}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of an order",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when it is a repeat or time brings it.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return try(t, s, e) },
	}.Print())
}

// try brings an event about in a state, and says what came of it: the next state, or a dash when nothing changed.
func try(t *testing.T, s State, e Event) string {
	t.Helper()
	w := in(t, s)
	before := must(w.orders.Get(t.Context(), id))
	if before.Value.State != s {
		t.Fatalf("%s is %s", s, before.Value.State)
	}
	err := does(t)[e](w)
	after := must(w.orders.Get(t.Context(), id))
	next, can := s.Next(e)
	switch {
	case after.Rev == before.Rev && can && next != s:
		t.Errorf("%s in %s did nothing: %v", e, s, err)
	case after.Rev != before.Rev && (!can || after.Value.State != next):
		t.Errorf("%s in %s made it %s", e, s, after.Value.State)
	case err != nil && !marketplace.IsKind(err, marketplace.Conflict):
		t.Errorf("%s in %s: %v", e, s, err)
	}
	if after.Rev == before.Rev {
		return "–"
	}
	return string(after.Value.State)
}
