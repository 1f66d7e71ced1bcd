package portal_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/server/servertest"
)

// TestIntroductionWalk: asked from a match, given by the client, sent, read, answered by both sides, and followed by the client.
func TestIntroductionWalk(t *testing.T) {
	w := newWorld(t)
	coach, client, employer := w.as(t, "coach"), w.client(t), w.as(t, "employer")
	coach.get("/clients/{client}/matches/{task}").expect(200, "The client was asked")
	client.get("/my/asked/{asked}/yes?lang=en")
	v := client.values("/my/asked/{asked}/yes")
	v.Set("present", "alone")
	client.post("/my/asked/{asked}/yes", v).expect(200, "You said yes")
	coach.get("/clients/{client}/matches/{task}").expect(200, "The client has given the consent for this task")
	coach.get("/clients/{client}/consents").expect(200, "Send the introduction")
	if n := coach.doc.Find(`form[action="/introductions"]`).Length(); n != 1 {
		t.Errorf("%d forms to send; one consent was used before", n)
	}
	coach.post("/introductions", coach.values("/introductions")).expect(200, "Waits for the employer until 7 December 2026")
	path, _, _ := strings.Cut(strings.TrimPrefix(coach.path, "/introductions/"), "?")

	employer.get("/").expect(200, "Answer the introduction: Shelf filling")
	employer.get("/received").expect(200, "Waits for you until 7 December 2026")
	if strings.Contains(employer.body, "careful") {
		t.Error("the list shows the card")
	}
	employer.get("/received/"+path).expect(200, "careful")
	classes := map[string]bool{}
	answers := employer.doc.Find(".answers a")
	for n := range answers.Length() {
		classes[answers.Eq(n).AttrOr("class", "")] = true
	}
	if answers.Length() != 3 || len(classes) != 1 {
		t.Errorf("%d answers of %d looks", answers.Length(), len(classes))
	}
	for _, secret := range []string{"Aino", "lifting", "00500", "score", "{client}"} {
		if strings.Contains(employer.body, employer.fill(secret)) {
			t.Errorf("the employer reads %q", secret)
		}
	}
	meet := "/received/" + path + "/meet"
	v = employer.get(meet).values(meet)
	v.Set("day", "2020-01-01")
	employer.post(meet, v).expect(422, "Give a day between 23 November 2026")
	if employer.doc.Find("#f-day").AttrOr("value", "") != "2020-01-01" {
		t.Error("what was typed is lost")
	}
	v.Set("day", "2026-11-26")
	employer.post(meet, v).expect(200, "Waits for the coach until 26 November 2026")
	client.get("/my/introductions").expect(200, "The workplace would like to meet you, on 26 November 2026")

	confirm := "/introductions/" + path + "/confirm"
	coach.get("/introductions/"+path).expect(200, "Does the day suit the client?")
	v = coach.get(confirm).values(confirm)
	if v.Get("day") != "2026-11-26" {
		t.Errorf("the proposed day is not filled in: %v", v)
	}
	coach.post(confirm, v).expect(200, "Meeting agreed")
	try := "/introductions/" + path + "/try"
	v = coach.get(try).expect(200, "agree in writing").values(try)
	v.Set("from", "2026-11-30")
	v.Set("to", "2026-11-27")
	coach.post(try, v).expect(422, "the last day cannot be before the first")
	v.Set("to", "2026-12-01")
	coach.post(try, v).expect(200, "Trial agreed")
	employer.post("/received/"+path+"/offer", employer.get("/received/"+path+"/offer").values("/received/"+path+"/offer")).expect(200, "The coach asks the jobseeker")
	coach.post("/introductions/"+path+"/agree", coach.get("/introductions/"+path+"/agree").values("/introductions/"+path+"/agree")).expect(200, "Agreed")
	v = coach.get(coach.doc.Find(".answers a").AttrOr("href", "")).values("/clients/{client}/placements/new")
	if v.Get("introduction") != path || v.Get("task") != w.IDs["task"] || v.Get("title") != "Shelf filling" {
		t.Errorf("the work is not planned from the introduction: %v", v)
	}
	plansOnce(t, coach, v, path)
	client.get("/my/introductions/"+path).expect(200, "You and the workplace want to go on")
	if client.doc.Find(".answers a").Length() != 0 {
		t.Error("what has ended can be taken back here")
	}
}

// plansOnce plans the work from an introduction in two tabs: the second is told of the placement and keeps what was typed,
// and the introduction leads to the placement from then on.
func plansOnce(t *testing.T, coach *browser, v url.Values, path string) {
	t.Helper()
	const form = "/clients/{client}/placements/new"
	v.Set("do", "save")
	v.Set("form", "employment")
	coach.post(form, v).expect(200, "The placement is saved")
	at, _, _ := strings.Cut(coach.path, "?")
	second := maps.Clone(v)
	second.Set("work", "Typed in the second tab")
	coach.get("/account").post(form, second).expect(409, "was begun from this introduction already")
	if coach.doc.Find(`main .notice a[href="`+at+`"]`).Length() != 1 || coach.values(form).Get("work") != "Typed in the second tab" {
		t.Errorf("the second tab leads to the placement %d times and holds %q", coach.doc.Find(`main a[href="`+at+`"]`).Length(), coach.values(form).Get("work"))
	}
	coach.post(form, v)
	if got, _, _ := strings.Cut(coach.path, "?"); got != at {
		t.Errorf("the same form sent twice leads to %s", coach.path)
	}
	coach.get("/introductions/"+path).expect(200, "the work is already planned")
	if coach.doc.Find(`.answers a`).AttrOr("href", "") != at || coach.doc.Find(`a[href*="placements/new"]`).Length() != 0 {
		t.Error("the introduction does not lead to the placement that exists")
	}
	if got, _, _ := strings.Cut(coach.get(form+"?introduction="+path).path, "?"); got != at {
		t.Errorf("the form of what is planned already is shown at %s", coach.path)
	}
}

