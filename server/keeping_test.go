package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	searchBody = `{"name": "Dish washing", "told": "daily", "query": {"words": "dishes", "forms": ["employment"]}}`
	savedOne   = openapi.Base + "/searches/{search}"
	sharedOne  = openapi.Base + "/shortlists/{list}"
)

func saveSearch() servertest.Scenario {
	return servertest.Scenario{
		Name: "save", As: "coach", Method: "POST", Path: openapi.Base + "/searches", Headers: []string{"Idempotency-Key", "k1"}, Body: searchBody, Want: 201,
		Has: []string{`"told":"daily"`, `"news":[]`, `"revision":1`}, Facts: map[string]int{"saved_search.saved": 1}, Keep: map[string]string{"search": "id"},
	}
}

func beginList() servertest.Scenario {
	return servertest.Scenario{
		Name: "begin", As: "coach", Method: "POST", Path: openapi.Base + "/shortlists", Headers: []string{"Idempotency-Key", "k1"}, Body: `{"name": "Quiet places"}`, Want: 201,
		Facts: map[string]int{"shortlist.begun": 1}, Keep: map[string]string{"list": "id"},
	}
}

// keepingSamples begin with a search of the coach, {search}, and a list of the coach's organisation, {list}.
func keepingSamples() map[string]sample {
	key, rev := []string{"Idempotency-Key", "k2"}, []string{"If-Match", `"1"`}
	search, list := []servertest.Scenario{saveSearch()}, []servertest.Scenario{beginList()}
	put := servertest.Scenario{
		Name: "put", As: "coach", Method: "PUT", Path: sharedOne + "/tasks/{task}", Body: `{"note": "Few people"}`, Want: 200, Facts: map[string]int{"shortlist.task_put": 1},
	}
	others := []string{"colleague", "outsider", "employer", "supervisor"}
	return map[string]sample{
		"list-saved-search":   {own: "employer"},
		"create-saved-search": {own: "supervisor", body: searchBody, headers: key},
		"read-saved-search":   {path: "/searches/{search}", own: "coach", foreign: others, before: search},
		"change-saved-search": {path: "/searches/{search}", own: "coach", foreign: others, before: search, headers: rev, body: `{"name": "Dishes", "told": "never"}`},
		"remove-saved-search": {path: "/searches/{search}", own: "coach", foreign: others, before: search},
		"run-saved-search":    {path: "/searches/{search}/tasks", own: "coach", foreign: others, before: search},
		"see-saved-search":    {path: "/searches/{search}/seen", own: "coach", foreign: others, before: search, body: `{"look": 1}`},
		"list-shortlist":      {own: "colleague"},
		"create-shortlist":    {own: "colleague", body: `{"name": "Mornings"}`, headers: key},
		"read-shortlist":      {path: "/shortlists/{list}", own: "colleague", foreign: []string{"outsider"}, before: list},
		"rename-shortlist":    {path: "/shortlists/{list}", own: "colleague", foreign: []string{"outsider"}, before: list, headers: rev, body: `{"name": "Calm places"}`},
		"remove-shortlist":    {path: "/shortlists/{list}", own: "colleague", foreign: []string{"outsider"}, before: list},
		"put-on-shortlist":    {path: "/shortlists/{list}/tasks/{task}", own: "colleague", foreign: []string{"outsider"}, before: list, body: `{}`},
		"drop-from-shortlist": {path: "/shortlists/{list}/tasks/{task}", own: "colleague", foreign: []string{"outsider"}, before: append(list, put)},
	}
}

// TestSavedSearches: a search is saved once however often it is sent, run, paused and deleted.
func TestSavedSearches(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	repeated := saveSearch()
	repeated.Name, repeated.Facts, repeated.Keep = "the same again", nil, nil
	a.Run(t, []servertest.Scenario{
		{Name: "none", As: "coach", Path: openapi.Base + "/searches", Want: 200, Has: []string{`"items":[]`}},
		{Name: "no key", As: "coach", Method: "POST", Path: openapi.Base + "/searches", Body: searchBody, Want: 422, Has: []string{`"field":"Idempotency-Key"`}},
		{
			Name: "wrong fields", As: "coach", Method: "POST", Path: openapi.Base + "/searches", Headers: []string{"Idempotency-Key", "k0"},
			Body: `{"name": "", "told": "hourly", "query": {"regions": ["Atlantis"]}}`, Want: 422,
			Has: []string{`"field":"name"`, `"field":"state"`, `"field":"query.regions[0]"`},
		},
		saveSearch(),
		repeated,
		{Name: "listed", As: "coach", Path: openapi.Base + "/searches", Want: 200, Has: []string{`"words":"dishes"`, `"forms":["employment"]`}},
		{Name: "what it finds", As: "coach", Path: savedOne + "/tasks", Want: 200, Has: []string{`"total":`, `"look":0`}},
		{Name: "stale", As: "coach", Method: "PUT", Path: savedOne, Headers: []string{"If-Match", `"7"`}, Body: searchBody, Want: 412},
		{
			Name: "paused", As: "coach", Method: "PUT", Path: savedOne, Headers: []string{"If-Match", `"1"`}, Body: `{"name": "Dishes", "told": "never"}`, Want: 200,
			Has: []string{`"told":"never"`, `"revision":2`}, Facts: map[string]int{"saved_search.changed": 1},
		},
		{Name: "deleted", As: "coach", Method: "DELETE", Path: savedOne, Want: 204, Facts: map[string]int{"saved_search.removed": 1}},
		{Name: "gone", As: "coach", Path: savedOne, Want: 404},
		{Name: "none any more", As: "coach", Path: openapi.Base + "/searches", Want: 200, Has: []string{`"items":[]`}},
	}...)
}

// TestShortlists: a colleague changes what a coach began; nobody outside reads it.
func TestShortlists(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	a.Run(t, []servertest.Scenario{
		beginList(),
		{
			Name: "a colleague adds", As: "colleague", Method: "PUT", Path: sharedOne + "/tasks/{task}", Body: `{"note": "Few people"}`, Want: 200,
			Has: []string{`"tasks":1`, `"revision":2`}, Facts: map[string]int{"shortlist.task_put": 1},
		},
		{Name: "no draft", As: "coach", Method: "PUT", Path: sharedOne + "/tasks/{draft}", Body: `{}`, Want: 404},
		{Name: "both read", As: "coach", Path: sharedOne, Want: 200, Has: []string{`"note":"Few people"`, `"by":"{colleague}"`, `"gone":false`}},
		{Name: "others do not", As: "outsider", Path: sharedOne, Want: 404},
		{
			Name: "renamed", As: "coach", Method: "PUT", Path: sharedOne, Headers: []string{"If-Match", `"2"`}, Body: `{"name": "Calm places"}`, Want: 200,
			Has: []string{`"name":"Calm places"`}, Facts: map[string]int{"shortlist.renamed": 1},
		},
		{Name: "off", As: "coach", Method: "DELETE", Path: sharedOne + "/tasks/{task}", Want: 200, Has: []string{`"tasks":0`}, Facts: map[string]int{"shortlist.task_dropped": 1}},
		{Name: "deleted", As: "colleague", Method: "DELETE", Path: sharedOne, Want: 204, Facts: map[string]int{"shortlist.removed": 1}},
		{Name: "listed no more", As: "coach", Path: openapi.Base + "/shortlists", Want: 200, Has: []string{`"items":[]`}},
	}...)
}
