package portal_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// coached gives the world's client a course with everything in it: every form, a meeting and a note.
func (w *world) coached(t *testing.T) {
	t.Helper()
	ctx, kati, client := t.Context(), w.Actor("coach"), w.id("client")
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.Coaching.Receive(ctx, kati, client, coaching.Referral{From: "kela", Received: "2026-11-16", Wish: "wants"})
	check(err)
	_, err = w.Coaching.Answer(ctx, kati, client, coaching.Reply{Taken: true})
	check(err)
	_, err = w.Coaching.Propose(ctx, kati, client, 0, coaching.AgreementText{Goals: "Work in a shop", MayTell: "First name"})
	check(err)
	_, err = w.Coaching.SavePlan(ctx, kati, client, 0, coaching.Plan{Goals: []string{"Shop"}, Steps: []coaching.PlanStep{{Text: "Call the shop", Due: "2026-12-01", Who: "client"}}})
	check(err)
	m, err := w.Coaching.Log(ctx, kati, client, coaching.MeetingInput{Day: "2026-11-20", Organisation: "Corner shop", Kind: "first", Face: true, Outcome: "interested", Minutes: 40})
	check(err)
	w.IDs["meeting"] = string(m.ID)
	n, err := w.Coaching.Write(ctx, kati, client, coaching.NoteInput{Kind: "phone", Line: "Called the shop", Minutes: 5})
	check(err)
	w.IDs["note"] = string(n.ID)
	for _, k := range form.Papers() {
		d, _ := form.Definition(k)
		in := form.Input{Day: "2026-11-20", Present: "Aino and the coach", Values: map[string]string{}}
		for _, f := range d.Fields {
			in.Values[f.Key] = map[form.FieldType]string{form.LineField: "A line", form.TextField: "Some\ntext", form.DateField: "2026-11-20", form.NumberField: "20"}[f.Type]
			if f.Type == form.ChoiceField {
				in.Values[f.Key] = f.Choices[0]
			}
		}
		p, err := w.Coaching.SavePaper(ctx, kati, client, k, "", 0, in)
		check(err)
		w.IDs[string(k)] = string(p.ID)
	}
}

func coursePages() []string {
	pages := []string{
		"/clients/{client}/course", "/clients/{client}/course/referral", "/clients/{client}/course/next", "/clients/{client}/course/agreement",
		"/clients/{client}/course/agreement/confirm", "/clients/{client}/course/plan", "/clients/{client}/course/move/profiling", "/clients/{client}/course/move/ended",
		"/clients/{client}/meetings", "/clients/{client}/meetings/new", "/clients/{client}/meetings/{meeting}", "/clients/{client}/notes", "/clients/{client}/notes/new",
		"/clients/{client}/notes/{note}", "/clients/{client}/course/answer",
	}
	for _, s := range coaching.Phases() {
		pages = append(pages, "/clients/{client}/course/phases/"+string(s))
	}
	for _, k := range form.Kinds() {
		page := "/clients/{client}/course/print/" + string(k)
		if _, ok := form.Definition(k); ok {
			pages = append(pages, "/clients/{client}/course/forms/"+string(k)+"?paper={"+string(k)+"}")
			page += "?paper={" + string(k) + "}"
		} else if k == form.Meeting {
			page += "?paper={meeting}"
		}
		pages = append(pages, page)
	}
	return pages
}

func myCoursePages() []string {
	return []string{
		"/my/course", "/my/course/forms/agreement", "/my/course/forms/search_plan", "/my/course/forms/support_plan", "/my/course/forms/study_plan",
		"/my/course/forms/after", "/my/course/forms/final_report", "/my/course/forms/profile", "/my/course/yes",
	}
}

// open opens a page in every language.
func (b *browser) inEveryLanguage(path string) {
	b.t.Helper()
	for _, lang := range []string{"fi", "sv", "en"} {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		b.get(path + mark + "lang=" + lang)
		if b.status != 200 || b.doc.Find("h1").Length() != 1 || b.doc.Find("html").AttrOr("lang", "") != lang {
			b.t.Errorf("%s in %s: status %d, %d h1", path, lang, b.status, b.doc.Find("h1").Length())
		}
		if text := b.doc.Find("body").Text(); strings.Contains(text, "portal.") || strings.Contains(text, "course.") {
			at := max(strings.Index(text, "portal."), strings.Index(text, "course."))
			b.t.Errorf("%s in %s: a message is missing: %.60s", path, lang, text[at:])
		}
	}
}

