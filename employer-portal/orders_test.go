package portal_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/matching"
)

const (
	soldPath   = "/orders/{order}"
	boughtPath = "/purchases/{order}"
)

// unsaid is a key of a message that nobody wrote.
var unsaid = regexp.MustCompile(`\b(order|portal|liability|quote|request)\.[a-z_]`)

// later is a quote for two days that no other test asks for.
func (w *world) later() quote.Content {
	c := w.offered(20)
	c.Loads[0].Date, c.Loads[1].Date = "2026-12-14", "2026-12-15"
	return c
}

// ordered is an order that acme bought of the crew, in preparation.
func (w *world) ordered(t *testing.T) {
	t.Helper()
	id := w.ask(t)
	q := w.quote(t, id, w.later())
	_, err := w.Quotes.Accept(t.Context(), w.Actor("employer"), id, quote.Choice{Quote: q.ID, Version: 1})
	ok(t, err)
	w.Carry(t)
	w.IDs["order"] = string(q.ID)
}

// told has both sides tell their part, with participants of one work form.
func (w *world) told(t *testing.T, form, insurer string) {
	t.Helper()
	e, err := w.Orders.Get(t.Context(), w.Actor("supervisor"), w.id("order"))
	ok(t, err)
	e, err = w.Orders.TellAsOrganiser(t.Context(), w.Actor("supervisor"), e.ID, e.Rev, order.OrganiserPart{
		Staffing: order.Staffing{
			OrganiserIs: "association", Site: gate.CustomerSite, Directs: gate.Organiser, Result: "Parcels packed",
			Participants: []gate.Participants{{Form: form, Number: 3}},
		},
		Readiness: order.Readiness{
			Insurance: []gate.Insurance{{Form: form, By: insurer, Seen: "2026-11-20"}}, Hazards: "None.", SupervisorsInducted: 1, ParticipantsInducted: 3,
		},
		Declares: true,
	})
	ok(t, err)
	_, err = w.Orders.TellAsBuyer(t.Context(), w.Actor("employer"), e.ID, e.Rev, order.BuyerPart{
		Conditions: order.Conditions{Redirect: "no", Safety: "Leave by the yard."}, Hazards: matching.Chosen("dust"), Declares: true,
	})
	ok(t, err)
}

func (w *world) confirmed(t *testing.T) {
	t.Helper()
	w.ordered(t)
	w.told(t, "employment", "employer")
	e, err := w.Orders.Get(t.Context(), w.Actor("billing"), w.id("order"))
	ok(t, err)
	_, err = w.Orders.Confirm(t.Context(), w.Actor("billing"), e.ID, e.Rev)
	ok(t, err)
	w.Carry(t)
}

// TestOrderPagesOpen opens every page of both sides in every language and state; no message is missing and nobody else comes in.
func TestOrderPagesOpen(t *testing.T) {
	w := newWorld(t)
	w.ordered(t)
	open := func() {
		for who, paths := range map[string][]string{
			"crew-owner": {"/orders", "/orders?ended=yes", soldPath, soldPath + "/told", soldPath + "/approve", soldPath + "/supervisor", soldPath + "/cancel", soldPath + "/propose"},
			"employer":   {"/purchases", "/purchases?ended=yes", boughtPath, boughtPath + "/told", boughtPath + "/reference", boughtPath + "/cancel", boughtPath + "/propose"},
		} {
			b := w.as(t, who)
			for _, path := range paths {
				b.opens(path, nil)
			}
		}
	}
	open()
	w.told(t, "work_activity", "organiser")
	open()
	_, err := w.Orders.SetReference(t.Context(), w.Actor("employer"), w.id("order"), "PO-7")
	ok(t, err)
	_, err = w.Orders.ProposeAsBuyer(t.Context(), w.Actor("employer"), w.id("order"), order.Draft{
		Loads: w.later().Loads[:1], Quantities: []price.Quantity{48}, Note: "One day is enough.",
	})
	ok(t, err)
	open()
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"rival", soldPath, 404},
		{"rival", boughtPath, 404},
		{"rival", boughtPath + "/told", 404},
		{"rival", boughtPath + "/propose", 404},
		{"employer-owner", soldPath, 404},
		{"employer", soldPath, 403},
		{"crew-owner", boughtPath, 404},
		{"supervisor", boughtPath, 403},
		{"supervisor", soldPath + "/approve", 403},
		{"coach", soldPath, 403},
		{"coach", boughtPath, 403},
		{"billing", "/orders/nothing", 404},
		{"employer", "/purchases/nothing/cancel", 404},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: status %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}

