package server_test

import (
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const sisterBody = `{"name": "Sanna Sister", "relation": "family", "reached": "040 765 4321", "lang": "sv"}`

func networkSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	const all, one, mine = "/clients/{client}/network", "/clients/{client}/network/{supporter}", "/my/network/{supporter}"
	return map[string]sample{
		"list-supporter":        {path: all, own: "coach", foreign: others},
		"create-supporter":      {path: all, own: "coach", foreign: others, body: sisterBody},
		"read-supporter":        {path: one, own: "coach", foreign: others},
		"change-supporter":      {path: one, own: "coach", foreign: others, body: sisterBody},
		"ask-supporter":         {path: one + "/ask", own: "coach", foreign: others, body: `{"fields": ["next_step"]}`},
		"create-supporter-link": {path: one + "/link", own: "coach", foreign: others},
		"end-supporter-link":    {path: one + "/link", own: "coach", foreign: others},
		"end-supporter":         {path: one + "/end", own: "coach", foreign: others},
		"list-own-supporter":    {own: "the-client"},
		"read-own-supporter":    {path: mine, own: "the-client"},
		"end-own-supporter":     {path: mine + "/end", own: "the-client"},
		"preview-part":          {path: "/my/consents/{asked-part}/preview", own: "the-client"},
		"open-supporter-visit":  {body: `{"token": "{supporter-link}", "pin": "` + servertest.PIN + `"}`},
		"close-supporter-visit": {own: "the-supporter"},
		"read-view":             {own: "the-supporter"},
	}
}

// TestNetworkFromAskingToTakingBack: the coach writes down and asks, the client says yes to one part and no to another, the
// supporter comes in and reads that part, the client sees that and takes it back, and the next request is refused.
func TestNetworkFromAskingToTakingBack(t *testing.T) {
	api := openapi.Base
	one := api + "/clients/{client}/network/{sister}"
	step := func(as, method, path, body string, want int, fact string, has ...string) servertest.Scenario {
		s := servertest.Scenario{Name: method + " " + path, As: as, Method: method, Path: path, Body: body, Want: want, Has: has}
		if fact != "" {
			s.Facts = map[string]int{fact: 1}
		}
		return s
	}
	add := step("coach", "POST", api+"/clients/{client}/network", sisterBody, 201, "supporter.added", `"state":"listed"`, `"parts":[]`)
	add.Keep = map[string]string{"sister": "id"}
	ask := step("coach", "POST", one+"/ask", `{"fields": ["goal", "adaptations_wanted"]}`, 200, "", `"state":"asked"`)
	ask.Facts = map[string]int{"consent.asked": 2}
	ask.Keep = map[string]string{"goal": "parts.0.consent", "helps": "parts.1.consent"}
	link := step("coach", "POST", one+"/link", "", 201, "door.made")
	link.Keep = map[string]string{"sister-link": "token"}
	enter := step("", "POST", api+"/network/session", `{"token": "{sister-link}", "pin": "8642"}`, 200, "door.pin_chosen")
	enter.Keep = map[string]string{"access": "access"}
	read := func(want int) servertest.Scenario {
		return servertest.Scenario{Name: "read", Path: api + "/network/view", Headers: []string{"Authorization", "Bearer {access}"}, Want: want}
	}
	reads := read(200)
	reads.Has, reads.Not = []string{`"values":["work in a shop"]`, `"fields":["goal"]`, `"name":"Sanna Sister"`}, []string{"careful", "Aino", "K-", "{client}", "lifting"}
	reads.Facts = map[string]int{"data.read": 1}
	other := step("", "POST", api+"/my/session", `{"token": "{sister-link}", "pin": "8642"}`, 404, "")
	a := servertest.New(t)
	a.Run(t, []servertest.Scenario{
		add,
		step("coach", "POST", one+"/link", "", 409, "", "network.no_yes"),
		step("coach", "POST", one+"/ask", `{"fields": ["notes"]}`, 422, ""),
		ask,
		step("coach", "POST", one+"/link", "", 409, "", "network.no_yes"),
		step("coach", "POST", api+"/my/consents/{goal}/give", `{"present": "coach", "version": 1}`, 403, ""),
		step("the-client", "GET", api+"/my/consents/{goal}/preview", "", 200, "", `"values":["work in a shop"]`, `"fields":["goal"]`),
		step("the-client", "POST", api+"/my/consents/{goal}/give", `{"present": "alone", "version": 1}`, 200, "consent.given"),
		step("the-client", "POST", api+"/my/consents/{helps}/refuse", `{"present": "alone"}`, 200, "consent.refused"),
		link, enter, other, reads,
		step("the-client", "GET", api+"/my/reads", "", 200, "", `"consent":"{goal}"`, `"person":"{sister}"`, `"purpose":"network_view"`),
		step("the-client", "GET", api+"/my/network/{sister}", "", 200, "", `"state":"open"`, `"values":["work in a shop"]`),
		step("the-client", "POST", api+"/my/consents/{goal}/withdraw", "", 200, "consent.withdrawn"),
		read(401),
	}...)
	again := step("the-client", "POST", api+"/my/network/{supporter}/end", "", 200, "supporter.ended", `"state":"ended"`)
	a.Run(t, again, step("the-supporter", "GET", api+"/network/view", "", 401, ""), step("coach", "POST", api+"/clients/{client}/network/{supporter}/ask", `{"fields": ["goal"]}`, 409, "", "network.ended"))
}

