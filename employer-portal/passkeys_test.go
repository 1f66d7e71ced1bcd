package portal_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/marketplace/account/passkey"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
	"sovite.fi/sovite/server/web"
)

// trusting is a ceremony in which an answer is the name of a key; "forged" is no good one. What a real device says is checked where the
// adapter is.
type trusting struct{}

func (trusting) Make(o passkey.Owner, _ []json.RawMessage) (passkey.Question, error) {
	raw, err := json.Marshal(map[string]string{"challenge": "AAAA", "user": o.Email})
	return passkey.Question{Options: raw, Kept: []byte("{}")}, err
}

func (trusting) Made(_ passkey.Owner, _, answer []byte) (passkey.Key, error) {
	if string(answer) == "forged" {
		return passkey.Key{}, errors.New("forged")
	}
	return passkey.Key{ID: answer, Record: json.RawMessage(`{}`)}, nil
}

func (trusting) Ask() (passkey.Question, error) {
	return passkey.Question{Options: []byte(`{"challenge":"BBBB"}`), Kept: []byte("{}")}, nil
}

func (trusting) Names(answer []byte) ([]byte, error) { return answer, nil }

func (trusting) Asked(_ passkey.Owner, record json.RawMessage, _, _ []byte) (json.RawMessage, error) {
	return record, nil
}

func newKeys(t *testing.T) *world {
	t.Helper()
	var p *portal.Portal
	app := servertest.New(t, func(ports *server.Ports, d *server.Deps) {
		d.PageError = func(c *fiber.Ctx, problem *web.Problem) error { return p.PageError(c, problem) }
		ports.Passkey = trusting{}
	})
	var err error
	p, err = portal.New(portal.Deps{Parts: app.Parts, Zone: time.UTC})
	ok(t, err)
	p.Mount(app.Fiber)
	return &world{app}
}

// answers fills in the answer to the question of a page.
func (b *browser) answers(action, answer string) *browser {
	b.t.Helper()
	form := b.values(action)
	if form.Get("challenge") == "" || !strings.Contains(b.doc.Find("#passkey").AttrOr("data-options", ""), "challenge") || b.doc.Find("noscript").Length() != 1 {
		b.t.Fatalf("%s asks nothing: %s", b.path, b.doc.Find("main").Text())
	}
	form.Set("answer", answer)
	return b.post(action, form)
}

// The whole way: a passkey is made, opens the account in another browser, is seen with its use, and opens nothing when it is removed.
func TestPasskeyPages(t *testing.T) {
	w := newKeys(t)
	b := w.as(t, "coach")
	b.get("/account")
	if b.doc.Find(`a[href="/account/passkeys"]`).Length() != 1 {
		t.Fatal("the account's page does not lead to the passkeys")
	}
	b.get("/account/passkeys").expect(200, "You have no passkey yet")
	b.get("/account/passkeys/new").post("/account/passkeys/new", url.Values{"name": {" "}}).expect(422, "Check")
	b.post("/account/passkeys/new", url.Values{"name": {"My telephone"}}).expect(200, "Make the passkey")
	b.answers("/account/passkeys/made", "forged").expect(422, "does not open anything")
	b.post("/account/passkeys/new", url.Values{"name": {"My telephone"}}).answers("/account/passkeys/made", "key-1").expect(200, "The passkey is added")
	b.expect(200, "Not used yet")
	other := w.browser(t)
	other.get("/signin?next=/clients")
	link, _ := other.doc.Find(`a[href^="/signin/passkey"]`).Attr("href")
	other.get(link).answers("/signin/passkey", "key-2").expect(422, "does not open anything")
	other.answers("/signin/passkey", "key-1")
	if other.path != "/clients" || other.doc.Find("details.menu").Length() != 1 {
		t.Fatalf("not in: %d at %s %s", other.status, other.path, other.doc.Find("main").Text())
	}
	b.get("/account/passkeys").expect(200, "Last used")
	b.post("/account/passkeys/remove", b.values("/account/passkeys/remove")).expect(200, "You have no passkey yet")
	third := w.browser(t)
	third.get("/signin/passkey").answers("/signin/passkey", "key-1").expect(422, "does not open anything")
	for _, path := range []string{"/account/passkeys", "/account/passkeys/new"} {
		b.opens(path, nil, "passkey.")
		if s := w.browser(t).get(path); !strings.HasPrefix(s.path, "/signin?") {
			t.Errorf("%s for a stranger: %s", path, s.path)
		}
	}
	third.opens("/signin/passkey", nil, "passkey.")
}

// An old sign-in asks for the password, and another's passkey cannot be removed.
func TestPasskeysNeedTheirWord(t *testing.T) {
	w := newKeys(t)
	b := w.as(t, "coach")
	b.get("/account/passkeys/new").post("/account/passkeys/new", url.Values{"name": {"Mine"}}).answers("/account/passkeys/made", "key-1").expect(200, "added")
	key := b.values("/account/passkeys/remove")
	rival := w.as(t, "rival").get("/account/passkeys")
	rival.post("/account/passkeys/remove", key).expect(404, "")
	w.Clock.Move(11 * time.Minute)
	b.get("/account/passkeys/new").post("/account/passkeys/new", url.Values{"name": {"Second"}, "password": {"wrong"}})
	if b.status != 422 || b.doc.Find("input[name=password][aria-invalid=true]").Length() != 1 || b.doc.Find("input[name=name]").AttrOr("value", "") != "Second" {
		t.Errorf("an old sign-in: %d %s", b.status, b.doc.Find("main").Text())
	}
	b.post("/account/passkeys/new", url.Values{"name": {"Second"}, "password": {servertest.Password}}).expect(200, "Make the passkey")
}

// Where no passkeys can be had, nothing leads to them.
func TestNoPasskeys(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	if b.get("/signin").doc.Find(`a[href^="/signin/passkey"]`).Length() > 0 {
		t.Error("the sign-in page offers passkeys")
	}
	b.get("/signin/passkey").expect(404, "")
	w.as(t, "coach").get("/account/passkeys").expect(200, "No passkey can be made")
}
