package portal_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// option is the value of the choice with this text in a picker; empty when it is not offered.
func option(doc *goquery.Document, picker, text string) string {
	value := ""
	doc.Find("#pick-" + picker + " .pick").Each(func(_ int, e *goquery.Selection) {
		if strings.TrimSpace(e.Find("span").First().Text()) == text {
			value = e.Find("input").AttrOr("value", "")
		}
	})
	return value
}

// TestPickersWithoutScripts goes the way of somebody whose browser runs no scripts: search, choose, search on, save.
// Nothing typed or chosen is lost on the way.
func TestPickersWithoutScripts(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach")
	const wishes, page = "/clients/{client}/profile/wishes", "/clients/{client}/profile/background"
	v := b.get(wishes + "?lang=fi").values(wishes)
	v.Set("liked", "typed and not saved")
	v.Set("goal.occupations.words", "tiskaaminen")
	v.Set("add", "goal.occupations")
	b.post(wishes, v)
	occupation := option(b.doc, "client-occupations", "keittiöapulainen")
	if b.status != 200 || occupation == "" || b.doc.Find("#f-liked").Text() != "typed and not saved" {
		t.Fatalf("status %d, occupation %q", b.status, occupation)
	}
	if _, here := b.doc.Find("#f-goal-occupations").Attr("autofocus"); !here {
		t.Error("the page does not open at the list")
	}
	v = b.values(wishes)
	v.Set("goal.occupations", occupation)
	v.Set("do", "draft")
	v.Del("add")
	b.post(wishes, v)
	if b.get(wishes); b.doc.Find(`#pick-client-occupations input[value="`+occupation+`"][checked]`).Length() != 1 {
		t.Error("the occupation is not chosen after saving")
	}
	v = b.get(page).values(page)
	v.Set("esco_skills.words", "astianpesukone")
	v.Set("add", "esco_skills")
	b.post(page, v)
	skill := option(b.doc, "client-skills", "käyttää astianpesukonetta")
	needed := b.doc.Find("#pick-client-skills .picker-list > fieldset").Last().Find("input")
	if skill == "" || needed.Length() < 3 {
		t.Fatalf("skill %q, %d skills of the occupation", skill, needed.Length())
	}
	v = b.values(page)
	v["esco_skills"] = []string{skill, needed.First().AttrOr("value", "")}
	v.Set("do", "draft")
	v.Del("add")
	b.post(page, v)
	b.get("/clients/{client}/profile/background")
	if n := b.doc.Find("#pick-client-skills input[checked]").Length(); n != 2 {
		t.Errorf("%d skills are chosen after saving, want 2", n)
	}
	if of := b.doc.Find(`#pick-client-skills input[name="of"]`).AttrOr("value", ""); of != occupation {
		t.Errorf("the occupation chosen in another part is %q", of)
	}
}

// TestTaskPicker keeps one occupation and several skills of a task, shows them to others, and names what nobody knows.
func TestTaskPicker(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer")
	v := b.get("/tasks/new?lang=fi").values("/tasks/new")
	v.Set("title", "Keittiö")
	v.Set("occupation.words", "tisk")
	v.Set("add", "occupation")
	b.post("/tasks/new", v)
	v = b.values("/tasks/new")
	v.Set("occupation", option(b.doc, "task-occupation", "keittiöapulainen"))
	v["esco_skills"] = []string{"skill/none"}
	v.Set("do", "save")
	v.Del("add")
	b.post("/tasks/new", v)
	if b.status != 422 || b.doc.Find(`#problems a[href="#f-esco-skills"]`).Length() != 1 || b.doc.Find("#f-esco-skills").Length() != 1 {
		t.Fatalf("status %d: an unknown skill is not named at its field", b.status)
	}
	needed := b.doc.Find("#pick-task-skills .picker-list > fieldset").Last().Find("input").First().AttrOr("value", "")
	v = b.values("/tasks/new")
	v["esco_skills"] = []string{needed}
	v.Set("do", "save")
	b.post("/tasks/new", v)
	if b.doc.Find(`#pick-task-skills input[checked]`).Length() != 1 || b.doc.Find(`#pick-task-occupation input[checked]`).Length() != 1 {
		t.Errorf("what was chosen is not in the form (status %d)", b.status)
	}
}

// TestSuggestions fetches lists as a page does while somebody types.
func TestSuggestions(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach")
	const chosen = "skill/c662be22-f17a-4ba0-894f-d720b20c44cf"
	b.get("/suggest/client-skills?lang=sv&" + url.Values{"esco_skills.words": {"städa"}, "esco_skills": {chosen, chosen}}.Encode())
	picked := b.doc.Find("input[checked]")
	if b.status != 200 || picked.Length() != 1 || picked.AttrOr("value", "") != chosen || !strings.Contains(b.doc.Find("[data-announce]").Text(), "förslag") {
		t.Errorf("status %d: %s", b.status, b.body)
	}
	b.get("/suggest/client-skills?lang=fi&" + url.Values{"esco_skills.words": {"xyzzy<script>"}}.Encode())
	if b.doc.Find("script").Length() > 0 || !strings.Contains(b.doc.Text(), "xyzzy<script>") {
		t.Errorf("nothing found: %s", b.body)
	}
	for _, path := range []string{"/suggest/nothing", "/suggest/"} {
		if b.get(path); b.status != 404 {
			t.Errorf("%s: status %d", path, b.status)
		}
	}
	var ids []string
	for i := range 200 {
		ids = append(ids, "x"+strconv.Itoa(i))
	}
	if b.get("/suggest/client-skills?" + url.Values{"esco_skills": ids, "goal.occupations": ids}.Encode()); b.status != 200 || b.doc.Find("input").Length() > 80 {
		t.Errorf("%d choices", b.doc.Find("input").Length())
	}
	stranger := w.browser(t)
	if stranger.get("/suggest/client-skills"); stranger.status == 200 && stranger.doc.Find("[data-announce]").Length() > 0 {
		t.Error("whoever is not signed in gets suggestions")
	}
}
