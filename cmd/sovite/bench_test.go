package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// formToken is the token of a page's forms.
var formToken = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// BenchmarkPages opens the pages that many people open, as somebody of the demo, on the whole program with its embedded store.
func BenchmarkPages(b *testing.B) {
	cfg := &Config{Data: b.TempDir(), standIn: true, LogLevel: "error", LogFormat: "text"}
	c := &serveCommand{Demo: true, DemoPassword: "sovite-demo-2026", Rate: 1_000_000}
	var out bytes.Buffer
	in, err := wire(b.Context(), cfg, localOrigin, indexNeeded, streams{Out: &out, Err: &out})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	if err := c.prepare(b.Context(), in, streams{Out: &out, Err: &out}); err != nil {
		b.Fatal(err)
	}
	app, err := c.app(in, localOrigin)
	if err != nil {
		b.Fatal(err)
	}
	for who, paths := range map[string][]string{
		"":           {"/", "/rules", "/search?q=siivous"},
		"valmentaja": {"/", "/clients", "/clients/demo-client-aino", "/figures"},
		"tyonantaja": {"/", "/tasks", "/bills"},
		"jarjestaja": {"/", "/orders", "/rosters", "/reports/sold"},
	} {
		cookies := map[string]string{}
		if who != "" {
			page := benchAsk(b, app, cookies, http.MethodGet, "/signin", nil)
			found := formToken.FindStringSubmatch(page)
			if found == nil {
				b.Fatal("the sign-in page has no form")
			}
			benchAsk(b, app, cookies, http.MethodPost, "/signin", url.Values{"csrf": {found[1]}, "email": {who + "@demo.sovite.fi"}, "password": {c.DemoPassword}})
		}
		for _, path := range paths {
			b.Run(who+path, func(b *testing.B) {
				for b.Loop() {
					benchAsk(b, app, cookies, http.MethodGet, path, nil)
				}
			})
		}
	}
}

// benchAsk asks as a browser with these cookies does.
func benchAsk(b *testing.B, app *fiber.App, cookies map[string]string, method, path string, form url.Values) string {
	b.Helper()
	var body io.Reader = http.NoBody
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, localOrigin+path, body)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for name, value := range cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, err := app.Test(r, -1)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	for _, c := range resp.Cookies() {
		cookies[c.Name] = c.Value
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode >= 400 {
		b.Fatalf("%s: %d %v", path, resp.StatusCode, err)
	}
	return string(text)
}
