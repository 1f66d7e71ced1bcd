package server_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const measuresOf = openapi.Base + "/clients/{client}/measures"

const sevenPoints = `{"kind": "work_ability", "on": "2026-11-02", "answer": "given", "score": 700, "phase": "start"}`

const ownGoal = `{"words": "I get to work on my own", "levels": ["never", "once a week", "three times a week", "every day", "every day, also in winter"], "set": "2026-11-02"}`

func measureSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	measured := []servertest.Scenario{{
		Name: "measure", As: "coach", Method: "POST", Path: measuresOf, Body: sevenPoints, Want: 201, Facts: map[string]int{"measure.added": 1},
		Keep: map[string]string{"measure": "id"},
	}}
	goal := []servertest.Scenario{{
		Name: "goal", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/goals", Body: ownGoal, Want: 201,
		Facts: map[string]int{"goal.set": 1}, Keep: map[string]string{"goal": "id"},
	}}
	return map[string]sample{
		"list-measure":   {path: "/clients/{client}/measures", own: "coach", foreign: others},
		"create-measure": {path: "/clients/{client}/measures", own: "coach", foreign: others, body: sevenPoints},
		"correct-measure": {
			path: "/clients/{client}/measures/{measure}", own: "coach", foreign: others, before: measured, headers: []string{"If-Match", `"1"`},
			body: `{"answer": "withheld", "phase": "start"}`,
		},
		"create-goal":      {path: "/clients/{client}/goals", own: "coach", foreign: others, body: ownGoal},
		"drop-goal":        {path: "/clients/{client}/goals/{goal}/drop", own: "coach", foreign: others, before: goal},
		"list-own-measure": {own: "the-client"},
	}
}

func outcomeSamples() map[string]sample {
	noCoaching := []string{"employer-owner", "rival"}
	return map[string]sample{
		"list-outcome":              {own: "coach"},
		"open-outcome":              {path: "/outcomes/accepted/total/cases", own: "coach"},
		"list-organisation-outcome": {own: "unit-owner", refused: noCoaching},
		"export-outcome":            {own: "unit-owner", refused: noCoaching},
		"list-criterion":            {own: "unit-owner", refused: noCoaching},
		"rate-criterion":            {path: "/organisation/fidelity/2", own: "coach", refused: noCoaching, body: `{"level": 4}`},
	}
}

// TestMeasures walks through measuring, correcting, goals and reading, by the coach and by the client.
func TestMeasures(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	rev := func(n string) []string { return []string{"If-Match", `"` + n + `"`} }
	one := measuresOf + "/{measure}"
	a.Run(t, []servertest.Scenario{
		{Name: "nothing was asked", As: "coach", Path: measuresOf, Want: 200, Has: []string{`"measurements":[]`, `"goals":[]`}, Facts: map[string]int{"data.read": 1}},
		{
			Name: "eleven points", As: "coach", Method: "POST", Path: measuresOf, Want: 422, Has: []string{`"field":"score"`, "from 0 to 10"},
			Body: `{"kind": "work_ability", "on": "2026-11-02", "answer": "given", "score": 1100, "phase": "start"}`,
		},
		{
			Name: "seven points", As: "coach", Method: "POST", Path: measuresOf, Want: 201, Body: sevenPoints, Has: []string{`"score":700`, `"revision":1`},
			Facts: map[string]int{"measure.added": 1}, Keep: map[string]string{"measure": "id"},
		},
		{Name: "the same again", As: "coach", Method: "POST", Path: measuresOf, Want: 201, Body: sevenPoints},
		{
			Name: "another score that day", As: "coach", Method: "POST", Path: measuresOf, Want: 409,
			Body: `{"kind": "work_ability", "on": "2026-11-02", "answer": "given", "score": 0, "phase": "start"}`,
		},
		{
			Name: "corrected", As: "coach", Method: "PUT", Path: one, Headers: rev("1"), Body: `{"answer": "given", "score": 0, "phase": "start"}`, Want: 200,
			Has: []string{`"score":0`, `"score":700`, `"revision":2`}, Facts: map[string]int{"measure.corrected": 1},
		},
		{Name: "over what was corrected", As: "coach", Method: "PUT", Path: one, Headers: rev("1"), Body: `{"answer": "given", "score": 100, "phase": "start"}`, Want: 412},
		{
			Name: "did not want to say", As: "coach", Method: "PUT", Path: one, Headers: rev("2"), Body: `{"answer": "withheld", "phase": "start"}`, Want: 200,
			Has: []string{`"answer":"withheld"`}, Facts: map[string]int{"measure.corrected": 1},
		},
		{
			Name: "a goal", As: "coach", Method: "POST", Path: openapi.Base + "/clients/{client}/goals", Body: ownGoal, Want: 201,
			Facts: map[string]int{"goal.set": 1}, Keep: map[string]string{"goal": "id"},
		},
		{
			Name: "rated", As: "coach", Method: "POST", Path: measuresOf, Want: 201, Facts: map[string]int{"measure.added": 1},
			Body: `{"kind": "attainment", "goal": "{goal}", "on": "2026-11-20", "answer": "given", "score": 100, "phase": "repeat"}`,
		},
		{Name: "the client reads it", As: "the-client", Path: openapi.Base + "/my/measures", Want: 200, Has: []string{`"t":60`, "I get to work on my own"}},
	}...)
}

// TestOutcomes: a coach's numbers open their cases; an owner's open none and hide small groups, in the table too.
func TestOutcomes(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	a.Run(t, []servertest.Scenario{
		{
			Name: "a coach", As: "coach", Path: openapi.Base + "/outcomes", Want: 200,
			Has: []string{`"metric":"accepted"`, `"key":"total","name":"In all","number":1`, "at least 4 hours"},
		},
		{
			Name: "the cases", As: "coach", Path: openapi.Base + "/outcomes/accepted/total/cases", Want: 200, Has: []string{`"client":"{client}"`},
			Facts: map[string]int{"data.read": 1},
		},
		{Name: "of a number that is none", As: "coach", Path: openapi.Base + "/outcomes/accepted/half/cases", Want: 404},
		{Name: "of a year to come", As: "coach", Path: openapi.Base + "/outcomes?year=2999", Want: 422, Has: []string{`"field":"year"`}},
		{Name: "an owner", As: "unit-owner", Path: openapi.Base + "/organisation/outcomes", Want: 200, Not: []string{"{client}"}},
		{Name: "a criterion that is counted", As: "coach", Method: "POST", Path: openapi.Base + "/organisation/fidelity/1", Body: `{"level": 4}`, Want: 422, Has: []string{`"field":"number"`}},
		{Name: "rated", As: "coach", Method: "POST", Path: openapi.Base + "/organisation/fidelity/2", Body: `{"level": 4}`, Want: 200, Facts: map[string]int{"fidelity.rated": 1}},
		{Name: "read", As: "unit-owner", Path: openapi.Base + "/organisation/fidelity", Want: 200, Has: []string{`"level":4`}},
	}...)
	resp, body := a.Do(t, a.Request("unit-owner", "GET", openapi.Base+"/organisation/outcomes/report", ""))
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.HasPrefix(body, "\ufeffMetric;Part;") {
		t.Errorf("%d %s: %.80q", resp.StatusCode, resp.Header.Get("Content-Type"), body)
	}
}
