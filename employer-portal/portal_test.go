package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestPagesOpen opens every page for everybody who may see it.
func TestPagesOpen(t *testing.T) {
	w := newWorld(t)
	pages := map[string][]string{
		"coach": {
			"/introductions", "/introductions/{introduction}", "/introductions/{introduction}/confirm", "/introductions/{introduction}/try", "/introductions/{introduction}/agree",
			"/introductions/{introduction}/withdraw", "/clients/{client}/consents", "/clients/{client}/consents/new", "/clients/{client}/consents/new?task={task}",
			"/clients/{client}/consents/new?purpose=counted_in_totals", "/clients/{client}/consents/new?purpose=nonsense",
			"/clients/{client}/placements", "/clients/{client}/placements/new", "/clients/{client}/placements/new?task={task}", "/placements/{placement}", "/placements/{placement}/edit",
			"/placements/{placement}/agreement", "/placements/{placement}/plan", "/placements/{placement}/visit", "/placements/{placement}/visit?visit={visit}", "/placements/{placement}/observe",
			"/placements/{gig}", "/placements/{gig}/job", "/placements/{placement}/end", "/placements/{placement}/care", "/placements/{placement}/approve?key=x",
			"/work-forms", "/work-forms?directs=customer&pays=nobody&kind=company&length=half_year&group=alone",
			"/", "/clients", "/clients/new", "/clients/{client}", "/clients/{client}/matches", "/clients/{client}/matches/{task}", "/clients/{client}/versions",
			"/clients/{client}/matches/{task}/keep", "/clients/{client}/matches/{task}/dismiss?from=list",
			"/clients/{client}/profile", "/clients/{client}/starter", "/clients/{client}/starter/experience", "/clients/{client}/starter/body", "/clients/{client}/starter/check",
			"/clients/{client}/beside", "/clients/{client}/evidence/new?about=abilities.lifting", "/clients/{client}/confirm", "/clients/{client}/profile/body", "/clients/{client}/profile/limits",
			"/carvings", "/carvings/prepare", "/carvings/{helped}", "/carvings/{helped}/tasks", "/carvings/{helped}/details", "/carvings/{asked-for}", "/carvings/{prepared}", "/carvings/{prepared}/mark",
			"/search", "/searches", "/searches/new?words=shelf&forms=gig", "/lists", "/lists/new", "/lists/put?task={task}", "/tasks/{task}", "/tasks/{task}/preview", "/account", "/organisation", "/switch", "/help", "/accessibility", "/sources",
			"/clients/{client}/measures", "/clients/{client}/measures/new?kind=work_ability", "/clients/{client}/measures/new?kind=self_efficacy",
			"/clients/{client}/goals/new", "/figures", "/figures?year=2025", "/figures/accepted/total", "/fidelity", "/fidelity/2",
			"/rules", "/rules?on=2024-12-31", "/rules/adjustment_aid.changes", "/rules/income.disability_pension_limit",
		},
		"employer": {
			"/", "/tasks", "/tasks/new", "/tasks/{draft}/edit", "/tasks/{task}", "/tasks/{task}/edit", "/tasks/{task}/edit?offer=lifting_aid", "/tasks/{task}/edit?offer=nonsense", "/tasks/{draft}/preview", "/tasks/import", "/tasks?status=draft", "/search?words=shelf", "/organisation",
			"/received", "/received/{introduction}", "/received/{introduction}/meet", "/received/{introduction}/offer", "/received/{introduction}/refuse", "/account",
			"/work", "/work/{placement}", "/work-forms",
			"/carvings", "/carvings/{carving}", "/carvings/{carving}/tasks", "/carvings/{carving}/mark", "/carvings/{carving}/gather", "/carvings/{carving}/details", "/carvings/{carving}/route", "/carvings/{carving}/card/j1",
		},
		"supervisor":    {"/", "/search", "/organisation"},
		"administrator": {"/", "/account"},
		"nobody":        {"/", "/organisation/new"},
		"unit-owner":    {"/", "/figures", "/figures/organisation", "/figures/organisation?year=2025", "/fidelity", "/fidelity/3"},
	}
	for who, paths := range pages {
		b := w.as(t, who)
		for _, path := range paths {
			for _, lang := range []string{"fi", "sv", "en"} {
				mark := "?"
				if strings.Contains(path, "?") {
					mark = "&"
				}
				b.get(path + mark + "lang=" + lang)
				if b.status != 200 || b.doc.Find("h1").Length() != 1 || b.doc.Find("html").AttrOr("lang", "") != lang {
					t.Errorf("%s at %s in %s: status %d, %d h1, lang %q", who, path, lang, b.status, b.doc.Find("h1").Length(), b.doc.Find("html").AttrOr("lang", ""))
				}
				if text := b.doc.Find("body").Text(); strings.Contains(text, "portal.") || strings.Contains(text, "match.") || strings.Contains(text, "outcome.") || strings.Contains(text, "measure.") {
					t.Errorf("%s at %s in %s: a message is missing", who, path, lang)
				}
			}
		}
	}
}

