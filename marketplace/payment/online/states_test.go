package online

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/printtest"
)

// TestTableOfMoves reads every event in every state and compares the table with the printed one. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./marketplace/payment/online
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{
		Open: "provider", Submit: "buyer", Expire: "time, or what is owed", Fail: "provider", Pay: "buyer", Park: "buyer", Settle: "organiser",
	}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of a checkout",
		About: "Printed and checked by the tests. Below each move stands whose it is. A dash is a reading that changes nothing: it is old, or\n" +
			"it comes again. Money that came wins over everything that looked as if none would.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove reads an event at a checkout in a state, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	c := Checkout{ID: "c", Cents: 100, State: s}
	if s.Received() {
		c.Payment = &Payment{Cents: 100, Currency: provider.Euro}
	}
	if s == Parked {
		c.Trouble = &Trouble{Why: NothingOwed}
	}
	paid := &provider.Payment{State: provider.Paid, Cents: 100, Currency: provider.Euro}
	v := map[Event]seen{
		Open:   {session: provider.Session{State: provider.Open}},
		Submit: {session: provider.Session{State: provider.Complete}},
		Expire: {session: provider.Session{State: provider.Expired}},
		Fail:   {session: provider.Session{State: provider.Complete}, payment: &provider.Payment{State: provider.Failed}},
		Pay:    {session: provider.Session{State: provider.Complete}, payment: paid, owed: 100},
		Park:   {session: provider.Session{State: provider.Complete}, payment: paid, owed: 99},
	}
	after := c
	if e != Settle {
		after = c.after(v[e], marketplace.Instant{})
	} else if next, can := s.Next(e); can {
		after.State = next
	}
	next, can := s.Next(e)
	if after.State != next || can != (after.State != s) {
		t.Errorf("%s at %s: %s, want %s", e, s, after.State, next)
	}
	if after.State == s {
		return "–"
	}
	return string(after.State)
}
