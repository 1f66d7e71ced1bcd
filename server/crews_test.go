package server_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const crewBody = `{"name": "Packers", "trades": ["packing"], "postal": "00100", "radius": 20000, "ratio": 4, "published": true,
	"week": {"mon": [{"from": 480, "to": 720, "participants": 4, "supervisors": 1}], "tue": [{"from": 480, "to": 720, "participants": 4, "supervisors": 1}]}}`

func crewSamples() map[string]sample {
	path, others, match := "/crews/{crew-one}", []string{"unit-owner", "employer-owner", "rival"}, []string{"If-Match", `"2"`}
	closed := `{"from": "2026-12-02", "reason": "holiday"}`
	return map[string]sample{
		"list-crew":         {own: "billing", refused: []string{"unit-owner", "rival"}},
		"create-crew":       {own: "supervisor", body: crewBody, refused: []string{"unit-owner", "rival", "billing"}},
		"read-crew":         {path: path, own: "billing", foreign: others},
		"change-crew":       {path: path, own: "supervisor", body: crewBody, headers: match, foreign: others, refused: []string{"billing"}},
		"preview-crew":      {path: path + "/preview", own: "supervisor", body: crewBody, foreign: others},
		"retire-crew":       {path: path + "/retire", own: "supervisor", headers: match, foreign: others},
		"create-exception":  {path: path + "/exceptions", own: "supervisor", body: closed, headers: match, foreign: others},
		"preview-exception": {path: path + "/exceptions/preview", own: "supervisor", body: closed, foreign: others},
		"read-calendar":     {path: path + "/calendar?from=2026-11-30", own: "billing", foreign: others},
		"read-booking":      {path: path + "/bookings/{booking}", own: "employer", foreign: []string{"unit-owner", "rival"}},
		"list-offer":        {own: "coach"},
		"read-offer":        {path: "/offers/{crew-one}", own: "rival"},
	}
}

// An organiser closes a day: the preview names the hold that would go and changes nothing; saving it releases the hold, and
// the calendar and what others see follow. Nobody but the organiser ever reads who buys.
func TestExceptionOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	call := func(who, method, path, body string, want int, headers ...string) string {
		t.Helper()
		resp, got := a.Do(t, a.Request(who, method, openapi.Base+path, body, headers...))
		if resp.StatusCode != want {
			t.Fatalf("%s %s: %d %s", method, path, resp.StatusCode, got)
		}
		return got
	}
	closed := `{"from": "2026-12-01", "reason": "staff_away"}`
	if got := call("supervisor", http.MethodPost, "/crews/{crew-one}/exceptions/preview", closed, 200); !strings.Contains(got, `"for":"quote-1"`) || !strings.Contains(got, `"before":{"crew":48,"supervisors":8}`) {
		t.Errorf("the preview says %s", got)
	}
	if got := call("employer", http.MethodGet, "/crews/{crew-one}/bookings/{booking}", "", 200); !strings.Contains(got, `"state":"held"`) {
		t.Errorf("the preview changed it: %s", got)
	}
	call("supervisor", http.MethodPost, "/crews/{crew-one}/exceptions", closed, 201, "If-Match", `"2"`)
	call("supervisor", http.MethodPost, "/crews/{crew-one}/exceptions", closed, 412, "If-Match", `"2"`)
	if got := call("employer", http.MethodGet, "/crews/{crew-one}/bookings/{booking}", "", 200); !strings.Contains(got, `"state":"displaced"`) {
		t.Errorf("the hold is %s", got)
	}
	var days []struct {
		Limit   string
		Offered struct{ Crew int }
	}
	if err := json.Unmarshal([]byte(call("billing", http.MethodGet, "/crews/{crew-one}/calendar?from=2026-12-01&days=2", "", 200)), &days); err != nil || len(days) != 2 || days[0].Limit != "" || days[1].Offered.Crew != 64 {
		t.Errorf("%+v, %v", days, err)
	}
	if got := call("rival", http.MethodGet, "/offers", "", 200); !strings.Contains(got, "Packers") || strings.Contains(got, "quote") || strings.Contains(got, a.IDs["acme"]) {
		t.Errorf("others read %s", got)
	}
}

// The job releases what has run out, with a fact.
func TestHoldsRunOut(t *testing.T) {
	a := servertest.New(t)
	a.Clock.Move(49 * time.Hour)
	if err := a.Capacity.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, err := a.Capacity.Booking(t.Context(), a.Actor("employer"), a.ID("crew-one"), "booking-1")
	if err != nil || b.State != capacity.Expired {
		t.Errorf("%s, %v", b.State, err)
	}
}
