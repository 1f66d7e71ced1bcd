package server_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
	"sovite.fi/sovite/server/web"
)

// TestBadBodies sends what no program should send. Every answer is a problem that names the field, and nothing is saved.
func TestBadBodies(t *testing.T) {
	a := servertest.New(t)
	path := openapi.Base + "/tasks"
	for name, tc := range map[string]struct {
		body    string
		kind    string // content type; empty: JSON
		status  int
		field   string
		key     string
		encoded string
	}{
		"empty":                    {body: "", status: 400, field: "body", key: "api.body_required"},
		"an unknown field":         {body: `{"title": "A", "salary": 1}`, status: 422, field: "salary", key: "field.unknown"},
		"an unknown field inside":  {body: `{"steps": [{"name": "A", "minutes": 1, "boss": "B"}]}`, status: 422, field: "steps[0].boss", key: "field.unknown"},
		"a field of ours":          {body: `{"title": "A", "org": "x"}`, status: 422, field: "org", key: "field.unknown"},
		"a number for a text":      {body: `{"title": 7}`, status: 422, field: "title", key: "api.type.string"},
		"a text for a number":      {body: `{"places": "two"}`, status: 422, field: "places", key: "api.type.integer"},
		"a fraction":               {body: `{"places": 1.5}`, status: 422, field: "places", key: "api.type.integer"},
		"a number beyond integers": {body: `{"places": 1e30}`, status: 422, field: "body", key: "api.value"},
		"a text for a list":        {body: `{"forms": "employment"}`, status: 422, field: "forms", key: "api.type.array"},
		"a list for an object":     {body: `{"place": []}`, status: 422, field: "place", key: "api.type.object"},
		"a text for a truth":       {body: `{"hazards": {"asked": "yes"}}`, status: 422, field: "hazards.asked", key: "api.type.boolean"},
		"a list instead":           {body: `[]`, status: 422, field: "body", key: "api.type.object"},
		"null":                     {body: `null`, status: 422, field: "body", key: "api.type.object"},
		"five interests":           {body: `{"interests": [0,0,0,0,0]}`, status: 422, field: "interests", key: "api.too_few"},
		"a thousand steps":         {body: `{"steps": [` + strings.Repeat(`{"name":"a","minutes":1},`, 999) + `{"name":"a","minutes":1}]}`, status: 422, field: "steps", key: "field.too_many"},
		"a level of eleven":        {body: `{"demands": [{"dimension": "lifting", "level": 11}]}`, status: 422, field: "demands[0].level", key: "field.range"},
		"a dimension twice":        {body: `{"demands": [{"dimension": "lifting", "level": 1}, {"dimension": "lifting", "level": 2}]}`, status: 422, field: "demands[1].dimension", key: "field.twice"},
		"a day that is none":       {body: `{"start": "2026-02-30"}`, status: 422, field: "start", key: "field.date"},
		"cut off":                  {body: `{"title": "A`, status: 422, field: "body", key: "api.syntax"},
		"broken UTF-8":             {body: "{\"title\": \"A\xff\"}", status: 422, field: "body", key: "error.utf8"},
		"nested a thousand deep":   {body: strings.Repeat(`{"place":`, 1000) + "1" + strings.Repeat("}", 1000), status: 422, field: "body", key: "api.depth"},
		"a nul":                    {body: `{"title": "A\u0000"}`, status: 422, field: "body", key: "api.nul"},
		"ten megabytes and one":    {body: `"` + strings.Repeat("x", web.MaxBody-1) + `"`, status: 413, key: "error.too_large"},
		"three megabytes":          {body: `{"title": "` + strings.Repeat("x", 3<<20) + `"}`, status: 413, key: "error.too_large"},
		"XML":                      {body: `<task/>`, kind: "application/xml", status: 415, key: "api.media_type"},
		"a form":                   {body: `title=A`, kind: "application/x-www-form-urlencoded", status: 415, key: "api.media_type"},
		"compressed":               {body: `{}`, encoded: "gzip", status: 415, key: "api.media_type"},
	} {
		t.Run(name, func(t *testing.T) {
			a.Unchanged(t, func() {
				r := a.Request("employer", "POST", path, tc.body, "Content-Encoding", tc.encoded)
				if tc.kind != "" {
					r.Header.Set("Content-Type", tc.kind)
				}
				resp, body := a.Do(t, r)
				p := problem(t, body)
				if resp.StatusCode != tc.status || p.Status != tc.status || resp.Header.Get("Content-Type") != web.ProblemType {
					t.Errorf("status %d (%s): %s", resp.StatusCode, resp.Header.Get("Content-Type"), short(body))
				}
				if !names(p, tc.field, tc.key) {
					t.Errorf("neither field %q nor key %q is named: %s", tc.field, tc.key, short(body))
				}
				if strings.Contains(body, "json:") || strings.Contains(body, "Go ") || strings.Contains(body, "huma") {
					t.Errorf("our insides show: %s", short(body))
				}
			})
		})
	}
}

