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
	requestBody = `{"title": "Parcels", "work": "Pack parcels.", "trades": ["packing"], "postal": "00100", "directs": "organiser", "hazards": [], "allergens": ["milk"],
		"need": {"first": "2026-11-30", "last": "2026-12-31", "weekdays": ["mon", "tue"], "from": 480, "to": 720, "people": 4}, "deadline": "2026-11-26T12:00:00Z"}`
	quoteBody = `{"crew": "{crew-one}", "supervisor": "Sam", "until": "2026-12-01T12:00:00Z", "loads": [{"date": "2026-12-07", "from": 480, "to": 720, "participants": 4, "supervisors": 1}],
		"lines": [{"unit": "crew_hour", "name": "Packing", "quantity": 64, "rate": 200000, "reason": "Nobody but us reads this"}]}`
)

// drafted, opened, saved and quoted bring a request of acme to the organiser, and its quote back.
func drafted() []servertest.Scenario {
	return []servertest.Scenario{{
		Name: "begin", As: "employer", Method: "POST", Path: openapi.Base + "/requests", Body: requestBody, Headers: []string{"Idempotency-Key", "k1"},
		Want: 201, Facts: map[string]int{"request.created": 1}, Keep: map[string]string{"request": "id"},
	}}
}

func opened() []servertest.Scenario {
	return append(drafted(), servertest.Scenario{
		Name: "send", As: "employer", Method: "POST", Path: openapi.Base + "/requests/{request}/send", Body: `{"organisers": ["{crew}"]}`,
		Headers: []string{"If-Match", `"1"`}, Want: 200, Facts: map[string]int{"request.opened": 1, "request.invited": 1},
	})
}

func saved() []servertest.Scenario {
	return append(opened(), servertest.Scenario{
		Name: "save", As: "billing", Method: "PUT", Path: openapi.Base + "/asked/{request}/quote", Body: quoteBody, Headers: []string{"If-Match", `"1"`},
		Want: 200, Facts: map[string]int{"quote.begun": 1, "quote.draft_saved": 1}, Keep: map[string]string{"quote": "id"},
	})
}

func quoted() []servertest.Scenario {
	return append(saved(), servertest.Scenario{
		Name: "send quote", As: "billing", Method: "POST", Path: openapi.Base + "/asked/{request}/quote/send", Headers: []string{"If-Match", `"2"`},
		Want: 200, Facts: map[string]int{"quote.sending": 1, "quote.sent": 1, "capacity.held": 1}, Has: []string{`"total":32000`},
	})
}

func questioned() []servertest.Scenario {
	return append(opened(), servertest.Scenario{
		Name: "ask", As: "billing", Method: "PUT", Path: openapi.Base + "/asked/{request}/questions/q1", Body: `{"text": "Is there a lift?"}`, Want: 200,
		Facts: map[string]int{"request.question_asked": 1},
	})
}

func requestSamples() map[string]sample {
	one, others := "/requests/{request}", []string{"rival", "unit-owner"}
	first := []string{"If-Match", `"1"`}
	return map[string]sample{
		"list-request":     {own: "employer"},
		"create-request":   {own: "employer", body: requestBody, headers: []string{"Idempotency-Key", "k2"}},
		"read-request":     {path: one, own: "employer-owner", before: opened(), foreign: others},
		"change-request":   {path: one, own: "employer", before: drafted(), body: requestBody, headers: first, foreign: others},
		"send-request":     {path: one + "/send", own: "employer", before: drafted(), body: `{"organisers": ["{crew}"]}`, headers: first, foreign: others},
		"invite-request":   {path: one + "/invitations", own: "employer", before: opened(), body: `{"organisers": ["{crew}"]}`, foreign: others},
		"withdraw-request": {path: one + "/withdraw", own: "employer", before: opened(), foreign: others},
		"answer-question":  {path: one + "/questions/q1/answer", own: "employer", before: questioned(), body: `{"text": "Yes."}`, foreign: others},
		"list-quote":       {path: one + "/quotes", own: "employer", before: quoted(), foreign: others},
		"accept-quote":     {path: one + "/accept", own: "employer", before: quoted(), body: `{"quote": "{quote}", "version": 1}`, foreign: others},
		"read-quote":       {path: "/quotes/{quote}", own: "employer", before: quoted(), foreign: others},
		"decline-quote":    {path: "/quotes/{quote}/decline", own: "employer", before: quoted(), body: `{"reason": "too_dear"}`, foreign: others},
		"read-limits":      {own: "employer"},
		"set-limits":       {own: "employer-owner", body: `{"most": 100000}`, headers: []string{"If-Match", `"0"`}},
		"ask-renewal":      {path: "/quotes/{quote}/renewal", own: "employer", before: quoted(), foreign: others},
	}
}

func quoteSamples() map[string]sample {
	one, others := "/asked/{request}", []string{"rival", "unit-owner", "employer-owner"}
	return map[string]sample{
		"list-asked":         {own: "billing"},
		"read-asked":         {path: one, own: "billing", before: opened(), foreign: others},
		"ask-question":       {path: one + "/questions/q1", own: "billing", before: opened(), body: `{"text": "Is there a lift?"}`, foreign: others},
		"pass-asked":         {path: one + "/pass", own: "billing", before: opened(), body: `{"reason": "too_far"}`, foreign: others},
		"read-own-quote":     {path: one + "/quote", own: "billing", before: opened(), foreign: others},
		"save-own-quote":     {path: one + "/quote", own: "billing", before: opened(), body: quoteBody, headers: []string{"If-Match", `"1"`}, foreign: others},
		"send-own-quote":     {path: one + "/quote/send", own: "billing", before: saved(), headers: []string{"If-Match", `"2"`}, foreign: others},
		"renew-own-quote":    {path: one + "/quote/renew", own: "billing", before: quoted(), body: `{"until": "2026-12-02T12:00:00Z"}`, foreign: others},
		"withdraw-own-quote": {path: one + "/quote/withdraw", own: "billing", before: quoted(), foreign: others},
	}
}

// From the request to the acceptance: the buyer reads what was sent, not how the price came about; the courier's reactions
// leave it as it is, and everybody is told.
func TestQuoteOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, quoted()...)
	a.Carry(t)
	resp, body := a.Do(t, a.Request("employer", http.MethodGet, openapi.Base+"/quotes/{quote}", ""))
	if resp.StatusCode != 200 || !strings.Contains(body, `"held":true`) || strings.Contains(body, "Nobody but us") {
		t.Errorf("the buyer reads %d %s", resp.StatusCode, body)
	}
	accept := `{"quote": "{quote}", "version": 1}`
	for range 2 {
		if resp, body = a.Do(t, a.Request("employer", http.MethodPost, openapi.Base+"/requests/{request}/accept", accept)); resp.StatusCode != 200 || !strings.Contains(body, `"state":"awarded"`) {
			t.Errorf("%d %s", resp.StatusCode, body)
		}
	}
	a.Carry(t)
	if resp, body = a.Do(t, a.Request("billing", http.MethodGet, openapi.Base+"/asked/{request}/quote", "")); resp.StatusCode != 200 || !strings.Contains(body, `"state":"accepted"`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	b, err := a.Capacity.Booking(t.Context(), a.Actor("employer"), a.ID("crew-one"), a.ID("quote"))
	if err != nil || b.State != "sold" || b.For != marketplace.ID(a.IDs["quote"]) {
		t.Errorf("%+v, %v", b, err)
	}
}
