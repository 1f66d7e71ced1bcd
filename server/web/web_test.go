package web_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/web"
)

func bundle(t *testing.T) *i18n.Bundle {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func clock() time.Time { return time.Date(2026, 11, 23, 6, 14, 8, 0, time.UTC) }

// app is a server with the middleware in its usual order; the log is returned.
func app(t *testing.T, page web.PageError, routes func(*fiber.App)) (*fiber.App, *bytes.Buffer) {
	t.Helper()
	b, logged := bundle(t), &bytes.Buffer{}
	log := slog.New(slog.NewJSONHandler(logged, nil))
	a := fiber.New(fiber.Config{ErrorHandler: web.ErrorHandler(b, log, page), BodyLimit: web.ReadBody, DisableStartupMessage: true})
	a.Use(web.RequestID(func() marketplace.ID { return "made-by-the-server" }), web.AccessLog(log, clock), web.Recover(),
		web.Security(true), web.Language(b), web.Limit("/api/file"), web.JSONBody())
	routes(a)
	return a, logged
}

func send(t *testing.T, a *fiber.App, req *http.Request) (*http.Response, string) {
	t.Helper()
	resp, err := a.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func request(method, path, body string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func TestStatusGoesBothWays(t *testing.T) {
	for kind := marketplace.Internal; kind <= marketplace.Unavailable; kind++ {
		if got := web.KindOf(web.Status(kind)); got != kind {
			t.Errorf("%v becomes %d, which reads back as %v", kind, web.Status(kind), got)
		}
	}
	for status, want := range map[int]marketplace.Kind{
		400: marketplace.Invalid, 405: marketplace.Invalid, 415: marketplace.Invalid, 431: marketplace.TooLarge,
		502: marketplace.Internal, 412: marketplace.Stale,
	} {
		if got := web.KindOf(status); got != want {
			t.Errorf("%d is %v, want %v", status, got, want)
		}
	}
}

func TestProblemIsSafeAndSpeaksTheCallersLanguage(t *testing.T) {
	routes := func(a *fiber.App) {
		a.Get("/api/secret", func(*fiber.Ctx) error { return fmt.Errorf("password of the database: hunter2") })
		a.Get("/api/panic", func(*fiber.Ctx) error { panic("hunter2") })
		a.Get("/api/field", func(*fiber.Ctx) error {
			return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("demands[2].level", "field.range", "min", 0, "max", 5)})
		})
		a.Get("/api/nobody", func(*fiber.Ctx) error { return marketplace.Actor{}.Must(marketplace.RoleCoach) })
	}
	a, logged := app(t, nil, routes)
	for _, tc := range []struct {
		path, lang string
		status     int
		typ        string
		want       string
	}{
		{"/api/secret", "en", 500, "/problems/internal", "Something went wrong"},
		{"/api/panic", "sv-FI,fi;q=0.5", 500, "/problems/internal", "Något gick fel"},
		{"/api/field", "en", 422, "/problems/invalid", "from 0 to 5"},
		{"/api/field", "fi", 422, "/problems/invalid", "väliltä 0–5"},
		{"/api/nobody", "en", 401, "/problems/unauthenticated", "Sign in first"},
		{"/api/none", "en", 404, "/problems/not-found", "cannot be found"},
	} {
		resp, body := send(t, a, request("GET", tc.path, "", "Accept-Language", tc.lang, "X-Request-Id", "asked-for-123"))
		var p web.Problem
		if err := json.Unmarshal([]byte(body), &p); err != nil {
			t.Fatalf("%s: %v in %q", tc.path, err, body)
		}
		if resp.StatusCode != tc.status || p.Status != tc.status || p.Type != tc.typ || !strings.Contains(body, tc.want) {
			t.Errorf("%s in %s: %d %s", tc.path, tc.lang, resp.StatusCode, body)
		}
		if p.ID != "asked-for-123" || resp.Header.Get("X-Request-Id") != p.ID || resp.Header.Get("Content-Type") != web.ProblemType {
			t.Errorf("%s: id %q, type %q", tc.path, p.ID, resp.Header.Get("Content-Type"))
		}
		if strings.Contains(body, "hunter2") || strings.Contains(body, "goroutine") {
			t.Errorf("%s shows the cause: %s", tc.path, body)
		}
	}
	if n := strings.Count(logged.String(), "hunter2"); n < 2 {
		t.Errorf("the cause was logged %d times, want twice", n)
	}
}

func TestFieldErrorsKeepPathKeyAndArgs(t *testing.T) {
	err := marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("row 14, hours_min", "field.number", "value", "abc")})
	p := web.ProblemOf(bundle(t).In(i18n.En), "id", err)
	want := []web.ProblemField{{Field: "row 14, hours_min", Key: "field.number", Detail: "“abc” is not a number.", Args: map[string]string{"value": "abc"}}}
	if diff := cmp.Diff(want, p.Errors); diff != "" {
		t.Error(diff)
	}
}

