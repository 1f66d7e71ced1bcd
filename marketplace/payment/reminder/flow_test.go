package reminder

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var all = Ask{Fee: true, Compensation: true, Interest: true}

// From the late invoice to the payment: what was read is what goes, once, in the buyer's language and to those who look after its
// invoices; the second reminder waits for ten days and asks for no more than the law lets; the payment ends both.
func TestStory(t *testing.T) {
	ctx, w := t.Context(), lateWorld(t)
	list := must(w.Late(ctx, birgit, marketplace.Page{})).Items
	if len(list) != 1 || list[0].Days != 30 || len(list[0].Why) > 0 || list[0].Interest.Cents != 13_09 {
		t.Fatalf("%+v", list)
	}
	d := must(w.Write(ctx, birgit, "inv-1", all))
	text := d.Reminder.Letter.Plain()
	for _, want := range []string{"Café Kanel Ab", "2026-0001", "Standardersättning", "40,00", "13,09", "20260001230", "FI2112345600000785", "10,5"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if d.Reminder.Charges.Fee != 0 || len(w.box) > 0 || w.charged(t) != 0 {
		t.Errorf("the compensation covers the fee, and nothing goes before somebody sends it: %+v", d.Reminder.Charges)
	}
	if _, err := w.Send(ctx, birgit, "k", "inv-1", all, d.Digest, false); !marketplace.IsKind(err, marketplace.Invalid) || marketplace.AsError(err).Fields[0].Field != "checked" {
		t.Errorf("nobody checked: %v", err)
	}
	if _, err := w.Send(ctx, birgit, "k", "inv-1", Ask{}, d.Digest, true); !marketplace.IsKind(err, marketplace.Stale) {
		t.Errorf("something else than was read: %v", err)
	}
	first := must(w.Send(ctx, birgit, "k", "inv-1", all, d.Digest, true))
	again := must(w.Send(ctx, birgit, "k", "inv-1", all, d.Digest, true))
	if first.Value.State != Sent || again.ID != first.ID || again.Rev != first.Rev || w.charged(t) != 53_09 || first.Value.Total() != 1569_86 {
		t.Errorf("%+v, %d", first.Value, w.charged(t))
	}
	if diff := cmp.Diff([]string{"reminder billing@cafe.fi", "reminder owner@cafe.fi"}, w.box.kinds()); diff != "" {
		t.Error(diff)
	}
	if _, err := w.send(ctx, "soon", Ask{}); marketplace.AsError(err).Key != "reminder.too_soon" {
		t.Errorf("%v", err)
	}
	*w.day = "2026-04-11"
	second := must(w.send(ctx, "later", Ask{Fee: true, Interest: true}))
	if c := second.Value.Charges; c.Fee != 0 || c.Interest != 17_45-13_09 || second.Value.Nth != 2 || second.Value.Asked != 1569_86 {
		t.Errorf("%+v", second.Value)
	}
	w.pay(t, true)
	w.follow(t)
	if paid := must(w.Mine(ctx, birgit, Paid, marketplace.Page{})).Items; len(paid) != 2 {
		t.Errorf("%+v", paid)
	}
}

// Who sells, and nobody else; a foreign invoice is as if it were none.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), lateWorld(t)
	e := must(w.send(ctx, "k", Ask{}))
	tries := map[string]func(marketplace.Actor) error{
		"proposal": func(a marketplace.Actor) error { _, err := w.Proposal(ctx, a, "inv-1"); return err },
		"write":    func(a marketplace.Actor) error { _, err := w.Write(ctx, a, "inv-1", Ask{}); return err },
		"send":     func(a marketplace.Actor) error { _, err := w.Send(ctx, a, "k", "inv-1", Ask{}, "", true); return err },
		"hold":     func(a marketplace.Actor) error { _, err := w.Hold(ctx, a, "inv-1", "2026-04-30", "x"); return err },
		"get":      func(a marketplace.Actor) error { _, err := w.Get(ctx, a, e.ID); return err },
		"withdraw": func(a marketplace.Actor) error { _, err := w.Withdraw(ctx, a, e.ID, "x"); return err },
	}
	for name, try := range tries {
		if err := try(rival); !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("another's %s: %v", name, err)
		}
		if err := try(seppo); !marketplace.IsKind(err, marketplace.Forbidden) {
			t.Errorf("a supervisor's %s: %v", name, err)
		}
	}
	if list := must(w.Late(ctx, rival, marketplace.Page{})).Items; len(list) > 0 {
		t.Errorf("%+v", list)
	}
}

