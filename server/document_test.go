package server_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const golden = "testdata/openapi.json"

// TestDocument compares the generated document with the one that was looked through. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./server -run TestDocument
func TestDocument(t *testing.T) {
	a := servertest.New(t)
	resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/openapi.json", ""))
	if resp.StatusCode != 200 {
		t.Fatalf("%d %s", resp.StatusCode, body)
	}
	got := indented(t, body)
	if os.Getenv("SOVITE_WRITE_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the document changed (-looked through +generated):\n%s", diff)
	}
}

func indented(t *testing.T, body string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatal(err)
	}
	out, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out) + "\n"
}

type document struct {
	OpenAPI string `json:"openapi"`
	Paths   map[string]map[string]struct {
		OperationID string                     `json:"operationId"`
		Security    []map[string][]string      `json:"security"`
		Responses   map[string]json.RawMessage `json:"responses"`
	} `json:"paths"`
	Components struct {
		Schemas map[string]struct {
			Type                 any             `json:"type"`
			AdditionalProperties json.RawMessage `json:"additionalProperties"`
		} `json:"schemas"`
		SecuritySchemes map[string]json.RawMessage `json:"securitySchemes"`
	} `json:"components"`
}

// TestDocumentHoldsEveryRoute: every way in, with its answer, its problem and whether it needs a token; every reference
// leads somewhere; no object takes unknown fields.
func TestDocumentHoldsEveryRoute(t *testing.T) {
	a := servertest.New(t)
	_, body := a.Do(t, a.Request("", "GET", openapi.Base+"/openapi.json", ""))
	var d document
	if err := json.Unmarshal([]byte(body), &d); err != nil {
		t.Fatal(err)
	}
	if d.OpenAPI != "3.1.0" {
		t.Errorf("OpenAPI %s", d.OpenAPI)
	}
	routes, count := server.Routes(server.Deps{Parts: a.Parts}), 0
	for _, methods := range d.Paths {
		count += len(methods)
	}
	if count != len(routes) {
		t.Errorf("the document has %d operations, the table %d routes", count, len(routes))
	}
	for _, r := range routes {
		op, ok := d.Paths[r.Path][strings.ToLower(r.Method)]
		switch {
		case !ok || op.OperationID != r.Name:
			t.Errorf("%s %s (%s) is not in the document", r.Method, r.Path, r.Name)
		case !strings.Contains(string(op.Responses["default"]), "Problem") || len(op.Responses) != 2:
			t.Errorf("%s: answers %v", r.Name, op.Responses)
		case r.Who.Open() == (len(op.Security) > 0):
			t.Errorf("%s: security %v", r.Name, op.Security)
		}
	}
	for name, s := range d.Components.Schemas {
		if s.Type == "object" && string(s.AdditionalProperties) != "false" {
			t.Errorf("%s takes unknown fields", name)
		}
	}
	for _, part := range strings.Split(body, `"$ref":"#/components/schemas/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if _, ok := d.Components.Schemas[name]; !ok {
			t.Errorf("a reference to %s leads nowhere", name)
		}
	}
	if strings.Contains(body, "$schema") {
		t.Error("answers carry $schema")
	}
}

// TestDocumentationPage: the page shows every operation, needs nothing from elsewhere, and has nothing that the policy
// of our pages forbids.
func TestDocumentationPage(t *testing.T) {
	a := servertest.New(t, func(_ *server.Ports, d *server.Deps) { d.Stylesheet = "/static/css/docs.css" })
	resp, body := a.Do(t, a.Request("", "GET", openapi.Base+"/docs", ""))
	if resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
		t.Fatalf("%d %s", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range server.Routes(server.Deps{Parts: a.Parts}) {
		if page.Find("article#"+r.Name).Length() != 1 {
			t.Errorf("%s is not on the page", r.Name)
		}
	}
	if n := page.Find("script, style, [style], [onclick], img, iframe").Length(); n > 0 {
		t.Errorf("%d elements that the policy forbids", n)
	}
	page.Find("[href], [src]").Each(func(_ int, s *goquery.Selection) {
		to := s.AttrOr("href", s.AttrOr("src", ""))
		if strings.Contains(to, "//") {
			t.Errorf("the page needs %s", to)
		}
		if anchor, ok := strings.CutPrefix(to, "#"); ok && page.Find("[id='"+anchor+"']").Length() != 1 {
			t.Errorf("the link to %s leads nowhere", to)
		}
	})
	if page.Find("html[lang]").Length() != 1 || page.Find("h1").Length() != 1 || page.Find("main").Length() != 1 {
		t.Error("language, heading or main part is missing")
	}
	page.Find("table").Each(func(_ int, s *goquery.Selection) {
		if s.Find("caption").Length() != 1 || s.Find("th[scope=col]").Length() == 0 {
			t.Error("a table without caption or headings")
		}
	})
}
