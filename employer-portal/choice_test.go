package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/matching"
)

const (
	listPath   = "/clients/{client}/matches"
	keepPath   = listPath + "/{task}/keep"
	asidePath  = listPath + "/{task}/dismiss"
	reopenPath = listPath + "/{task}/reopen"
)

// TestChoiceWalk keeps a task from the list, finds it on the client's page, puts it aside with a reason, finds it at the
// end of the list, and takes it back; all by plain forms.
func TestChoiceWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/clients/{client}").expect(200, "Nothing yet")
	b.get(listPath)
	b.post(keepPath, b.values(keepPath)).expect(200, "Kept to talk about")
	if n := b.doc.Find("article.match .chosen.kept").Length(); n != 1 {
		t.Errorf("%d cards are marked", n)
	}
	b.get("/clients/{client}").expect(200, "Shelf filling")
	if got := strings.Join(strings.Fields(b.doc.Find("#talk-title").Text()), " "); got != "To talk about (1)" {
		t.Errorf("the heading is %q", got)
	}
	to, _ := b.get(listPath).doc.Find(`article.match a[href*="/dismiss"]`).Attr("href")
	b.get(to)
	b.post(asidePath, b.values(asidePath)).expect(422, "Why?")
	v := b.values(asidePath)
	v.Set("reason", "other")
	v.Set("note", "Bus <b>27</b> does not run")
	b.post(asidePath, v).expect(200, "Put aside")
	if b.doc.Find("article.match").Length() != 0 || b.doc.Find("#aside").Length() != 1 {
		t.Error("the task did not leave its group, or is not at the end")
	}
	if row := b.doc.Find(`section[aria-labelledby="aside"] li`).Text(); !strings.Contains(row, "Shelf filling") || !strings.Contains(row, "Bus <b>27</b>") {
		t.Errorf("the row says %q", row)
	}
	if n := b.doc.Find("#fits_now .soft").Text(); n != "(0)" {
		t.Errorf("the group counts %s", n)
	}
	b.post(reopenPath, b.values(reopenPath)).expect(200, "taken back")
	if b.doc.Find("article.match").Length() != 1 || b.doc.Find(".chosen").Length() != 0 {
		t.Error("the task is not back")
	}
	b.post(keepPath, b.values(keepPath)).expect(200, "Kept to talk about")
	b.get(listPath+"/{task}").expect(200, "Earlier choices")
	if n := b.doc.Find(`section[aria-labelledby="choice-title"] details li`).Length(); n != 3 {
		t.Errorf("%d earlier choices", n)
	}
}

// TestChoiceComesBack: a task that was put aside and then changed by the employer stands among the others again, and says
// so; one that was kept and then closed can still be taken off the client's page.
func TestChoiceComesBack(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get(asidePath)
	v := b.values(asidePath)
	v.Set("reason", "tried_before")
	b.post(asidePath, v).expect(200, "Put aside")
	e, err := w.Tasks.Get(t.Context(), w.Actor("employer"), w.ID("task"))
	if err != nil {
		t.Fatal(err)
	}
	e.Value.Summary = "Fewer boxes now."
	w.Clock.Move(1e9)
	if _, err := w.Tasks.Update(t.Context(), w.Actor("employer"), e.ID, e.Rev, e.Value); err != nil {
		t.Fatal(err)
	}
	b.get(listPath).expect(200, "Changed since you put it aside")
	b.post(keepPath, b.values(keepPath)).expect(200, "Kept to talk about")
	if _, err := w.Tasks.Close(t.Context(), w.Actor("employer"), e.ID); err != nil {
		t.Fatal(err)
	}
	b.get("/clients/{client}").expect(200, "no longer open")
	b.post(reopenPath, b.values(reopenPath)).expect(200, "Nothing yet")
}

// TestOverrideAsksWhy: what the verdict is against can be kept only with a reason, and the page says that no limit falls.
func TestOverrideAsksWhy(t *testing.T) {
	w := newWorld(t)
	e, err := w.Tasks.Get(t.Context(), w.Actor("employer"), w.ID("task"))
	if err == nil {
		e.Value.Shifts = matching.Chosen("night")
		_, err = w.Tasks.Update(t.Context(), w.Actor("employer"), e.ID, e.Rev, e.Value)
	}
	if err != nil {
		t.Fatal(err)
	}
	b := w.as(t, "coach").get(listPath+"/{task}").expect(200, "never lifts a hard limit")
	if b.doc.Find(`form[action$="/keep"]`).Length() != 0 {
		t.Error("it can be kept without a reason")
	}
	to, _ := b.doc.Find(`a[href*="/keep"]`).Attr("href")
	b.get(to).expect(200, "Left out")
	b.post(keepPath, b.values(keepPath)).expect(422, "Choose a reason")
	v := b.values(keepPath)
	v.Set("reason", "employer_may_adapt")
	b.post(keepPath, v).expect(200, "Kept although the verdict was: Left out")
	if b.doc.Find(".verdict .word").Text() != "Left out" {
		t.Error("the verdict changed")
	}
}

// TestChoiceConflict: of two windows the second is told, keeps what was typed and may insist; a form that was sent twice
// is answered as if once.
func TestChoiceConflict(t *testing.T) {
	w := newWorld(t)
	first, second := w.as(t, "coach").get(asidePath), w.as(t, "coach").get(asidePath)
	v, w2 := first.values(asidePath), second.values(asidePath)
	v.Set("reason", "too_far_in_practice")
	first.post(asidePath, v).expect(200, "Put aside")
	first.post(asidePath, v).expect(200, "Put aside")
	w2.Set("reason", "other")
	w2.Set("note", "typed in the second")
	second.post(asidePath, w2).expect(409, "another window")
	again := second.values(asidePath)
	if again.Get("note") != "typed in the second" || again.Get("reason") != "other" {
		t.Errorf("the form lost what was typed: %v", again)
	}
	second.post(asidePath, again).expect(200, "typed in the second")
}

// TestEmployerPagesAfterChoosing: nothing that an employer can open changes by a byte when a coach chooses.
func TestEmployerPagesAfterChoosing(t *testing.T) {
	w := newWorld(t)
	employer := w.as(t, "employer")
	look := func() string {
		var all strings.Builder
		for _, path := range []string{"/tasks", "/tasks/{task}", "/tasks/{task}/preview", "/search?words=shelf", "/"} {
			all.WriteString(employer.get(path).body)
		}
		return all.String()
	}
	before := look()
	b := w.as(t, "coach").get(asidePath)
	b.post(asidePath, url.Values{"revision": {"0"}, "reason": {"employer_known_unsuitable"}}).expect(200, "Put aside")
	w.Carry(t)
	if look() != before {
		t.Error("an employer's page changed")
	}
}
