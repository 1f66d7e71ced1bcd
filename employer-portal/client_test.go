package portal_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/servertest"
)

// client is a browser in which the world's client came in.
func (w *world) client(t *testing.T) *browser {
	t.Helper()
	b := w.browser(t).get("/my/in/{link}?lang=en")
	b.post("/my/in/{link}", url.Values{"pin": {servertest.PIN}})
	if b.path != "/my" || b.status != 200 {
		t.Fatalf("the client is not in: %d at %s", b.status, b.path)
	}
	return b
}

func clientPages() []string {
	return []string{
		"/my", "/my/asked", "/my/asked/{asked}", "/my/asked/{asked}/yes", "/my/asked/{asked}/no", "/my/consents", "/my/consents/{held}", "/my/consents/{held}/back",
		"/my/readers", "/my/profile", "/my/measures", "/my/shifts",
		"/my/introductions", "/my/introductions/{introduction}", "/my/introductions/{introduction}/back",
		"/my/starter", "/my/starter/tasks", "/my/starter/experience", "/my/starter/body", "/my/starter/check", "/my/rate", "/my/rate/lifting",
		"/my/work", "/my/work/{placement}", "/my/work/{placement}/yes", "/my/work/{placement}/no",
	}
}

func TestClientPagesOpen(t *testing.T) {
	w := newWorld(t)
	w.as(t, "coach").get("/clients/{client}")
	b := w.client(t)
	for _, path := range append(clientPages(), "/my/in/{link}", "/help", "/rules") {
		for _, lang := range []string{"fi", "sv", "en"} {
			b.get(path + "?lang=" + lang)
			if b.status != 200 || b.doc.Find("h1").Length() != 1 || b.doc.Find("html").AttrOr("lang", "") != lang {
				t.Errorf("%s in %s: status %d, %d h1, lang %q", path, lang, b.status, b.doc.Find("h1").Length(), b.doc.Find("html").AttrOr("lang", ""))
			}
			if text := b.doc.Find("body").Text(); strings.Contains(text, "portal.") || strings.Contains(text, "match.") || strings.Contains(text, "door.") {
				t.Errorf("%s in %s: a message is missing", path, lang)
			}
		}
	}
	if b.get("/my?lang=fi"); !strings.Contains(b.body, "Sinulta kysytään") {
		t.Error("a client is not spoken to in plain Finnish")
	}
}

// TestClientDoors: a client sees no page of anybody else, and nobody else sees a client's.
func TestClientDoors(t *testing.T) {
	w := newWorld(t)
	b := w.client(t)
	for _, path := range []string{
		"/clients", "/clients/{client}", "/clients/{client}/profile/body", "/clients/{client}/consents", "/clients/{client}/matches", "/tasks", "/tasks/new", "/tasks/{draft}",
		"/account", "/organisation", "/organisation/new", "/switch", "/placements/{placement}", "/work/{placement}", "/work-forms",
	} {
		if b.get(path); b.status != 403 && b.status != 404 {
			t.Errorf("a client at %s: %d", path, b.status)
		}
	}
	for _, who := range []string{"coach", "unit-owner", "employer", "administrator", "nobody"} {
		other := w.as(t, who)
		for _, path := range clientPages() {
			if other.get(path); other.status != 403 || strings.Contains(other.body, "Aino") {
				t.Errorf("%s at %s: %d", who, path, other.status)
			}
		}
	}
	for _, path := range clientPages() {
		if stranger := w.browser(t).get(path); stranger.path != "/my/link" {
			t.Errorf("a stranger at %s lands at %s", path, stranger.path)
		}
	}
	if b.get("/my/asked/nothing"); b.status != 404 {
		t.Errorf("a question that nobody has: %d", b.status)
	}
	w.browser(t).get("/my/in/{client}.forged").expect(404, "")
}

