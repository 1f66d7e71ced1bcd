package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// TestMeasuresWalk asks, corrects, sets a goal, rates it and gives it up; what was typed wrong stands in the form again.
func TestMeasuresWalk(t *testing.T) {
	w := newWorld(t)
	const path = "/clients/{client}/measures"
	b := w.as(t, "coach").get("/clients/{client}").expect(200, "Open the measures").get(path).expect(200, "Not asked yet")
	if b.doc.Find("svg.chart").Length() != 0 {
		t.Error("nothing was asked and something is drawn")
	}
	b.get(path + "/new?kind=work_ability")
	v := b.values(path + "/new")
	v.Set("on", "2026-11-02")
	b.post(path+"/new", v).expect(422, "Fill in this field")
	if b.doc.Find("#f-on").AttrOr("value", "") != "2026-11-02" || b.doc.Find(`#problems a[href="#f-score"]`).Length() != 1 {
		t.Error("the day is lost, or nothing leads to the score")
	}
	v.Set("score", "7")
	b.post(path+"/new", v).expect(200, "The measurement is saved")
	b.get(path + "/new?kind=self_efficacy")
	v = b.values(path + "/new")
	v.Set("score", "4,27x")
	b.post(path+"/new", v).expect(422, "is not a number")
	if b.doc.Find("#f-score").AttrOr("value", "") != "4,27x" {
		t.Error("what was typed is lost")
	}
	v.Set("score", "4,27")
	b.post(path+"/new", v).expect(200, "4.27")
	title, desc := b.doc.Find("svg.chart title").Length(), b.doc.Find("svg.chart desc").Length()
	if n := b.doc.Find("svg.chart[role=img][aria-labelledby]").Length(); n != 2 || title != 2 || desc != 2 {
		t.Errorf("%d charts with %d titles and %d descriptions", n, title, desc)
	}
	correct := b.doc.Find(`#work_ability-head`).Parent().Find("tbody a").AttrOr("href", "")
	b.get(correct)
	v = b.values(correct)
	v.Set("score", "withheld")
	b.post(correct, v).expect(200, "Did not want to say")
	if text := b.doc.Find("body").Text(); !strings.Contains(text, "Before: 7 (coach") {
		t.Errorf("the earlier value is gone: %.2000s", text)
	}
	b.post(correct, v).expect(409, "saved first")
	goals(t, b, path)
	mine := w.client(t).get("/my/measures").expect(200, "I get to work on my own")
	if mine.doc.Find("svg.chart").Length() != 2 || mine.doc.Find("form[action$=drop]").Length() != 0 {
		t.Error("the client does not see what was answered, or can change it")
	}
	if text := mine.get("/my/measures?lang=fi").doc.Find("main").Text(); !strings.Contains(text, "Et halunnut sanoa") || strings.Contains(text, "RTW-SE") {
		t.Errorf("not in plain Finnish: %s", text)
	}
	mine.get("/my/readers?lang=en").expect(200, "Looked at your answers and goals")
}

func goals(t *testing.T, b *browser, path string) {
	t.Helper()
	const form = "/clients/{client}/goals/new"
	v := b.get(form).values(form)
	v.Set("words", "I get to work on my own")
	b.post(form, v).expect(422, "Fill in this field")
	if got := b.doc.Find("#f-words").Text(); !strings.Contains(got, "on my own") {
		t.Errorf("the goal is lost: %q", got)
	}
	for _, level := range []string{"levels[0]", "levels[1]", "levels[2]", "levels[3]", "levels[4]"} {
		v.Set(level, "like "+level)
	}
	b.post(form, v).expect(200, "I get to work on my own")
	rate := b.doc.Find(`a[href*="kind=attainment"]`).AttrOr("href", "")
	v = b.get(rate).expect(200, "like levels[4]").values(path + "/new")
	v.Set("score", "1")
	b.post(path+"/new", v).expect(200, "Goals together")
	if got := b.doc.Find("#together-title").Closest(".card").Find("tbody strong").Text(); got != "60" {
		t.Errorf("together: %q", got)
	}
	drop := b.doc.Find(`form[action$="/drop"]`).AttrOr("action", "")
	b.post(drop, url.Values{}).expect(200, "Given up on")
	if b.doc.Find(`form[action$="/drop"]`).Length() != 0 || b.doc.Find("#together-title").Length() != 1 {
		t.Error("a goal given up can be given up again, or its rating is gone")
	}
}

// TestOwnFiguresOpen: each number of a coach's own that is not zero opens a list as long as the number.
func TestOwnFiguresOpen(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "coach").get("/figures").expect(200, "Each number opens the clients")
	opened := 0
	b.doc.Find(".figures td.num").Each(func(_ int, e *goquery.Selection) {
		link := e.Find("a")
		number, _, _ := strings.Cut(strings.TrimSpace(e.Text()), " ")
		if link.Length() == 0 {
			if number != "0" {
				t.Errorf("%q opens nothing", number)
			}
			return
		}
		opened++
		list := w.as(t, "coach").get(link.AttrOr("href", "")).expect(200, "Aino client")
		if n := list.doc.Find("main ul.rows li").Length(); number != "1" || n != 1 {
			t.Errorf("%s says %q and opens %d", link.AttrOr("href", ""), number, n)
		}
	})
	if opened < 3 {
		t.Errorf("only %d numbers open anything", opened)
	}
	o := w.as(t, "unit-owner").get("/figures/organisation").expect(200, "Groups of fewer than 10 people are not shown")
	if o.doc.Find(".figures td a").Length() != 0 || strings.Contains(o.body, "Aino") {
		t.Error("an owner's number opens somebody")
	}
}

// TestRating rates a criterion; a counted one leads to its number.
func TestRating(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "unit-owner").get("/fidelity").expect(200, "Not rated")
	if b.doc.Find(`a[href="/figures#m-caseload"]`).Length() != 1 {
		t.Error("a counted criterion does not lead to its number")
	}
	v := b.get("/fidelity/2").values("/fidelity/2")
	v.Set("note", "In two of three weeks")
	b.post("/fidelity/2", v).expect(422, "from 1 to 5")
	if !strings.Contains(b.doc.Find("#f-note").Text(), "two of three") {
		t.Error("the note is lost")
	}
	v.Set("level", "4")
	b.post("/fidelity/2", v).expect(200, "4/5")
	w.as(t, "colleague").get("/fidelity").expect(200, "In two of three weeks")
	w.as(t, "outsider").get("/fidelity").expect(200, "Not rated")
}