func TestCoursePagesOpen(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach")
	for _, path := range []string{"/clients/{client}/course", "/clients/{client}/course/referral", "/clients/{client}/meetings", "/clients/{client}/notes"} {
		b.inEveryLanguage(path)
	}
	b.get("/clients/{client}/course?lang=en").expect(200, "has not begun")
	client := w.client(t)
	client.inEveryLanguage("/my/course")
	w.coached(t)
	for _, path := range coursePages() {
		b.inEveryLanguage(path)
	}
	for _, path := range myCoursePages() {
		client.inEveryLanguage(path)
	}
	client.get("/my/readers?lang=en").expect(200, "a form of your coaching")
	for _, done := range []string{"agreement_yes", "agreement_talk", "agreement_changed"} {
		if client.get("/my/course?lang=fi&done=" + done); client.doc.Find(".notice.done").Length() != 1 {
			t.Errorf("%s says nothing in plain Finnish", done)
		}
	}
	if client.get("/my/course?lang=fi"); !strings.Contains(client.body, "Sopimus valmentajan kanssa") {
		t.Error("a client is not spoken to in plain Finnish")
	}
	for _, hidden := range []string{"Corner shop", "Called the shop", "Kela"} {
		for _, path := range myCoursePages()[:6] {
			if client.get(path); strings.Contains(client.doc.Find("main").Text(), hidden) {
				t.Errorf("%s shows %q to the client", path, hidden)
			}
		}
	}
}

// Nobody but the client's coach opens a page of the course, and nobody but the client their own.
func TestCourseStrangers(t *testing.T) {
	w := newWorld(t)
	w.coached(t)
	for who, want := range map[string]int{"colleague": 404, "outsider": 404, "employer": 403, "unit-owner": 403, "administrator": 403} {
		b := w.as(t, who)
		for _, path := range coursePages() {
			if b.get(path); b.status != want || strings.Contains(b.body, "Aino") || strings.Contains(b.body, "Corner shop") {
				t.Errorf("%s at %s: status %d, want %d", who, path, b.status, want)
			}
		}
		for _, path := range myCoursePages() {
			if b.get(path); b.status != 403 {
				t.Errorf("%s at %s: status %d", who, path, b.status)
			}
		}
	}
	client := w.client(t)
	for _, path := range coursePages() {
		if client.get(path); client.status != 403 {
			t.Errorf("the client at %s: %d", path, client.status)
		}
	}
	coach := w.as(t, "coach")
	for _, path := range []string{
		"/clients/{client}/course/forms/diagnosis", "/clients/{client}/course/print/nothing", "/clients/{client}/course/phases/received", "/clients/{client}/meetings/none",
		"/clients/{client}/course/move/support", "/clients/{client}/course/forms/start?paper=none", "/clients/{other-client}/course",
	} {
		if coach.get(path); coach.status != 404 {
			t.Errorf("%s: status %d", path, coach.status)
		}
	}
	if client.get("/my/course/forms/start"); client.status != 404 {
		t.Errorf("the start of employment is open to the client: %d", client.status)
	}
}