func TestPagesGetAPageAndProgramsAProblem(t *testing.T) {
	page := func(c *fiber.Ctx, p *web.Problem) error { return c.SendString("<h1>" + p.Detail + "</h1>") }
	a, _ := app(t, page, func(a *fiber.App) { a.Get("/only-get", func(c *fiber.Ctx) error { return nil }) })
	for _, tc := range []struct {
		method, path, accept string
		status               int
		page                 bool
	}{
		{"GET", "/nowhere", "text/html,*/*;q=0.8", 404, true},
		{"GET", "/nowhere", "", 404, true},
		{"GET", "/nowhere", "application/json", 404, false},
		{"GET", "/api/nowhere", "text/html", 404, false},
		{"POST", "/only-get", "application/json", 405, false},
	} {
		resp, body := send(t, a, request(tc.method, tc.path, "", "Accept", tc.accept))
		if resp.StatusCode != tc.status || strings.HasPrefix(body, "<h1>") != tc.page {
			t.Errorf("%s %s for %q: %d %s", tc.method, tc.path, tc.accept, resp.StatusCode, body)
		}
	}
}

func TestLanguageIsChosenInOrder(t *testing.T) {
	own := func(c *fiber.Ctx) error {
		c.SetUserContext(web.WithActor(c.UserContext(), marketplace.Actor{Person: "p", Lang: c.Get("X-Own")}))
		return c.Next()
	}
	a := fiber.New()
	a.Use(own, web.Language(bundle(t)))
	a.Get("*", func(c *fiber.Ctx) error { return c.SendString(web.LangFrom(c.UserContext())) })
	for _, tc := range []struct{ path, cookie, own, accept, want string }{
		{"/?lang=sv", "en", "fi", "en", "sv"},
		{"/?lang=de", "en", "fi", "sv", "en"},
		{"/", "en", "sv", "fi", "en"},
		{"/", "", "sv", "en", "sv"},
		{"/", "", "", "de-DE, sv-FI;q=0.9", "sv"},
		{"/", "", "", "de", "fi"},
		{"/", "", "", "svenska-ish, fil, enx", "fi"},
		{"/api/v1/x", "fi", "sv", "en-GB", "en"},
		{"/api/v1/x", "en", "sv", "", "sv"},
	} {
		r := request("GET", tc.path, "", "Accept-Language", tc.accept, "X-Own", tc.own)
		if tc.cookie != "" {
			r.AddCookie(&http.Cookie{Name: web.LangCookie, Value: tc.cookie})
		}
		if _, body := send(t, a, r); body != tc.want {
			t.Errorf("%+v: %s", tc, body)
		}
	}
}

