package portal_test

import (
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/servertest"
)

// TestBoard: a coach's first page shows what is overdue with the way to where it is done; what is done vanishes; and another
// coach of the same provider sees nothing of it.
func TestBoard(t *testing.T) {
	w := newWorld(t)
	ctx, kati, client, intro := t.Context(), w.Actor("coach"), w.id("client"), w.id("introduction")
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	quiet := w.as(t, "coach").get("/?lang=en").expect(200, "Nothing waits for you today")
	quiet.expect(200, "The client was asked for a consent").expect(200, "You have 1 active client. A full-time coach has at most 20")
	if quiet.doc.Find(`a[href="/rules/coaching_quality.caseload"]`).Length() != 1 || quiet.doc.Find(`a[href$="/notes/new"]`).Length() != 0 {
		t.Error("the rule is not named, or a note is offered without a course")
	}

	w.coached(t)
	_, err := w.Coaching.SetNext(ctx, kati, client, coaching.StepInput{Text: "Ring the baker", Due: "2026-11-24", Owner: "coach"})
	check(err)
	_, err = w.Introductions.Propose(ctx, w.Actor("employer"), intro, "2026-11-26")
	check(err)
	w.Clock.Move(4 * 24 * time.Hour) // to 27 November

	b := w.as(t, "coach").get("/?lang=en").expect(200, "2 things wait for you today.")
	now := b.doc.Find("#board-now").Parent()
	for _, row := range []string{"Ring the baker", "Answer the proposed day to meet: Shelf filling", "The last day was 24 November 2026", "Overdue"} {
		if !strings.Contains(now.Text(), row) {
			t.Errorf("today lacks %q: %s", row, strings.Join(strings.Fields(now.Text()), " "))
		}
	}
	for _, href := range []string{"/introductions/{introduction}", "/clients/{client}/course"} {
		if now.Find(`a[href="`+b.fill(href)+`"]`).Length() != 1 {
			t.Errorf("no way to %s", href)
		}
	}
	if step := b.doc.Find("#board-clients").Parent().Find("li"); step.Length() != 1 || !strings.Contains(step.Text(), "Ring the baker") {
		t.Errorf("the next step of the client is not the earliest: %s", step.Text())
	}
	b.get(b.doc.Find(`a[href$="/notes/new"]`).AttrOr("href", "")).expect(200, "Aino")

	for _, who := range []string{"colleague", "outsider"} {
		other := w.as(t, who).get("/?lang=en")
		for _, secret := range []string{"Aino client", "Ring the baker", "Shelf filling"} {
			if other.status != 200 || strings.Contains(other.body, secret) {
				t.Errorf("%s reads %q (status %d)", who, secret, other.status)
			}
		}
	}
	w.as(t, "colleague").get("/?lang=en").expect(200, "You have no active clients right now")

	_, err = w.Coaching.SetNext(ctx, kati, client, coaching.StepInput{Text: "Visit the baker", Due: "2026-12-18", Owner: "client"})
	check(err)
	_, err = w.Introductions.Confirm(ctx, kati, intro, "2026-11-30")
	check(err)
	b = w.as(t, "coach").get("/?lang=en").expect(200, "Nothing waits for you today")
	if strings.Contains(b.body, "Ring the baker") || !strings.Contains(b.doc.Find("#board-waiting").Text(), "Visit the baker") {
		t.Error("what was done is still there, or what waits for the client is not")
	}
	w.client(t).get("/my/readers?lang=en").expect(200, "the next steps")
}

// TestBoardShowsWhatFollows: a client whose profile nobody began, a yes under which nothing was sent, and a yes of both sides
// without work stand on the board with the way to do it, and each goes away when it is done.
func TestBoardShowsWhatFollows(t *testing.T) {
	w := newWorld(t)
	ctx, kati, aino := t.Context(), w.Actor("coach"), w.Actor("employer")
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	coach := w.as(t, "coach")
	stands := func(text, day, href string) {
		t.Helper()
		coach.get("/?lang=en").expect(200, text)
		row := coach.doc.Find(`main .rows a[href="` + coach.fill(href) + `"]`).First().Closest("li")
		if !strings.Contains(row.Text(), text) || !strings.Contains(row.Text(), day) {
			t.Errorf("%q until %q with %s: %s", text, day, coach.fill(href), strings.Join(strings.Fields(coach.doc.Find("main").Text()), " "))
		}
		if coach.get(coach.fill(href)); coach.status != 200 {
			t.Errorf("%s: status %d", href, coach.status)
		}
	}
	gone := func(text string) {
		t.Helper()
		if coach.get("/?lang=en"); strings.Contains(coach.body, text) {
			t.Errorf("%q still stands there", text)
		}
	}

	c, err := w.Profiles.CreateClient(ctx, kati, profile.NewClient{Name: "Oona", Lang: "fi"})
	check(err)
	w.IDs["oona"] = string(c.ID)
	stands("Begin the profile", "No day is agreed", "/clients/{oona}/starter")
	_, err = w.Profiles.Save(ctx, kati, c.ID, 0, servertest.Content(), true)
	check(err)
	gone("Begin the profile")

	_, err = w.Consents.Give(ctx, w.TheClient(), w.id("asked"), consent.Answer{Present: "alone", Version: 1})
	check(err)
	stands("The client said yes: send the introduction", "By 30 November 2026", "/clients/{client}/consents")
	sent, err := w.Introductions.Send(ctx, kati, w.id("asked"))
	check(err)
	gone("The client said yes")

	w.IDs["sent"] = string(sent.ID)
	_, err = w.Introductions.Offer(ctx, aino, sent.ID)
	check(err)
	_, err = w.Introductions.Agree(ctx, kati, sent.ID)
	check(err)
	stands("Plan the placement: Shelf filling", "By 30 November 2026", "/clients/{client}/placements/new?introduction={sent}")
	_, err = w.Placements.Begin(ctx, kati, placement.Beginning{Client: w.id("client"), Introduction: sent.ID, Draft: servertest.Draft()})
	check(err)
	gone("Plan the placement")
}
