package server_test

import (
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	staffingBody = `{"organiser_is": "association", "site": "customer", "participants": [{"form": "employment", "number": 4}], "directs": "organiser",
		"result": "Parcels packed", "insurance": [{"form": "employment", "by": "employer", "seen": "2026-11-20"}], "hazards": "None.", "supervisors": 1,
		"inducted": 4, "declares": true}`
	reviewBody     = `{"organiser_is": "association", "site": "customer", "participants": [{"form": "work_activity", "number": 4}], "directs": "organiser", "declares": true}`
	conditionsBody = `{"redirect": "no", "safety": "Leave by the yard.", "hazards": ["dust"], "allergens": [], "declares": true}`
	changeBody     = `{"loads": [{"date": "2026-12-08", "from": 480, "to": 720, "participants": 2, "supervisors": 1}], "quantities": [32]}`
)

// orderOf is a call of the organiser's billing or of the buyer about the order that acme bought of the crew.
func orderOf(as, path, body, rev string, facts map[string]int) servertest.Scenario {
	s := servertest.Scenario{Name: as + " " + path, As: as, Method: "POST", Path: openapi.Base + path, Body: body, Want: 200, Facts: facts}
	if rev != "" {
		s.Headers = []string{"If-Match", `"` + rev + `"`}
	}
	if strings.HasSuffix(path, "/told") {
		s.Method = "PUT"
	}
	return s
}

// begunOrder brings an order about as it is: a quote is accepted and the courier carries the fact.
func begunOrder() []servertest.Scenario {
	accept := orderOf("employer", "/requests/{request}/accept", `{"quote": "{quote}", "version": 1}`, "", map[string]int{
		"request.awarding": 1, "capacity.sold": 1, "quote.accepted": 1, "request.awarded": 1,
	})
	accept.Carry = true // an order has the id of its quote
	return append(quoted(), accept)
}

func toldOrder() []servertest.Scenario {
	return append(begunOrder(),
		orderOf("supervisor", "/orders/{quote}/told", staffingBody, "1", map[string]int{"order.told": 1}),
		orderOf("employer", "/purchases/{quote}/told", conditionsBody, "2", map[string]int{"order.told": 1}),
	)
}

func proposedOrder(path string) []servertest.Scenario {
	as := "billing"
	if path == "purchases" {
		as = "employer"
	}
	return append(begunOrder(), orderOf(as, "/"+path+"/{quote}/proposals", changeBody, "", map[string]int{"order.proposed": 1}))
}

func orderSamples() map[string]sample {
	one, others := "/orders/{quote}", []string{"rival", "unit-owner", "employer-owner"}
	rev := func(n string) []string { return []string{"If-Match", `"` + n + `"`} }
	unsure := append(begunOrder(), orderOf("supervisor", "/orders/{quote}/told", reviewBody, "1", map[string]int{"order.told": 1}))
	return map[string]sample{
		"list-order":             {own: "supervisor"},
		"read-order":             {path: one, own: "supervisor", before: begunOrder(), foreign: others},
		"read-gates-order":       {path: one + "/gates", own: "supervisor", before: begunOrder(), foreign: others},
		"tell-order":             {path: one + "/told", own: "supervisor", before: begunOrder(), body: staffingBody, headers: rev("1"), foreign: others},
		"approve-order":          {path: one + "/approve", own: "crew-owner", before: unsure, body: `{"reason": "A supervisor is there all day."}`, foreign: others},
		"confirm-order":          {path: one + "/confirm", own: "billing", before: toldOrder(), headers: rev("3"), foreign: others},
		"list-message-order":     {path: one + "/messages", own: "supervisor", before: begunOrder(), foreign: others},
		"create-message-order":   {path: one + "/messages", own: "billing", before: begunOrder(), body: `{"text": "We come at eight."}`, foreign: others},
		"set-supervisor-order":   {path: one + "/supervisor", own: "supervisor", before: begunOrder(), body: `{"supervisor": "Sim"}`, foreign: others},
		"cancel-order":           {path: one + "/cancel", own: "billing", before: begunOrder(), body: `{"reason": "no_crew"}`, foreign: others},
		"propose-order":          {path: one + "/proposals", own: "billing", before: begunOrder(), body: changeBody, foreign: others},
		"accept-proposal-order":  {path: one + "/proposals/1/accept", own: "billing", before: proposedOrder("purchases"), foreign: others},
		"decline-proposal-order": {path: one + "/proposals/1/decline", own: "billing", before: proposedOrder("purchases"), foreign: others},
	}
}