func TestBadBodiesAreRefusedByName(t *testing.T) {
	reached := false
	a, _ := app(t, nil, func(a *fiber.App) { a.Post("/api/x", func(c *fiber.Ctx) error { reached = true; return nil }) })
	deep := strings.Repeat("[", 40) + strings.Repeat("]", 40)
	for name, tc := range map[string]struct {
		body   string
		header string
		status int
		key    string
	}{
		"cut off":        {"{\"a\": 1,\n\"b", "", 422, "api.syntax"},
		"two values":     {`{} {}`, "", 422, "api.syntax"},
		"broken UTF-8":   {"{\"a\": \"\xff\xfe\"}", "", 422, "error.utf8"},
		"too deep":       {deep, "", 422, "api.depth"},
		"far too deep":   {strings.Repeat(`{"a":`, 100_000), "", 422, "api.depth"},
		"nul":            {`{"a":"b\u0000"}`, "", 422, "api.nul"},
		"over the limit": {`"` + strings.Repeat("x", web.DefaultBody) + `"`, "", 413, "error.too_large"},
		"over 10 MB":     {`"` + strings.Repeat("x", web.MaxBody+1) + `"`, "", 413, "error.too_large"},
		"compressed":     {`{}`, "gzip", 415, "api.media_type"},
	} {
		resp, body := send(t, a, request("POST", "/api/x", tc.body, "Content-Type", "application/json", "Content-Encoding", tc.header, "Accept-Language", "en"))
		if resp.StatusCode != tc.status || !strings.Contains(body, tc.key) {
			t.Errorf("%s: %d %s", name, resp.StatusCode, body)
		}
	}
	if reached {
		t.Error("a bad body reached the handler")
	}
	if resp, _ := send(t, a, request("POST", "/api/x", `{"a":[{"ö":"ä"}]}`, "Content-Type", "application/json")); resp.StatusCode != 200 || !reached {
		t.Errorf("a good body was refused: %d", resp.StatusCode)
	}
}

// TestFarTooLargeBodyIsNotRead announces 20 MB over a real connection and sends none of them.
func TestFarTooLargeBodyIsNotRead(t *testing.T) {
	a, _ := app(t, nil, func(a *fiber.App) {})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- a.Listener(ln) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(conn, "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 20971520\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil || !bytes.HasPrefix(answer, []byte("HTTP/1.1 413")) || !bytes.Contains(answer, []byte("/problems/too-large")) {
		t.Errorf("%v: %s", err, answer)
	}
	if err := errors.Join(conn.Close(), a.Shutdown(), <-served); err != nil {
		t.Error(err)
	}
}

func TestSyntaxErrorNamesTheLine(t *testing.T) {
	err := web.CheckJSON([]byte("{\n\"a\": 1,\n\"b\": nope}"))
	e, _ := errors.AsType[*marketplace.Error](err)
	if e == nil || e.Fields[0].Args["line"] != "3" {
		t.Errorf("%v", err)
	}
}

func TestPageAndNextLink(t *testing.T) {
	a, _ := app(t, nil, func(a *fiber.App) {
		a.Get("/api/list", func(c *fiber.Ctx) error {
			p, err := web.Page(c)
			if err != nil {
				return err
			}
			return c.JSON(p)
		})
	})
	for query, want := range map[string]string{
		"":                   `{"Limit":0,"After":""}`,
		"?limit=20&after=ab": `{"Limit":20,"After":"ab"}`,
		"?limit=0":           "field.range",
		"?limit=501":         "field.range",
		"?limit=ten":         "field.range",
		"?after=%ff":         "error.utf8",
		"?after=a%00":        "api.nul",
	} {
		if _, body := send(t, a, request("GET", "/api/list"+query, "")); !strings.Contains(body, want) {
			t.Errorf("%q: %s", query, body)
		}
	}
	link := web.NextLink("/api/v1/tasks", url.Values{"limit": {"2"}, "after": {"old"}}, "n&w")
	if link != `</api/v1/tasks?after=n%26w&limit=2>; rel="next"` {
		t.Error(link)
	}
	if web.NextLink("/x", nil, "") != "" {
		t.Error("the last page has a next one")
	}
}

