package server_test

import (
	"fmt"
	"sync"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// taskBody is a task that can stay published.
const taskBody = `{
	"title": "Shelf filling", "summary": "Mornings.", "lang": "en", "forms": ["employment"], "places": 3,
	"hazards": {"asked": true}, "allergens": {"asked": true, "values": ["nuts"]},
	"week_minutes": {"min": 600, "max": 900}, "place": {"postal": "00100"},
	"demands": [{"dimension": "lifting", "level": 2, "essential": true}]
}`

func TestTasks(t *testing.T) {
	servertest.New(t).Run(t, []servertest.Scenario{
		{
			Name: "a new task is a draft of one's own organisation", As: "employer", Method: "POST", Path: openapi.Base + "/tasks", Body: taskBody,
			Want: 201, Has: []string{`"status":"draft"`, `"org":"{acme}"`, `"revision":1`}, Facts: map[string]int{"task.created": 1},
			Keep: map[string]string{"new": "id"},
		},
		{Name: "nobody else reads a draft", As: "coach", Path: openapi.Base + "/tasks/{new}", Want: 404, Not: []string{"Shelf"}},
		{
			Name: "a change needs the revision", As: "employer", Method: "PUT", Path: openapi.Base + "/tasks/{new}", Body: taskBody,
			Want: 422, Has: []string{`"field":"If-Match"`, "api.if_match"},
		},
		{
			Name: "an old revision is refused", As: "employer", Method: "PUT", Path: openapi.Base + "/tasks/{new}", Body: `{"title": "Other"}`,
			Headers: []string{"If-Match", `"7"`}, Want: 412, Has: []string{"/problems/stale"},
		},
		{
			Name: "a change of a foreign draft with the right revision is not found", As: "rival", Method: "PUT", Path: openapi.Base + "/tasks/{new}",
			Body: `{"title": "Other"}`, Headers: []string{"If-Match", `"1"`}, Want: 404,
		},
		{
			Name: "a change with the revision is saved", As: "employer-owner", Method: "PUT", Path: openapi.Base + "/tasks/{new}", Headers: []string{"If-Match", `"1"`},
			Body: `{"title": "Shelf filling at night"}`, Want: 200, Has: []string{"at night", `"revision":2`}, Facts: map[string]int{"task.changed": 1},
		},
		{
			Name: "what is missing is named before publishing", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{new}/publish",
			Want: 422, Has: []string{`"field":"forms"`, `"field":"hazards"`, `"field":"place.postal"`, `"field":"week_minutes"`},
		},
		{
			Name: "it is told", As: "employer", Method: "PUT", Path: openapi.Base + "/tasks/{new}", Headers: []string{"If-Match", `"2"`}, Body: taskBody,
			Want: 200, Facts: map[string]int{"task.changed": 1},
		},
		{
			Name: "and published", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{new}/publish", Want: 200,
			Has: []string{`"status":"published"`}, Facts: map[string]int{"task.published": 1},
		},
		{Name: "publishing twice changes nothing", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{new}/publish", Want: 200},
		{Name: "everybody who is signed in reads it", As: "nobody", Path: openapi.Base + "/tasks/{new}", Want: 200, Has: []string{"Mornings"}},
		{Name: "it is in the list of what is published", As: "coach", Path: openapi.Base + "/tasks", Want: 200, Has: []string{"{new}", "{task}"}, Not: []string{"{draft}"}},
		{Name: "one's own list has every state", As: "employer", Path: openapi.Base + "/tasks/mine", Want: 200, Has: []string{"{new}", "{task}", "{draft}"}},
		{Name: "or one of them", As: "employer", Path: openapi.Base + "/tasks/mine?status=draft", Want: 200, Has: []string{"{draft}"}, Not: []string{"{new}", "{task}"}},
		{Name: "and no foreign task", As: "rival", Path: openapi.Base + "/tasks/mine", Want: 200, Has: []string{`"items":[]`}},
		{
			Name: "closing takes it out of the list", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{new}/close", Want: 200,
			Facts: map[string]int{"task.closed": 1},
		},
		{Name: "for everybody", As: "coach", Path: openapi.Base + "/tasks", Want: 200, Not: []string{"{new}"}},
		{Name: "and by its id too", As: "coach", Path: openapi.Base + "/tasks/{new}", Want: 404},
		{
			Name: "it can be opened again", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{new}/reopen", Want: 200,
			Facts: map[string]int{"task.reopened": 1},
		},
		{Name: "a draft cannot be closed", As: "employer", Method: "POST", Path: openapi.Base + "/tasks/{draft}/close", Want: 409, Has: []string{"task.state"}},
	}...)
}

func TestPagesOfTasks(t *testing.T) {
	a := servertest.New(t)
	first, body := a.Do(t, a.Request("employer", "GET", openapi.Base+"/tasks/mine?limit=1", ""))
	link := first.Header.Get("Link")
	if first.StatusCode != 200 || link == "" {
		t.Fatalf("%d %q: %s", first.StatusCode, link, body)
	}
	path := link[1 : len(link)-len(`>; rel="next"`)]
	_, second := a.Do(t, a.Request("employer", "GET", path, ""))
	if second == body {
		t.Error("the second page is the first")
	}
	a.Run(t,
		servertest.Scenario{Name: "a cursor that is none", As: "employer", Path: openapi.Base + "/tasks/mine?after=xyz", Want: 422, Has: []string{"error.cursor"}},
		servertest.Scenario{Name: "a limit too large", As: "employer", Path: openapi.Base + "/tasks/mine?limit=501", Want: 422, Has: []string{`"field":"limit"`, "500"}},
		servertest.Scenario{Name: "an unknown filter", As: "employer", Path: openapi.Base + "/tasks/mine?stauts=draft", Want: 422, Has: []string{`"field":"stauts"`, "field.unknown"}},
		servertest.Scenario{Name: "a state that is none", As: "employer", Path: openapi.Base + "/tasks/mine?status=open", Want: 422, Has: []string{"draft, published, closed"}},
	)
}

// TestValuesOutliveTheirRequest saves tasks from many requests at once: Fiber reuses its buffers, and a title kept
// without a copy would turn into another request's.
func TestValuesOutliveTheirRequest(t *testing.T) {
	a := servertest.New(t)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 10 {
				title := fmt.Sprintf("Task %d-%02d", g, i)
				r := a.Request("employer", "POST", openapi.Base+"/tasks", `{"title": "`+title+`", "summary": "About `+title+`"}`, "X-Request-Id", "request-"+title[5:])
				if resp, err := a.Fiber.Test(r, -1); err != nil || resp.StatusCode != 201 {
					t.Errorf("%s: %v %v", title, resp, err)
				}
			}
		})
	}
	wg.Wait()
	list, err := a.Tasks.Mine(t.Context(), a.Actor("employer"), task.Draft, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range list.Items {
		got[e.Value.Title] = e.Value.Summary
	}
	for g := range 8 {
		for i := range 10 {
			if title := fmt.Sprintf("Task %d-%02d", g, i); got[title] != "About "+title {
				t.Errorf("%s is kept as %q", title, got[title])
			}
		}
	}
}