// A hold keeps an invoice from being reminded of, says why, and comes off.
func TestHold(t *testing.T) {
	ctx, w := t.Context(), lateWorld(t)
	for field, try := range map[string][2]string{"until": {"2026-03-31", "x"}, "reason": {"2026-05-01", " "}} {
		_, err := w.Hold(ctx, birgit, "inv-1", marketplace.Date(try[0]), try[1])
		if f := marketplace.AsError(err).Fields; len(f) != 1 || f[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	must(w.Hold(ctx, birgit, "inv-1", "2026-05-01", "Maksusuunnitelma"))
	must(w.Hold(ctx, birgit, "inv-1", "2026-05-01", "Maksusuunnitelma"))
	if _, err := w.send(ctx, "k", Ask{}); marketplace.AsError(err).Key != "reminder.held" || marketplace.AsError(err).Args["reason"] != "Maksusuunnitelma" {
		t.Errorf("%v", err)
	}
	must(w.Hold(ctx, birgit, "inv-1", "", ""))
	must(w.send(ctx, "k", Ask{}))
}

// Taking a reminder back takes off what it asked for and tells the buyer; it is not netted against later, and ten days count all
// the same.
func TestWithdraw(t *testing.T) {
	ctx, w := t.Context(), lateWorld(t)
	e := must(w.send(ctx, "k", Ask{Fee: true}))
	if w.charged(t) != 12_00 {
		t.Fatalf("%d", w.charged(t))
	}
	must(w.Withdraw(ctx, birgit, e.ID, "Väärä lasku"))
	after := must(w.Withdraw(ctx, birgit, e.ID, "Väärä lasku"))
	if w.charged(t) != 0 || after.Value.State != Withdrawn || after.Value.Open || len(w.box) != 4 {
		t.Errorf("%d, %+v, %v", w.charged(t), after.Value, w.box.kinds())
	}
	*w.day = "2026-04-12"
	if p := must(w.Proposal(ctx, birgit, "inv-1")); p.Earlier.Cost != 0 || p.Nth != 2 || len(p.Why) > 0 {
		t.Errorf("%+v", p)
	}
}

// Paid while a crash kept a reminder from going: it does not go any more, and nothing of it is left on the invoice.
func TestPaidMeanwhile(t *testing.T) {
	ctx := t.Context()
	for k := 1; ; k++ {
		w := lateWorld(t)
		faulty := storetest.Faulty(w.db, k, storetest.BeforeWrite)
		_, err := w.restart(t, faulty).send(ctx, "k", Ask{Fee: true, Interest: true})
		if !faulty.Crashed() {
			ok(t, err)
			return
		}
		if _, err := w.Get(ctx, birgit, idOf("inv-1", 1)); marketplace.IsKind(err, marketplace.NotFound) {
			continue // nothing was decided yet
		}
		ok(t, w.ledger.Work(ctx))
		w.pay(t, false)
		ok(t, w.Work(ctx))
		ok(t, w.Work(ctx))
		if r := must(w.Get(ctx, birgit, idOf("inv-1", 1))).Value; r.State != Withdrawn || r.Over == nil || r.Over.Key != "reminder.nothing_open" || r.Open || w.charged(t) != 0 {
			t.Errorf("write %d: %+v, %d", k, r, w.charged(t))
		}
	}
}

// What will not be paid is given up by an owner with the reason, once, and taken back; it is not reminded of meanwhile.
func TestGiveUp(t *testing.T) {
	ctx, w := t.Context(), lateWorld(t)
	if _, err := w.GiveUp(ctx, birgit, "inv-1", "k", "Konkurssi"); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("billing gave up: %v", err)
	}
	if _, err := w.GiveUp(ctx, outi, "inv-1", "k", " "); marketplace.AsError(err).Fields[0].Field != "reason" {
		t.Errorf("%v", err)
	}
	if _, err := w.GiveUp(ctx, rival, "inv-1", "k", "x"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("another's: %v", err)
	}
	for range 2 {
		if cents := must(w.GiveUp(ctx, outi, "inv-1", "k", "Konkurssi")); cents != 1516_77 {
			t.Errorf("%d", cents)
		}
	}
	if p := must(w.Proposal(ctx, birgit, "inv-1")); len(p.Why) == 0 || p.Why[0].Key != "reminder.nothing_open" {
		t.Errorf("%+v", p.Why)
	}
	if l, lost, err := w.Loss(ctx, birgit, "inv-1"); err != nil || !lost || !l.Off || l.Reason != "Konkurssi" {
		t.Errorf("%+v, %v", l, err)
	}
	must(w.TakeBack(ctx, outi, "inv-1", "back", "Konkurssipesä maksaa"))
	if p := must(w.Proposal(ctx, birgit, "inv-1")); len(p.Why) > 0 {
		t.Errorf("%+v", p.Why)
	}
}

// A crash at every write on the way sent → taken back → sent again: after the restart it goes on, and ends as it would have.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	way := func(w *world) error {
		*w.day = "2026-04-01"
		if _, err := w.send(ctx, "a", all); err != nil {
			return err
		}
		if _, err := w.Withdraw(ctx, birgit, idOf("inv-1", 1), "Väärä lasku"); err != nil {
			return err
		}
		*w.day = "2026-04-12"
		if _, err := w.send(ctx, "b", Ask{Fee: true, Interest: true}); err != nil {
			return err
		}
		return w.Work(ctx)
	}
	for k := 1; ; k++ {
		w := lateWorld(t)
		faulty := storetest.Faulty(w.db, k, storetest.BeforeWrite)
		err := way(w.restart(t, faulty))
		if !faulty.Crashed() {
			ok(t, err)
			if k < 12 {
				t.Errorf("only %d writes", k)
			}
			return
		}
		if !errors.Is(err, storetest.ErrCrash) {
			t.Fatalf("write %d: %v", k, err)
		}
		ok(t, w.ledger.Work(ctx))
		ok(t, w.Work(ctx))
		ok(t, way(w))
		second := must(w.Get(ctx, birgit, idOf("inv-1", 2))).Value
		if second.State != Sent || second.Open || w.charged(t) != second.Charges.Sum() || second.Charges.Fee != 12_00 || len(w.box) != 6 {
			t.Errorf("write %d: %+v, %d, %v", k, second, w.charged(t), w.box.kinds())
		}
	}
}

