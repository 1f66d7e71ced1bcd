package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
)

// TestCarvingWalk goes from an empty list to a draft: what is typed stands in the next step, and the draft in the form of
// tasks holds demands nobody had to type.
func TestCarvingWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/carvings")
	b.post("/carvings", url.Values{}).expect(200, "Step 1/6")
	at := strings.TrimSuffix(b.path, "/tasks")
	step := func(key string, do string, set map[string]string) {
		t.Helper()
		v := b.get(at + "/" + key).values(at + "/" + key)
		for name, value := range set {
			v.Set(name, value)
		}
		v.Set("do", do)
		b.post(at+"/"+key, v)
	}
	step("tasks", "add", map[string]string{"title": "Kitchen", "sector": "restaurant", "lines": "Washing dishes 300\nPlanning the menu 240"})
	b.expect(200, "Saved")
	if b.doc.Find("input[name=examples]").Length() < 5 {
		t.Error("the sector has no examples")
	}
	step("tasks", "next", map[string]string{"examples": "1", "d1.who": "Cook", "d1.often": "daily"})
	b.expect(200, "Step 2/6").expect(200, "Wiping and laying tables")
	step("mark", "next", map[string]string{"d1.mark": "somebody", "d2.mark": "expertise", "d3.mark": "undone"})
	b.expect(200, "Step 3/6")
	if strings.Contains(b.doc.Find("main").Text(), "Planning the menu") {
		t.Error("what needs expertise is offered for a job")
	}
	step("gather", "next", map[string]string{"new_title": "Kitchen help", "hour_cents": "24"})
	b.expect(200, "Step 4/6")
	b.get(at+"/gather").expect(200, "about 5").expect(200, "€120")
	step("details", "next", map[string]string{"j1.postal": "00100", "j1.summary": "You must be flexible.", "j1.allergens.asked": "none"})
	b.expect(200, "Step 5/6").expect(200, "380/2023 55.1 §")
	step("route", "next", map[string]string{"j1.route": "wage_subsidy"})
	b.expect(200, "Step 6/6").expect(200, "flexible").expect(200, "€120")
	b.post(at, url.Values{"do": {"finish"}, "revision": {b.doc.Find("input[name=revision]").AttrOr("value", "")}}).expect(200, "The drafts are made")
	draft := b.doc.Find(`a[href^="/tasks/carved"]`).AttrOr("href", "")
	v := b.get(draft).values(draft)
	if v.Get("title") != "Kitchen help" || v.Get("demands.standing") != "3" || v.Get("steps[0].name") != "Washing dishes" || v.Get("allergens.asked") != "none" || v.Get("forms") != "pay_subsidy" {
		t.Errorf("the draft holds %v", v)
	}
	if again := b.get(at + "/tasks"); again.path != at && !strings.HasPrefix(again.path, at+"?") {
		t.Errorf("a finished carving can still be edited at %s", again.path)
	}
}

// TestCarvingKeepsWhatWasTyped sends mistakes, and looks for every value in the page with a link from the summary.
func TestCarvingKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/carvings/{carving}/tasks")
	v := b.values("/carvings/{carving}/tasks")
	v.Set("d1.minutes", "lots")
	v.Set("lines", "Sweeping 30\nMopping")
	v.Set("d2.who", "Waiter")
	b.post("/carvings/{carving}/tasks", v).expect(422, "is not a number")
	if b.doc.Find("#f-d1-minutes").AttrOr("value", "") != "lots" || !strings.Contains(b.doc.Find("#f-lines").Text(), "Mopping") || b.doc.Find("#f-d2-who").AttrOr("value", "") != "Waiter" {
		t.Error("what was typed is lost")
	}
	v.Set("d1.minutes", "20000")
	b.post("/carvings/{carving}/tasks", v).expect(422, "10080")
	if b.doc.Find(`#problems a[href="#f-d1-minutes"]`).Length() != 1 {
		t.Error("no link from the summary to the field")
	}
	v = b.values("/carvings/{carving}/tasks")
	v.Set("d1.minutes", "10")
	v.Set("do", "add")
	b.post("/carvings/{carving}/tasks", v).expect(200, "Mopping")
	v = b.values("/carvings/{carving}/tasks")
	if v.Get("d4.name") != "Sweeping" || v.Get("d4.minutes") != "30" || v.Get("d5.name") != "Mopping" || v.Get("lines") != "" {
		t.Errorf("after the mistake was mended: %v", v)
	}
	v.Set("lines", strings.Repeat("x", 300))
	b.post("/carvings/{carving}/tasks", v).expect(422, "Shorten")
	if b.doc.Find(`#problems a[href="#f-lines"]`).Length() != 1 {
		t.Error("a mistake in what is added does not lead to where it was typed")
	}
	b.get("/carvings/{carving}/details")
	v = b.values("/carvings/{carving}/details")
	v.Set("j1.postal", "12345x")
	b.post("/carvings/{carving}/details", v).expect(422, "12345x")
	if b.doc.Find("#f-j1-postal").AttrOr("value", "") != "12345x" {
		t.Error("the postal code is lost")
	}
}

