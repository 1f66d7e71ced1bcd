package server_test

import (
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// disputed has the buyer say no to the crew's hours.
func disputed() []servertest.Scenario {
	return []servertest.Scenario{{
		Name: "dispute", As: "employer", Method: "POST", Path: openapi.Base + "/approvals/{hours}/lines/{hours-line}/dispute",
		Body: `{"version": 1, "reason": "hours", "note": "They left at three."}`, Want: 200, Facts: map[string]int{"timesheet.disputed": 1},
		Has: []string{`"status":"done"`, `"state":"disputed"`},
	}}
}

func linked() []servertest.Scenario {
	return []servertest.Scenario{{
		Name: "link", As: "employer", Method: "POST", Path: openapi.Base + "/approvals/{hours}/links", Body: `{"name": "Lisa Guest", "email": "lisa@example.com"}`,
		Headers: []string{"Idempotency-Key", "l1"}, Want: 201, Facts: map[string]int{"timesheet.link_sent": 1}, Keep: map[string]string{"guest-link": "links.0.id"},
	}}
}

func timesheetSamples() map[string]sample {
	one, others := "/timesheets/{hours}", []string{"rival", "unit-owner", "employer-owner"}
	return map[string]sample{
		"list-timesheet":           {own: "billing"},
		"create-timesheet-line":    {own: "supervisor", headers: []string{"Idempotency-Key", "k1"}, body: `{"order": "{worked-order}", "date": "2026-11-20", "unit": "travel", "name": "Journey", "quantity": 1}`},
		"read-timesheet":           {path: one, own: "supervisor", foreign: others},
		"sign-off-timesheet":       {path: one + "/sign-off", own: "billing", body: `{"lines": [{"line": "{trip}", "version": 1}]}`, foreign: others},
		"amend-timesheet-line":     {path: one + "/lines/{trip}", own: "supervisor", body: `{"version": 1, "quantity": 2}`, foreign: others},
		"set-aside-timesheet-line": {path: one + "/lines/{hours-line}/aside", own: "supervisor", body: `{"quantity": 2, "why": "support"}`, foreign: others},
		"price-timesheet-line":     {path: one + "/lines/{trip}/price", own: "billing", body: `{"name": "Journey"}`, foreign: others},
		"answer-timesheet-line":    {path: one + "/lines/{hours-line}/answer", own: "supervisor", before: disputed(), body: `{"version": 1, "answer": "Until four."}`, foreign: others},
		"list-approved-line":       {own: "billing"},
	}
}

func approvalSamples() map[string]sample {
	one, others := "/approvals/{hours}", []string{"rival", "unit-owner", "supervisor", "billing"}
	return map[string]sample{
		"list-approval":          {own: "employer"},
		"read-approval":          {path: one, own: "employer-owner", foreign: others},
		"approve-timesheet":      {path: one + "/approve", own: "employer", body: `{"lines": [{"line": "{hours-line}", "version": 1}]}`, foreign: others},
		"undo-approval":          {path: one + "/undo", own: "employer-owner", body: `{"lines": [{"line": "{approved}", "version": 1}]}`, foreign: others},
		"dispute-timesheet-line": {path: one + "/lines/{hours-line}/dispute", own: "employer", body: `{"version": 1, "reason": "quality"}`, foreign: others},
		"create-approval-link": {
			path: one + "/links", own: "employer", headers: []string{"Idempotency-Key", "k1"}, body: `{"name": "Lisa Guest", "email": "lisa@example.com"}`, foreign: others,
		},
		"revoke-approval-link":  {path: one + "/links/{guest-link}", own: "employer", before: linked(), foreign: others},
		"read-alternates":       {own: "employer"},
		"set-alternates":        {own: "employer-owner", headers: []string{"If-Match", `"0"`}, body: `{"alternates": [{"person": "{employer-owner}", "for": "{employer}", "from": "2026-12-01", "to": "2026-12-24"}]}`},
		"read-guest-approval":   {},
		"decide-guest-approval": {},
	}
}

// One line is disputed while the rest goes on; what was approved can be billed, and the buyer never reads what is not signed
// off or set aside.
func TestApprovalOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{
		Name: "set aside", As: "supervisor", Method: "PUT", Path: openapi.Base + "/timesheets/{hours}/lines/{hours-line}/aside", Body: `{"quantity": 2, "why": "training"}`,
		Want: 200, Facts: map[string]int{"timesheet.set_aside": 1, "timesheet.corrected": 1}, Has: []string{`"why":"training"`, `"state":"corrected"`},
	}, servertest.Scenario{
		Name: "at an old version", As: "employer", Method: "POST", Path: openapi.Base + "/approvals/{hours}/approve", Body: `{"lines": [{"line": "{hours-line}", "version": 1}]}`,
		Want: 200, Has: []string{`"status":"changed"`}, Not: []string{"training", "{trip}"},
	}, servertest.Scenario{
		Name: "look", As: "employer-owner", Path: openapi.Base + "/approvals/{hours}", Want: 200, Has: []string{`"before":{"version":1,"quantity":46`, `"due":"2026-11-30"`},
	}, servertest.Scenario{
		Name: "list", As: "employer", Path: openapi.Base + "/approvals", Want: 200, Has: []string{`"{hours}"`},
	}, servertest.Scenario{
		Name: "approve", As: "employer", Method: "POST", Path: openapi.Base + "/approvals/{hours}/approve", Body: `{"lines": [{"line": "{hours-line}", "version": 2}]}`,
		Want: 200, Facts: map[string]int{"timesheet.approved": 1}, Has: []string{`"status":"done"`, `"name":"employer"`},
	}, servertest.Scenario{
		Name: "bill", As: "billing", Path: openapi.Base + "/approved-lines?buyer={acme}", Want: 200, Has: []string{`"amount":22000`, `"amount":18000`, `"reference":"PO-1"`},
	})
	a.Carry(t)
	if n := a.Facts(t)["attendance.locked"]; n != 1 {
		t.Errorf("the sheet was locked %d times", n)
	}
}

// A named person decides once by a link out of a letter.
func TestApprovalByLink(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, linked()...)
	a.Carry(t)
	token := sentToken(t, a, "lisa@example.com")
	path := openapi.Base + "/approve/" + token
	resp, body := a.Do(t, a.Request("", http.MethodGet, path, ""))
	if resp.StatusCode != 200 || !strings.Contains(body, `"name":"Lisa Guest"`) || strings.Contains(body, "lisa@example.com") {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	decision := `{"approve": [{"line": "{hours-line}", "version": 1}]}`
	if resp, body = a.Do(t, a.Request("", http.MethodPost, path, decision)); resp.StatusCode != 200 || !strings.Contains(body, `"link":true`) {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	for _, gone := range []string{path, openapi.Base + "/approve/" + string(a.ID("hours")) + "~x.y", openapi.Base + "/approve/x"} {
		if resp, body = a.Do(t, a.Request("", http.MethodPost, gone, decision)); resp.StatusCode != 404 || !strings.Contains(body, "link") {
			t.Errorf("%d %s", resp.StatusCode, body)
		}
	}
}
