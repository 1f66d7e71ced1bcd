package server_test

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// The client tells alone, the coach answers with the client and takes over what fits, and neither overwrites the other's.
func TestStarterAndOwnAnswers(t *testing.T) {
	client, one := openapi.Base+"/clients/{client}", []string{"If-Match", `"1"`}
	reads := func(n int, more map[string]int) map[string]int {
		out := map[string]int{"data.read": n}
		for name, k := range more {
			out[name] = k
		}
		return out
	}
	servertest.New(t).Run(t, []servertest.Scenario{
		{Name: "the questions are for everybody", Path: openapi.Base + "/starter", Want: 200, Has: []string{`"key":"limits"`, "What are you good at?", `"abilities.lifting"`}},
		{
			Name: "the client tells and rates", As: "the-client", Method: "PUT", Path: openapi.Base + "/my/own", Want: 200, Facts: map[string]int{"profile.own_told": 1},
			Body: `{"items": ["liked"], "content": {"liked": ["baking"], "motivation": "not named", "abilities": {"lifting": {"level": 5}}}}`,
			Has:  []string{`"liked":["baking"]`, `"level":5`}, Not: []string{"not named"},
		},
		{Name: "an employer has no way to it", As: "employer", Path: client + "/own", Want: 403, Not: []string{"baking"}},
		{
			Name: "the coach reads it beside the profile", As: "coach", Path: client + "/own", Want: 200, Facts: reads(2, nil),
			Has: []string{"baking", `"dimension":"lifting","own":5,"profile":3,"gap":"own_higher"`},
		},
		{
			Name: "the coach answers with the client", As: "coach", Method: "PUT", Path: client + "/starter/strengths", Headers: []string{"If-Match", `"0"`},
			Body: `{"content": {"strengths": ["singing"]}}`, Want: 200, Has: []string{`"revision":1`, `"next":"tasks"`}, Facts: reads(2, map[string]int{"starter.answered": 1}),
		},
		{
			Name: "takes the client's answer over", As: "coach", Method: "POST", Path: client + "/starter/tasks/take", Headers: one,
			Want: 200, Has: []string{`"revision":2`, `"content":{"strengths":["singing"],"liked":["baking"]}`}, Facts: reads(2, map[string]int{"starter.answered": 1}),
		},
		{
			Name: "over what another kept meanwhile", As: "coach", Method: "PUT", Path: client + "/starter/goal", Headers: one, Body: `{"content": {}}`, Want: 412, Facts: reads(2, nil),
		},
		{
			Name: "saves one version", As: "coach", Method: "POST", Path: client + "/starter/finish", Headers: one, Want: 200,
			Has: []string{`"number":2`, "singing", "baking", `"lifting":{"level":3`, `"changed":true`}, Facts: reads(2, map[string]int{"profile.saved": 1}),
		},
		{
			Name: "confirms it without the client", As: "coach", Method: "PUT", Path: client + "/profile/confirm", Headers: []string{"If-Match", `"2"`},
			Body: `{"on": "2026-11-20", "present": ["guardian"]}`, Want: 422, Has: []string{"profile.client_present"},
		},
		{
			Name: "and with the client", As: "coach", Method: "PUT", Path: client + "/profile/confirm", Headers: []string{"If-Match", `"2"`},
			Body: `{"on": "2026-11-20", "present": ["client", "guardian"]}`, Want: 200, Has: []string{`"together":{"on":"2026-11-20","present":["client","guardian"]`, `"number":3`},
			Not: []string{`"changed":true`}, Facts: map[string]int{"profile.saved": 1},
		},
		{Name: "the differences show the own rating", As: "coach", Path: client + "/profile/diff?from=1&to=3", Want: 200, Has: []string{`"path":"own.lifting"`}, Facts: reads(2, nil)},
		{Name: "what is the client's stays so", As: "the-client", Path: openapi.Base + "/my/own", Want: 200, Has: []string{"baking"}, Not: []string{"singing"}},
	}...)
}

// What a placement observes is added by the program, once, and reaches neither the employer's card nor the ability.
func TestEvidenceOfThePlacement(t *testing.T) {
	a := servertest.New(t)
	seen := evidence.Item{About: "abilities.lifting", By: "workplace", Kind: "seen", On: "2026-11-20", Note: "SECRET boxes", Source: "placements/p1/1"}
	card := openapi.Base + "/cards/{held}"
	_, before := a.Do(t, a.Request("employer", "GET", card, ""))
	for range 2 {
		if _, err := a.Profiles.AddEvidence(t.Context(), marketplace.System(marketplace.ID(a.IDs["unit"])), marketplace.ID(a.IDs["client"]), seen); err != nil {
			t.Fatal(err)
		}
	}
	if _, after := a.Do(t, a.Request("employer", "GET", card, "")); after != before {
		t.Errorf("the card changed: %s\n%s", before, after)
	}
	a.Run(t, servertest.Scenario{
		Name: "it is there once", As: "coach", Path: openapi.Base + "/clients/{client}/profile", Want: 200, Facts: map[string]int{"data.read": 1},
		Has: []string{`"number":2`, "SECRET boxes", `"lifting":{"level":3`},
	}, servertest.Scenario{
		Name: "no save can write it", As: "coach", Method: "PUT", Path: openapi.Base + "/clients/{client}/profile", Headers: []string{"If-Match", `"2"`},
		Body: `{"content": {"motivation": "a"}}`, Want: 200, Has: []string{"SECRET boxes", `"motivation":"a"`}, Facts: map[string]int{"profile.saved": 1},
	})
}