// TestCarvingTogether saves over what a coach saved meanwhile: both what the employer typed and what the coach added stay.
func TestCarvingTogether(t *testing.T) {
	w := newWorld(t)
	employer, coach := w.as(t, "employer"), w.as(t, "coach")
	const path = "/carvings/{helped}/tasks"
	mine := employer.get(path).values(path)
	theirs := coach.get(path).values(path)
	theirs.Set("lines", "Watering plants 20")
	theirs.Set("do", "add")
	coach.post(path, theirs).expect(200, "Saved")
	mine.Set("title", "Kitchen and hall")
	mine.Set("do", "add")
	employer.post(path, mine).expect(409, "at the same time")
	again := employer.values(path)
	if again.Get("title") != "Kitchen and hall" || again.Get("d4.name") != "Watering plants" {
		t.Fatalf("the form holds %v", again)
	}
	again.Set("do", "add")
	employer.post(path, again).expect(200, "Saved")
	e, err := w.Carvings.Get(t.Context(), w.Actor("employer"), w.id("helped"))
	if err != nil || e.Value.Title != "Kitchen and hall" || len(e.Value.Duties) != 4 || e.Value.Duties[3].Minutes != 20 {
		t.Errorf("%+v %v", e.Value.Content, err)
	}
}

// TestCarvingTypesAndJobs changes a type, removes a task and a job: the suggestions follow, and nothing is said to be gone
// through that was not.
func TestCarvingTypesAndJobs(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer")
	load := func() carving.Content {
		e, err := w.Carvings.Get(t.Context(), w.Actor("employer"), w.id("carving"))
		if err != nil {
			t.Fatal(err)
		}
		return e.Value.Content
	}
	send := func(key, do string, set map[string]string) {
		path := "/carvings/{carving}/" + key
		v := b.get(path).values(path)
		for name, value := range set {
			v.Set(name, value)
		}
		v.Set("do", do)
		b.post(path, v)
	}
	send("details", "next", map[string]string{"d2.type": "scanning"})
	b.expect(200, "The types changed").expect(200, "Using devices")
	if j := load().Jobs[0]; j.Checked {
		t.Error("gone through although the suggestions are new")
	}
	send("details", "next", nil)
	b.expect(200, "Step 5/6")
	if j := load().Jobs[0]; !j.Checked || len(j.Demands) < 3 {
		t.Errorf("%+v", j)
	}
	send("gather", "add", map[string]string{"d3.job": "j1"})
	if c := load(); c.Jobs[0].Checked || len(c.Of("j1")) != 2 {
		t.Errorf("another task came: %+v", c)
	}
	send("tasks", "remove:d2", nil)
	if c := load(); len(c.Duties) != 2 || len(c.Of("j1")) != 1 {
		t.Errorf("%+v", c)
	}
	send("gather", "remove:j1", nil)
	if c := load(); len(c.Jobs) != 0 || c.Duties[1].Job != "" {
		t.Errorf("%+v", c)
	}
	b.get("/carvings/{carving}")
	b.post("/carvings/{carving}", url.Values{"do": {"finish"}, "revision": {b.doc.Find("input[name=revision]").AttrOr("value", "")}}).expect(422, "Gather at least one job")
}

// TestCarvingOffered: a coach prepares for an employer, offers, the employer takes it and finishes; the coach never can.
func TestCarvingOffered(t *testing.T) {
	w := newWorld(t)
	coach, employer := w.as(t, "coach"), w.as(t, "employer")
	coach.get("/carvings/prepare").post("/carvings/prepare", url.Values{"org": {""}, "title": {"Shop"}}).expect(422, "Choose an employer")
	if coach.doc.Find("#f-title").AttrOr("value", "") != "Shop" {
		t.Error("what was typed is lost")
	}
	move := func(b *browser, do string) *browser {
		b.get("/carvings/{prepared}")
		return b.post("/carvings/{prepared}", url.Values{"do": {do}, "revision": {b.doc.Find("input[name=revision]").AttrOr("value", "")}})
	}
	move(coach, "finish").expect(403, "")
	move(coach, "offer").expect(200, "offered to the employer")
	employer.get("/carvings").expect(200, "Offered to the employer")
	move(employer, "accept").expect(200, "yours now")
	if coach.get("/carvings/{prepared}"); coach.doc.Find(`button[value="finish"]`).Length() != 0 {
		t.Error("the coach is offered to finish")
	}
	move(employer, "finish").expect(200, "The drafts are made")
	coach.get("/carvings/{prepared}").expect(404, "")
	if list, err := w.Tasks.Mine(t.Context(), w.Actor("employer"), "draft", marketplace.Page{}); err != nil || len(list.Items) != 2 {
		t.Errorf("%d drafts %v", len(list.Items), err)
	}
	employer.get("/carvings/{carving}").post("/carvings/{carving}", url.Values{"do": {"ask"}, "to": {"nobody"}}).expect(422, "Choose a coaching provider")
	employer.post("/carvings/{carving}", url.Values{"do": {"ask"}, "to": {"anybody"}}).expect(200, "Help has been asked for")
	w.as(t, "outsider").get("/carvings").expect(200, "Kitchen")
}
