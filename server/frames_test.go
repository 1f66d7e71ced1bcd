package server_test

import (
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	frameBody = `{"after": "{quote}", "terms": {"title": "Packing", "work": "Parcels are packed.", "trades": ["packing"], "postal": "00100",
		"directs": "organiser", "crew": "{crew-one}", "supervisor": "Sim Supervisor", "from": "2026-11-23", "to": "2027-11-22", "ceiling": 100000,
		"notice_days": 30, "prices": [{"unit": "crew_hour", "name": "Crew hour", "rate": 200000, "reason": "Nobody but us"}]}}`
	siteBody  = `{"hazards": ["dust"], "safety": "Leave by the yard.", "reference": "PO-9"}`
	callBody  = `{"need": {"first": "2026-12-14", "last": "2026-12-20", "weekdays": ["mon"], "from": 480, "to": 720, "people": 2}}`
	againBody = `{"first": "2026-12-14", "last": "2026-12-20"}`
)

// framed brings a framework agreement about, on offer to acme: {frame}.
func framed() []servertest.Scenario {
	return append(begunOrder(), servertest.Scenario{
		Name: "offer", As: "billing", Method: "POST", Path: openapi.Base + "/frames", Headers: []string{"Idempotency-Key", "f1"}, Body: frameBody, Want: 201,
		Facts: map[string]int{"frame.offered": 1}, Keep: map[string]string{"frame": "id"}, Has: []string{`"reason":"Nobody but us"`},
	})
}

func agreedFrame() []servertest.Scenario {
	return append(framed(), orderOf("employer", "/agreements/{frame}/agree", siteBody, "1", map[string]int{"frame.agreed": 1}))
}

func frameSamples() map[string]sample {
	one, own := "/frames/{frame}", "/agreements/{frame}"
	sellers, buyers := []string{"rival", "unit-owner", "employer-owner"}, []string{"rival", "unit-owner", "crew-owner"}
	key, why := []string{"Idempotency-Key", "k9"}, `{"reason": "No more."}`
	return map[string]sample{
		"list-frame":        {own: "billing"},
		"create-frame":      {own: "billing", before: begunOrder(), body: frameBody, headers: key, foreign: sellers},
		"read-frame":        {path: one, own: "billing", before: framed(), foreign: sellers},
		"withdraw-frame":    {path: one + "/withdraw", own: "billing", before: framed(), foreign: sellers},
		"notice-frame":      {path: one + "/notice", own: "billing", before: agreedFrame(), body: why, foreign: sellers},
		"list-agreement":    {own: "employer"},
		"read-agreement":    {path: own, own: "employer", before: framed(), foreign: buyers},
		"agree-agreement":   {path: own + "/agree", own: "employer", before: framed(), body: siteBody, headers: []string{"If-Match", `"1"`}, foreign: buyers},
		"decline-agreement": {path: own + "/decline", own: "employer", before: framed(), body: why, foreign: buyers},
		"notice-agreement":  {path: own + "/notice", own: "employer", before: agreedFrame(), body: why, foreign: buyers},
		"preview-call":      {path: own + "/calls/preview", own: "employer", before: agreedFrame(), body: callBody, foreign: buyers},
		"create-call":       {path: own + "/calls", own: "employer", before: agreedFrame(), body: callBody, headers: key, foreign: buyers},
		"repeat-purchase":   {path: "/purchases/{quote}/again", own: "employer", before: begunOrder(), body: againBody, headers: key, foreign: buyers},
	}
}

// From the order to the framework agreement, and from there to a call-off that is accepted as any quote; the buyer reads nothing
// of how a price came about.
func TestFrameOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, agreedFrame()...)
	resp, body := a.Do(t, a.Request("employer", http.MethodGet, openapi.Base+"/agreements/{frame}", ""))
	if resp.StatusCode != 200 || strings.Contains(body, "Nobody but us") || !strings.Contains(body, `"left":100000`) {
		t.Errorf("%d, the buyer reads %s", resp.StatusCode, body)
	}
	for range 2 {
		resp, body = a.Do(t, a.Request("employer", http.MethodPost, openapi.Base+"/agreements/{frame}/calls", callBody, "Idempotency-Key", "c1"))
		if resp.StatusCode != http.StatusCreated && resp.StatusCode != http.StatusOK || !strings.Contains(body, `"state":"held"`) || !strings.Contains(body, `"total":16000`) {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
	}
	request, quote := between(body, `"request":"`), between(body, `"quote":"`)
	resp, body = a.Do(t, a.Request("employer", http.MethodPost, openapi.Base+"/requests/"+request+"/accept", `{"quote": "`+quote+`", "version": 1}`))
	if resp.StatusCode != 200 || !strings.Contains(body, `"state":"awarded"`) || !strings.Contains(body, `"frame":"`) {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	a.Carry(t)
	resp, body = a.Do(t, a.Request("billing", http.MethodGet, openapi.Base+"/frames/{frame}", ""))
	if resp.StatusCode != 200 || !strings.Contains(body, `"state":"ordered"`) || !strings.Contains(body, `"used":16000`) || !strings.Contains(body, `"left":84000`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	resp, body = a.Do(t, a.Request("billing", http.MethodGet, openapi.Base+"/orders/"+quote, ""))
	if resp.StatusCode != 200 || !strings.Contains(body, "Leave by the yard.") || !strings.Contains(body, `"reference":"PO-9"`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	dear := strings.Replace(strings.Replace(callBody, "2026-12-14", "2026-12-21", 1), "2026-12-20", "2027-02-21", 1)
	resp, body = a.Do(t, a.Request("employer", http.MethodPost, openapi.Base+"/agreements/{frame}/calls/preview", dear))
	if resp.StatusCode != http.StatusConflict || !strings.Contains(body, "840") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
}

func between(text, from string) string {
	_, rest, _ := strings.Cut(text, from)
	out, _, _ := strings.Cut(rest, `"`)
	return out
}