// TestOrderWalk: both tell their parts in the forms, the organiser is told what stands in the way, and confirms; the buyer reads
// the contract, no work form, and what is not theirs.
func TestOrderWalk(t *testing.T) {
	w := newWorld(t)
	w.ordered(t)
	seller, buyer := w.as(t, "billing"), w.as(t, "employer")
	seller.get("/orders").expect(200, "Parcels").expect(200, "Your turn")
	seller.get(soldPath + "/told")
	v := seller.values(soldPath + "/told")
	v.Set("number.employment", "many")
	v.Set("result", "Parcels <b>packed</b>")
	seller.post(soldPath+"/told", v).expect(422, "is not a number")
	if seller.doc.Find(`#problems a[href="#f-number-employment"]`).Length() != 1 || !strings.Contains(seller.doc.Find("#f-result").Text(), "<b>packed</b>") {
		t.Error("the summary does not lead to the field, or what was typed is lost")
	}
	v.Set("number.employment", "3")
	v.Set("declares", "yes")
	v.Set("seen.employment", "2027-01-01")
	v.Set("insured.employment", "employer")
	seller.post(soldPath+"/told", v).expect(422, "in the future")
	if seller.doc.Find(`#problems a[href="#f-seen-employment"]`).Length() != 1 {
		t.Error("nothing leads to the day")
	}
	v.Set("seen.employment", "2026-11-20")
	seller.post(soldPath+"/told", v).expect(200, "Saved").expect(200, "Waits for the buyer")
	seller.post(soldPath+"/confirm", seller.values(soldPath+"/confirm")).expect(422, "buyer has not told its part")

	buyer.get("/purchases").expect(200, "Your turn")
	buyer.get(boughtPath + "/told")
	v = buyer.values(boughtPath + "/told")
	buyer.post(boughtPath+"/told", v).expect(422, "redirect the crew")
	v.Set("redirect", "no")
	v.Set("hazards.asked", "some")
	v["hazards"] = []string{"dust"}
	v.Set("allergens.asked", "some")
	buyer.post(boughtPath+"/told", v).expect(422, "allergens")
	v["allergens"] = []string{"nuts"}
	v.Set("safety", "Leave by the yard.")
	v.Set("declares", "yes")
	buyer.post(boughtPath+"/told", v).expect(200, "Saved").expect(200, "Waits for the organiser").expect(200, "Leave by the yard.").expect(200, "Nuts")
	if text := buyer.doc.Find("main").Text(); strings.Contains(text, "Employment") || strings.Contains(text, "Nobody but us") {
		t.Errorf("the buyer reads a work form, or how the price came about: %s", text)
	}

	seller.get(soldPath).expect(200, "Employment").expect(200, "Your turn")
	seller.post(soldPath+"/confirm", seller.values(soldPath+"/confirm")).expect(200, "The order is confirmed")
	buyer.get(boughtPath).expect(200, "Confirmed").expect(200, "€480.00")
	buyer.get(boughtPath + "/reference")
	v = buyer.values(boughtPath + "/reference")
	v.Set("reference", "PO-77")
	buyer.post(boughtPath+"/reference", v).expect(200, "PO-77").expect(200, "Version 2: what changed")
	buyer.get(boughtPath + "/cancel")
	v = buyer.values(boughtPath + "/cancel")
	buyer.post(boughtPath+"/cancel", v).expect(422, "Why is the order cancelled?")
	v.Set("reason", "not_needed")
	buyer.post(boughtPath+"/cancel", v).expect(200, "Cancelled by: the customer")
	seller.get("/orders?ended=yes").expect(200, "The work is not needed any more.")
}