func problem(t *testing.T, body string) web.Problem {
	t.Helper()
	var p web.Problem
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("not a problem: %v: %s", err, short(body))
	}
	if p.Type == "" || p.Title == "" || p.Detail == "" || p.ID == "" || strings.HasPrefix(p.Detail, "api.") || strings.HasPrefix(p.Detail, "error.") {
		t.Errorf("the problem lacks something: %s", short(body))
	}
	return p
}

func names(p web.Problem, field, key string) bool {
	if field == "" {
		return p.Key == key
	}
	for _, e := range p.Errors {
		if e.Field == field && e.Key == key && e.Detail != "" && e.Detail != key {
			return true
		}
	}
	return false
}

func short(s string) string { return s[:min(len(s), 600)] }

// TestBadAddresses sends addresses that no program should ask for.
func TestBadAddresses(t *testing.T) {
	a := servertest.New(t)
	for uri, want := range map[string]int{
		"/api/v1/tasks/%zz":                         404,
		"/api/v1/tasks?limit=%zz":                   422,
		"/api/v1/tasks/" + strings.Repeat("x", 200): 422,
		"/api/v1/tasks/..%2f..%2fetc":               404,
		"/api/v1/tasks/%00":                         404,
		"/api/v1/tasks/%ff":                         404,
		"/api/v1/nowhere":                           404,
		"/api/v1":                                   404,
		"/api/v2/tasks":                             404,
	} {
		r := a.Request("employer", "GET", "/", "")
		r.RequestURI = uri
		resp, body := a.Do(t, r)
		if resp.StatusCode != want {
			t.Errorf("%s: %d %s", uri, resp.StatusCode, short(body))
		}
		problem(t, body)
	}
	if resp, body := a.Do(t, a.Request("employer", "PATCH", openapi.Base+"/tasks", "{}")); resp.StatusCode != 405 || problem(t, body).Key != "api.method" {
		t.Errorf("PATCH: %d %s", resp.StatusCode, body)
	}
}

