package server_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const allMarked = `{"changes": [{"id": "c1", "rest": {"state": "present", "people": ["mio", "noor", "{supervisor}"]}}]}`

// onShift is a call of the supervisor about today's shift.
func onShift(path, body string, facts map[string]int, headers ...string) servertest.Scenario {
	return servertest.Scenario{
		Name: path, As: "supervisor", Method: "POST", Path: openapi.Base + "/shifts/{shift}" + path, Body: body, Headers: headers, Want: 200, Facts: facts,
	}
}

func markedShift() []servertest.Scenario {
	return []servertest.Scenario{onShift("/marks", allMarked, map[string]int{"attendance.marked": 1})}
}

func signedShift() []servertest.Scenario {
	return append(markedShift(), onShift("/sign", `{}`, map[string]int{"attendance.signed": 1}, "Idempotency-Key", "s1"))
}

func lateShift() []servertest.Scenario {
	return append(signedShift(), onShift("/marks", `{"changes": [{"id": "late1", "people": [{"person": "mio", "state": "absent", "absence": "not_known"}]}]}`, map[string]int{"attendance.marked": 1}))
}

func attendanceSamples() map[string]sample {
	one, others := "/shifts/{shift}", []string{"unit-owner", "employer-owner", "rival"}
	return map[string]sample{
		"list-shift":        {own: "supervisor"},
		"read-sheet":        {path: one + "/sheet", own: "supervisor", refused: others},
		"mark-sheet":        {path: one + "/marks", own: "supervisor", body: allMarked, refused: others},
		"sign-sheet":        {path: one + "/sign", own: "supervisor", before: markedShift(), body: `{}`, headers: []string{"Idempotency-Key", "s1"}, refused: others},
		"reopen-sheet":      {path: one + "/reopen", own: "supervisor", before: signedShift(), refused: others},
		"accept-late-sheet": {path: one + "/late/late1/accept", own: "supervisor", before: lateShift(), refused: others},
		"drop-late-sheet":   {path: one + "/late/late1/drop", own: "supervisor", before: lateShift(), refused: others},
		"show-code-sheet":   {path: one + "/code", own: "supervisor", refused: others},
		"check-in":          {},
		"list-done":         {path: "/orders/{todays-order}/done?from=2026-11-23&to=2026-11-23", own: "billing", before: signedShift(), foreign: others},
	}
}

// A phone sends what waited on it, twice; the sheet is signed, and billing reads hours without names.
func TestAttendanceOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	marks := `{"sent": "2026-11-23T09:00:00Z", "changes": [
		{"id": "c1", "marked": "2026-11-23T08:00:00Z", "rest": {"state": "present", "people": ["mio", "noor", "{supervisor}"]}},
		{"id": "c2", "marked": "2026-11-23T08:01:00Z", "people": [{"person": "mio", "state": "late", "from": 510, "to": 720}]},
		{"id": "c3", "marked": "2026-11-23T08:02:00Z", "made": [{"unit": "piece", "name": "Boxes", "quantity": 120}], "words": "One pallet was missing."},
		{"id": "c4", "people": [{"person": "{billing}", "state": "present"}]}]}`
	first := onShift("/marks", marks, map[string]int{"attendance.marked": 1})
	first.Has = []string{`"id":"c1","outcome":"taken"`, `"id":"c4","outcome":"refused","wrong":["This person is not in the shift.`}
	second := onShift("/marks", marks, nil)
	second.Has, second.Not = []string{`"outcome":"repeated"`}, []string{`"taken"`}
	read := servertest.Scenario{
		Name: "read", As: "supervisor", Path: openapi.Base + "/shifts/{shift}/sheet", Want: 200,
		Has: []string{`"name":"Mio","number":1,"state":"late"`, `"source":"all"`, `"hazards":["dust"]`, `"words":"One pallet was missing."`},
	}
	a.Run(t, first, second, read,
		onShift("/sign", `{}`, map[string]int{"attendance.signed": 1}, "Idempotency-Key", "s1", "If-Match", `"1"`),
		servertest.Scenario{
			Name: "billing reads", As: "billing", Path: openapi.Base + "/orders/{todays-order}/done?from=2026-11-01&to=2026-11-30", Want: 200,
			Has: []string{`"workers":[14,16]`, `"quantity":120`, `"signing":1`}, Not: []string{"mio", "Mio", "Noor", "late"},
		},
		servertest.Scenario{
			Name: "today", As: "supervisor", Path: openapi.Base + "/shifts", Want: 200, Has: []string{`"title":"Boxes"`, `"state":"signed"`}, Not: []string{"mio"},
		},
		servertest.Scenario{Name: "a month and more", As: "supervisor", Path: openapi.Base + "/shifts?from=2026-11-01&to=2026-12-31", Want: 422},
	)
}

// Whoever knows the code and their number is marked as present; guessing tells nothing.
func TestCheckInOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	resp, body := a.Do(t, a.Request("supervisor", http.MethodPost, openapi.Base+"/shifts/{shift}/code", ""))
	var shown struct{ Code string }
	if err := json.Unmarshal([]byte(body), &shown); err != nil || resp.StatusCode != 200 || len(shown.Code) != 6 {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	check := func(code, number string) (int, string) {
		resp, body := a.Do(t, a.Request("", http.MethodPost, openapi.Base+"/checkin", `{"code": "`+code+`", "number": `+number+`}`))
		return resp.StatusCode, body
	}
	if status, body := check(shown.Code, "2"); status >= 300 || strings.Contains(body, "Noor") {
		t.Errorf("%d %s", status, body)
	}
	wrongCode, one := check("000000", "2")
	wrongNumber, two := check(shown.Code, "9")
	cut := func(s string) string { return s[:strings.Index(s, `"id"`)] }
	if wrongCode != 422 || wrongNumber != 422 || cut(one) != cut(two) {
		t.Errorf("%d %s\n%d %s", wrongCode, one, wrongNumber, two)
	}
	e, err := a.Attendance.Sheet(t.Context(), a.Actor("supervisor"), a.ID("shift"))
	if err != nil || e.Value.Members[1].Own.IsZero() || !e.Value.Members[0].Own.IsZero() {
		t.Errorf("%+v, %v", e.Value.Members, err)
	}
	if e.Value.Buyer != marketplace.ID(a.IDs["acme"]) {
		t.Errorf("%s", e.Value.Buyer)
	}
}
