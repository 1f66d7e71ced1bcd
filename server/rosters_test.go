package server_test

import (
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	memberBody = `{"name": "Aino", "form": "employment", "age": "18_plus", "most": 2400, "hoped": 1200, "times": [{"day": "mon", "from": 420, "to": 960}],
		"inductions": [{"at": "{quote}", "on": "2026-12-07"}], "limits": {"hazards": {"asked": true}, "allergens": {"asked": false}}}`
	otherBody  = `{"name": "Bo", "form": "employment", "age": "18_plus", "most": 2400, "hoped": 1200, "times": [{"day": "mon", "from": 420, "to": 960}]}`
	rosterBody = `{"shifts": [{"shift": "{quote}-2026-12-07-0480", "members": ["{member}"], "leaders": ["{supervisor}"]}]}`
	rosterWeek = "/rosters/2026-12-07"
)

// soldOrder brings an order to the organiser that is confirmed, and a week with its shift.
func soldOrder() []servertest.Scenario {
	confirm := orderOf("billing", "/orders/{quote}/confirm", "", "3", map[string]int{"order.confirmed": 1, "liability.contract_recorded": 1})
	confirm.Carry = true
	return append(toldOrder(), confirm)
}

func rostered() []servertest.Scenario {
	return append(soldOrder(), servertest.Scenario{
		Name: "add", As: "supervisor", Method: "POST", Path: openapi.Base + "/crew-members", Body: memberBody, Want: 201, Facts: map[string]int{"member.added": 1},
		Keep: map[string]string{"member": "id"},
	})
}

func staffed(more ...servertest.Scenario) []servertest.Scenario {
	return append(append(rostered(), servertest.Scenario{
		Name: "save", As: "supervisor", Method: "PUT", Path: openapi.Base + rosterWeek, Body: rosterBody, Headers: []string{"If-Match", `"1"`}, Want: 200,
		Facts: map[string]int{"roster.saved": 1},
	}), more...)
}

func rosterSamples() map[string]sample {
	member, others, rev := "/crew-members/{member}", []string{"unit-owner", "employer-owner", "rival"}, func(n string) []string { return []string{"If-Match", `"` + n + `"`} }
	proposed := append(rostered(), servertest.Scenario{
		Name: "propose", As: "supervisor", Method: "POST", Path: openapi.Base + rosterWeek + "/proposal", Headers: rev("1"), Want: 200,
		Facts: map[string]int{"roster.proposed": 1},
	})
	away := `{"shift": "{quote}-2026-12-07-0480", "member": "{member}"}`
	return map[string]sample{
		"list-crew-member":     {own: "supervisor", refused: others},
		"create-crew-member":   {own: "supervisor", body: otherBody, refused: append(others, "billing")},
		"read-crew-member":     {path: member, own: "crew-owner", before: rostered(), foreign: others, refused: []string{"billing"}},
		"change-crew-member":   {path: member, own: "supervisor", before: rostered(), body: otherBody, headers: rev("1"), foreign: others, refused: []string{"billing"}},
		"end-crew-member":      {path: member + "/end", own: "supervisor", before: rostered(), headers: rev("1"), foreign: others, refused: []string{"billing"}},
		"read-roster":          {path: rosterWeek, own: "supervisor", refused: append(others, "billing", "employer")},
		"save-roster":          {path: rosterWeek, own: "supervisor", before: rostered(), body: rosterBody, headers: rev("1"), refused: others},
		"preview-roster":       {path: rosterWeek + "/preview", own: "supervisor", before: rostered(), body: rosterBody, refused: others},
		"publish-roster":       {path: rosterWeek + "/publish", own: "supervisor", before: staffed(), headers: rev("2"), refused: others},
		"read-proposal-roster": {path: rosterWeek + "/proposal", own: "supervisor", before: proposed, refused: others},
		"propose-roster":       {path: rosterWeek + "/proposal", own: "supervisor", before: rostered(), headers: rev("1"), refused: others},
		"accept-roster":        {path: rosterWeek + "/proposal/accept", own: "supervisor", before: proposed, headers: rev("1"), refused: others},
		"replace-roster":       {path: rosterWeek + "/replacement", own: "supervisor", before: staffed(), body: away, refused: others},
	}
}

// A week from the confirmed order to the published shifts: a fault is told in words with its rule and keeps the week from being
// saved; the buyer never reads who comes.
func TestRosterOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, rostered()...)
	call := func(who, method, path, body string, want int, headers ...string) string {
		t.Helper()
		resp, got := a.Do(t, a.Request(who, method, openapi.Base+path, body, headers...))
		if resp.StatusCode != want {
			t.Fatalf("%s %s: %d %s", method, path, resp.StatusCode, got)
		}
		return got
	}
	if got := call("supervisor", http.MethodGet, rosterWeek, "", 200); !strings.Contains(got, `"title":"Parcels"`) || !strings.Contains(got, `"participants":4`) {
		t.Errorf("the week is %s", got)
	}
	a.Run(t, servertest.Scenario{
		Name: "add", As: "supervisor", Method: "POST", Path: openapi.Base + "/crew-members", Body: otherBody, Want: 201, Facts: map[string]int{"member.added": 1},
		Keep: map[string]string{"other": "id"},
	})
	bad := strings.Replace(rosterBody, `["{member}"]`, `["{member}", "{other}"]`, 1)
	for _, want := range []string{`"key":"induction"`, `"rule":"safety.site_card_before_start"`, `"stands":true`, `Bo: was not shown this work`} {
		if got := call("supervisor", http.MethodPost, rosterWeek+"/preview", bad, 200, "Accept-Language", "en"); !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	if got := call("supervisor", http.MethodPut, rosterWeek, bad, 409, "If-Match", `"1"`, "Accept-Language", "en"); !strings.Contains(got, "Bo: was not shown this work") {
		t.Errorf("refused with %s", got)
	}
	call("supervisor", http.MethodPut, rosterWeek, rosterBody, 200, "If-Match", `"1"`)
	call("supervisor", http.MethodPut, rosterWeek, rosterBody, 412, "If-Match", `"1"`)
	if got := call("supervisor", http.MethodPost, rosterWeek+"/publish", "", 200, "If-Match", `"2"`); !strings.Contains(got, `"published":true`) {
		t.Errorf("published %s", got)
	}
	a.Carry(t)
	for _, path := range []string{"/purchases/{quote}", "/requests/{request}", "/quotes/{quote}"} {
		if got := call("employer", http.MethodGet, path, "", 200); strings.Contains(got, "Aino") || strings.Contains(got, a.IDs["member"]) {
			t.Errorf("the buyer reads who comes at %s: %s", path, got)
		}
	}
	for _, path := range []string{rosterWeek, "/crew-members", "/crew-members/{member}"} {
		if got := call("employer", http.MethodGet, path, "", 403); strings.Contains(got, "Aino") {
			t.Errorf("the buyer reads %s", got)
		}
	}
}