// TestTables imports tables as people send them.
func TestTables(t *testing.T) {
	header := "Title;work_forms;hours_min;hours_max;postal_code\n"
	row := "Cleaning;employment;10;20;00100\n"
	for name, tc := range map[string]struct {
		table  string
		query  string
		kind   string
		status int
		has    []string
		saved  int
	}{
		"good":                        {table: header + row, status: 200, has: []string{`"good":1`, `"saved":1`}, saved: 1},
		"only looking":                {table: header + row, query: "?dry_run=true", status: 200, has: []string{`"good":1`, `"saved":0`, "Cleaning"}},
		"with a byte order mark":      {table: "\ufeff" + header + row, status: 200, has: []string{`"saved":1`}, saved: 1},
		"with commas":                 {table: "Title,Postal code\nCleaning,00100\n", status: 200, has: []string{`"separator":","`, `"saved":1`}, saved: 1},
		"with bars":                   {table: "Title|Postal code\nCleaning|00100\n", status: 422, has: []string{"import.no_title", "title"}},
		"without titles":              {table: "Postal code;hours_min\n00100;10\n", status: 422, has: []string{"import.no_title"}},
		"with a column twice":         {table: "Title;Title\nA;B\n", status: 422, has: []string{"import.twice"}},
		"a wrong cell among good":     {table: header + row + "Baking;employment;ten;20;00100\n", status: 200, has: []string{`"saved":0`, `"field":"row 3, hours_min"`}},
		"the good rows of those":      {table: header + row + "Baking;employment;ten;20;00100\n", query: "?only_good=true", status: 200, has: []string{`"saved":1`, `"error_count":1`}, saved: 1},
		"a quotation mark astray":     {table: header + "Clean\"ing;employment;10;20;00100\n", status: 422, has: []string{"import.quotes"}},
		"nothing":                     {table: "\n", status: 422, has: []string{"import.empty"}},
		"20,000 rows":                 {table: "Title\n" + strings.Repeat("Cleaning\n", 20_000), query: "?dry_run=true", status: 200, has: []string{`"good":20000`}},
		"20,001 rows":                 {table: "Title\n" + strings.Repeat("Cleaning\n", 20_001), status: 413, has: []string{"import.too_many_rows"}},
		"20,000 rows, the last wrong": {table: "Title;Postal code\n" + strings.Repeat("Cleaning;00100\n", 19_999) + "Cleaning;00001\n", status: 200, has: []string{`"saved":0`, `"row":20001`}},
		"more than ten megabytes":     {table: "Title\n" + strings.Repeat("x", web.MaxBody), status: 413, has: []string{"error.too_large"}},
		"as JSON":                     {table: `{"title": "A"}`, kind: "application/json", status: 415, has: []string{"api.media_type"}},
		"a query that means nothing":  {table: header + row, query: "?dryrun=true", status: 422, has: []string{`"field":"dryrun"`}},
		"a query that is no truth":    {table: header + row, query: "?dry_run=maybe", status: 422, has: []string{`"field":"dry_run"`}},
	} {
		t.Run(name, func(t *testing.T) {
			a := servertest.New(t)
			before := a.Documents(t)["tasks"]
			kind := tc.kind
			if kind == "" {
				kind = "text/csv"
			}
			resp, body := a.Do(t, a.Request("employer", "POST", openapi.Base+"/tasks/import"+tc.query, tc.table, "Content-Type", kind))
			if resp.StatusCode != tc.status {
				t.Fatalf("%d %s", resp.StatusCode, short(body))
			}
			for _, want := range tc.has {
				if !strings.Contains(body, want) {
					t.Errorf("%q is not in %s", want, short(body))
				}
			}
			if got := a.Documents(t)["tasks"] - before; got != tc.saved {
				t.Errorf("%d tasks saved, want %d", got, tc.saved)
			}
		})
	}
}

func TestTemplateCanBeImported(t *testing.T) {
	a := servertest.New(t)
	for _, lang := range []string{"fi", "sv", "en"} {
		resp, table := a.Do(t, a.Request("employer", "GET", openapi.Base+"/tasks/template?in="+lang, ""))
		if resp.StatusCode != 200 || !strings.Contains(resp.Header.Get("Content-Disposition"), fmt.Sprintf(`"tasks.%s.csv"`, lang)) {
			t.Fatalf("%s: %d %v", lang, resp.StatusCode, resp.Header)
		}
		resp, body := a.Do(t, a.Request("employer", "POST", openapi.Base+"/tasks/import", table, "Content-Type", "text/csv", "Accept-Language", lang))
		if resp.StatusCode != 200 || !strings.Contains(body, `"error_count":0`) || strings.Contains(body, `"saved":0`) {
			t.Errorf("%s: %d %s", lang, resp.StatusCode, short(body))
		}
	}
}

// TestPathsHaveOneSpelling: what guards a path (no caching, no cookies, the size of a body) looks at its letters, so no
// other letters may lead there.
func TestPathsHaveOneSpelling(t *testing.T) {
	a := servertest.New(t)
	for _, path := range []string{"/API/v1/me", "/api/V1/me", "/api/v1/ME"} {
		resp, body := a.Do(t, a.Request("coach", "GET", path, ""))
		if resp.StatusCode != 404 || strings.Contains(body, "coach@") {
			t.Errorf("%s: %d, Cache-Control %q: %s", path, resp.StatusCode, resp.Header.Get("Cache-Control"), body)
		}
	}
}
