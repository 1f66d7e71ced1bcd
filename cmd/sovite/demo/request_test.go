package demo_test

import (
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/request"
)

// TestRequests: who asks buys, who is asked sells, and what stands in a quote is in the price book of who quotes.
func TestRequests(t *testing.T) {
	w := load(t)
	quotes, drafts, waiting := 0, 0, 0
	for _, d := range w.Requests {
		if !strings.HasPrefix(string(d.ID), "demo-request-") || d.Note == "" {
			t.Errorf("%s has no id of its own, or no note", d.ID)
		}
		by := slices.IndexFunc(w.People, func(p demo.Person) bool { return p.ID == d.By })
		if by < 0 || !slices.ContainsFunc(w.People[by].Roles, func(r marketplace.Role) bool { return slices.Contains(request.Buyers(), r) }) {
			t.Fatalf("%s is asked for by nobody", d.ID)
		}
		for _, id := range d.Organisers {
			if o, there := w.org(id); !there || !slices.Contains(o.Kinds, account.KindOrganiser) {
				t.Errorf("%s asks %s, who sells nothing", d.ID, id)
			}
		}
		for _, q := range d.Questions {
			if q.Answer == "" {
				waiting++
			}
		}
		if len(d.Organisers) == 0 {
			drafts++
		}
		if d.Quote == nil {
			continue
		}
		quotes++
		for _, l := range d.Quote.Lines {
			if !slices.ContainsFunc(w.Prices, func(p demo.Price) bool { return p.ID == l.Item && p.By == d.Quote.By }) {
				t.Errorf("%s sells %s, which is not in the book", d.ID, l.Item)
			}
		}
	}
	if quotes != 1 || drafts != 1 || waiting != 1 {
		t.Errorf("%d quotes, %d drafts, %d questions wait", quotes, drafts, waiting)
	}
}
