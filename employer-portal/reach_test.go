package portal_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/servertest"
)

const (
	taskPath     = "/tasks/{task}"
	taskEditPath = "/tasks/{task}/edit"
	liftingAid   = `input[name=adaptations][value=lifting_aid]`
)

// countable puts n clients who said yes on a coach's caseload; lifting is what they can lift.
func (w *world) countable(t *testing.T, n, lifting int) {
	t.Helper()
	w.able(t, n, map[matching.Dimension]int{"lifting": lifting, "standing": 3})
}

// able is countable for clients who can do so much of everything that is named.
func (w *world) able(t *testing.T, n int, levels map[matching.Dimension]int) {
	t.Helper()
	content := servertest.Content()
	content.Abilities = map[matching.Dimension]profile.Answer{}
	for dimension, level := range levels {
		content.Abilities[dimension] = profile.Answer{Rating: matching.Rated(level)}
	}
	for i := range n {
		c, err := w.Profiles.CreateClient(t.Context(), w.Actor("coach"), profile.NewClient{Name: fmt.Sprintf("Oona %d", i), Lang: "fi"})
		if err == nil {
			_, err = w.Profiles.Save(t.Context(), w.Actor("coach"), c.ID, 0, content, true)
		}
		if err != nil {
			t.Fatal(err)
		}
		me := marketplace.Actor{Person: c.ID, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: "fi"}
		asked, err := w.Consents.Ask(t.Context(), w.Actor("coach"), c.ID, consent.Request{Purpose: consent.CountedInTotals})
		if err == nil {
			_, err = w.Consents.Give(t.Context(), me, asked.ID, consent.Answer{Present: "alone"})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (w *world) count(t *testing.T) {
	t.Helper()
	if _, err := w.Reach.Count(t.Context(), marketplace.System(""), "", nil); err != nil {
		t.Fatal(err)
	}
}

// TestReachWalk reads who could do a task, puts a suggestion into the form by a plain link and by a plain button, and saves
// it; what was typed stays, and nothing is saved before.
func TestReachWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get(taskPath).expect(200, "Not counted yet")
	w.countable(t, 11, 3)
	w.countable(t, 12, 2)
	w.count(t)
	b.get(taskPath).expect(200, "At least 10 people could do this")
	if strings.Contains(b.body, "Oona") || strings.Contains(b.doc.Find("main").Text(), "12") {
		t.Error("the employer sees more than coarse totals")
	}
	to, _ := b.doc.Find(`.reach-more a[href*="offer=lifting_aid"]`).Attr("href")
	b.get(to).expect(200, "Nothing is saved until you save the task")
	if _, ticked := b.doc.Find(liftingAid).Attr("checked"); !ticked {
		t.Error("the link does not put the adaptation into the form")
	}
	if b.get(taskEditPath); b.doc.Find(liftingAid+"[checked]").Length() != 0 {
		t.Error("it was saved before anybody saved it")
	}
	v := b.values(taskEditPath)
	v.Set("title", "Shelves, typed anew")
	v.Set("week_minutes.max", "a lot")
	v.Set("add", b.doc.Find(`.reach-more button[name=add][value$=lifting_aid]`).AttrOr("value", ""))
	b.post(taskEditPath, v).expect(200, "Nothing is saved until you save the task")
	title, hours := b.doc.Find("input[name=title]").AttrOr("value", ""), b.doc.Find(`input[name="week_minutes.max"]`).AttrOr("value", "")
	if b.doc.Find(liftingAid+"[checked]").Length() != 1 || title != "Shelves, typed anew" || hours != "a lot" {
		t.Errorf("the button puts the adaptation into the form %d times; what was typed comes back as %q and %q", b.doc.Find(liftingAid+"[checked]").Length(), title, hours)
	}
	b.expect(200, "Is in the form already")
	v = b.values(taskEditPath)
	v.Set("week_minutes.max", "20")
	v.Set("do", "save")
	w.Clock.Move(time.Minute)
	b.post(taskEditPath, v).expect(200, "You have changed the task since")
	if b.get(taskPath); b.doc.Find(`.reach-more a[href*="offer=lifting_aid"]`).Length() != 0 {
		t.Error("what is offered now is suggested still")
	}
	for _, bad := range []string{"offer.nonsense", "offer.", "nonsense"} {
		v.Set("add", bad)
		b.get(taskEditPath).post(taskEditPath, v).expect(200, "Shelves, typed anew")
	}
}

// TestReachIsForTheEmployer: nobody else sees the figures, and few people give none.
func TestReachIsForTheEmployer(t *testing.T) {
	w := newWorld(t)
	w.countable(t, 9, 3)
	w.count(t)
	w.as(t, "employer").get(taskPath).expect(200, "Fewer than 10 people")
	for _, who := range []string{"coach", "rival", "supervisor"} {
		if b := w.as(t, who).get(taskPath); b.status != 200 || b.doc.Find("#reach").Length() != 0 {
			t.Errorf("%s: status %d, figures %d", who, b.status, b.doc.Find("#reach").Length())
		}
	}
	if b := w.as(t, "employer").get("/tasks/{draft}/edit"); b.doc.Find("#reach").Length() != 0 {
		t.Error("a draft has figures")
	}
}

// TestMayBeCounted: the coach can only ask; the client reads what it means and answers, and takes it back. The coach's page
// follows, and asks nobody twice.
func TestMayBeCounted(t *testing.T) {
	w := newWorld(t)
	coach, client := w.as(t, "coach"), w.client(t)
	stands := func(words string, ask bool) {
		t.Helper()
		coach.get("/clients/{client}").expect(200, words)
		if got := coach.doc.Find("#counted a").Length() == 1; got != ask {
			t.Errorf("%s: can ask: %v", words, got)
		}
	}
	stands("Only the client can say yes to it", true)
	if coach.doc.Find("[name=counted]").Length() > 0 {
		t.Error("a coach can answer for the client")
	}
	path := coach.doc.Find("#counted a").AttrOr("href", "")
	coach.get(path).expect(200, "There is no card")
	v := coach.values("/clients/{client}/consents/new")
	if v.Get("purpose") != "counted_in_totals" || len(v["fields"]) > 0 {
		t.Errorf("the form begins with %v", v)
	}
	v.Set("do", "ask")
	coach.post("/clients/{client}/consents/new", v).expect(200, "nothing is told")
	stands("was asked about being counted", false)
	coach.get(path).post("/clients/{client}/consents/new", v).expect(422, "has been asked already")

	list, err := w.Consents.Of(t.Context(), w.Actor("coach"), w.id("client"), marketplace.Page{})
	if err != nil || len(list.Items) == 0 {
		t.Fatal(err)
	}
	id := string(list.Items[0].ID)
	for _, words := range []string{"May we count you?", "at least 10 people", "No person reads your data", "Yes, you may count me", "Then you are not counted"} {
		client.get("/my/asked/"+id).expect(200, words)
	}
	for _, lang := range []string{"fi", "sv", "en"} {
		for _, page := range []string{"/my/asked", "/my/asked/" + id, "/my/asked/" + id + "/yes", "/my/asked/" + id + "/no"} {
			if text := client.get(page + "?lang=" + lang).doc.Find("body").Text(); client.status != 200 || strings.Contains(text, "portal.") {
				t.Errorf("%s in %s: %d", page, lang, client.status)
			}
		}
	}
	client.get("/my/asked/"+id+"/yes").expect(200, "Nothing is told about you")
	v = client.values("/my/asked/" + id + "/yes")
	v.Set("present", "coach")
	client.post("/my/asked/"+id+"/yes", v).expect(200, "You said yes")
	client.get("/my/consents/"+id).expect(200, "What does it mean to be counted?")
	stands("is counted in totals for employers until", false)

	if _, err := w.Profiles.SetStatus(t.Context(), w.Actor("coach"), w.id("client"), profile.Paused); err != nil {
		t.Fatal(err)
	}
	stands("not counted now", false)
	client.get("/my/consents/"+id+"/back").expect(200, "not counted in new numbers")
	client.post("/my/consents/"+id+"/back", url.Values{}).expect(200, "This does not hold")
	stands("Only the client can say yes to it", true)
}
