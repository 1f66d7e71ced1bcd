package frame

import (
	"encoding/json"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/quote"
)

func asJSON(v any) string { return string(must(json.Marshal(v))) }

// does is every event of a framework agreement as it is really brought about.
func does(t testing.TB) map[Event]func(*world) error {
	ctx := t.Context()
	return map[Event]func(*world) error{
		Agree:    func(w *world) error { return w.agree(ctx) },
		Decline:  func(w *world) error { _, err := w.Decline(ctx, aino, id, "Emme tarvitse."); return err },
		Withdraw: func(w *world) error { _, err := w.Withdraw(ctx, birgit, id); return err },
		CallOff:  func(w *world) error { _, _, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1)); return err },
		GiveUp:   func(w *world) error { _, err := w.GiveNotice(ctx, olga, id, "Ryhmä lopettaa."); return err },
		End:      func(w *world) error { w.move(40 * 24 * time.Hour); return w.Work(ctx) },
		Expire:   func(w *world) error { w.move(400 * 24 * time.Hour); return w.Work(ctx) },
	}
}

// reach are the events that lead to a state from an offer.
func reach() map[State][]Event {
	return map[State][]Event{
		Offered: nil, Agreed: {Agree}, Declined: {Decline}, Withdrawn: {Withdraw}, Ended: {Agree, GiveUp, End}, Expired: {Agree, Expire},
	}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./marketplace/frame
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{
		Agree: "buyer", Decline: "buyer", Withdraw: "organiser", CallOff: "buyer", GiveUp: "either side", End: "time, after notice", Expire: "time",
	}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a framework agreement",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when it is a repeat or time brings it.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings an agreement into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	do, w := does(t), offered(t, memory(t), 0)
	for _, step := range reach()[s] {
		ok(t, do[step](w))
	}
	if e == End && s == Agreed {
		ok(t, do[GiveUp](w))
	}
	was := w.stored(t)
	if was.State != s {
		t.Fatalf("on the way to %s: %s", s, was.State)
	}
	err := do[e](w)
	is := w.stored(t)
	next, can := s.Next(e)
	repeat, _ := Offered.Next(e)
	switch quiet := e == End || e == Expire || repeat == s; {
	case can && (err != nil || is.State != next || is.Live != next.Live()):
		t.Errorf("%s, %s: %v, state %s", s, e, err, is.State)
	case !can && (asJSON(is) != asJSON(was) || err == nil && !quiet):
		t.Errorf("%s, %s went through: %v, %s", s, e, err, is.State)
	}
	if !can {
		return "–"
	}
	return string(next)
}

// callDoes is every event of a call-off as it is really brought about.
func callDoes(t testing.TB) map[CallEvent]func(*world) error {
	ctx := t.Context()
	first := func(w *world) Call { return w.one(t, 1) }
	return map[CallEvent]func(*world) error{
		Hold: func(w *world) error { _, _, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1)); return err },
		Take: func(w *world) error {
			_, _, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1))
			if err == nil {
				_, err = w.sale.Accept(ctx, aino, first(w).Request, quote.Choice{Quote: first(w).Quote, Version: 1})
			}
			return err
		},
		Lose: func(w *world) error {
			_, _, _ = w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1))
			_, err := w.asks.Withdraw(ctx, aino, first(w).Request)
			return err
		},
		Cancel: func(w *world) error {
			_, err := w.deals.Cancel(ctx, olga, first(w).Quote, order.Cancellation{Reason: order.NoCrew})
			return err
		},
	}
}

