package portal_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestNonsense sends values that no form would send to every large form: the answer is a page that says what is wrong,
// never an error of ours, and what was typed stands in it.
func TestNonsense(t *testing.T) {
	w := newWorld(t)
	nonsense := []string{"", " ", "-1", "99999999999999999999", "NaN", "1e400", "\x00", "\u202e<script>alert(1)</script>", strings.Repeat("ä", 20000), "../../etc", "2026-13-45", "x"}
	forms := []struct{ who, page, action string }{
		{"coach", "/clients/{client}/profile/starter", "/clients/{client}/profile/starter"}, {"coach", "/clients/{client}/profile/wishes", "/clients/{client}/profile/wishes"},
		{"coach", "/clients/{client}/profile/background", "/clients/{client}/profile/background"}, {"coach", "/clients/{client}/profile/body", "/clients/{client}/profile/body"},
		{"coach", "/clients/{client}/profile/support", "/clients/{client}/profile/support"}, {"coach", "/clients/{client}/profile/time", "/clients/{client}/profile/time"},
		{"coach", "/clients/{client}/profile/limits", "/clients/{client}/profile/limits"}, {"coach", "/clients/{client}", "/clients/{client}"}, {"coach", "/clients/new", "/clients/new"},
		{"employer", "/tasks/new", "/tasks/new"}, {"employer", "/tasks/{draft}/edit", "/tasks/{draft}/edit"}, {"coach", "/account", "/account"}, {"coach", "/account", "/account/password"},
		{"unit-owner", "/organisation", "/organisation"}, {"unit-owner", "/organisation", "/organisation/invite"}, {"nobody", "/organisation/new", "/organisation/new"},
	}
	for _, f := range forms {
		b := w.as(t, f.who)
		for _, bad := range nonsense {
			shown := b.get(f.page).values(f.action)
			for name := range shown {
				if name != "csrf" && name != "base" && name != "revision" {
					shown[name] = []string{bad}
				}
			}
			shown.Set("do", "save")
			b.post(f.action, shown)
			if b.status >= 500 || b.doc.Find("h1").Length() != 1 {
				t.Fatalf("%s with %.20q: status %d", f.action, bad, b.status)
			}
			if b.doc.Find("main script").Length() > 0 {
				t.Fatalf("%s with %.20q: a script was let through", f.action, bad)
			}
			if b.status == 422 && b.doc.Find("#problems li").Length() == 0 && b.doc.Find("h1").Text() == "" {
				t.Errorf("%s with %.20q: nothing says what is wrong", f.action, bad)
			}
		}
	}
}

// TestSearchNonsense asks for what cannot be searched for.
func TestSearchNonsense(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach")
	for _, query := range []string{
		"words=" + strings.Repeat("x", 4000), "page=-1", "page=99999999", "kilometres=abc&postal=00100", "kilometres=5", "sort=distance", "sort=nonsense", "forms=nonsense",
		"regions=Atlantis", "hours_to=-5", "words=%00%ff", "postal=abc&kilometres=10", "%zz=1", "words=shelf&postal=00100&kilometres=25&sort=distance",
	} {
		b.get("/search?" + query)
		if b.status >= 500 || b.doc.Find("h1").Length() != 1 {
			t.Errorf("%.60s: status %d", query, b.status)
		}
	}
	b.get("/search?words=xyzzy&forms=employment").expect(200, "Nothing found")
	if b.doc.Find("#results .empty a").Length() == 0 {
		t.Error("no help when nothing was found")
	}
	for _, form := range []url.Values{{"email": {strings.Repeat("a", 9000)}, "password": {"x"}}, {"ticket": {"forged"}, "code": {"000000"}}} {
		stranger := w.browser(t).get("/signin")
		if stranger.post("/signin", form); stranger.status >= 500 || stranger.status == 200 {
			t.Errorf("signing in with nonsense: status %d", stranger.status)
		}
	}
}