// TestStrangers asks for pages without the right to them: the answer is the same as for what does not exist.
func TestStrangers(t *testing.T) {
	w := newWorld(t)
	closed := []struct {
		who, path string
		status    int
	}{
		{"coach", "/clients/{other-client}", 404},
		{"coach", "/clients/{other-client}/matches", 404},
		{"colleague", "/clients/{client}", 404},
		{"colleague", "/clients/{client}/profile/body", 404},
		{"colleague", "/clients/{client}/versions", 404},
		{"colleague", "/clients/{client}/starter", 404},
		{"colleague", "/clients/{client}/starter/body", 404},
		{"colleague", "/clients/{client}/starter/check", 404},
		{"colleague", "/clients/{client}/beside", 404},
		{"colleague", "/clients/{client}/evidence/new", 404},
		{"colleague", "/clients/{client}/confirm", 404},
		{"employer", "/clients/{client}/beside", 403},
		{"employer", "/clients/{client}/starter/body", 403},
		{"unit-owner", "/clients/{client}/confirm", 403},
		{"coach", "/clients/{client}/starter/nothing", 404},
		{"colleague", "/clients/{client}/consents", 404},
		{"colleague", "/clients/{client}/consents/new", 404},
		{"colleague", "/clients/{client}/placements", 404},
		{"colleague", "/placements/{placement}", 404},
		{"colleague", "/placements/{placement}/edit", 404},
		{"colleague", "/placements/{placement}/agreement", 404},
		{"employer", "/placements/{placement}", 403},
		{"unit-owner", "/placements/{placement}", 403},
		{"rival", "/work/{placement}", 404},
		{"coach", "/work", 403},
		{"coach", "/work/{placement}", 403},
		{"employer", "/work/{gig}", 404},
		{"supervisor", "/work", 403},
		{"employer", "/clients/{client}/consents", 403},
		{"unit-owner", "/clients/{client}/consents/new", 403},
		{"colleague", "/clients/{client}/matches/{task}", 404},
		{"colleague", "/clients/{client}/matches/{task}/dismiss", 404},
		{"employer", "/clients/{client}/matches/{task}/keep", 403},
		{"coach", "/clients/{client}/matches/{draft}/keep", 404},
		{"colleague", "/clients/{client}/measures", 404},
		{"colleague", "/clients/{client}/measures/new?kind=work_ability", 404},
		{"colleague", "/clients/{client}/goals/new", 404},
		{"unit-owner", "/clients/{client}/measures", 403},
		{"employer", "/clients/{client}/measures", 403},
		{"coach", "/clients/{client}/measures/new?kind=iq", 404},
		{"coach", "/clients/{client}/measures/none", 404},
		{"coach", "/my/measures", 403},
		{"unit-owner", "/figures/accepted/total", 403},
		{"coach", "/figures/accepted/half", 404},
		{"coach", "/figures/organisation", 403},
		{"coach", "/figures/report", 403},
		{"employer", "/figures", 403},
		{"employer-owner", "/figures/organisation", 403},
		{"rival", "/fidelity", 403},
		{"coach", "/fidelity/1", 404},
		{"employer", "/clients", 403},
		{"employer", "/clients/{client}", 403},
		{"employer", "/clients/{client}/matches", 403},
		{"unit-owner", "/clients/{client}", 403},
		{"administrator", "/clients/{client}/profile/body", 403},
		{"colleague", "/introductions/{introduction}", 404},
		{"colleague", "/introductions/{introduction}/withdraw", 404},
		{"employer", "/introductions/{introduction}", 403},
		{"employer", "/introductions", 403},
		{"coach", "/received", 403},
		{"coach", "/received/{introduction}", 403},
		{"rival", "/received/{introduction}", 404},
		{"rival", "/received/{introduction}/meet", 404},
		{"unit-owner", "/received/{introduction}/refuse", 404},
		{"employer", "/received/none", 404},
		{"coach", "/carvings/{carving}", 404},
		{"coach", "/carvings/{carving}/tasks", 404},
		{"colleague", "/carvings/{helped}", 404},
		{"outsider", "/carvings/{asked-for}", 404},
		{"rival", "/carvings/{carving}", 404},
		{"rival", "/carvings/{carving}/route", 404},
		{"employer", "/carvings/{prepared}", 404},
		{"employer", "/carvings/prepare", 403},
		{"employer", "/carvings/{carving}/nothing", 404},
		{"employer", "/carvings/{carving}/card/j9", 404},
		{"supervisor", "/carvings", 403},
		{"coach", "/tasks", 403},
		{"coach", "/tasks/new", 403},
		{"coach", "/tasks/{draft}", 404},
		{"rival", "/tasks/{draft}/edit", 404},
		{"rival", "/tasks/{task}/edit", 404},
		{"supervisor", "/tasks/import", 403},
		{"coach", "/clients/none", 404},
		{"coach", "/no-such-page", 404},
		{"coach", "/mailbox", 404},
		{"coach", "/clients/{client}/profile/nothing", 404},
	}
	for _, c := range closed {
		b := w.as(t, c.who).get(c.path)
		if b.status != c.status || b.doc.Find("h1").Length() != 1 {
			t.Errorf("%s at %s: status %d, want %d", c.who, c.path, b.status, c.status)
		}
		if strings.Contains(b.body, "Aino") {
			t.Errorf("%s at %s sees a client's name", c.who, c.path)
		}
	}
	if b := w.browser(t).get("/clients/{client}"); !strings.HasPrefix(b.path, "/signin?next=") {
		t.Errorf("a stranger is sent to %s", b.path)
	}
}

