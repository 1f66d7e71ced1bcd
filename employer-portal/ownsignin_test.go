package portal_test

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/account/oidc/fake"
	"sovite.fi/sovite/marketplace/account/oidc/goidc"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
	"sovite.fi/sovite/server/web"
)

// newCounty is the world with a stand-in for the sign-in service of the unit, which is not registered yet.
func newCounty(t *testing.T) (*world, *fake.Fake) {
	t.Helper()
	var p *portal.Portal
	var w *world
	county, err := fake.New(fake.Deps{
		Clock: func() time.Time { return w.Clock.Now() }, Random: rand.Reader,
		Client: oidc.Client{Issuer: servertest.Origin + oidc.StagePath, ID: "sovite", Secret: "hush"},
		Guests: []oidc.Guest{
			{ID: "coach", Name: "Coach", Email: "coach@sovite.test"},
			{ID: "new", Name: "New", Email: "new@sovite.test"},
			{ID: "unchecked", Name: "Unchecked", Email: "coach@sovite.test", Unverified: true},
		},
	})
	ok(t, err)
	app := servertest.New(t, func(ports *server.Ports, d *server.Deps) {
		d.PageError = func(c *fiber.Ctx, problem *web.Problem) error { return p.PageError(c, problem) }
		ports.SignIn = goidc.New(goidc.Options{Clock: ports.Clock, Private: true, Inside: county})
	})
	w = &world{app}
	p, err = portal.New(portal.Deps{
		Parts: app.Parts, Zone: time.UTC, County: county,
		Demo: []portal.DemoAccount{{Name: "demo.county", Link: "/signin/with/" + app.IDs["unit"]}},
	})
	ok(t, err)
	p.Mount(app.Fiber)
	return w, county
}

// setUp goes the way of an owner and an administrator: register, ask for the domain, confirm, switch on.
func setUp(t *testing.T, w *world) *browser {
	t.Helper()
	owner := w.as(t, "unit-owner")
	owner.get("/organisation")
	if owner.doc.Find(`a[href="/organisation/sign-in"]`).Length() != 1 {
		t.Fatal("the organisation's page does not lead to its sign-in service")
	}
	owner.get("/organisation/sign-in").expect(200, servertest.Origin+"/signin/with/"+w.IDs["unit"]+"/return")
	const base = "/organisations/{unit}/sign-in"
	owner.get(base+"/edit").post(base+"/edit", url.Values{"name": {"Example county"}, "issuer": {"example"}, "client_id": {"sovite"}, "client_secret": {"hush"}})
	if owner.status != 422 || owner.doc.Find("#f-issuer[aria-invalid=true]").Length() != 1 || owner.doc.Find("input[name=client_id]").AttrOr("value", "") != "sovite" || strings.Contains(owner.body, "hush") {
		t.Fatalf("a wrong issuer: %d\n%s", owner.status, owner.doc.Find("main").Text())
	}
	form := owner.values(base + "/edit")
	form.Set("issuer", servertest.Origin+oidc.StagePath)
	form.Set("client_secret", "hush")
	owner.post(base+"/edit", form).expect(200, "Switched off")
	if strings.Contains(owner.body, "hush") {
		t.Error("the client secret is shown")
	}
	owner.get(base+"/domain").post(base+"/domain", url.Values{"domain": {"gmail.com"}}).expect(422, "Anybody can have an address")
	owner.post(base+"/domain", url.Values{"domain": {"sovite.test"}}).expect(200, "Waits for an administrator")
	admin := w.as(t, "administrator")
	admin.get("/sign-in-domains").expect(200, "sovite.test, unit")
	admin.post("/sign-in-domains", admin.values("/sign-in-domains")).expect(200, "Take back sovite.test")
	owner.get(base + "/switches")
	owner.post(base+"/switches", url.Values{"switches": {"on", "only"}}).expect(422, "sign in by it once yourself")
	owner.post(base+"/switches", url.Values{"switches": {"on"}}).expect(200, "In use")
	return owner
}

