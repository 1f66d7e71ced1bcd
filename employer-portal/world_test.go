package portal_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/gofiber/fiber/v2"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
	"sovite.fi/sovite/server/web"
)

// world is the whole service in memory with its pages.
type world struct{ *servertest.App }

func newWorld(t *testing.T, demo ...portal.DemoAccount) *world {
	t.Helper()
	return newWorldOver(t, func(*server.Ports, *server.Deps) {}, demo...)
}

// newWorldOver is a world over other ports.
func newWorldOver(t *testing.T, change servertest.Change, demo ...portal.DemoAccount) *world {
	t.Helper()
	var p *portal.Portal
	app := servertest.New(t, change, func(_ *server.Ports, d *server.Deps) {
		d.PageError = func(c *fiber.Ctx, problem *web.Problem) error { return p.PageError(c, problem) }
	})
	var err error
	p, err = portal.New(portal.Deps{Parts: app.Parts, Zone: time.UTC, Contact: "help@sovite.test", Demo: demo})
	if err != nil {
		t.Fatal(err)
	}
	p.Mount(app.Fiber)
	addCarvings(t, app)
	app.Carry(t)
	return &world{app}
}

// addCarvings adds {carving} of the employer, {asked-for} that the unit's coaches are asked about, {helped} that the coach helps
// with, and {prepared} that the coach has not offered yet.
func addCarvings(t *testing.T, app *servertest.App) {
	t.Helper()
	ctx, employer, coach := t.Context(), app.Actor("employer"), app.Actor("coach")
	keep := func(name string, e carving.Entry, err error) marketplace.ID {
		if err != nil {
			t.Fatal(err)
		}
		app.IDs[name] = string(e.ID)
		return e.ID
	}
	for _, name := range []string{"carving", "asked-for", "helped"} {
		e, err := app.Carvings.Start(ctx, employer, kitchen())
		id := keep(name, e, err)
		if name == "carving" {
			continue
		}
		to := marketplace.ID(app.IDs["unit"])
		e, err = app.Carvings.Ask(ctx, employer, id, to)
		if keep(name, e, err); name == "helped" {
			e, err = app.Carvings.Take(ctx, coach, id)
			keep(name, e, err)
		}
	}
	e, err := app.Carvings.Prepare(ctx, coach, employer.Org, kitchen())
	keep("prepared", e, err)
}

func kitchen() carving.Content {
	return carving.Content{
		Title: "Kitchen", Lang: "en", Duties: []carving.Duty{
			{Key: "d1", Name: "Planning the menu", Minutes: 240, Who: "Cook", Mark: carving.Expertise},
			{Key: "d2", Name: "Washing dishes", Minutes: 300, Who: "Cook", Mark: carving.Somebody, Job: "j1"},
			{Key: "d3", Name: "Wiping tables", Minutes: 60, Mark: carving.Undone},
		},
		Jobs: []carving.Job{{Key: "j1", Title: "Kitchen help", Route: "gig"}},
	}
}

// browser keeps cookies as a browser does, and the page it was shown last.
type browser struct {
	t       *testing.T
	world   *world
	cookies map[string]string
	status  int
	path    string
	body    string
	doc     *goquery.Document
}

func (w *world) browser(t *testing.T) *browser {
	return &browser{t: t, world: w, cookies: map[string]string{}}
}

// as is a browser in which somebody of the world is signed in.
func (w *world) as(t *testing.T, name string) *browser {
	t.Helper()
	b := w.browser(t)
	b.get("/signin")
	b.post("/signin", url.Values{"email": {name + "@sovite.test"}, "password": {servertest.Password}})
	if b.doc.Find("details.menu").Length() != 1 {
		t.Fatalf("%s is not signed in: %d at %s", name, b.status, b.path)
	}
	return b
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	return b.do(httptest.NewRequest(http.MethodGet, b.fill(path), nil))
}

// opens gets a page in every language: it answers with one heading, and shows no message by its key; more names how keys begin that
// unsaid does not know. Each hears the text in every language while the page is shown; it may be nil.
func (b *browser) opens(path string, each func(text string), more ...string) {
	b.t.Helper()
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	for _, lang := range []string{"fi", "sv", "en"} {
		b.get(path + mark + "lang=" + lang)
		text := b.doc.Find("body").Text()
		missing := unsaid.MatchString(text) || slices.ContainsFunc(more, func(key string) bool { return strings.Contains(text, key) })
		if b.status != 200 || b.doc.Find("h1").Length() != 1 || missing {
			b.t.Errorf("%s in %s: status %d, or a message is missing", path, lang, b.status)
		}
		if each != nil {
			each(text)
		}
	}
}

// post sends a form with the token of the page that is shown, and follows the redirect.
func (b *browser) post(path string, form url.Values) *browser {
	b.t.Helper()
	form.Set("csrf", b.doc.Find("input[name=csrf]").First().AttrOr("value", ""))
	r := httptest.NewRequest(http.MethodPost, b.fill(path), strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (b *browser) fill(path string) string {
	for name, id := range b.world.IDs {
		path = strings.ReplaceAll(path, "{"+name+"}", id)
	}
	return path
}

func (b *browser) do(r *http.Request) *browser {
	b.t.Helper()
	r.Host = strings.TrimPrefix(servertest.Origin, "http://")
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", "en")
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, err := b.world.Fiber.Test(r, -1)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range resp.Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
			continue
		}
		b.cookies[c.Name] = c.Value
	}
	if to := resp.Header.Get("Location"); to != "" {
		return b.get(to)
	}
	b.status, b.path, b.body = resp.StatusCode, r.URL.RequestURI(), string(body)
	if b.doc, err = goquery.NewDocumentFromReader(strings.NewReader(b.body)); err != nil {
		b.t.Fatal(err)
	}
	return b
}

// expect fails unless the page came with the status and shows the text.
func (b *browser) expect(status int, text string) *browser {
	b.t.Helper()
	if b.status != status || !strings.Contains(b.doc.Find("body").Text(), text) {
		b.t.Fatalf("%s: status %d, want %d with %q; the page says: %.1500s", b.path, b.status, status, text, strings.Join(strings.Fields(b.doc.Find("main").Text()), " "))
	}
	return b
}

// values are what the form to an address holds, as a browser would send it.
func (b *browser) values(action string) url.Values {
	b.t.Helper()
	v := url.Values{}
	form := b.doc.Find(`form[action="` + b.fill(action) + `"]`)
	if form.Length() == 0 {
		b.t.Fatalf("%s has no form to %s", b.path, action)
	}
	form.Find("input, textarea, select").Each(func(_ int, e *goquery.Selection) {
		name, _ := e.Attr("name")
		switch typ := e.AttrOr("type", goquery.NodeName(e)); {
		case name == "":
		case typ == "checkbox" || typ == "radio":
			if _, on := e.Attr("checked"); on {
				v.Add(name, e.AttrOr("value", "on"))
			}
		case typ == "select":
			v.Add(name, e.Find("option[selected]").AttrOr("value", e.Find("option").First().AttrOr("value", "")))
		case typ == "textarea":
			v.Add(name, strings.TrimPrefix(e.Text(), "\n"))
		default:
			v.Add(name, e.AttrOr("value", ""))
		}
	})
	return v
}

func (w *world) id(name string) marketplace.ID { return marketplace.ID(w.IDs[name]) }