// TestSupportersViewRunsOut: on the day after the last one the view is gone, and so is the way in.
func TestSupportersViewRunsOut(t *testing.T) {
	a := servertest.New(t)
	enter := servertest.Scenario{
		Name: "come in", Method: "POST", Path: openapi.Base + "/network/session", Body: `{"token": "{supporter-link}", "pin": "` + servertest.PIN + `"}`, Want: 200,
		Facts: map[string]int{"door.entered": 1}, Keep: map[string]string{"access": "access"},
	}
	view := servertest.Scenario{Name: "read", Path: openapi.Base + "/network/view", Headers: []string{"Authorization", "Bearer {access}"}, Want: 200, Facts: map[string]int{"data.read": 1}}
	a.Run(t, enter, view)
	a.Clock.Move(190 * 24 * time.Hour)
	enter.Want, enter.Facts, enter.Keep = 404, nil, nil
	view.Want, view.Facts = 401, nil
	a.Run(t, enter, view)
}

// TestViewTellsNothingElse: two worlds that differ in everything that nobody said yes to are the same to the byte for the
// supporter.
func TestViewTellsNothingElse(t *testing.T) {
	read := func(name, content string) string {
		a := servertest.New(t)
		a.Run(t, servertest.Scenario{
			Name: "the profile", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{client}/profile", Headers: []string{"If-Match", `"1"`},
			Body: `{"content": {"adaptations": {"asked": true, "values": ["extra_breaks"]}` + content + `}}`, Want: 200, Facts: map[string]int{"profile.saved": 1},
		}, servertest.Scenario{
			Name: "the name", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{client}", Body: `{"name": "` + name + `", "lang": "sv"}`, Want: 200,
			Facts: map[string]int{"client.changed": 1},
		}, servertest.Scenario{
			Name: "yes", As: "the-client", Method: "POST", Path: openapi.Base + "/my/consents/{asked-part}/give", Body: `{"present": "alone", "version": 2}`,
			Want: 200, Facts: map[string]int{"consent.given": 1},
		})
		resp, body := a.Do(t, a.Request("the-supporter", "GET", openapi.Base+"/network/view", ""))
		if resp.StatusCode != 200 || !strings.Contains(body, "extra_breaks") {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
		return body
	}
	plain := read("Bo", "")
	if full := read("Aino Anders", `, "strengths": ["calm"], "goal": {"text": "a shop"}, "motivation": "money", "abilities": {"lifting": {"level": 2}}, "must_not": {"lifting": 3},
		"support": 2, "support_note": "secret", "skills": ["cooking"], "hazards": {"asked": true, "values": ["dust"]}, "travel": {"postal": "00100"}`); full != plain {
		t.Errorf("%s\n%s", plain, full)
	}
}