// chooses presses a button of the stand-in for a guest.
func (b *browser) chooses(guest, factors string) *browser {
	b.t.Helper()
	question := b.doc.Find("input[name=question]").First().AttrOr("value", "")
	return b.post(oidc.StagePath+"/authorize", url.Values{"question": {question}, "guest": {guest}, "factors": {factors}})
}

// The whole way: what an owner and an administrator set up, and then a member who comes in, an unknown person who does not, and a
// password that is refused.
func TestOwnSignInFromSetUpToTheOnlyWay(t *testing.T) {
	w, _ := newCounty(t)
	owner := setUp(t, w)
	b := w.browser(t)
	b.get("/signin").expect(200, "Sign in with the demo county")
	b.get("/signin/organisation?next=/clients").post("/signin/organisation", url.Values{"email": {"x@elsewhere.test"}, "next": {"/clients"}}).expect(422, "No organisation")
	b.post("/signin/organisation", url.Values{"email": {"coach@sovite.test"}, "next": {"/clients"}}).expect(200, "Example county")
	link, _ := b.doc.Find(`a.button[href^="/signin/with/"]`).Attr("href")
	b.get(link).expect(200, "Demo county")
	b.chooses("coach", "one")
	if b.path != "/clients" || b.status != 200 || b.doc.Find("details.menu").Length() != 1 {
		t.Fatalf("not in: %d at %s: %s", b.status, b.path, b.doc.Find("main").Text())
	}
	unknown := w.browser(t)
	unknown.get("/signin/with/{unit}").chooses("new", "two").expect(403, "Ask the owner of your organisation for an invitation")
	owner.get("/organisations/{unit}/sign-in").expect(200, "coach@sovite.test")
	owner.get("/organisations/{unit}/sign-in/switches").post("/organisations/{unit}/sign-in/switches", url.Values{"switches": {"on", "only", "joins"}}).expect(200, "The only way in")
	locked := w.browser(t)
	locked.get("/signin").post("/signin", url.Values{"email": {"coach@sovite.test"}, "password": {servertest.Password}, "next": {"/clients"}}).expect(409, "No password is needed here")
	if locked.doc.Find(`a.button[href^="/signin/with/"]`).Length() != 1 {
		t.Error("no button leads to the only way in")
	}
	unknown.get("/signin/with/{unit}").chooses("new", "one")
	if unknown.status != 200 || unknown.doc.Find("details.menu").Length() != 1 {
		t.Errorf("did not join: %d %s", unknown.status, unknown.doc.Find("main").Text())
	}
	unknown.get("/clients").expect(403, "")
	r := w.Request("", http.MethodPost, "/api/v1/session", `{"email":"coach@sovite.test","password":"`+servertest.Password+`"}`)
	if resp, body := w.Do(t, r); resp.StatusCode != http.StatusConflict || !strings.Contains(body, "Example county") {
		t.Errorf("by the interface: %d %s", resp.StatusCode, body)
	}
}

// What goes wrong on the way back is said in every language, in our words only, and lets nobody in.
func TestWhatGoesWrongOnTheWayBack(t *testing.T) {
	w, county := newCounty(t)
	setUp(t, w)
	back := "/signin/with/{unit}/return"
	const theirs = "<b>their words</b>"
	for _, lang := range []string{"fi", "sv", "en"} {
		for name, do := range map[string]func(b *browser){
			"no state":  func(b *browser) { b.get(back + "?code=x&lang=" + lang) },
			"cancelled": func(b *browser) { b.get("/signin/with/{unit}?lang="+lang).chooses("", "one") },
			"unchecked": func(b *browser) { b.get("/signin/with/{unit}?lang="+lang).chooses("unchecked", "one") },
			"other word": func(b *browser) {
				b.get("/signin/with/{unit}?lang=" + lang)
				question, err := url.ParseQuery(b.doc.Find("input[name=question]").First().AttrOr("value", ""))
				ok(t, err)
				b.get(back + "?" + url.Values{"state": {question.Get("state")}, "error": {theirs}, "error_description": {theirs}}.Encode())
			},
			"bent token": func(b *browser) {
				county.Bend = func(k *fake.Token) { k.Claims["nonce"] = theirs }
				b.get("/signin/with/{unit}?lang="+lang).chooses("coach", "one")
				county.Bend = nil
			},
		} {
			b := w.browser(t)
			do(b)
			text := b.doc.Find("body").Text()
			if b.status != 403 || b.doc.Find("h1").Length() != 1 || b.doc.Find("details.menu").Length() != 0 || strings.Contains(b.body, "their words") ||
				strings.Contains(text, "oidc.") || strings.Contains(text, "portal.") || b.doc.Find("html").AttrOr("lang", "") != lang {
				t.Errorf("%s in %s: %d\n%s", name, lang, b.status, text)
			}
		}
	}
	b := w.browser(t)
	b.get("/signin/with/{acme}").expect(404, "does not use a sign-in service")
	b.get("/signin/with/{unit}").chooses("coach", "one")
	if b.status != 200 || b.doc.Find("details.menu").Length() != 1 {
		t.Errorf("nobody comes in after all that: %d", b.status)
	}
}

