package delivery

import (
	"errors"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// What was issued is written once: every download gives those bytes, to the seller and the buyer, and to nobody else. Bytes that
// changed are found, and given to nobody.
func TestBytes(t *testing.T) {
	ctx := t.Context()
	w := newWorld(memory(t), newOutside())
	for range 2 {
		ok(t, w.Follow(ctx, issued()))
	}
	first := must(w.File(ctx, birgit, id, invoice.UBL))
	if again := must(w.File(ctx, bo, id, invoice.UBL)); string(again) != string(first) || w.writes != 3 {
		t.Errorf("%q, then %q, written %d times", first, again, w.writes)
	}
	_, err := w.File(ctx, rival, id, invoice.UBL)
	is(t, "a stranger", err, marketplace.NotFound)
	_, err = w.File(ctx, seppo, id, invoice.UBL)
	is(t, "a supervisor", err, marketplace.Forbidden)
	_, err = w.File(ctx, birgit, id, "fax")
	is(t, "a format that is none", err, marketplace.NotFound)
	_, err = w.Of(ctx, bo, id)
	is(t, "the buyer about the delivery", err, marketplace.NotFound)
	if changed, files, err := w.Check(ctx); err != nil || len(changed) > 0 || files != 3 {
		t.Errorf("%v of %d, %v", changed, files, err)
	}
	at := must(w.files.Get(ctx, fileID(id, invoice.PDF)))
	at.Value.Body = []byte("another sum")
	must(w.files.Save(ctx, at))
	if changed, _, err := w.Check(ctx); err != nil || len(changed) != 1 || changed[0] != (Changed{id, "2026-0001", invoice.PDF}) {
		t.Errorf("%v, %v", changed, err)
	}
	_, err = w.File(ctx, bo, id, invoice.PDF)
	is(t, "changed bytes", err, marketplace.Internal)
}

// A format that needs more than the document says is not written, and says what it lacks; without any e-invoice nothing goes to an
// operator.
func TestLacks(t *testing.T) {
	ctx := t.Context()
	o := newOutside()
	o.lacks[invoice.UBL] = true
	w := newWorld(memory(t), o)
	_, err := w.File(ctx, bo, id, invoice.UBL)
	if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Key != "einvoice.buyer_reference" {
		t.Errorf("%v", err)
	}
	must(w.HandOver(ctx, birgit, id, Operator))
	o = newOutside()
	o.lacks[invoice.UBL], o.lacks[invoice.Finvoice] = true, true
	w = newWorld(memory(t), o)
	_, err = w.HandOver(ctx, birgit, id, Operator)
	is(t, "no e-invoice", err, marketplace.Conflict)
	must(w.HandOver(ctx, birgit, id, Link))
	_, err = w.HandOver(ctx, birgit, id, "pigeon")
	is(t, "no such way", err, marketplace.Invalid)
}

// A rejected invoice is sent again with the same bytes, or credited whole and then corrected; a part of it is not enough. The buyer is
// told of what is handed over by a link.
func TestRejected(t *testing.T) {
	ctx := t.Context()
	w := newWorld(memory(t), newOutside())
	before := must(w.File(ctx, birgit, id, invoice.Finvoice))
	must(w.HandOver(ctx, birgit, id, Operator))
	must(w.HandOver(ctx, birgit, id, Operator))
	_, err := w.Reject(ctx, birgit, id, "  ")
	is(t, "no reason", err, marketplace.Invalid)
	_, err = w.Reject(ctx, bo, id, "Emme ota.")
	is(t, "the buyer", err, marketplace.NotFound)
	must(w.Reject(ctx, birgit, id, "Osoite on vanhentunut."))
	if list := must(w.Rejections(ctx, birgit, marketplace.Page{})); len(list.Items) != 1 {
		t.Errorf("%v", list.Items)
	}
	must(w.HandOver(ctx, birgit, id, Link))
	ok(t, w.Tell(ctx, marketplace.Fact{ID: "f2", Type: "invoice_delivery.handed", Subject: "invoice_deliveries/" + string(id), Data: map[string]string{"way": string(Link)}}))
	ok(t, w.Tell(ctx, marketplace.Fact{ID: "f3", Type: "invoice_delivery.handed", Subject: "invoice_deliveries/" + string(id), Data: map[string]string{"way": string(Operator)}}))
	if n := w.told["bo"]; len(n) != 1 || n[0].Path != "/bills/inv-1" || n[0].Args["number"] != "2026-0001" {
		t.Errorf("%v", n)
	}
	if after := must(w.File(ctx, birgit, id, invoice.Finvoice)); string(after) != string(before) {
		t.Errorf("%q went out first, then %q", before, after)
	}
	must(w.Reject(ctx, birgit, id, "Viite puuttuu."))
	credited := marketplace.Fact{ID: "f4", Type: "invoice.credited", Subject: "invoices/" + string(id)}
	ok(t, w.Follow(ctx, credited))
	if e := must(w.Of(ctx, birgit, id)); e.Value.State != Rejected {
		t.Errorf("nothing was credited, and it is %s", e.Value.State)
	}
	w.invoice.Credits = []invoice.Credited{{Note: "crn-1", Sources: []marketplace.ID{"s1/l1"}, Done: true}}
	for range 2 {
		ok(t, w.Follow(ctx, credited))
	}
	e := must(w.Of(ctx, birgit, id))
	if last := e.Value.Log[len(e.Value.Log)-1]; e.Value.State != Corrected || last.Event != Correct || len(e.Value.Log) != 5 {
		t.Errorf("%+v", e.Value)
	}
	_, err = w.HandOver(ctx, birgit, id, Operator)
	is(t, "after the correction", err, marketplace.Conflict)
}

// A crash at every write on the way to the operator, before it and after it: going on ends where it would have, and gives the bytes
// that were kept first. What cannot be written now is written when it can.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	way := func(w *world) error {
		if err := w.Follow(ctx, issued()); err != nil {
			return err
		}
		_, err := w.HandOver(ctx, birgit, id, Operator)
		return err
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(memory(t), newOutside())
			faulty := storetest.Faulty(w.db, k, moment)
			err := way(newWorld(faulty, w.outside))
			if !faulty.Crashed() {
				ok(t, err)
				if k < 5 {
					t.Errorf("only %d writes", k)
				}
				break
			}
			if !errors.Is(err, storetest.ErrCrash) {
				t.Fatalf("write %d: %v", k, err)
			}
			var kept []string
			ok(t, w.files.Each(ctx, store.Query{}, func(e store.Entry[content]) error {
				kept = append(kept, string(e.Value.Body))
				return nil
			}))
			ok(t, way(w))
			for _, f := range invoice.Formats() {
				body := string(must(w.File(ctx, bo, id, f)))
				for _, old := range kept {
					if old[:3] == body[:3] && old != body {
						t.Errorf("write %d: %q was kept, and is %q", k, old, body)
					}
				}
			}
			if e := must(w.Of(ctx, birgit, id)); e.Value.State != Handed || len(e.Value.Log) != 1 {
				t.Errorf("write %d: %+v", k, e.Value)
			}
		}
	}
	w := newWorld(memory(t), newOutside())
	w.broken = true
	if err := w.Follow(ctx, issued()); err == nil {
		t.Error("nobody is told that nothing was written")
	}
	w.broken = false
	ok(t, way(w))
}