// TestCourseWalk goes from the referral to the second phase as a coach would, with mistakes on the way.
func TestCourseWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/clients/{client}?lang=en").expect(200, "Coaching")
	b.get("/clients/{client}/course/referral")
	v := b.values("/clients/{client}/course/referral")
	v.Set("received", "2027-01-01")
	v.Set("name", "Social services")
	b.post("/clients/{client}/course/referral", v).expect(422, "The referral came on")
	if b.doc.Find("#f-name").AttrOr("value", "") != "Social services" {
		t.Error("what was typed is lost")
	}
	v.Set("received", "2026-11-16")
	b.post("/clients/{client}/course/referral", v).expect(200, "Answer the referral")
	b.get("/clients/{client}/course/answer")
	v = b.values("/clients/{client}/course/answer")
	v.Set("taken", "no")
	b.post("/clients/{client}/course/answer", v).expect(422, "Why not")
	v.Set("taken", "yes")
	b.post("/clients/{client}/course/answer", v).expect(200, "Agree on the cooperation")
	b.expect(200, "No meeting was written down yet")
	if b.doc.Find(`a[href="/rules/coaching_quality.first_contact"]`).Length() != 1 {
		t.Error("the rule is not cited")
	}
	b.get("/clients/{client}/course/phases/engagement").expect(200, "The client has not said yes")
	b.get("/clients/{client}/course/move/profiling").expect(200, "What is missing")
	b.post("/clients/{client}/course/move/profiling", b.values("/clients/{client}/course/move/profiling")).expect(422, "Write a reason")
	b.get("/clients/{client}/course/agreement")
	v = b.values("/clients/{client}/course/agreement")
	v.Set("goals", "Work in a shop")
	b.post("/clients/{client}/course/agreement", v).expect(200, "Waits for the client")
	if b.post("/clients/{client}/course/agreement", v); b.status != 422 || !strings.Contains(b.body, "Somebody else saved") || !strings.Contains(b.body, "Work in a shop") {
		t.Errorf("saving over a newer version: %d", b.status)
	}
	client := w.client(t).get("/my/course/forms/agreement").expect(200, "Work in a shop")
	client.post("/my/course/talk", client.values("/my/course/talk")).expect(200, "want to talk first")
	client.get("/my/course/yes")
	yes := client.values("/my/course/yes")
	client.post("/my/course/yes", yes).expect(422, "Fill in this field")
	yes.Set("present", "alone")
	client.post("/my/course/yes", yes).expect(200, "You said yes")
	b.get("/clients/{client}/course/move/profiling")
	v = b.values("/clients/{client}/course/move/profiling")
	v.Set("reason", "The wish is clear")
	b.post("/clients/{client}/course/move/profiling", v).expect(200, "Moved")
	b.expect(200, "The wish is clear")
}

// TestNote keeps a note with five fields and makes its step the next one.
func TestNote(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/clients/{client}/notes/new?lang=en")
	v := b.values("/clients/{client}/notes/new")
	v.Set("line", "Called the café")
	b.post("/clients/{client}/notes/new", v).expect(422, "Write down the referral first")
	w.coached(t)
	v.Set("minutes", "ten")
	b.post("/clients/{client}/notes/new", v).expect(422, "not a number")
	v.Set("minutes", "10")
	v.Set("step.text", "Visit the café")
	v.Set("step.due", "2020-01-01")
	b.post("/clients/{client}/notes/new", v).expect(422, "Give a day")
	if b.doc.Find("#f-step-text").AttrOr("value", "") != "Visit the café" {
		t.Error("what was typed is lost")
	}
	v.Set("step.due", "2026-11-30")
	v.Set("step.owner", "together")
	b.post("/clients/{client}/notes/new", v).expect(200, "The note is saved")
	w.Carry(t)
	b.get("/clients/{client}/course").expect(200, "Visit the café")
	b.get("/clients/{client}/notes").expect(200, "Called the café")
}

// TestNoteIsCorrected corrects a note from the list: what it said stays folded under it, and what was typed over somebody
// else's correction is not lost and not saved.
func TestNoteIsCorrected(t *testing.T) {
	w := newWorld(t)
	w.coached(t)
	const path = "/clients/{client}/notes/{note}"
	b := w.as(t, "coach").get("/clients/{client}/notes?lang=en").expect(200, "Correct the note")
	if b.doc.Find("main details").Length() != 0 {
		t.Error("a note that nobody corrected has a former text")
	}
	v := b.get(path).expect(200, "Note on one line").values(path)
	late := w.as(t, "coach").get(path + "?lang=en").values(path)
	v.Set("line", "")
	b.post(path, v).expect(422, "Fill in this field")
	v.Set("line", "Called the <b>bakery</b>")
	b.post(path, v).expect(200, "Called the <b>bakery</b>")
	if old := b.doc.Find("main details").Text(); !strings.Contains(old, "Called the shop, 5 min") || !strings.Contains(old, "what it said before") || !strings.Contains(old, "coach, ") {
		t.Errorf("the former text is not folded under the note: %q", old)
	}
	late.Set("line", "Wrote to the shop")
	b.post(path, late).expect(422, "saved")
	if b.doc.Find("#f-line").AttrOr("value", "") != "Wrote to the shop" {
		t.Error("what was typed is lost")
	}
	b.get("/clients/{client}/notes")
	if strings.Contains(b.body, "Wrote to the shop") {
		t.Error("a text was saved over another")
	}
}

