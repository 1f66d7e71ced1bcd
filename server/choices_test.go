package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const choiceOf = openapi.Base + "/clients/{client}/choices/{task}"

func choiceSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	const path = "/clients/{client}/choices/{task}"
	kept := []servertest.Scenario{{
		Name: "keep", As: "coach", Method: "PUT", Path: choiceOf, Headers: []string{"If-Match", `"0"`}, Body: `{"state": "kept"}`, Want: 200,
		Facts: map[string]int{"data.read": 1, "choice.kept": 1},
	}}
	return map[string]sample{
		"list-choice":      {path: "/clients/{client}/choices", own: "coach", foreign: others},
		"read-choice":      {path: path, own: "coach", foreign: others},
		"make-choice":      {path: path, own: "coach", foreign: others, headers: []string{"If-Match", `"0"`}, body: `{"state": "kept"}`},
		"reopen-choice":    {path: path, own: "coach", foreign: others, headers: []string{"If-Match", `"1"`}, before: kept},
		"list-task-choice": {path: "/tasks/{task}/choices", own: "auditor"},
		"export-ranking":   {path: "/clients/{client}/rankings/export", own: "coach", foreign: others},
	}
}

// TestChoices walks from the list to choices, undo and what is handed out.
func TestChoices(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	read := map[string]int{"data.read": 1}
	rev := func(n string) []string { return []string{"If-Match", `"` + n + `"`} }
	a.Run(t, []servertest.Scenario{
		{
			Name: "the list names its record", As: "coach", Path: openapi.Base + "/clients/{client}/matches", Want: 200, Has: []string{`"ranking":"rank`},
			Facts: map[string]int{"data.read": 1, "ranking.made": 1}, Keep: map[string]string{"ranking": "ranking"},
		},
		{Name: "nothing chosen yet", As: "coach", Path: choiceOf, Want: 200, Has: []string{`"state":"open"`, `"revision":0`}},
		{Name: "a draft cannot be chosen about", As: "coach", Path: openapi.Base + "/clients/{client}/choices/{draft}", Want: 404},
		{Name: "the revision is needed", As: "coach", Method: "PUT", Path: choiceOf, Body: `{"state": "kept"}`, Want: 422, Has: []string{`"field":"If-Match"`}},
		{
			Name: "a reason to dismiss is needed", As: "coach", Method: "PUT", Path: choiceOf, Headers: rev("0"), Body: `{"state": "dismissed"}`, Want: 422,
			Has: []string{`"field":"reason"`, "field.required"}, Facts: read,
		},
		{
			Name: "of the list", As: "coach", Method: "PUT", Path: choiceOf, Headers: rev("0"), Body: `{"state": "dismissed", "reason": "lazy"}`, Want: 422,
			Has: []string{`"field":"reason"`, "too_far_in_practice"}, Facts: read,
		},
		{
			Name: "a ranking that nobody made", As: "coach", Method: "PUT", Path: choiceOf, Headers: rev("0"), Body: `{"state": "kept", "ranking": "rank0"}`, Want: 422,
			Has: []string{`"field":"ranking"`, "choice.no_ranking"}, Facts: read,
		},
		{
			Name: "kept from the list", As: "coach", Method: "PUT", Path: choiceOf, Headers: rev("0"), Body: `{"state": "kept", "ranking": "{ranking}"}`, Want: 200,
			Has:   []string{`"state":"kept"`, `"revision":1`, `"ranking":"{ranking}"`, `"group":"fits_now"`, `"overrode":false`, `"profile":1`},
			Facts: map[string]int{"data.read": 1, "choice.kept": 1},
		},
		{
			Name: "an old revision is refused", As: "coach", Method: "PUT", Path: choiceOf, Headers: rev("0"), Body: `{"state": "dismissed", "reason": "tried_before"}`,
			Want: 412, Has: []string{"/problems/stale"},
		},
		{
			Name: "put aside after all", As: "coach", Method: "PUT", Path: choiceOf, Headers: rev("1"),
			Body: `{"state": "dismissed", "reason": "other", "note": "Not on Mondays"}`, Want: 200,
			Has: []string{`"revision":2`, `"earlier":[{"state":"kept"`}, Facts: map[string]int{"data.read": 1, "choice.dismissed": 1},
		},
		{Name: "listed", As: "coach", Path: openapi.Base + "/clients/{client}/choices?state=dismissed", Want: 200, Has: []string{"{task}", "Not on Mondays"}},
		{Name: "by its state", As: "coach", Path: openapi.Base + "/clients/{client}/choices?state=kept", Want: 200, Has: []string{`"items":[]`}},
		{
			Name: "seen among the candidates", As: "coach", Path: openapi.Base + "/tasks/{task}/candidates", Want: 200, Has: []string{`"choice":"dismissed"`, `"reason":"other"`},
			Facts: read,
		},
		{
			Name: "the auditor sees what was done, without the note", As: "auditor", Path: openapi.Base + "/tasks/{task}/choices", Want: 200,
			Has: []string{`"state":"dismissed"`, `"reason":"other"`}, Not: []string{"Mondays", "Aino"},
		},
		{
			Name: "taken back", As: "coach", Method: "DELETE", Path: choiceOf, Headers: rev("2"), Want: 200, Has: []string{`"state":"open"`, `"revision":3`},
			Facts: map[string]int{"choice.reopened": 1},
		},
		{
			Name: "all of it is handed out", As: "coach", Path: openapi.Base + "/clients/{client}/rankings/export", Want: 200,
			Has: []string{`"id":"{ranking}"`, `"considered":[{"task":"{task}"`, `"state":"kept"`, "Not on Mondays", `"code":"K-`, `"damaged":false`}, Facts: read,
		},
		{
			Name: "to the auditor without the note", As: "auditor", Path: openapi.Base + "/clients/{client}/rankings/export?limit=1", Want: 200,
			Has: []string{`"id":"{ranking}"`, `"state":"dismissed"`}, Not: []string{"Mondays", "Aino"}, Facts: read,
		},
		{Name: "not of another organisation's client", As: "auditor", Path: openapi.Base + "/clients/{other-client}/rankings/export", Want: 404},
		{Name: "nor more than fits", As: "coach", Path: openapi.Base + "/clients/{client}/rankings/export?limit=21", Want: 422, Has: []string{`"field":"limit"`}},
	}...)
}

// TestEmployersSeeNoChoice: whatever is chosen, the employer's side reads the same bytes as before.
func TestEmployersSeeNoChoice(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	look := func() (out []string) {
		for _, path := range []string{"/tasks/{task}", "/tasks/mine", "/tasks", "/search/tasks?words=shelf", "/tasks/{task}/choices", "/clients/{client}/choices"} {
			resp, body := a.Do(t, a.Request("employer", "GET", openapi.Base+path, "", "X-Request-Id", "the-same-id"))
			out = append(out, resp.Header.Get("ETag")+body)
		}
		return out
	}
	before := look()
	a.Run(t, servertest.Scenario{
		Name: "put aside", As: "coach", Method: "PUT", Path: choiceOf, Headers: []string{"If-Match", `"0"`}, Body: `{"state": "dismissed", "reason": "employer_known_unsuitable"}`,
		Want: 200, Facts: map[string]int{"data.read": 1, "choice.dismissed": 1},
	})
	a.Carry(t)
	for i, now := range look() {
		if now != before[i] {
			t.Errorf("the employer sees a difference:\n%s\n%s", before[i], now)
		}
	}
}
