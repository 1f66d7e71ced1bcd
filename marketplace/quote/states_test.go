package quote

import (
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
)

// does is every event of a quote as it is really brought about, on the quote of the paja for the request "r".
func does(t testing.TB) map[Event]func(*world) error {
	ctx, id := t.Context(), IDOf("r", "paja")
	return map[Event]func(*world) error{
		Send: func(w *world) error {
			_, err := w.offer(ctx, olga, "r", w.content("paja", 4, "2026-11-30"))
			return err
		},
		Renew: func(w *world) error { _, err := w.Renew(ctx, birgit, "r", w.in(30)); return err },
		Accept: func(w *world) error {
			_, err := w.Accept(ctx, aino, "r", Choice{id, max(1, len(w.stored(t, id).Versions))})
			return err
		},
		Decline:  func(w *world) error { _, err := w.DeclineOffer(ctx, aino, id, Refusal{Reason: TooDear}); return err },
		Expire:   func(w *world) error { w.move(31 * time.Hour); return w.Work(ctx) },
		Withdraw: func(w *world) error { _, err := w.Withdraw(ctx, olga, "r"); return err },
		Lose: func(w *world) error {
			_, err := w.asks.Withdraw(ctx, aino, "r")
			w.carry(t)
			return err
		},
	}
}

// reach are the events that lead to a state from a draft.
func reach() map[State][]Event {
	return map[State][]Event{
		Draft: nil, Sent: {Send}, Accepted: {Send, Accept}, Declined: {Send, Decline}, Expired: {Send, Expire}, Withdrawn: {Send, Withdraw}, Lost: {Send, Lose},
	}
}

// TestTableOfMoves tries every event in every state and compares the table with the printed one. After a change on
// purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/quote
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{
		Send: "organiser", Renew: "organiser", Accept: "buyer", Decline: "buyer", Expire: "time", Withdraw: "organiser", Lose: "follows from the request",
	}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a quote",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a move that is refused, or that changes\n" +
			"nothing when it is a repeat or time brings it.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings a quote into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	do, w, id := does(t), begun(t), IDOf("r", "paja")
	for _, step := range reach()[s] {
		ok(t, do[step](w))
	}
	was := w.stored(t, id)
	if was.State != s {
		t.Fatalf("on the way to %s: %s", s, was.State)
	}
	err := do[e](w)
	is := w.stored(t, id)
	next, can := s.Next(e)
	repeat, _ := Sent.Next(e)
	quiet := e == Expire || e == Lose || repeat == s
	switch {
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

// Each verb is open to some people only: to a stranger it answers as if there were nothing, a fellow without the role is
// refused, and in both cases nothing changes.
func TestWhoMay(t *testing.T) {
	ctx, w := t.Context(), begun(t)
	q := w.sent(t, olga, "r", 4, "2026-11-30")
	w.carry(t)
	buyer := map[string]func(marketplace.Actor) error{
		"offers":  func(a marketplace.Actor) error { _, err := w.Offers(ctx, a, "r"); return err },
		"offer":   func(a marketplace.Actor) error { _, err := w.Offer(ctx, a, q.ID); return err },
		"accept":  func(a marketplace.Actor) error { _, err := w.Accept(ctx, a, "r", Choice{q.ID, 9}); return err },
		"decline": func(a marketplace.Actor) error { _, err := w.DeclineOffer(ctx, a, q.ID, Refusal{}); return err },
		"renewal": func(a marketplace.Actor) error { _, err := w.AskRenewal(ctx, a, q.ID); return err },
	}
	seller := map[string]func(marketplace.Actor) error{
		"pass":  func(a marketplace.Actor) error { _, err := w.Pass(ctx, a, "r", "", ""); return err },
		"quote": func(a marketplace.Actor) error { _, err := w.Quote(ctx, a, "r"); return err },
		"draft": func(a marketplace.Actor) error { _, err := w.SaveDraft(ctx, a, "r", 0, Content{}); return err },
		"send":  func(a marketplace.Actor) error { _, err := w.Send(ctx, a, "r", 0); return err },
		"renew": func(a marketplace.Actor) error { _, err := w.Renew(ctx, a, "r", marketplace.Instant{}); return err },
	}
	for _, tt := range []struct {
		actor             marketplace.Actor
		asBuyer, asSeller marketplace.Kind
	}{
		{nobody, marketplace.Unauthenticated, marketplace.Unauthenticated},
		{rival, marketplace.NotFound, marketplace.NotFound},
		{kaisa, marketplace.NotFound, marketplace.NotFound},
		{olga, marketplace.NotFound, marketplace.Internal},
		{birgit, marketplace.Forbidden, marketplace.Internal},
		{seppo, marketplace.Forbidden, marketplace.Forbidden},
		{aino, marketplace.Internal, marketplace.Forbidden},
		{otso, marketplace.Internal, marketplace.NotFound},
	} {
		before := asJSON(w.request(t, "r")) + asJSON(w.stored(t, q.ID))
		for side, verbs := range map[marketplace.Kind]map[string]func(marketplace.Actor) error{tt.asBuyer: buyer, tt.asSeller: seller} {
			if tt.asBuyer == tt.asSeller {
				verbs = seller
				for name, verb := range buyer {
					if err := verb(tt.actor); !marketplace.IsKind(err, tt.asBuyer) {
						t.Errorf("%s, %s: %v", tt.actor.Person, name, err)
					}
				}
			}
			for name, verb := range verbs {
				err := verb(tt.actor)
				if may := side == marketplace.Internal; !may && !marketplace.IsKind(err, side) || may && (marketplace.IsKind(err, marketplace.NotFound) && name != "accept" || marketplace.IsKind(err, marketplace.Forbidden)) {
					t.Errorf("%s, %s: %v", tt.actor.Person, name, err)
				}
			}
		}
		if after := asJSON(w.request(t, "r")) + asJSON(w.stored(t, q.ID)); after != before && !slices.Contains([]marketplace.ID{"olga", "birgit", "aino", "otso"}, tt.actor.Person) {
			t.Errorf("%s changed %s to %s", tt.actor.Person, before, after)
		}
	}
}