func TestForms(t *testing.T) {
	a, _ := app(t, nil, func(a *fiber.App) {
		a.Post("/api/form", func(c *fiber.Ctx) error {
			values, err := web.Form(c)
			if err != nil {
				return err
			}
			return c.SendString(values.Encode())
		})
		a.Post("/api/file", func(c *fiber.Ctx) error {
			name, content, err := web.File(c, "table", 10)
			if err != nil {
				return err
			}
			return c.SendString(name + ":" + string(content))
		})
	})
	form := "application/x-www-form-urlencoded"
	if _, body := send(t, a, request("POST", "/api/form?c=no", "a=1&a=2&b=%C3%A4", "Content-Type", form)); body != "a=1&a=2&b=%C3%A4" {
		t.Error(body)
	}
	for bad, key := range map[string]string{"a=%ff": "error.utf8", "a=b%00c": "api.nul", "a%00=b": "api.nul"} {
		if resp, body := send(t, a, request("POST", "/api/form", bad, "Content-Type", form)); resp.StatusCode != 422 || !strings.Contains(body, key) {
			t.Errorf("%s: %s", bad, body)
		}
	}
	for content, want := range map[string]string{"title;id": "tasks.csv:title;id", "longer than ten": "error.too_large"} {
		var buf bytes.Buffer
		w := multipart.NewWriter(&buf)
		part, _ := w.CreateFormFile("table", "tasks.csv")
		_, _ = io.WriteString(part, content)
		_ = w.Close()
		if _, body := send(t, a, request("POST", "/api/file", buf.String(), "Content-Type", w.FormDataContentType())); !strings.Contains(body, want) {
			t.Errorf("%q: %s", content, body)
		}
	}
}

func TestAccessLogKeepsSecretsOut(t *testing.T) {
	a, logged := app(t, nil, func(a *fiber.App) { a.Get("/api/x", func(c *fiber.Ctx) error { return nil }) })
	send(t, a, request("GET", "/api/x?token=hunter2", "", "Authorization", "Bearer hunter3", "Cookie", "session=hunter4"))
	if line := logged.String(); strings.Contains(line, "hunter") || !strings.Contains(line, `"path":"/api/x"`) ||
		!strings.Contains(line, `"status":200`) || !strings.Contains(line, `"request_id":"made-by-the-server"`) {
		t.Error(line)
	}
}

// Links in messages open accounts: what stands in their address must not be read off the log, however it is written.
func TestAccessLogKeepsLinksOut(t *testing.T) {
	a, logged := app(t, nil, func(*fiber.App) {})
	code := strings.Repeat("Hunter2-", 6)
	for _, path := range []string{"/reset/01KATZ4Q8E9G3M5V7X1B2C3D4F." + code, "/join/01KATZ4Q8E9G3M5V7X1B2C3D4F%2E" + code + ")", "/api/v1/join/" + code + "/"} {
		send(t, a, request("GET", path, ""))
	}
	if text := logged.String(); strings.Contains(text, "Hunter2") || !strings.Contains(text, `"path":"/reset/…"`) || !strings.Contains(text, `"path":"/api/v1/join/…/"`) {
		t.Error(text)
	}
}