// TestClientSaysYesAndTakesBack walks the person's own way: yes in two pages, the card as the employer sees it, back in two.
func TestClientSaysYesAndTakesBack(t *testing.T) {
	w := newWorld(t)
	b := w.client(t).get("/my/asked/{asked}").expect(200, "careful")
	card := strings.Join(strings.Fields(b.doc.Find(".consent-card").Text()), " ")
	if strings.Contains(card, "Aino") || strings.Contains(card, "00500") || strings.Contains(card, "lift") {
		t.Errorf("the card: %s", card)
	}
	yes, no := b.doc.Find(".answers a").Eq(0), b.doc.Find(".answers a").Eq(1)
	if yes.AttrOr("class", "a") != no.AttrOr("class", "b") || b.doc.Find(".answers a").Length() != 2 {
		t.Error("yes and no are not equal")
	}
	b.get("/my/asked/{asked}/yes")
	v := b.values("/my/asked/{asked}/yes")
	if v.Get("present") != "" {
		t.Error("somebody is chosen before the client chose")
	}
	b.post("/my/asked/{asked}/yes", v).expect(422, "Fill in this field")
	v.Set("present", "coach")
	b.post("/my/asked/{asked}/yes", v).expect(200, "You said yes")
	if _, _, err := w.Profiles.ReadCard(t.Context(), w.Actor("employer"), w.id("asked")); err != nil {
		t.Errorf("the employer: %v", err)
	}
	b.get("/my/readers").expect(200, "acme")
	b.expect(200, "You allowed this")
	b.get("/my/consents/{asked}/back").expect(200, "has read the card already")
	b.post("/my/consents/{asked}/back", url.Values{}).expect(200, "It is taken back")
	if _, _, err := w.Profiles.ReadCard(t.Context(), w.Actor("employer"), w.id("asked")); err == nil {
		t.Error("the employer still reads")
	}
	w.as(t, "coach").get("/clients/{client}/consents").expect(200, "Taken back")
}

func TestClientSaysNoOrLater(t *testing.T) {
	w := newWorld(t)
	b := w.client(t).get("/my/asked/{asked}")
	b.post("/my/asked/{asked}/talk", url.Values{}).expect(200, "talk first")
	w.as(t, "coach").get("/clients/{client}/consents").expect(200, "wants to talk first")
	b.get("/my/asked/{asked}").expect(200, "You said that you want to talk first")
	v := b.get("/my/asked/{asked}/no").values("/my/asked/{asked}/no")
	v.Set("present", "alone")
	b.post("/my/asked/{asked}/no", v).expect(200, "You said no")
	v = b.get("/my/asked/{asked}/yes").values("/my/asked/{asked}/yes")
	v.Set("present", "alone")
	b.post("/my/asked/{asked}/yes", v).expect(422, "no already")
}

// TestCardChangedMeanwhile: the coach saves the profile between the page and the yes; the client sees the new card first.
func TestCardChangedMeanwhile(t *testing.T) {
	w := newWorld(t)
	b := w.client(t).get("/my/asked/{asked}/yes")
	v := b.values("/my/asked/{asked}/yes")
	v.Set("present", "alone")
	c := servertest.Content()
	c.Strengths = []string{"loud"}
	if _, err := w.Profiles.Save(t.Context(), w.Actor("coach"), w.id("client"), 1, c, false); err != nil {
		t.Fatal(err)
	}
	b.post("/my/asked/{asked}/yes", v).expect(200, "The card has changed")
	b.expect(200, "loud")
}

// TestClientsVisit: a quarter of an hour without a page ends it, a page makes it go on, leaving ends it everywhere.
func TestClientsVisit(t *testing.T) {
	w := newWorld(t)
	b, other := w.client(t), w.client(t)
	for range 3 {
		w.Clock.Move(10 * time.Minute)
		if b.get("/my"); b.path != "/my" {
			t.Fatalf("a visit in use ended: %s", b.path)
		}
	}
	if other.get("/my"); other.path != "/my/link" {
		t.Errorf("an idle visit goes on: %s", other.path)
	}
	other = w.client(t)
	b.post("/my/out", url.Values{}).expect(200, "Your visit is over")
	for _, x := range []*browser{b, other} {
		if x.get("/my"); x.path != "/my/link" {
			t.Errorf("after leaving: %s", x.path)
		}
	}
	coach := w.as(t, "coach").get("/clients/{client}")
	coach.get("/my/in/{link}?lang=en").post("/my/in/{link}", url.Values{"pin": {servertest.PIN}}).expect(200, "Hello")
	if coach.get("/clients"); coach.status != 403 {
		t.Errorf("the caseload is open behind the client's pages: %d", coach.status)
	}
}