// TestTableOfMoves tries every event in every state of a real delivery and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/invoice/delivery
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{
		Hand: "HandOver, by the seller", Acknowledge: "Acknowledge, by the seller", Reject: "Reject, by the seller, with the operator's reason",
		Correct: "follows from a credit note of all that is left",
	}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a delivery",
		About: "Printed and checked by the tests. Below each move stands what brings it about. A dash is a move that is refused, or that\n" +
			"changes nothing when it is a repeat. What is handed over again after a rejection has the same bytes.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings a delivery into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	t.Helper()
	w, ctx := newWorld(memory(t), newOutside()), t.Context()
	w.invoice.Credits = []invoice.Credited{{Note: "crn-1", Sources: []marketplace.ID{"s1/l1"}, Done: true}}
	do := map[Event]func(){
		Hand:        func() { _, _ = w.HandOver(ctx, birgit, id, Operator) },
		Acknowledge: func() { _, _ = w.Acknowledge(ctx, birgit, id) },
		Reject:      func() { _, _ = w.Reject(ctx, birgit, id, "Ei mennyt perille.") },
		Correct: func() {
			ok(t, w.Follow(ctx, marketplace.Fact{Type: "invoice.credited", Subject: "invoices/" + string(id)}))
		},
	}
	for _, step := range map[State][]Event{Handed: {Hand}, Acknowledged: {Hand, Acknowledge}, Rejected: {Hand, Reject}, Corrected: {Hand, Reject, Correct}}[s] {
		do[step]()
	}
	was := must(w.Of(ctx, birgit, id))
	if was.Value.State != s {
		t.Fatalf("the way to %s led to %s", s, was.Value.State)
	}
	do[e]()
	after := must(w.Of(ctx, birgit, id))
	next, can := s.Next(e)
	if after.Rev == was.Rev {
		if can {
			t.Errorf("%s in %s should lead to %s", e, s, next)
		}
		return "–"
	}
	if !can || next != after.Value.State {
		t.Errorf("%s in %s led to %s", e, s, after.Value.State)
	}
	return string(after.Value.State)
}