// TestTableOfCalls prints how a call-off follows its request, its quote and its order.
func TestTableOfCalls(t *testing.T) {
	by := map[CallEvent]string{Hold: "the quote was sent", Take: "the quote was accepted", Lose: "the request is dead", Cancel: "the order was cancelled"}
	reach := map[CallState][]CallEvent{Held: {Hold}, Ordered: {Take}, Lost: {Hold, Lose}, Cancelled: {Take, Cancel}}
	printtest.Same(t, "testdata/calls.md", printtest.Moves[CallState, CallEvent]{
		Title:  "The moves of a call-off",
		About:  "Printed and checked by the tests. Below each move stands from what it follows. A dash changes nothing: no move leads back.",
		States: CallStates(), Events: CallEvents(), By: func(e CallEvent) string { return by[e] },
		Try: func(s CallState, e CallEvent) string {
			do, w, ctx := callDoes(t), agreed(t, memory(t), 0), t.Context()
			if s == Calling {
				c := must(w.asked(ctx, w.stored(t), wish("2026-12-07", 1)))
				c.Key, c.By = "a", "aino"
				must(w.reserve(ctx, aino, Entry{ID: id}, c))
			}
			for _, step := range reach[s] {
				ok(t, do[step](w))
				w.carry(t)
			}
			if was := w.one(t, 1).State; was != s {
				t.Fatalf("on the way to %s: %s", s, was)
			}
			err := do[e](w)
			w.carry(t)
			next, can := s.Next(e)
			is := w.one(t, 1).State
			switch {
			case can && (err != nil || is != next):
				t.Errorf("%s, %s: %v, %s", s, e, err, is)
			case !can && s != Calling && is != s:
				t.Errorf("%s, %s led to %s", s, e, is)
			}
			if !can {
				return "–"
			}
			return string(next)
		},
	}.Print())
}

// Each verb is open to some people only: to a stranger it answers as if there were nothing, a fellow without the role is
// refused, and in both cases nothing changes.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), offered(t, memory(t), 0)
	buyer := map[string]func(marketplace.Actor) error{
		"agree":    func(a marketplace.Actor) error { _, err := w.Agree(ctx, a, id, 99, Site{}); return err },
		"decline":  func(a marketplace.Actor) error { _, err := w.Decline(ctx, a, id, ""); return err },
		"notice":   func(a marketplace.Actor) error { _, err := w.GiveNoticeAsBuyer(ctx, a, id, ""); return err },
		"preview":  func(a marketplace.Actor) error { _, _, err := w.Preview(ctx, a, id, Wish{}); return err },
		"call off": func(a marketplace.Actor) error { _, _, err := w.CallOff(ctx, a, id, "a", Wish{}); return err },
		"again":    func(a marketplace.Actor) error { _, err := w.Again(ctx, a, first, "a", "", ""); return err },
	}
	reader := map[string]func(marketplace.Actor) error{
		"bought": func(a marketplace.Actor) error { _, err := w.Bought(ctx, a, id); return err },
	}
	seller := map[string]func(marketplace.Actor) error{
		"get":    func(a marketplace.Actor) error { _, err := w.Get(ctx, a, id); return err },
		"start":  func(a marketplace.Actor) error { _, err := w.Start(ctx, a, first); return err },
		"offer":  func(a marketplace.Actor) error { _, err := w.Offer(ctx, a, "x", first, Terms{}); return err },
		"notice": func(a marketplace.Actor) error { _, err := w.GiveNotice(ctx, a, id, ""); return err },
	}
	const may = marketplace.Internal // anything but a refusal of the person
	for _, tt := range []struct {
		actor                       marketplace.Actor
		asBuyer, asReader, asSeller marketplace.Kind
	}{
		{nobody, marketplace.Unauthenticated, marketplace.Unauthenticated, marketplace.Unauthenticated},
		{rival, marketplace.NotFound, marketplace.NotFound, marketplace.NotFound},
		{veikko, marketplace.NotFound, marketplace.NotFound, marketplace.NotFound},
		{olga, marketplace.NotFound, marketplace.NotFound, may},
		{birgit, marketplace.Forbidden, marketplace.NotFound, may},
		{seppo, marketplace.Forbidden, marketplace.Forbidden, marketplace.Forbidden},
		{kalle, marketplace.Forbidden, marketplace.Forbidden, marketplace.Forbidden},
		{aino, may, may, marketplace.Forbidden},
		{otso, may, may, marketplace.NotFound},
		{bea, marketplace.Forbidden, may, marketplace.NotFound},
	} {
		before := asJSON(w.stored(t))
		for _, side := range []struct {
			kind  marketplace.Kind
			verbs map[string]func(marketplace.Actor) error
		}{{tt.asBuyer, buyer}, {tt.asReader, reader}, {tt.asSeller, seller}} {
			for name, verb := range side.verbs {
				err := verb(tt.actor)
				refused := marketplace.IsKind(err, marketplace.Forbidden) || marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Unauthenticated)
				if side.kind == may && refused || side.kind != may && !marketplace.IsKind(err, side.kind) {
					t.Errorf("%s, %s: %v", tt.actor.Person, name, err)
				}
			}
		}
		if after := asJSON(w.stored(t)); after != before {
			t.Errorf("%s changed something", tt.actor.Person)
		}
	}
}