// TestOrderChangeWalk: other days are proposed in the form and taken by the other side; what the crew does not have is not.
func TestOrderChangeWalk(t *testing.T) {
	w := newWorld(t)
	w.confirmed(t)
	seller, buyer := w.as(t, "billing"), w.as(t, "employer")
	form := soldPath + "/propose"
	seller.get(form)
	v := seller.values(form)
	v.Set("loads[1].participants", "some")
	seller.post(form, v).expect(422, "is not a number")
	v.Set("loads[1].participants", "3")
	v.Set("loads[1].date", "2026-12-16")
	v.Set("loads[3].date", "2020-01-01") // a row further down, with mistakes of its own
	v.Set("loads[3].from", "8:00")
	v.Set("loads[3].to", "12:00")
	v.Set("loads[3].participants", "1")
	v.Set("loads[3].supervisors", "1")
	seller.post(form, v)
	if seller.status != 422 || seller.doc.Find(`#problems a[href="#f-loads-3--date"]`).Length() != 1 {
		t.Errorf("%d, nothing leads to the row: %s", seller.status, seller.doc.Find("#problems").Text())
	}
	for _, name := range []string{"date", "from", "to", "participants", "supervisors"} {
		v.Del("loads[3]." + name)
	}
	seller.post(form, v).expect(200, "The proposal is sent")
	buyer.get(boughtPath).expect(200, "Proposed change").expect(200, "16 December")
	accept := boughtPath + "/accept"
	buyer.post(accept, buyer.values(accept)).expect(200, "The answer is kept").expect(200, "Version 2: what changed")

	form = boughtPath + "/propose"
	buyer.get(form)
	v = buyer.values(form)
	v.Set("loads[0].participants", "9")
	v.Set("loads[0].supervisors", "3")
	buyer.post(form, v).expect(200, "The proposal is sent")
	seller.get(soldPath)
	accept = soldPath + "/accept"
	seller.post(accept, seller.values(accept))
	if seller.status != 422 || seller.doc.Find("#problems li").Length() == 0 {
		t.Errorf("%d", seller.status)
	}
	seller.post(accept, url.Values{"number": {"x"}}).expect(422, "The proposal is gone")
}

// TestOrderGatesNameTheirRules: every finding on the organiser's page stands with its rule; an owner takes responsibility there.
func TestOrderGatesNameTheirRules(t *testing.T) {
	w := newWorld(t)
	w.ordered(t)
	w.told(t, "rehabilitative", "county")
	owner := w.as(t, "crew-owner").get(soldPath)
	j, err := w.Orders.Gates(t.Context(), w.Actor("supervisor"), w.id("order"))
	ok(t, err)
	seen := []string{}
	for _, r := range j.Results {
		for _, f := range r.Findings {
			owner.cites(t, w.held(t, f.Rule, "2026-11-23"))
			seen = append(seen, f.Rule)
		}
	}
	if len(slices.Compact(seen)) < 8 {
		t.Errorf("only %v are named", seen)
	}
	owner.get(soldPath + "/approve")
	v := owner.values(soldPath + "/approve")
	owner.post(soldPath+"/approve", v).expect(422, "Reason")
	v.Set("reason", "A supervisor is there all day.")
	owner.post(soldPath+"/approve", v).expect(200, "crew-owner took responsibility").expect(200, "A supervisor is there all day.")
	buyer := w.as(t, "employer").get(boughtPath)
	if text := buyer.doc.Find("main").Text(); strings.Contains(text, "all day") || strings.Contains(strings.ToLower(text), "rehabilitative") {
		t.Errorf("the buyer reads why, or the work form: %s", text)
	}
}
