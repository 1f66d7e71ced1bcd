package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/server/servertest"
)

// TestTwoEditDifferentThings: two people save over the same version, and neither loses anything or is asked anything.
func TestTwoEditDifferentThings(t *testing.T) {
	w := newWorld(t)
	first, second := w.as(t, "coach"), w.as(t, "coach")
	const strengths, body = "/clients/{client}/profile/strengths", "/clients/{client}/profile/body"
	v1, v2 := first.get(strengths).values(strengths), second.get(strengths).values(strengths)
	v3 := second.get(body).values(body)
	v1.Set("motivation", "first wrote this")
	first.post(strengths, v1).expect(200, "Saved")
	v2.Set("resources", "a sister")
	second.get(strengths).post(strengths, v2).expect(200, "The other person’s changes are in it too")
	v3.Set("abilities.walking.rating", "1")
	second.get(body).post(body, v3).expect(200, "The other person’s changes are in it too")
	b := first.get(strengths)
	if m, r := b.doc.Find("#f-motivation").Text(), b.doc.Find("#f-resources").Text(); !strings.Contains(m, "first wrote this") || !strings.Contains(r, "a sister") {
		t.Errorf("motivation %q, resources %q", m, r)
	}
}

// TestTwoEditTheSame: where both changed the same, the page shows mine, theirs and before, asks part by part, keeps
// everything typed, and asks again when somebody saved once more.
func TestTwoEditTheSame(t *testing.T) {
	w := newWorld(t)
	first, second := w.as(t, "coach"), w.as(t, "coach")
	const path = "/clients/{client}/profile/strengths"
	v1, v2 := first.get(path).values(path), second.get(path).values(path)
	v1.Set("motivation", "first wrote this")
	v1.Set("strengths", "fast")
	first.post(path, v1).expect(200, "Saved")
	v2.Set("motivation", "second wrote that")
	v2.Set("strengths", "slow")
	v2.Set("resources", "a sister <b>really</b>")
	second.post(path, v2).expect(409, "Mine: second wrote that")
	second.expect(409, "What the other saved: first wrote this")
	second.expect(409, "Before the changes: ")
	if n := second.doc.Find("fieldset").Length(); n != 2 || second.doc.Find("input[checked]").Length() != 0 {
		t.Errorf("%d questions, %d chosen beforehand", n, second.doc.Find("input[checked]").Length())
	}
	v := second.values(path)
	if v.Get("resources") != "a sister <b>really</b>" {
		t.Errorf("what was typed is lost: %v", v)
	}
	v.Set("choose.motivation", "mine")
	second.post(path, v).expect(409, "Choose what stays")
	v = second.values(path)
	if v.Get("choose.motivation") != "mine" {
		t.Error("the choice that was made is lost")
	}
	again := first.get(path).values(path)
	again.Set("motivation", "first wrote once more")
	first.post(path, again).expect(200, "Saved")
	v.Set("choose.strengths", "before")
	second.post(path, v).expect(409, "What the other saved: first wrote once more")
	v = second.values(path)
	v.Set("choose.motivation", "theirs")
	v.Set("choose.strengths", "mine")
	second.post(path, v).expect(200, "The other person’s changes are in it too")
	b := second.get(path)
	for id, want := range map[string]string{"#f-motivation": "first wrote once more", "#f-strengths": "slow", "#f-resources": "a sister <b>really</b>"} {
		if got := strings.TrimSpace(b.doc.Find(id).Text()); got != want {
			t.Errorf("%s holds %q, want %q", id, got, want)
		}
	}
	v.Set("base", "99")
	second.post(path, v).expect(404, "")
}

