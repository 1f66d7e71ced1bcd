package attendance

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// does is every event of a sheet as it is really brought about.
func does(t testing.TB) map[Event]func(*world) error {
	ctx := t.Context()
	return map[Event]func(*world) error{
		Sign: func(w *world) error {
			key := marketplace.ID(fmt.Sprintf("s-%d", w.now.Load()))
			_, err := w.Sign(ctx, seppo, morning, Signing{Key: key})
			return err
		},
		Correct: func(w *world) error { _, err := w.Reopen(ctx, seppo, morning); return err },
		Lock:    func(w *world) error { return w.Lock(ctx, morning, fmt.Sprintf("syy %d", w.now.Load())) },
		Unlock:  func(w *world) error { return w.Unlock(ctx, morning) },
	}
}

// reach are the events that lead to a state.
func reach() map[State][]Event {
	return map[State][]Event{Open: nil, Signed: {Sign}, Correcting: {Sign, Correct}, Locked: {Sign, Lock}}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./marketplace/attendance
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{Sign: "supervisor", Correct: "supervisor", Lock: "follows from the approval or the invoice", Unlock: "follows from its undoing"}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a sheet",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing because it is so already.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings a sheet into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	do, w := does(t), newWorld(t)
	w.mark(t, seppo, w.all("c-1"))
	for _, step := range reach()[s] {
		ok(t, do[step](w))
	}
	was := w.stored(t)
	if was.State != s {
		t.Fatalf("on the way to %s: %s", s, was.State)
	}
	err := do[e](w)
	is := w.stored(t)
	next, can := s.Next(e)
	quiet := e == Unlock || e == Correct && s.Takes()
	switch {
	case can && (err != nil || is.State != next):
		t.Errorf("%s, %s: %v, state %s", s, e, err, is.State)
	case !can && (asJSON(is) != asJSON(was) || err == nil && !quiet):
		t.Errorf("%s, %s went through: %v, %s", s, e, err, is.State)
	}
	if !can {
		return "–"
	}
	return string(next)
}

// A crash at every write of mark, sign, correct and sign: after the restart the phone sends everything again, and the sheet
// is as if nothing had happened, each thing once.
func TestCrash(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t)
			all, away := w.all("c-1"), w.one("c-2", "matti", Mark{State: Absent, Absence: Unwell})
			reopened := false
			way := func(w *world) error {
				if _, _, err := w.Mark(ctx, seppo, morning, []Change{all}); err != nil {
					return err
				}
				if _, err := w.Sign(ctx, seppo, morning, Signing{Key: "s-1"}); err != nil {
					return err
				}
				if !reopened { // a person presses this once and sees whether it worked
					if _, err := w.Reopen(ctx, seppo, morning); err != nil {
						return err
					}
				}
				if _, _, err := w.Mark(ctx, seppo, morning, []Change{away}); err != nil {
					return err
				}
				_, err := w.Sign(ctx, seppo, morning, Signing{Key: "s-2"})
				return err
			}
			faulty := storetest.Faulty(w.db, k, moment)
			if err := way(worldAt(faulty, w.now, "crashed-")); !faulty.Crashed() {
				ok(t, err)
				if k <= 5 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(w.db, w.now, "again-")
			if e, err := again.sheets.Get(ctx, morning); err == nil {
				reopened = e.Value.State == Correcting || e.Value.signing() == 2
			}
			ok(t, way(again))
			s := again.stored(t)
			if s.State != Signed || s.signing() != 2 || len(s.Late) != 0 || len(s.Seen) != 2 || s.Done.Crew() != 32 {
				t.Errorf("write %d, moment %d: %s", k, moment, asJSON(s))
			}
			signed := 0
			for _, typ := range again.told(t) {
				if typ == "attendance.signed" {
					signed++
				}
			}
			if signed != 2 {
				t.Errorf("write %d, moment %d: told %q", k, moment, again.told(t))
			}
		}
	}
}