// TestRefusing: a no needs a reason, says who reads it, and the client reads it in plain words, without the note.
func TestRefusing(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/received/{introduction}/refuse").expect(200, "Write nothing about anybody's health")
	v := b.values("/received/{introduction}/refuse")
	if v.Get("reason") != "" {
		t.Error("a reason is chosen before anybody chose")
	}
	v.Set("note", "Next spring perhaps")
	b.post("/received/{introduction}/refuse", v).expect(422, "Fill in this field")
	if !strings.Contains(b.doc.Find("#f-note").Text(), "Next spring perhaps") {
		t.Error("what was typed is lost")
	}
	v.Set("reason", "hours_differ")
	b.post("/received/{introduction}/refuse", v).expect(200, "Thank you for the answer")
	if b.doc.Find(".consent-card").Length() != 0 {
		t.Error("after the no the card is still shown")
	}
	w.as(t, "coach").get("/introductions/{introduction}").expect(200, "Next spring perhaps")
	client := w.client(t).get("/my/introductions/{introduction}").expect(200, "The working hours did not match")
	if strings.Contains(client.body, "Next spring") {
		t.Error("the client reads the note")
	}
	for _, carried := range []bool{false, true} {
		client.get("/my/consents/{held}").expect(200, "The introduction is over. So this consent ended, too.").expect(200, "acme cannot read your card any more")
		w.as(t, "coach").get("/clients/{client}/consents").expect(200, "the employer cannot read the card")
		if client.doc.Find(".consent-card").Length() != 0 {
			t.Errorf("carried %t: the client's page shows the card of a consent that is over", carried)
		}
		w.Carry(t)
	}
	client.get("/my/consents/{held}/back").expect(200, "Do you want to take it back?")
	client.post("/my/consents/{held}/back", client.values("/my/consents/{held}/back")).expect(200, "You took it back on")
	if b.get("/received/{introduction}"); b.status != 404 {
		t.Errorf("after it was taken back the employer still reads the introduction: %d", b.status)
	}
}

// TestMessagesSayWhoReads: the readers stand on top; an empty message is refused in the page; only marked ones reach the client.
func TestMessagesSayWhoReads(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/introductions/{introduction}").expect(200, "Who reads this: coach (unit) and the employer acme.")
	v := b.values("/introductions/{introduction}/messages")
	v.Set("text", strings.Repeat("ä", 2001))
	v.Set("for_client", "yes")
	b.post("/introductions/{introduction}/messages", v).expect(422, "2000")
	if len(b.doc.Find("#f-text").Text()) < 4000 || b.doc.Find("input[name=for_client][checked]").Length() != 1 {
		t.Error("what was typed is lost")
	}
	v.Set("text", "See you <b>there</b>")
	b.post("/introductions/{introduction}/messages", v).expect(200, "See you <b>there</b>")
	e := w.as(t, "employer").get("/received/{introduction}").expect(200, "See you <b>there</b>")
	e.post("/received/{introduction}/messages", url.Values{"text": {"Only for the coach"}}).expect(200, "Only for the coach")
	client := w.client(t).get("/my/introductions/{introduction}").expect(200, "See you <b>there</b>")
	if strings.Contains(client.body, "Only for the coach") {
		t.Error("the client reads what is not marked")
	}
}

// TestLetterSetting: once a day is what nobody has to choose; another choice stays, and another word is refused.
func TestLetterSetting(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/account")
	if v := b.values("/account/letters"); v.Get("letters") != "daily" {
		t.Errorf("at first: %v", v)
	}
	b.post("/account/letters", url.Values{"letters": {"hourly"}}).expect(422, "")
	b.post("/account/letters", url.Values{"letters": {"none"}}).expect(200, "Saved")
	if v := b.get("/account").values("/account/letters"); v.Get("letters") != "none" {
		t.Errorf("afterwards: %v", v)
	}
}

// TestDemoClient: the sign-in page of a demo leads to the client's own pages, and says the code.
func TestDemoClient(t *testing.T) {
	w := newWorld(t, portal.DemoAccount{Name: "demo.client", Link: "/my/in/x.y", Password: servertest.PIN})
	b := w.browser(t).get("/signin?lang=en").expect(200, servertest.PIN)
	if b.doc.Find(`a[href="/my/in/x.y"]`).Length() != 1 {
		t.Error("no link to the client's pages")
	}
}