func TestAddress(t *testing.T) {
	for header, want := range map[string]string{
		"198.51.100.7":           "198.51.100.7",
		"10.9.8.7, 198.51.100.7": "198.51.100.7", // what the caller claims stands before what the proxy saw
		"198.51.100.7:4711":      "198.51.100.7",
		"::ffff:198.51.100.7":    "198.51.100.7",
		"2001:db8:1:2:3:4:5:6":   "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff::1":   "2001:db8:1:2::/64",
		"[2001:db8:1:2::1]:4711": "2001:db8:1:2::/64",
		"":                       "unknown",
		"198.51.100.7, " + strings.Repeat("nothing like it ", 9): "unknown",
	} {
		a := fiber.New(fiber.Config{ProxyHeader: "X-Forwarded-For", EnableTrustedProxyCheck: true, TrustedProxies: []string{"0.0.0.0"}})
		a.Get("/", func(c *fiber.Ctx) error { return c.SendString(web.Address(c)) })
		if _, got := send(t, a, request("GET", "/", "", "X-Forwarded-For", header)); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestOnlySaneRequestIDsAreTaken(t *testing.T) {
	a, _ := app(t, nil, func(a *fiber.App) { a.Get("/", func(c *fiber.Ctx) error { return nil }) })
	for given, want := range map[string]string{
		"trace-1234": "trace-1234", "short": "made-by-the-server", "with space1": "made-by-the-server",
		strings.Repeat("x", 65): "made-by-the-server", `"quoted";drop`: "made-by-the-server",
	} {
		if resp, _ := send(t, a, request("GET", "/", "", "X-Request-Id", given)); resp.Header.Get("X-Request-Id") != want {
			t.Errorf("%q becomes %q", given, resp.Header.Get("X-Request-Id"))
		}
	}
}

// Forms lead on to the origins that were named, and nothing else of the policy changes.
func TestFormsLeadOnward(t *testing.T) {
	policies := map[string]string{}
	for name, onward := range map[string][]string{"nowhere": nil, "onward": {"https://pay.test", "https://join.test"}} {
		a := fiber.New()
		a.Use(web.Security(false, onward...))
		a.Get("/", func(c *fiber.Ctx) error { return nil })
		resp, _ := send(t, a, request("GET", "/", ""))
		policies[name] = resp.Header.Get("Content-Security-Policy")
	}
	if want := policies["nowhere"] + " https://pay.test https://join.test"; policies["onward"] != want || !strings.HasSuffix(policies["nowhere"], "; form-action 'self'") {
		t.Errorf("%q, want %q", policies["onward"], want)
	}
}

func TestSecurityHeaders(t *testing.T) {
	a, _ := app(t, nil, func(a *fiber.App) { a.Get("/", func(c *fiber.Ctx) error { return nil }) })
	for _, path := range []string{"/", "/api/missing"} {
		resp, _ := send(t, a, request("GET", path, ""))
		csp := resp.Header.Get("Content-Security-Policy")
		if strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") || !strings.HasSuffix(csp, "; form-action 'self'") {
			t.Errorf("%s: policy %q", path, csp)
		}
		for header, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Strict-Transport-Security": "max-age=63072000; includeSubDomains"} {
			if resp.Header.Get(header) != want {
				t.Errorf("%s: %s is %q", path, header, resp.Header.Get(header))
			}
		}
	}
}

// TestValuesOutliveTheHandler keeps what the decode helpers gave past the handler, while other requests reuse Fiber's
// buffers. Fiber here runs without its Immutable option, so only the helpers' own copies can save the values.
func TestValuesOutliveTheHandler(t *testing.T) {
	var mu sync.Mutex
	kept := map[string][]string{}
	a, _ := app(t, nil, func(a *fiber.App) {
		a.Post("/api/keep/:id", func(c *fiber.Ctx) error {
			query, err := web.Query(c, "q")
			if err != nil {
				return err
			}
			form, err := web.Form(c)
			if err != nil {
				return err
			}
			values := []string{web.Param(c, "id"), query, form.Get("f"), web.RequestIDFrom(c.UserContext())}
			mu.Lock()
			defer mu.Unlock()
			kept[strings.Clone(c.Get("X-Nr"))] = values
			return nil
		})
	})
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 50 {
				nr := fmt.Sprintf("%d-%04d", g, i)
				r := request("POST", "/api/keep/id-"+nr+"?q=query-"+nr, "f=form-"+nr, "Content-Type", "application/x-www-form-urlencoded",
					"X-Request-Id", "request-"+nr, "X-Nr", nr)
				if resp, err := a.Test(r, -1); err == nil {
					_ = resp.Body.Close()
				}
			}
		})
	}
	wg.Wait()
	if len(kept) != 400 {
		t.Fatalf("%d of 400 requests were kept", len(kept))
	}
	for nr, got := range kept {
		want := []string{"id-" + nr, "query-" + nr, "form-" + nr, "request-" + nr}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", nr, diff)
		}
	}
}

func FuzzCheckJSON(f *testing.F) {
	for _, s := range []string{"", "{}", `{"a":[1,2,{"b":null}]}`, "[[[[", "\xff", `"\u0000"`, "1e999", `{"a"`, `{} []`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		err := web.CheckJSON(body)
		if err == nil && !json.Valid(body) {
			t.Fatal("broken JSON passes")
		}
		if err != nil && !marketplace.IsKind(err, marketplace.Invalid) {
			t.Fatalf("not a clear error: %v", err)
		}
	})
}
