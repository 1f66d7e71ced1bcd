package capacity

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
)

// does is every event as it is really brought about.
func does(ctx context.Context) map[Event]func(*world) error {
	return map[Event]func(*world) error{
		Extend: func(w *world) error { _, err := w.Extend(ctx, seppo, "crew", "b", w.in(48*time.Hour)); return err },
		Sell:   func(w *world) error { _, err := w.Sell(ctx, aino, "crew", "b"); return err },
		Move: func(w *world) error {
			_, err := w.Move(ctx, seppo, "crew", "b", "", []Load{load("2026-11-30", 2)})
			return err
		},
		Release: func(w *world) error { _, err := w.Release(ctx, seppo, "crew", "b"); return err },
		Expire:  func(w *world) error { w.move(24 * time.Hour); return w.Work(ctx) },
		Displace: func(w *world) error {
			e, err := w.Get(ctx, olga, "crew")
			if err == nil {
				_, err = w.SavePlan(ctx, olga, "crew", e.Rev, Plan{From: "2026-11-30", Reason: Holiday})
			}
			return err
		},
	}
}

// reach are the events that lead to a state from a hold.
func reach() map[State][]Event {
	return map[State][]Event{Held: nil, Sold: {Sell}, Released: {Release}, Expired: {Expire}, Displaced: {Displace}}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/capacity
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{Extend: "organiser", Sell: "organiser, buyer", Move: "organiser", Release: "organiser, buyer of a hold", Expire: "time", Displace: "organiser's change"}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a booking",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when time or a change of the crew brings it. Whether there is room is asked besides.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Column: "takes capacity", Of: func(s State) any { return s.Live() },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings a booking into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	do, w := does(t.Context()), newWorld(t, memory(t))
	w.crew(t)
	w.held(t, "b", load("2026-11-30", 4))
	for _, step := range reach()[s] {
		ok(t, do[step](w))
	}
	was, _ := w.stored(t).Value.booking("b")
	if was.State != s {
		t.Fatalf("on the way to %s: %s", s, was.State)
	}
	err := do[e](w)
	is, _ := w.stored(t).Value.booking("b")
	next, can := s.Next(e)
	switch quiet := e == Expire || e == Displace && s != Sold; {
	case can && (err != nil || is.State != next):
		t.Errorf("%s, %s: %v, state %s", s, e, err, is.State)
	case !can && (is.State != s || fmt.Sprint(was) != fmt.Sprint(is) || (err == nil) != quiet):
		t.Errorf("%s, %s went through: %v, %s", s, e, err, is.State)
	}
	if !can {
		return "–"
	}
	return string(next)
}

// Each verb is open to some people only: a stranger's is answered as if there were nothing, a fellow's without the role is
// forbidden, and in both cases nothing changes.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	w.crew(t)
	w.sold(t, "b", load("2026-11-30", 1))
	w.held(t, "h", load("2026-12-01", 1))
	e := w.stored(t)
	until := w.in(time.Hour)
	verbs := map[string]func(marketplace.Actor) error{
		"create":  func(a marketplace.Actor) error { _, err := w.Create(ctx, a, Terms{}); return err },
		"get":     func(a marketplace.Actor) error { _, err := w.Get(ctx, a, "crew"); return err },
		"days":    func(a marketplace.Actor) error { _, err := w.Days(ctx, a, "crew", monday, 7); return err },
		"fits":    func(a marketplace.Actor) error { _, err := w.Fits(ctx, a, "crew", []Load{load(monday, 1)}); return err },
		"terms":   func(a marketplace.Actor) error { _, err := w.ChangeTerms(ctx, a, "crew", 0, Terms{}); return err },
		"preview": func(a marketplace.Actor) error { _, err := w.PreviewPlan(ctx, a, "crew", Plan{}); return err },
		"plan":    func(a marketplace.Actor) error { _, err := w.SavePlan(ctx, a, "crew", 0, Plan{}); return err },
		"retire":  func(a marketplace.Actor) error { _, err := w.Retire(ctx, a, "crew", 0); return err },
		"hold":    func(a marketplace.Actor) error { _, err := w.Hold(ctx, a, "crew", Request{ID: "x"}); return err },
		"extend":  func(a marketplace.Actor) error { _, err := w.Extend(ctx, a, "crew", "b", until); return err },
		"move":    func(a marketplace.Actor) error { _, err := w.Move(ctx, a, "crew", "b", "", nil); return err },
		"sell":    func(a marketplace.Actor) error { _, err := w.Sell(ctx, a, "crew", "b"); return err },
		"booking": func(a marketplace.Actor) error { _, err := w.Booking(ctx, a, "crew", "b"); return err },
		"release": func(a marketplace.Actor) error { _, err := w.Release(ctx, a, "crew", "b"); return err },
		"list":    func(a marketplace.Actor) error { _, err := w.Mine(ctx, a, false, marketplace.Page{}); return err },
	}
	kinds := func(a marketplace.Actor) map[string]string {
		out := map[string]string{}
		for name, verb := range verbs {
			switch err := verb(a); {
			case err == nil, marketplace.IsKind(err, marketplace.Invalid), marketplace.IsKind(err, marketplace.Stale), marketplace.IsKind(err, marketplace.Conflict):
				out[name] = "may"
			default:
				out[name] = marketplace.KindOf(err).String()
			}
		}
		return out
	}
	all := func(kind string, but map[string]string) map[string]string {
		out := map[string]string{}
		for name := range verbs {
			out[name] = kind
		}
		for name, kind := range but {
			out[name] = kind
		}
		return out
	}
	for _, tt := range []struct {
		name  string
		actor marketplace.Actor
		want  map[string]string
	}{
		{"nobody", nobody, all("unauthenticated", nil)},
		{"another organiser", other, all("not-found", map[string]string{"create": "may", "list": "may"})},
		{"another buyer", rival, all("not-found", map[string]string{"create": "forbidden", "list": "forbidden"})},
		{"the buyer", aino, all("forbidden", map[string]string{"sell": "may", "booking": "may"})},
		{"the buyer's billing", bo, all("forbidden", map[string]string{"booking": "may", "get": "not-found", "days": "not-found", "fits": "not-found"})},
		{"the organiser's billing", birgit, all("forbidden", map[string]string{"get": "may", "days": "may", "fits": "may", "booking": "may", "list": "may"})},
	} {
		if diff := cmp.Diff(tt.want, kinds(tt.actor)); diff != "" {
			t.Errorf("%s:\n%s", tt.name, diff)
		}
	}
	if after := w.stored(t); after.Rev != e.Rev {
		t.Error("something was changed")
	}
	if _, err := w.Release(ctx, aino, "crew", "h"); err != nil {
		t.Errorf("the buyer lets go of a hold: %v", err)
	}
}