// TestFormsNeedTheToken posts what another site could make a browser post.
func TestFormsNeedTheToken(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach")
	b.doc.Find("input[name=csrf]").SetAttr("value", "forged")
	b.post("/clients/new", url.Values{"name": {"Matti"}}).expect(403, "")
	if b.get("/clients"); strings.Contains(b.body, "Matti") {
		t.Error("a forged form was accepted")
	}
}

func TestSignInAndOut(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t).get("/clients/{client}/matches")
	b.post("/signin", url.Values{"email": {"coach@sovite.test"}, "password": {"wrong"}, "next": {"/clients"}}).expect(422, "does not match")
	if b.doc.Find("#f-email").AttrOr("value", "") != "coach@sovite.test" {
		t.Error("the address that was typed is lost")
	}
	if b.doc.Find("#f-password").AttrOr("value", "") != "" {
		t.Error("the password is shown again")
	}
	v := b.values("/signin")
	v.Set("password", "kolme-sinista-kahvikuppia")
	if b.post("/signin", v); b.path != "/clients" {
		t.Errorf("after signing in: %s", b.path)
	}
	b.post("/sign-out", url.Values{}).expect(200, "signed out")
	if b.get("/clients"); !strings.HasPrefix(b.path, "/signin") {
		t.Errorf("after signing out: %s", b.path)
	}
}

// TestNextStaysHere refuses to lead to another site after signing in.
func TestNextStaysHere(t *testing.T) {
	w := newWorld(t)
	for _, next := range []string{"https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "\t//evil.test"} {
		b := w.browser(t).get("/signin?next=" + url.QueryEscape(next))
		if got := b.doc.Find("input[name=next]").AttrOr("value", ""); got != "/" {
			t.Errorf("next %q leads to %q", next, got)
		}
	}
}

// TestClientWalk adds a client, begins the profile, confirms it and looks at the matches.
func TestClientWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach")
	b.get("/clients/new").post("/clients/new", url.Values{"name": {""}, "lang": {"fi"}}).expect(422, "Fill in this field")
	b.post("/clients/new", url.Values{"name": {"Onni Uusi"}, "lang": {"fi"}}).expect(200, "Onni Uusi")
	client, _, _ := strings.Cut(b.path, "?")
	b.get(client+"/matches").expect(200, "No suggestions yet")
	b.get(client+"/profile").expect(200, "What are you good at?")
	answer := func(key string, fields ...string) {
		v := b.get(client + "/starter/" + key).values(client + "/starter/" + key)
		for i := 0; i < len(fields); i += 2 {
			v.Set(fields[i], fields[i+1])
		}
		v.Set("do", "next")
		b.post(client+"/starter/"+key, v)
	}
	answer("strengths", "strengths", "careful\nalways on time")
	answer("body", "abilities.lifting.rating", "3", "abilities.standing.rating", "3")
	answer("time", "availability.week_minutes.max", "20")
	answer("travel", "travel.postal", "00500", "travel.transport", "public", "travel.max_minutes", "60")
	answer("limits", "allergens.asked", "none")
	b.get(client + "/starter/check")
	b.post(client+"/starter/check", b.values(client+"/starter/check")).expect(200, "saved to the profile")
	b.get(client+"/matches").expect(200, "Shelf filling")
	if n := b.doc.Find("section.group > .group-head h2").Length(); n != 4 {
		t.Errorf("%d groups", n)
	}
	b.get(client + "/profile/limits")
	v := b.values(client + "/profile/limits")
	v.Set("do", "confirm")
	b.post(client+"/profile/limits", v).expect(200, "Who was there besides the coach?")
	v = b.values(client + "/confirm")
	if v.Get("present") != "" {
		t.Error("somebody was there before anybody said so")
	}
	b.post(client+"/confirm", v).expect(422, "The client has to be there")
	v["present"] = []string{"client", "interpreter"}
	b.post(client+"/confirm", v).expect(200, "There besides the coach: the client, an interpreter")
	b.get(client+"/versions").expect(200, "Version 2")
	b.get(client+"/matches/{task}").expect(200, "Where the order comes from")
	b.get(client+"/compare?t={task}").expect(422, "exactly two")
}