// TestClientTellsAlone: the client's answers and ratings stand beside the coach's, in words, and neither overwrites the
// other's.
func TestClientTellsAlone(t *testing.T) {
	w := newWorld(t)
	me, coach := w.client(t), w.as(t, "coach")
	me.get("/my/starter").expect(200, "What are you good at?")
	v := me.values("/my/starter/strengths")
	v.Set("strengths", "singing")
	v.Set("do", "next")
	me.post("/my/starter/strengths", v).expect(200, "What do you like to do")
	v = me.values("/my/starter/tasks")
	v.Set("liked", strings.Repeat("x", 201))
	v.Set("do", "next")
	me.post("/my/starter/tasks", v).expect(422, "")
	if !strings.HasPrefix(me.doc.Find("#f-liked").Text(), "\nxxx") && !strings.HasPrefix(me.doc.Find("#f-liked").Text(), "xxx") {
		t.Error("what was typed is lost")
	}
	v.Set("do", "skip")
	me.post("/my/starter/tasks", v).expect(200, "What kind of work")
	me.get("/my/starter/check").expect(200, "singing")
	v = me.get("/my/rate/lifting").values("/my/rate/lifting")
	if strings.Contains(me.doc.Find("main").Text(), "Your coach") {
		t.Error("the coach's rating sways the client's")
	}
	v.Set("abilities.lifting.rating", "5")
	me.post("/my/rate/lifting", v).expect(200, "Saved")
	me.get("/my/rate").expect(200, "You rated more")
	me.expect(200, "which you have confirmed together")

	coach.get("/clients/{client}/beside").expect(200, "The client thinks they can do clearly more")
	coach.get("/clients/{client}/profile/body").expect(200, "The client thinks they can do clearly more")
	coach.get("/clients/{client}/profile/strengths")
	if got := coach.doc.Find("#f-strengths").Text(); strings.Contains(got, "singing") {
		t.Errorf("the client wrote into the profile: %q", got)
	}
	coach.get("/clients/{client}/starter/strengths").expect(200, "singing")
	v = coach.values("/clients/{client}/starter/strengths")
	v.Set("do", "take")
	coach.post("/clients/{client}/starter/strengths", v).expect(200, "answer is taken")
	coach.get("/clients/{client}/starter/check")
	coach.post("/clients/{client}/starter/check", coach.values("/clients/{client}/starter/check")).expect(200, "saved to the profile")
	coach.get("/clients/{client}/profile/strengths").expect(200, "singing")
	coach.get("/clients/{client}/versions").expect(200, "The client")
	me.get("/my/readers").expect(200, "looked at what you have told yourself")
	for _, who := range []string{"employer", "unit-owner", "administrator"} {
		if other := w.as(t, who).get("/clients/{client}/beside"); strings.Contains(other.body, "singing") || other.status != 403 {
			t.Errorf("%s: %d", who, other.status)
		}
	}
}

// TestStarterMeetsAnother: an answer kept meanwhile in another window is not overwritten unseen, and finishing asks again.
func TestStarterMeetsAnother(t *testing.T) {
	w := newWorld(t)
	first, second := w.as(t, "coach"), w.as(t, "coach")
	const path, check = "/clients/{client}/starter/goal", "/clients/{client}/starter/check"
	second.get(check)
	second.post(check, second.values(check)).expect(422, "No answer has been kept")
	v1, v2 := first.get(path).values(path), second.get(path).values(path)
	v1.Set("goal.text", "a kitchen")
	first.post(path, v1)
	v2.Set("goal.text", "a garden")
	second.post(path, v2).expect(409, "Somebody kept an answer meanwhile")
	if got := second.doc.Find("#f-goal-text").Text(); !strings.Contains(got, "a garden") {
		t.Errorf("what was typed is lost: %q", got)
	}
	second.post(path, second.values(path)).expect(200, "")
	v := second.get(check).values(check)
	c := servertest.Content()
	c.Motivation = "changed meanwhile"
	if _, err := w.Profiles.Save(t.Context(), w.Actor("coach"), w.id("client"), 1, c, false); err != nil {
		t.Fatal(err)
	}
	second.post(check, v).expect(409, "a garden")
	second.post(check, second.values(check)).expect(200, "saved to the profile")
}

// TestEvidencePages: what was seen stands on the line of the ability, changes nothing of it, and can be taken out.
func TestEvidencePages(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/clients/{client}/evidence/new?about=abilities.lifting")
	const path = "/clients/{client}/evidence/new"
	v := b.values(path)
	v.Set("note", "Carried boxes <b>all</b> day")
	v.Set("on", "2099-01-01")
	b.post(path, v).expect(422, "future")
	if !strings.Contains(b.doc.Find("#f-note").Text(), "<b>all</b>") {
		t.Error("what was typed is lost")
	}
	v.Set("on", "2026-11-20")
	v.Set("by", "workplace")
	v.Set("kind", "seen")
	b.post(path, v).expect(200, "did not change")
	b.expect(200, "seen at work")
	b.get("/clients/{client}/profile/body").expect(200, "Carried boxes <b>all</b> day")
	b.get("/clients/{client}").expect(200, "Confirmed together")
	if strings.Contains(b.body, "has changed since") {
		t.Error("evidence alone changed what was confirmed")
	}
	b.get("/clients/{client}/versions").expect(200, "Evidence")
	if _, err := w.Profiles.AddEvidence(t.Context(), marketplace.System(w.id("unit")), w.id("client"), evidence.Item{
		About: "support", By: "workplace", Kind: "seen", On: "2026-11-21", Source: "placements/p1/2",
	}); err != nil {
		t.Fatal(err)
	}
	b.get("/clients/{client}/beside").expect(200, "Record placements/p1/2")
	action := b.doc.Find(`form[action$="/strike"]`).First().AttrOr("action", "")
	b.post(action, url.Values{}).expect(200, "taken out")
	if b.get("/clients/{client}/beside"); strings.Contains(b.body, "Carried") {
		t.Error("what was taken out is shown")
	}
	b.get("/clients/{client}/matches/{task}").expect(200, "Confirmed together")
	if e := w.as(t, "employer").get("/tasks/{task}"); strings.Contains(e.body, "Confirmed together") {
		t.Error("an employer sees the stamp")
	}
}