// TestCoachAsksAndMakesALink: the form with its preview, and the link that is shown once.
func TestCoachAsksAndMakesALink(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/clients/{client}/consents/new")
	v := b.values("/clients/{client}/consents/new")
	v["fields"] = []string{"full_name", "strengths"}
	v.Set("do", "preview")
	b.post("/clients/{client}/consents/new", v).expect(200, "Aino client")
	v = b.values("/clients/{client}/consents/new")
	v.Set("do", "ask")
	v.Set("task", "")
	v.Set("until", "soon")
	b.post("/clients/{client}/consents/new", v).expect(422, "not published")
	if b.doc.Find("#f-until").AttrOr("value", "") != "soon" || b.doc.Find("input[name=fields][checked]").Length() != 2 {
		t.Error("what was typed is lost")
	}
	v.Set("task", string(w.id("task")))
	v.Set("until", "")
	b.post("/clients/{client}/consents/new", v).expect(200, "Asked. The client sees it")
	v.Set("purpose", "counted_in_totals")
	b.get("/clients/{client}/consents/new").post("/clients/{client}/consents/new", v).expect(200, "nothing is told")
	b.post("/clients/{client}/link", url.Values{}).expect(200, "The link is ready")
	link, err := url.Parse(b.doc.Find("#client-link").AttrOr("value", ""))
	if err != nil || !strings.HasPrefix(link.Path, "/my/in/") {
		t.Fatalf("%v %v", link, err)
	}
	if b.get("/clients/{client}/consents"); strings.Contains(b.body, link.Path) {
		t.Error("the link is shown again")
	}
	client := w.browser(t).get(link.Path+"?lang=en").expect(200, "Choose your own code")
	client.post(link.Path, url.Values{"pin": {"1234"}}).expect(422, "too easy")
	client.post(link.Path, url.Values{"pin": {"8642"}}).expect(200, "things wait for your answer")
	b.post("/clients/{client}/link/end", url.Values{}).expect(200, "The link and visits are ended")
	if client.get("/my"); client.path != "/my/link" {
		t.Errorf("after the coach ended it: %s", client.path)
	}
}

// What is known about a client reads as sentences: an ability is one line with who told it and when, an interest is a word
// and no number, and a time has its unit.
func TestClientReadsOwnProfileInWords(t *testing.T) {
	w := newWorld(t)
	v, err := w.Profiles.Current(t.Context(), w.Actor("coach"), w.id("client"), "edit")
	if err != nil {
		t.Fatal(err)
	}
	c := v.Content
	c.Interests = &matching.Interests{0.7, 0, 0.25, 0.5, 0.1, 1}
	c.Experience = []profile.Experience{{Title: "cook", Months: 96}}
	c.Abilities = map[matching.Dimension]profile.Answer{"lifting": {Rating: 2, Note: "light boxes", Source: "workplace", On: "2026-09-24"}}
	if _, err := w.Profiles.Save(t.Context(), w.Actor("coach"), w.id("client"), v.Number, c, false); err != nil {
		t.Fatal(err)
	}
	b := w.client(t).get("/my/profile")
	b.expect(200, "96 "+w.Bundle.In("en").T("portal.months"))
	b.expect(200, w.Bundle.In("en").T("portal.interest.level.0.75"))
	b.expect(200, "– light boxes – "+w.Bundle.In("en").T("portal.source.workplace")+", ")
	if strings.Contains(b.body, "0.7") {
		t.Error("a bare number stands for an interest")
	}
}