// TestFormsAreCorrected saves a form, corrects it, and adds a row to the plan.
func TestFormsAreCorrected(t *testing.T) {
	w := newWorld(t)
	w.coached(t)
	b := w.as(t, "coach").get("/clients/{client}/course/forms/final_report?lang=en").expect(200, "Not asked or not known")
	v := b.values("/clients/{client}/course/forms/final_report")
	v.Set("activity", "")
	b.post("/clients/{client}/course/forms/final_report", v).expect(422, "What was done")
	v.Set("activity", "Three shops were met")
	b.post("/clients/{client}/course/forms/final_report", v).expect(200, "Three shops were met")
	b.expect(200, "Meetings with employers")
	if b.doc.Find(".signatures li").Length() != 2 {
		t.Error("nowhere to sign")
	}
	b.get("/clients/{client}/course/plan")
	v = b.values("/clients/{client}/course/plan")
	v.Set("add", "steps")
	rows := b.doc.Find(".row-of-fields").Length()
	b.post("/clients/{client}/course/plan", v).expect(200, "Step 5")
	if got := b.doc.Find(".row-of-fields").Length(); got != rows+2 || b.doc.Find(`input[name="steps[0].text"]`).AttrOr("value", "") != "Call the shop" {
		t.Errorf("%d rows after %d", got, rows)
	}
	v = b.values("/clients/{client}/course/plan")
	v.Set("steps[1].text", "Visit")
	b.post("/clients/{client}/course/plan", v).expect(422, "By: Fill in this field")
	v.Set("steps[1].due", "2026-12-02")
	v.Set("steps[0].done", "2026-11-22")
	b.post("/clients/{client}/course/plan", v)
	b.get("/clients/{client}/course/print/search_plan").expect(200, "Done on")
	b.get("/clients/{client}/meetings/{meeting}")
	v = b.values("/clients/{client}/meetings/{meeting}")
	v.Set("organisation", "Corner café")
	b.post("/clients/{client}/meetings/{meeting}", v).expect(200, "Corner café")
	b.get("/clients/{client}/course/print/meeting?paper={meeting}").expect(200, "Corner café")
}

// TestCourseNonsense sends what no form would send.
func TestCourseNonsense(t *testing.T) {
	w := newWorld(t)
	w.coached(t)
	b := w.as(t, "coach")
	forms := []string{
		"/clients/{client}/course/referral", "/clients/{client}/course/next", "/clients/{client}/course/agreement", "/clients/{client}/course/agreement/confirm",
		"/clients/{client}/course/plan", "/clients/{client}/meetings/new", "/clients/{client}/meetings/{meeting}", "/clients/{client}/notes/new", "/clients/{client}/notes/{note}",
		"/clients/{client}/course/forms/final_report", "/clients/{client}/course/forms/start", "/clients/{client}/course/forms/gig", "/clients/{client}/course/forms/finish",
	}
	for _, action := range forms {
		for _, bad := range []string{"", "-1", "99999999999999999999", "NaN", "\u202e<script>alert(1)</script>", strings.Repeat("ä", 20000), "2026-13-45"} {
			v := b.get(action).values(action)
			for name := range v {
				if name != "csrf" {
					v[name] = []string{bad}
				}
			}
			b.post(action, v)
			if b.status >= 500 || b.doc.Find("h1").Length() != 1 || b.doc.Find("main script").Length() > 0 {
				t.Fatalf("%s with %.20q: status %d", action, bad, b.status)
			}
			if b.status == 422 && b.doc.Find("#problems li").Length() == 0 {
				t.Errorf("%s with %.20q: nothing says what is wrong", action, bad)
			}
		}
	}
}
