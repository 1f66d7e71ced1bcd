package order

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// An order goes on from another only when the same two made it; whose work goes on is declared anew, from the day on which the
// order began.
func TestRenews(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	for name, tt := range map[string]struct {
		follows marketplace.ID
		q       quote.Quote
		want    marketplace.ID
	}{
		"the first":             {"", quote.Quote{Org: "paja", Buyer: "cafe"}, ""},
		"the same two":          {id, quote.Quote{Org: "paja", Buyer: "cafe"}, id},
		"another organiser":     {id, quote.Quote{Org: "verstas", Buyer: "cafe"}, ""},
		"another buyer":         {id, quote.Quote{Org: "paja", Buyer: "bakery"}, ""},
		"an order that is gone": {"gone", quote.Quote{Org: "paja", Buyer: "cafe"}, ""},
	} {
		if got, err := w.renews(ctx, request.Request{Follows: tt.follows}, tt.q); got != tt.want || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	o := w.stored(t)
	if got := o.asked("2026-11-25", nil); got.Renewed != "" {
		t.Errorf("the first order renews since %s", got.Renewed)
	}
	o.Renews = "earlier"
	if got := o.asked("2026-11-25", nil); got.Renewed != o.Begun.Day() {
		t.Errorf("renewed since %q", got.Renewed)
	}
	o.State, o.Decision, o.Staffing.Participants = Preparing, nil, []gate.Participants{{Form: "rehabilitative", Number: 1}}
	o.Declared = []gate.Declaration{
		{By: gate.Organiser, Person: "olga", Name: "Olga", On: o.Begun.Day()}, {By: gate.Client, Person: "aino", Name: "Aino", On: o.Begun.Day().AddDays(-1)},
	}
	for _, r := range must(w.judge(o, nil)).Results {
		if r.Gate == gate.Displacement && r.Verdict != "review" {
			t.Errorf("declared with the order before: %+v", r)
		}
	}
}

// Contracts of work that goes on are chained to the newest one that became a contract, over those that did not.
func TestChained(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	first := w.stored(t)
	over := first
	over.ID, over.Renews, over.Decision, over.State = "over", first.ID, nil, Cancelled
	_, err := w.orders.Insert(ctx, over.ID, over)
	ok(t, err)
	next := first
	next.ID, next.Renews, next.Decision = "next", "over", nil
	if got, err := w.chained(ctx, next); got != first.ID || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := w.chained(ctx, first); got != "" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}
