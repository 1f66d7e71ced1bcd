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
	w.ordered(t)
	w.asksAndOffers(t)
	nonsense := []string{"", " ", "-1", "99999999999999999999", "NaN", "1e400", "\x00", "\u202e<script>alert(1)</script>", strings.Repeat("ä", 20000), "../../etc", "2026-13-45", "x"}
	forms := []struct{ who, page, action string }{
		{"coach", "/clients/{client}/starter/strengths", "/clients/{client}/starter/strengths"},
		{"coach", "/clients/{client}/starter/experience", "/clients/{client}/starter/experience"},
		{"coach", "/clients/{client}/starter/body", "/clients/{client}/starter/body"},
		{"coach", "/clients/{client}/starter/time", "/clients/{client}/starter/time"},
		{"coach", "/clients/{client}/starter/travel", "/clients/{client}/starter/travel"},
		{"coach", "/clients/{client}/evidence/new", "/clients/{client}/evidence/new"},
		{"coach", "/clients/{client}/confirm", "/clients/{client}/confirm"},
		{"coach", "/clients/{client}/profile/wishes", "/clients/{client}/profile/wishes"},
		{"coach", "/clients/{client}/profile/background", "/clients/{client}/profile/background"},
		{"coach", "/clients/{client}/profile/body", "/clients/{client}/profile/body"},
		{"coach", "/clients/{client}/profile/support", "/clients/{client}/profile/support"},
		{"coach", "/clients/{client}/profile/time", "/clients/{client}/profile/time"},
		{"coach", "/clients/{client}/profile/limits", "/clients/{client}/profile/limits"},
		{"coach", "/clients/{client}", "/clients/{client}"},
		{"coach", "/clients/new", "/clients/new"},
		{"coach", "/clients/{client}/placements/new", "/clients/{client}/placements/new"},
		{"coach", "/placements/{placement}/edit", "/placements/{placement}/edit"},
		{"coach", "/placements/{placement}/plan", "/placements/{placement}/plan"},
		{"coach", "/placements/{placement}/visit", "/placements/{placement}/visit"},
		{"coach", "/placements/{placement}/observe", "/placements/{placement}/observe"},
		{"coach", "/placements/{gig}/job", "/placements/{gig}/job"},
		{"coach", "/placements/{gig}/end", "/placements/{gig}/end"},
		{"coach", "/clients/{client}/consents/new", "/clients/{client}/consents/new"},
		{"coach", "/clients/{client}/measures/new?kind=work_ability", "/clients/{client}/measures/new"},
		{"coach", "/clients/{client}/measures/new?kind=readiness", "/clients/{client}/measures/new"},
		{"coach", "/clients/{client}/goals/new", "/clients/{client}/goals/new"},
		{"coach", "/fidelity/2", "/fidelity/2"},
		{"coach", "/clients/{client}/matches/{task}/keep?from=match", "/clients/{client}/matches/{task}/keep"},
		{"coach", "/clients/{client}/matches/{task}/dismiss?ranking=x", "/clients/{client}/matches/{task}/dismiss"},
		{"employer", "/tasks/new", "/tasks/new"},
		{"employer", "/tasks/{draft}/edit", "/tasks/{draft}/edit"},
		{"employer", "/carvings/{carving}/tasks", "/carvings/{carving}/tasks"},
		{"employer", "/carvings/{carving}/mark", "/carvings/{carving}/mark"},
		{"employer", "/carvings/{carving}/gather", "/carvings/{carving}/gather"},
		{"employer", "/carvings/{carving}/details", "/carvings/{carving}/details"},
		{"employer", "/carvings/{carving}/route", "/carvings/{carving}/route"},
		{"employer", "/carvings/{carving}", "/carvings/{carving}"},
		{"coach", "/carvings/prepare", "/carvings/prepare"},
		{"coach", "/account", "/account"},
		{"coach", "/introductions/{introduction}/confirm", "/introductions/{introduction}/confirm"},
		{"coach", "/introductions/{introduction}/try", "/introductions/{introduction}/try"},
		{"coach", "/introductions/{introduction}", "/introductions/{introduction}/messages"},
		{"employer", "/received/{introduction}", "/received/{introduction}/messages"},
		{"employer", "/received/{introduction}/meet", "/received/{introduction}/meet"},
		{"employer", "/received/{introduction}/refuse", "/received/{introduction}/refuse"},
		{"coach", "/account", "/account/letters"},
		{"coach", "/account", "/account/password"},
		{"coach", "/searches/new?words=shelf", "/searches/new"},
		{"coach", "/lists/new", "/lists/new"},
		{"coach", "/lists/put?task={task}", "/lists/put"},
		{"unit-owner", "/organisation", "/organisation"},
		{"unit-owner", "/organisation", "/organisation/invite"},
		{"nobody", "/organisation/new", "/organisation/new"},
		{"billing", "/prices/new/crew_hour", "/prices/new/crew_hour"},
		{"employer", "/requests/new", "/requests/new"},
		{"employer", "/requests/{request}/questions/q1", "/requests/{request}/questions/q1"},
		{"employer", "/requests/{request}/quotes/{quote}/decline", "/requests/{request}/quotes/{quote}/decline"},
		{"employer-owner", "/requests/{request}/quotes/{quote}/accept", "/requests/{request}/quotes/{quote}/accept"},
		{"employer-owner", "/limits", "/limits"},
		{"billing", "/asked/{request}/quote", "/asked/{request}/quote"},
		{"billing", "/asked/{request}/question", "/asked/{request}/question"},
		{"billing", "/asked/{request}/pass", "/asked/{request}/pass"},
		{"billing", "/asked/{request}/quote/renew", "/asked/{request}/quote/renew"},
		{"billing", "/prices/new/material", "/prices/new/material"},
		{"billing", soldPath + "/told", soldPath + "/told"},
		{"billing", soldPath + "/propose", soldPath + "/propose"},
		{"employer", boughtPath + "/told", boughtPath + "/told"},
		{"employer", boughtPath + "/propose", boughtPath + "/propose"},
		{"employer", boughtPath + "/reference", boughtPath + "/reference"},
		{"employer", boughtPath + "/cancel", boughtPath + "/cancel"},
	}
	in := map[string]*browser{} // each signs in once: there are more forms than tries
	for _, f := range forms {
		if in[f.who] == nil {
			in[f.who] = w.as(t, f.who)
		}
		b := in[f.who]
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
