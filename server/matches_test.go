package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

func matchSamples() map[string]sample {
	others := []string{"colleague", "outsider"}
	return map[string]sample{
		"list-match":     {path: "/clients/{client}/matches", own: "coach", foreign: others},
		"read-match":     {path: "/clients/{client}/matches/{task}", own: "coach", foreign: others},
		"list-candidate": {path: "/tasks/{task}/candidates", own: "coach"},
		"search-task":    {own: "nobody"},
	}
}

func TestMatches(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	read := map[string]int{"data.read": 1}
	a.Run(t, []servertest.Scenario{
		{
			Name: "the list", As: "coach", Path: openapi.Base + "/clients/{client}/matches", Want: 200,
			Has:   []string{`"id":"{task}"`, `"group":"fits_if"`, `"left_out"`, `"judged":1`},
			Not:   []string{"{draft}", `"lines":[{`},
			Facts: map[string]int{"data.read": 1, "ranking.made": 1},
		},
		{
			Name: "looking again at the same is the same ranking", As: "coach", Path: openapi.Base + "/clients/{client}/matches", Want: 200, Facts: read,
		},
		{
			Name: "one verdict, demand by demand", As: "coach", Path: openapi.Base + "/clients/{client}/matches/{task}", Want: 200, Facts: read,
			Has: []string{`"dimension":"lifting"`, `"name":"Lifting and carrying"`, `"has":3`, `"parts":[`, `"rules":"`},
		},
		{
			Name: "in Swedish", As: "coach", Path: openapi.Base + "/clients/{client}/matches/{task}", Headers: []string{"Accept-Language", "sv"}, Want: 200,
			Has: []string{"Att lyfta och bära"}, Not: []string{"Lifting"}, Facts: read,
		},
		{
			Name: "without what is left out", As: "coach", Path: openapi.Base + "/clients/{client}/matches?left_out=false", Want: 200,
			Has: []string{`"fits_now"`}, Not: []string{`"left_out"`}, Facts: map[string]int{"data.read": 1, "ranking.made": 1},
		},
		{Name: "a draft is matched with nobody", As: "coach", Path: openapi.Base + "/clients/{client}/matches/{draft}", Want: 404, Facts: read},
		{Name: "one's own clients for a task", As: "coach", Path: openapi.Base + "/tasks/{task}/candidates", Want: 200, Has: []string{"{client}"}, Not: []string{"{other-client}"}, Facts: read},
		{Name: "a colleague has none", As: "colleague", Path: openapi.Base + "/tasks/{task}/candidates", Want: 200, Not: []string{"{client}"}},
		{Name: "the employer learns nothing of candidates", As: "employer", Path: openapi.Base + "/tasks/{task}/candidates", Want: 403, Not: []string{"Aino", "{client}"}},
		{Name: "nor of matches", As: "employer-owner", Path: openapi.Base + "/clients/{client}/matches/{task}", Want: 403, Not: []string{"Aino", "score"}},
		{Name: "more than can be shown", As: "coach", Path: openapi.Base + "/clients/{client}/matches?shown=201", Want: 422, Has: []string{`"field":"shown"`}},
	}...)
}

// TestVerdictsAreWorded: whatever a verdict says, it says in words and not in keys, in every language.
func TestVerdictsAreWorded(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	for _, lang := range i18n.Languages() {
		_, body := a.Do(t, a.Request("coach", "GET", openapi.Base+"/clients/{client}/matches/{task}", "", "Accept-Language", string(lang)))
		var m api.Match
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		said := 0
		for _, list := range [][]api.Statement{m.Verdict.For, m.Verdict.Against, m.Verdict.Breaches, m.Verdict.Notes} {
			for _, s := range list {
				said++
				if s.Text == "" || s.Text == s.Key || strings.Contains(s.Text, "{") || s.Key == "" {
					t.Errorf("%s: %+v", lang, s)
				}
			}
		}
		for _, c := range m.Verdict.Changes {
			if c.Text == c.Key || c.Key == "" {
				t.Errorf("%s: %+v", lang, c)
			}
		}
		if said == 0 {
			t.Errorf("%s: the verdict says nothing: %s", lang, body)
		}
	}
}

func TestSearch(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{Name: "before the index hears of it", As: "nobody", Path: openapi.Base + "/search/tasks?words=shelf", Want: 200, Has: []string{`"total":0`}})
	a.Carry(t)
	a.Run(t, []servertest.Scenario{
		{
			Name: "words", As: "nobody", Path: openapi.Base + "/search/tasks?words=shelf", Want: 200,
			Has: []string{`"id":"{task}"`, `"total":1`, `"form":{"employment":1}`}, Not: []string{"{draft}"},
		},
		{Name: "filters", As: "nobody", Path: openapi.Base + "/search/tasks?forms=employment,pay_subsidy&regions=Nyland&shifts=day&hours_to=900", Want: 200, Has: []string{"{task}"}},
		{Name: "nothing, and what to let go of", As: "nobody", Path: openapi.Base + "/search/tasks?words=shelf&regions=Lappi", Want: 200, Has: []string{`"items":[]`, `"filter":"regions","total":1`}},
		{Name: "a filter that is none", As: "nobody", Path: openapi.Base + "/search/tasks?form=employment", Want: 422, Has: []string{`"field":"form"`}},
		{Name: "a value that is none", As: "nobody", Path: openapi.Base + "/search/tasks?forms=slavery&regions=Mordor", Want: 422, Has: []string{`"field":"forms[0]"`, "slavery", "Mordor"}},
		{Name: "an order that is none", As: "nobody", Path: openapi.Base + "/search/tasks?sort=salary", Want: 422, Has: []string{`"field":"sort"`}},
		{Name: "not without sign-in", Path: openapi.Base + "/search/tasks?words=shelf", Want: 401, Not: []string{"{task}"}},
		{Name: "closing", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{task}/close", Want: 200, Facts: map[string]int{"task.closed": 1}},
		{Name: "counts at once, before the index hears of it", As: "nobody", Path: openapi.Base + "/search/tasks?words=shelf", Want: 200, Not: []string{"{task}"}},
	}...)
}

// silent is an index that does not answer.
type silent struct{ search.Index }

// Search implements search.Index.
func (silent) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, fmt.Errorf("connect to http://hunter2@search: %w", search.ErrUnavailable)
}

// Status implements search.Index.
func (silent) Status(context.Context) (search.Status, error) {
	return search.Status{}, errors.Join(search.ErrUnavailable)
}

// TestIndexDoesNotAnswer: a search says that it came the long way; matches do not need the index.
func TestIndexDoesNotAnswer(t *testing.T) {
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) { p.Index = silent{p.Index} })
	a.Run(t, []servertest.Scenario{
		{Name: "search", As: "nobody", Path: openapi.Base + "/search/tasks?forms=employment", Want: 200, Has: []string{"{task}", `"degraded":true`}, Not: []string{"hunter2"}},
		{
			Name: "matches", As: "coach", Path: openapi.Base + "/clients/{client}/matches", Want: 200, Has: []string{"{task}", `"judged":1`},
			Facts: map[string]int{"data.read": 1, "ranking.made": 1},
		},
		{Name: "and it is told", Path: "/readyz", Want: 200, Has: []string{`"index":"down"`}, Not: []string{"hunter2"}},
	}...)
}