// TestTableOfMoves tries every event in every state of a real reminder and compares the table with the printed one. After a change
// on purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/payment/reminder
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{Send: "seller, by a letter that was read", Pay: "follows from the payment", Withdraw: "seller, or follows from a payment before it went"}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a reminder",
		About: "Printed and checked by the tests. Below each move stands what brings it about. A dash is a move that is refused, or that\n" +
			"changes nothing when it is a repeat.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings a reminder into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	t.Helper()
	ctx, w := t.Context(), lateWorld(t)
	id, by := idOf("inv-1", 1), marketplace.System("paja")
	r := must(w.Write(ctx, birgit, "inv-1", Ask{})).Reminder
	must(w.reminders.Insert(ctx, id, r))
	for _, before := range map[State][]Event{Sent: {Send}, Paid: {Send, Pay}, Withdrawn: {Withdraw}}[s] {
		must(w.move(ctx, by, id, before, func(*Reminder) {}))
	}
	was := must(w.reminders.Get(ctx, id))
	after, err := w.move(ctx, by, id, e, func(*Reminder) {})
	next, can := s.Next(e)
	if err != nil || after.Rev == was.Rev {
		if can {
			t.Errorf("%s in %s should lead to %s: %v", e, s, next, err)
		}
		return "–"
	}
	if !can || next != after.Value.State {
		t.Errorf("%s in %s led to %s", e, s, after.Value.State)
	}
	return string(after.Value.State)
}
