package timesheet

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// does is every event of a line as it is really brought about, on the crew's line of Monday (or, for what the organiser adds
// itself, on a journey).
func does(t testing.TB, which marketplace.ID) map[line.Event]func(*world) error {
	ctx := t.Context()
	at := func(w *world) []line.Seen { return seen(w.stored(t), which) }
	outcome := func(_ Timesheet, out []line.Outcome, err error) error {
		if err == nil && !line.All(out) {
			err = fmt.Errorf("%+v", out)
		}
		return err
	}
	return map[line.Event]func(*world) error{
		line.SignOff: func(w *world) error { return outcome(w.SignOff(ctx, seppo, sheetID, at(w))) },
		line.Approve: func(w *world) error { look(t, w); return outcome(w.Approve(ctx, aino, sheetID, at(w))) },
		line.Dispute: func(w *world) error {
			look(t, w)
			return outcome(w.Dispute(ctx, aino, sheetID, at(w)[0], line.Objection{Reason: line.WrongHours}))
		},
		line.Answer: func(w *world) error {
			return outcome(w.Answer(ctx, olga, sheetID, at(w)[0], "Lista pitää paikkansa."))
		},
		line.Correct: func(w *world) error {
			_, err := w.SetAside(ctx, birgit, sheetID, which, 2, Support)
			return err
		},
		line.Renew: func(w *world) error {
			w.mu.Lock()
			clear(w.locks) // the lock came too late
			w.mu.Unlock()
			w.sign(monday, []float64{4, 4, 4, 3}, 4, 0)
			w.carry(t)
			return nil
		},
		line.Undo: func(w *world) error {
			_, out, err := w.Undo(ctx, otso, sheetID, at(w))
			return outcome(Timesheet{}, out, err)
		},
		line.Bill:   func(w *world) error { return w.Bill(ctx, birgit, sheetID, at(w), "1042") },
		line.Unbill: func(w *world) error { return w.Unbill(ctx, birgit, sheetID, "1042") },
	}
}

// look has the buyer open the timesheet, if there is anything to see.
func look(t testing.TB, w *world) {
	t.Helper()
	if _, err := w.Open(t.Context(), aino, sheetID); err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		t.Fatal(err)
	}
}

// reach are the events that lead to a state from an open line.
func reach() map[line.State][]line.Event {
	return map[line.State][]line.Event{
		line.Open: nil, line.SignedOff: {line.SignOff}, line.Disputed: {line.SignOff, line.Dispute}, line.Answered: {line.SignOff, line.Dispute, line.Answer}, line.Corrected: {line.SignOff, line.Renew},
		line.Approved: {line.SignOff, line.Approve}, line.Invoiced: {line.SignOff, line.Approve, line.Bill},
	}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/timesheet
func TestTableOfMoves(t *testing.T) {
	by := map[line.Event]string{
		line.SignOff: "organiser", line.Approve: "buyer", line.Dispute: "buyer", line.Answer: "organiser", line.Correct: "organiser", line.Renew: "follows from the sheet", line.Undo: "buyer",
		line.Bill: "invoicing", line.Unbill: "invoicing",
	}
	printtest.Same(t, "testdata/states.md", printtest.Moves[line.State, line.Event]{
		Title: "The moves of a line",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when it is a repeat. A line on an invoice never changes: what is signed anew or set aside then becomes another line.",
		States: line.States(), Events: line.Events(), By: func(e line.Event) string { return by[e] },
		Try: func(s line.State, e line.Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings the crew's line of Monday into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s line.State, e line.Event) string {
	t.Helper()
	do, w := does(t, mondayCrew), signed(t)
	for _, step := range reach()[s] {
		ok(t, do[step](w))
		w.carry(t)
	}
	was := w.one(t, mondayCrew)
	if was.State != s {
		t.Fatalf("on the way to %s: %s", s, was.State)
	}
	if e == line.Renew && s == line.Corrected {
		w.sign(monday, []float64{4, 4, 4, 2}, 4, 0)
	}
	err := do[e](w)
	is := w.one(t, mondayCrew)
	next, can := s.Next(e)
	if !can {
		was.Shown = is.Shown // to look is no event
	}
	switch {
	case can && (err != nil || is.State != next):
		t.Errorf("%s, %s: %v, state %s", s, e, err, is.State)
	case !can && asJSON(is) != asJSON(was):
		t.Errorf("%s, %s went through: %v, %+v", s, e, err, is)
	case !can && err == nil && !is.Already(e) && e != line.Renew && e != line.Unbill && (s != line.Invoiced || e != line.Correct && e != line.Bill):
		t.Errorf("%s, %s was not refused", s, e)
	}
	if !can {
		return "–"
	}
	return string(next)
}