// The answer to one browser is worth nothing in another, and nothing twice.
func TestAnAnswerBelongsToItsBrowser(t *testing.T) {
	w, county := newCounty(t)
	setUp(t, w)
	b := w.browser(t)
	b.get("/signin/with/{unit}")
	question, err := url.ParseQuery(b.doc.Find("input[name=question]").First().AttrOr("value", ""))
	ok(t, err)
	address, err := county.Grant(t.Context(), question, "coach", false)
	ok(t, err)
	path := strings.TrimPrefix(address, servertest.Origin)
	w.browser(t).get(path).expect(403, "begun in another browser")
	b.get(path)
	if b.doc.Find("details.menu").Length() != 1 {
		t.Fatalf("not in: %d %s", b.status, b.doc.Find("main").Text())
	}
	again := w.browser(t)
	again.cookies = map[string]string{}
	for name, value := range b.cookies {
		if !strings.Contains(name, "access") && !strings.Contains(name, "refresh") {
			again.cookies[name] = value
		}
	}
	again.get(path).expect(403, "Begin again")
}

// The settings are the owners' and the administrators'; every page opens in every language.
func TestOwnSignInPages(t *testing.T) {
	w, _ := newCounty(t)
	owner := setUp(t, w)
	pages := []string{"/organisations/{unit}/sign-in", "/organisations/{unit}/sign-in/edit", "/organisations/{unit}/sign-in/switches", "/organisations/{unit}/sign-in/domain"}
	admin := w.as(t, "administrator")
	for _, path := range pages {
		owner.opens(path, nil, "oidc.")
		admin.opens(path, nil, "oidc.")
		for who, status := range map[string]int{"coach": 403, "rival": 404, "employer": 403} {
			w.as(t, who).get(path).expect(status, "")
		}
		if b := w.browser(t).get(path); !strings.HasPrefix(b.path, "/signin?") {
			t.Errorf("%s for a stranger: %d at %s", path, b.status, b.path)
		}
	}
	admin.opens("/sign-in-domains", nil, "oidc.")
	owner.get("/sign-in-domains").expect(403, "")
	w.as(t, "rival").get("/organisations/{rival-firm}/sign-in").expect(200, "Not set up")
	b := w.browser(t)
	b.opens("/signin/organisation", nil, "oidc.")
	b.opens("/signin", nil, "oidc.")
	b.get("/signin/with/{unit}")
	b.opens(b.path, nil, "oidc.")
	rival := w.as(t, "rival").get("/organisation")
	for _, path := range []string{"/release", "/drop", "/edit", "/switches", "/domain"} {
		rival.get("/organisation").post("/organisations/{unit}/sign-in"+path, url.Values{"person": {w.IDs["coach"]}, "switches": {"on"}}).expect(404, "")
	}
}

// Without a stand-in there is no page of one.
func TestNoCountyOutsideTheDemo(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.get(oidc.StagePath+"/authorize").expect(404, "")
	b.get("/signin/with/{unit}").expect(404, "")
	r := httptest.NewRequest(http.MethodGet, oidc.StagePath+"/.well-known/openid-configuration", nil)
	if resp, _ := w.Do(t, r); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the stand-in answers programs: %d", resp.StatusCode)
	}
}
