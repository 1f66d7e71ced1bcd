package watch

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/printtest"
)

type notices = notice.Service

// Whatever is published and looked at in whatever order: nothing is told twice, what stays in the index is told unless it
// is from before the search, and what is remembered is bounded.
func TestLooks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
		s := SavedSearch{State: Daily, Since: Mark{At: marketplace.At(at)}}
		var board []Mark
		told, n := map[marketplace.ID]int{}, 0
		for range rapid.IntRange(1, 20).Draw(r, "days") {
			for range rapid.SampledFrom([]int{0, 1, 3, 300}).Draw(r, "new") {
				n++
				early := rapid.SampledFrom([]time.Duration{0, time.Second, 20 * 24 * time.Hour}).Draw(r, "late in the index")
				if early > 0 && n > mostHits {
					early = 0 // with that many at once, what comes late can stand before what is forgotten
				}
				board = append(board, Mark{marketplace.At(at.Add(time.Minute - early)), marketplace.ID(fmt.Sprintf("t%05d", n))})
			}
			at = at.AddDate(0, 0, 1)
			before := s
			var fresh int
			s, fresh = s.looked(board, marketplace.At(at))
			got := 0
			for _, m := range board {
				if before.Since.before(m) && !remembers(before, m.Task) {
					told[m.Task]++
					got++
				}
			}
			if got != fresh || len(s.Hits) > mostHits || s.Since.before(before.Since) {
				r.Fatalf("%d fresh, %d counted, %d remembered, %v after %v", fresh, got, len(s.Hits), s.Since, before.Since)
			}
			for _, h := range s.Hits {
				if !s.Since.before(h.Mark) || h.Look > s.Looks {
					r.Fatalf("%+v stands before %+v", h, s.Since)
				}
			}
		}
		start := Mark{At: marketplace.At(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))}
		for _, m := range board {
			if want := start.before(m); told[m.Task] > 1 || told[m.Task] == 0 && want && n <= mostHits {
				r.Fatalf("%v was told %d times", m, told[m.Task])
			}
		}
	})
}

func remembers(s SavedSearch, of marketplace.ID) bool {
	for _, h := range s.Hits {
		if h.Task == of {
			return true
		}
	}
	return false
}

// Many tasks of the same moment, as an import makes them, are all told once, although not all are remembered.
func TestManyAtOnce(t *testing.T) {
	at := marketplace.At(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC))
	var found []Mark
	for n := range mostHits + 120 {
		found = append(found, Mark{at, marketplace.ID(fmt.Sprintf("t%05d", n))})
	}
	s, n := SavedSearch{State: Daily}.looked(found, at)
	if n != mostHits+120 || len(s.Hits) != mostHits {
		t.Fatalf("%d told, %d remembered", n, len(s.Hits))
	}
	if _, n := s.looked(found, at); n != 0 {
		t.Errorf("%d told twice", n)
	}
	if _, n := s.looked([]Mark{{at, "t99999"}}, at); n != 1 {
		t.Errorf("one more of that moment: %d", n)
	}
}

// A look is due an hour before the daily letter.
func TestNextLook(t *testing.T) {
	for now, want := range map[string]string{
		"2026-11-23T03:59:59Z": "2026-11-23T04:00:00.000Z", "2026-11-23T04:00:00Z": "2026-11-24T04:00:00.000Z", "2026-12-31T20:00:00Z": "2027-01-01T04:00:00.000Z",
	} {
		at, err := time.Parse(time.RFC3339, now)
		ok(t, err)
		if got := nextLook(marketplace.At(at)).String(); got != want {
			t.Errorf("%s: %s, want %s", now, got, want)
		}
	}
}

// does is every event as it is really brought about.
func does(t *testing.T) map[Event]func(*world, Entry) error {
	ctx := t.Context()
	as := func(state State) func(*world, Entry) error {
		return func(w *world, e Entry) error {
			d := washers()
			d.State = state
			_, err := w.Change(ctx, kati, e.ID, e.Rev, d)
			return err
		}
	}
	return map[Event]func(*world, Entry) error{
		Pause: as(Never), Resume: as(Daily),
		Look:   func(w *world, _ Entry) error { w.market.Days++; return w.Work(ctx) },
		See:    func(w *world, e Entry) error { _, err := w.See(ctx, kati, e.ID, 1); return err },
		Remove: func(w *world, e Entry) error { return w.Remove(ctx, kati, e.ID) },
	}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/watch
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{Pause: "person", Resume: "person", Look: "time", See: "person", Remove: "person"}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a saved search",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when time brings it.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings a search with news into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	t.Helper()
	w, do := newWorld(t), does(t)
	w.save(kati, "1", washers())
	w.post(aino)
	w.market.Days++
	ok(t, w.Work(t.Context()))
	was := w.of(t, "1")
	switch s {
	case Daily:
	case Never:
		ok(t, do[Pause](w, was))
	case Removed:
		ok(t, do[Remove](w, was))
	}
	was = must(w.saved.Get(t.Context(), was.ID))
	err := do[e](w, was)
	is := must(w.saved.Get(t.Context(), was.ID))
	next, can := s.Next(e)
	switch {
	case can && (err != nil || is.Value.State != next):
		t.Errorf("%s, %s: %v, state %s", s, e, err, is.Value.State)
	case !can && (is.Rev != was.Rev || (err == nil) != (e == Look)):
		t.Errorf("%s, %s went through: %v, %s", s, e, err, is.Value.State)
	}
	if !can {
		return "–"
	}
	return string(next)
}
