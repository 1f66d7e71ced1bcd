package invoice

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/printtest"
)

// TestTableOfMoves tries every event in every state of a real invoice and compares the table with the printed one. After a
// change on purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/invoice
func TestTableOfMoves(t *testing.T) {
	by := map[Event]string{Issue: "follows from a run", Drop: "follows from what was withdrawn"}
	printtest.Same(t, "testdata/states.md", printtest.Moves[State, Event]{
		Title: "The moves of an invoice",
		About: "Printed and checked by the tests. Below each move stands what brings it about. A dash is a move that is refused, or that\n" +
			"changes nothing when it is a repeat. A credit note moves alike; what was issued is changed by another document only.",
		States: States(), Events: Events(), By: func(e Event) string { return by[e] },
		Try: func(s State, e Event) string { return tryMove(t, s, e) },
	}.Print())
}

// tryMove brings an invoice into a state, tries an event, and says where it led; a dash when nowhere.
func tryMove(t *testing.T, s State, e Event) string {
	t.Helper()
	w, ctx := billing(t, memory(t)), t.Context()
	w.approve(t, "s1", due("s1", 1, "cafe", "", monday, 4))
	draft := must(w.begin(ctx, Run{ID: "run", Org: "paja"}, must(w.Preview(ctx, birgit, monday))[0]))
	do := map[Event]func(){
		Issue: func() { must(w.carry(ctx, draft.ID)) },
		Drop: func() {
			must(w.drop(ctx, must(w.invoices.Get(ctx, draft.ID)), marketplace.Field("sources", "invoice.changed")))
		},
	}
	before := map[State]Event{Issued: Issue, Dropped: Drop}[s]
	if before != "" {
		do[before]()
	}
	was := must(w.invoices.Get(ctx, draft.ID))
	do[e]()
	after := must(w.invoices.Get(ctx, draft.ID))
	if after.Rev == was.Rev {
		if next, can := s.Next(e); can {
			t.Errorf("%s in %s should lead to %s", e, s, next)
		}
		return "–"
	}
	if next, can := s.Next(e); !can || next != after.Value.State {
		t.Errorf("%s in %s led to %s", e, s, after.Value.State)
	}
	return string(after.Value.State)
}