// TestProfileKeepsWhatWasTyped sends a wrong part of the profile and looks for every value in the page.
func TestProfileKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/clients/{client}/profile/time")
	v := b.values("/clients/{client}/profile/time")
	v.Set("availability.week_minutes.min", "thirty")
	v.Set("availability.stamina", "Tired after lunch, <b>really</b>")
	v.Set("travel.postal", "99999")
	b.post("/clients/{client}/profile/time", v).expect(422, "is not a number")
	for id, want := range map[string]string{"#f-availability-week-minutes-min": "thirty", "#f-travel-postal": "99999"} {
		if got := b.doc.Find(id).AttrOr("value", ""); got != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
	if got := b.doc.Find("#f-availability-stamina").Text(); !strings.Contains(got, "<b>really</b>") {
		t.Errorf("the text area holds %q", got)
	}
	b.doc.Find("#problems a").Each(func(_ int, e *goquery.Selection) {
		if b.doc.Find(e.AttrOr("href", "#none")).Length() != 1 {
			t.Errorf("the summary links to %s", e.AttrOr("href", ""))
		}
	})
	if b.doc.Find("#problems a").Length() == 0 {
		t.Error("no link from the summary to the field")
	}
}

// TestTaskWalk writes a task, is told what is missing, publishes it, and finds it.
func TestTaskWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/tasks/new")
	v := b.values("/tasks/new")
	v.Set("title", "Kitchen help")
	v.Set("steps[0].name", "Washing up")
	v.Set("steps[0].minutes", "300")
	v.Set("demands.standing", "3")
	v.Set("demands.standing.essential", "yes")
	v.Set("do", "publish")
	b.post("/tasks/new", v).expect(422, "Tell")
	edit := b.doc.Find("form.sections").AttrOr("action", "")
	if edit == "/tasks/new" {
		t.Fatal("the draft was not saved before publishing was refused, or the form would save a second one")
	}
	v = b.values(edit)
	if v.Get("title") != "Kitchen help" || v.Get("steps[0].name") != "Washing up" || v.Get("demands.standing") != "3" {
		t.Fatalf("the form lost what was typed: %v", v)
	}
	v.Set("hazards.asked", "none")
	v.Set("allergens.asked", "some")
	v.Add("allergens", "milk")
	v.Set("week_minutes.min", "7,5")
	v.Set("week_minutes.max", "15")
	v.Set("place.postal", "00100")
	v.Add("forms", "employment")
	v.Set("do", "publish")
	b.post(edit, v).expect(200, "Kitchen help")
	if !strings.Contains(b.body, "7.5") {
		t.Error("the hours are not shown")
	}
	w.Carry(t)
	w.as(t, "coach").get("/search?words=kitchen").expect(200, "Kitchen help")
	b.get("/tasks").expect(200, "Kitchen help")
	v = b.get(edit).values(edit)
	v.Set("do", "close")
	b.post(edit, v).expect(200, "closed")
}

// TestMoreRows asks for more rows without saving anything.
func TestMoreRows(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/tasks/new")
	v := b.values("/tasks/new")
	before := b.doc.Find(`input[name^="steps["][name$="name"]`).Length()
	v.Set("title", "Not saved yet")
	v.Set("add", "steps")
	b.post("/tasks/new", v).expect(200, "")
	if after := b.doc.Find(`input[name^="steps["][name$="name"]`).Length(); after <= before {
		t.Errorf("%d rows after, %d before", after, before)
	}
	if b.doc.Find("#f-title").AttrOr("value", "") != "Not saved yet" {
		t.Error("what was typed is lost")
	}
	if b.get("/tasks"); strings.Contains(b.body, "Not saved yet") {
		t.Error("it was saved")
	}
}