func purchaseSamples() map[string]sample {
	one, others := "/purchases/{quote}", []string{"rival", "unit-owner", "crew-owner"}
	return map[string]sample{
		"list-purchase":             {own: "employer"},
		"read-purchase":             {path: one, own: "employer", before: begunOrder(), foreign: others},
		"tell-purchase":             {path: one + "/told", own: "employer", before: begunOrder(), body: conditionsBody, headers: []string{"If-Match", `"1"`}, foreign: others},
		"list-message-purchase":     {path: one + "/messages", own: "employer", before: begunOrder(), foreign: others},
		"create-message-purchase":   {path: one + "/messages", own: "employer", before: begunOrder(), body: `{"text": "When do you come?"}`, foreign: others},
		"set-reference-purchase":    {path: one + "/reference", own: "employer", before: begunOrder(), body: `{"reference": "PO-7"}`, foreign: others},
		"cancel-purchase":           {path: one + "/cancel", own: "employer-owner", before: begunOrder(), body: `{"reason": "not_needed"}`, foreign: others},
		"propose-purchase":          {path: one + "/proposals", own: "employer", before: begunOrder(), body: changeBody, foreign: others},
		"accept-proposal-purchase":  {path: one + "/proposals/1/accept", own: "employer", before: proposedOrder("orders"), foreign: others},
		"decline-proposal-purchase": {path: one + "/proposals/1/decline", own: "employer", before: proposedOrder("orders"), foreign: others},
	}
}

// From the accepted quote to the confirmed order: both tell their parts, the gates say what stands, with rule and sentence, and
// the buyer reads no work form and nothing of how a price came about.
func TestOrderOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, toldOrder()...)
	a.Carry(t)
	resp, body := a.Do(t, a.Request("supervisor", http.MethodGet, openapi.Base+"/orders/{quote}/gates", ""))
	for _, want := range []string{`"confirm":true`, `"may_start":false`, `"rule":"direction.stated"`, `"gate":"insurance"`} {
		if resp.StatusCode != 200 || !strings.Contains(body, want) {
			t.Errorf("%d, no %s in %s", resp.StatusCode, want, body)
		}
	}
	resp, body = a.Do(t, a.Request("employer", http.MethodGet, openapi.Base+"/purchases/{quote}", ""))
	for _, never := range []string{"Nobody but us", "employment", "item_version"} {
		if resp.StatusCode != 200 || strings.Contains(body, never) {
			t.Errorf("%d, the buyer reads %s in %s", resp.StatusCode, never, body)
		}
	}
	for range 2 {
		resp, body = a.Do(t, a.Request("billing", http.MethodPost, openapi.Base+"/orders/{quote}/confirm", "", "If-Match", `"3"`))
		if resp.StatusCode != 200 || !strings.Contains(body, `"state":"confirmed"`) {
			t.Errorf("%d %s", resp.StatusCode, body)
		}
	}
	a.Carry(t)
	v, err := a.Orders.Standing(t.Context(), marketplace.ID(a.IDs["quote"]))
	if err != nil || v.Decision == nil || v.Buyer != a.ID("acme") {
		t.Errorf("%+v, %v", v, err)
	}
}

// What stands in the way of the confirmation is told with its rule.
func TestOrderThatCannotBeConfirmed(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, append(begunOrder(),
		orderOf("supervisor", "/orders/{quote}/told", strings.Replace(reviewBody, "work_activity", "work_trial", 1), "1", map[string]int{"order.told": 1}),
		orderOf("employer", "/purchases/{quote}/told", conditionsBody, "2", map[string]int{"order.told": 1}),
	)...)
	resp, body := a.Do(t, a.Request("billing", http.MethodPost, openapi.Base+"/orders/{quote}/confirm", "", "If-Match", `"3"`))
	if resp.StatusCode != http.StatusConflict || !strings.Contains(body, "gates.routes") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
}
