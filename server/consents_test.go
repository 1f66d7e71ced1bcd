package server_test

import (
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// TestConsentFromAskingToTakingBack: the coach asks, the client says yes, the employer reads, the client sees that and
// takes it back, and from the next request on the employer reads nothing.
func TestConsentFromAskingToTakingBack(t *testing.T) {
	api := openapi.Base
	servertest.New(t).Run(t, []servertest.Scenario{
		{
			Name: "ask", As: "coach", Method: "POST", Path: api + "/clients/{client}/consents",
			Body: `{"purpose": "introduction", "receiver": "{acme}", "task": "{task}", "fields": ["strengths", "first_name"]}`,
			Want: 201, Has: []string{`"state":"asked"`, `"fields":["first_name","strengths"]`}, Facts: map[string]int{"consent.asked": 1}, Keep: map[string]string{"new": "id"},
		},
		{
			Name: "for what may be told to nobody", As: "coach", Method: "POST", Path: api + "/clients/{client}/consents",
			Body: `{"purpose": "introduction", "receiver": "{acme}", "fields": ["abilities"]}`, Want: 422, Has: []string{`"field":"fields[0]"`},
		},
		{Name: "nobody has said yes", As: "employer", Path: api + "/cards/{new}", Want: 404, Not: []string{"careful", "Aino"}},
		{
			Name: "the client sees the card", As: "the-client", Path: api + "/my/consents/{new}", Want: 200,
			Has: []string{`"version":1`, `"values":["careful"]`, `"values":["Aino"]`}, Not: []string{"lifting", "00500"},
		},
		{Name: "a yes says who is there", As: "the-client", Method: "POST", Path: api + "/my/consents/{new}/give", Body: `{"present": "", "version": 1}`, Want: 422, Has: []string{`"field":"present"`}},
		{Name: "a yes to another card", As: "the-client", Method: "POST", Path: api + "/my/consents/{new}/give", Body: `{"present": "coach", "version": 2}`, Want: 412, Has: []string{"consent.card_changed"}},
		{
			Name: "yes", As: "the-client", Method: "POST", Path: api + "/my/consents/{new}/give", Body: `{"present": "coach", "version": 1}`,
			Want: 200, Has: []string{`"state":"given"`, `"present":"coach"`}, Facts: map[string]int{"consent.given": 1},
		},
		{
			Name: "the employer reads", As: "employer", Path: api + "/cards/{new}", Want: 200, Has: []string{"careful", "Aino", `"code":"K-`},
			Not: []string{"lifting", "00500", "work in a shop", "{client}", "employment"}, Facts: map[string]int{"data.read": 1},
		},
		{Name: "another employer does not", As: "rival", Path: api + "/cards/{new}", Want: 404, Not: []string{"careful"}},
		{Name: "the client sees who read", As: "the-client", Path: api + "/my/reads", Want: 200, Has: []string{`"person":"{employer}"`, `"for":"{acme}"`, `"consent":"{new}"`}},
		{
			Name: "back", As: "the-client", Method: "POST", Path: api + "/my/consents/{new}/withdraw", Want: 200, Has: []string{`"state":"withdrawn"`},
			Facts: map[string]int{"consent.withdrawn": 1},
		},
		{Name: "the employer reads nothing", As: "employer", Path: api + "/cards/{new}", Want: 404, Not: []string{"careful"}},
		{Name: "no second way back", As: "the-client", Method: "POST", Path: api + "/my/consents/{new}/give", Body: `{"present": "coach", "version": 1}`, Want: 409, Has: []string{"consent.state.withdrawn"}},
		{Name: "the coach sees it", As: "coach", Path: api + "/clients/{client}/consents", Want: 200, Has: []string{`"state":"withdrawn"`}},
	}...)
}

// TestCardTellsNothingElse: changing what nobody said yes to changes no byte that the employer reads.
func TestCardTellsNothingElse(t *testing.T) {
	read := func(content string) string {
		a := servertest.New(t)
		a.Run(t, servertest.Scenario{
			Name: "the profile", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{client}/profile", Headers: []string{"If-Match", `"1"`},
			Body: `{"content": {"strengths": ["calm"]` + content + `}}`, Want: 200, Facts: map[string]int{"profile.saved": 1},
		}, servertest.Scenario{
			Name: "yes", As: "the-client", Method: "POST", Path: openapi.Base + "/my/consents/{asked}/give", Body: `{"present": "alone", "version": 2}`,
			Want: 200, Facts: map[string]int{"consent.given": 1},
		})
		resp, body := a.Do(t, a.Request("employer", "GET", openapi.Base+"/cards/{asked}", ""))
		if resp.StatusCode != 200 || !strings.Contains(body, "calm") {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
		return body
	}
	plain := read("")
	if full := read(`, "motivation": "money", "abilities": {"lifting": {"level": 2}}, "must_not": {"lifting": 3}, "support": 2, "skills": ["cooking"],
		"hazards": {"asked": true, "values": ["dust"]}, "travel": {"postal": "00100"}, "experience": [{"title": "cook"}]`); full != plain {
		t.Errorf("%s\n%s", plain, full)
	}
}

// TestClientsDoor: link and PIN, the quarter of an hour, and the ends of a visit.
func TestClientsDoor(t *testing.T) {
	a := servertest.New(t)
	api := openapi.Base
	enter := func(pin string) servertest.Scenario {
		return servertest.Scenario{Name: "come in", Method: "POST", Path: api + "/my/session", Body: `{"token": "{link}", "pin": "` + pin + `"}`, Want: 200, Facts: map[string]int{"door.entered": 1}, Keep: map[string]string{"access": "access"}}
	}
	mine := func(want int) servertest.Scenario {
		return servertest.Scenario{Name: "mine", Path: api + "/my/consents", Headers: []string{"Authorization", "Bearer {access}"}, Want: want}
	}
	a.Run(t, enter(servertest.PIN), mine(200))
	a.Clock.Move(16 * time.Minute)
	a.Run(t, mine(401), enter(servertest.PIN), mine(200))
	for range 4 {
		wrong := enter("9999")
		wrong.Want, wrong.Facts, wrong.Keep, wrong.Has = 401, map[string]int{"door.refused": 1}, nil, []string{"door.wrong_pin"}
		a.Run(t, wrong)
	}
	last := enter("9999")
	last.Want, last.Facts, last.Keep, last.Has = 401, map[string]int{"door.locked": 1}, nil, []string{"door.locked"}
	a.Run(t, last, mine(401))
	coach := []string{"Authorization", "Bearer " + a.SignIn(t, "coach")}
	a.Run(t, servertest.Scenario{
		Name: "a new link", Headers: coach, Method: "POST", Path: api + "/clients/{client}/link", Want: 201, Facts: map[string]int{"door.made": 1}, Keep: map[string]string{"link": "token"},
	})
	first := enter("8642")
	first.Facts = map[string]int{"door.pin_chosen": 1}
	a.Run(t, first, mine(200), servertest.Scenario{
		Name: "the coach ends it", Headers: coach, Method: "DELETE", Path: api + "/clients/{client}/link", Want: 204, Facts: map[string]int{"door.closed": 1},
	}, mine(401))
}
