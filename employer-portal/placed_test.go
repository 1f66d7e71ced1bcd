package portal_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/server/servertest"
)

// TestPlacementWalk: the coach plans too long a trial and is told by which section; mends it; the three say yes, each in
// their own pages; the work starts, is visited and ends.
func TestPlacementWalk(t *testing.T) {
	w := newWorld(t)
	coach := w.as(t, "coach").get("/clients/{client}/placements/new?task={task}")
	form := "/clients/{client}/placements/new"
	v := coach.values(form)
	if v.Get("title") != "Shelf filling" || v.Get("task") != w.IDs["task"] {
		t.Fatalf("what the task tells is not in the form: %v", v)
	}
	for name, value := range map[string]string{
		"form": "work_trial", "work": "Fills the shelves", "place": "High street 1", "contact": "Ella, 040 123", "start": "2026-11-23", "end": "2027-08-31", "days": "3",
		"day_minutes": "4", "week_minutes": "12", "wage_kind": "none", "age": "18_plus", "present_employer": "no",
	} {
		v.Set(name, value)
	}
	v["checks"] = []string{"insured", "site_card", "told_steward"}
	v.Set("do", "check")
	coach.post(form, v).expect(200, "380/2023 55.1 §")
	v.Set("do", "save")
	coach.post(form, v).expect(422, "22 May 2027")
	if coach.doc.Find(`#problems a[href="#f-end"]`).Length() != 1 || coach.doc.Find("#f-end").AttrOr("value", "") != "2027-08-31" || coach.doc.Find(`a[href="/rules/work_trial.max_total"]`).Length() == 0 {
		t.Error("the gate does not say where and by which rule")
	}
	v.Set("end", "2027-03-31")
	coach.post(form, v).expect(200, "Put before the three")
	one, _, _ := strings.Cut(coach.path, "?")
	coach.post(one+"/do", url.Values{"what": {"start"}}).expect(422, "All three have to agree first")
	coach.get(one).post(one+"/do", url.Values{"what": {"propose"}}).expect(200, "no answer yet")
	coach.post(one+"/do", url.Values{"what": {"yes"}, "version": {"1"}}).expect(200, "Coaching provider: agreed")

	id := strings.TrimPrefix(one, "/placements/")
	employer := w.as(t, "employer").get("/work").expect(200, "Waits for your answer")
	if strings.Contains(employer.body, "Aino") {
		t.Error("the employer reads the name")
	}
	employer.get("/work/"+id).expect(200, "Ella, 040 123")
	employer.post("/work/"+id+"/answer", url.Values{"answer": {"yes"}, "version": {"1"}}).expect(200, "Workplace: agreed")

	client := w.client(t).get("/my/work/"+id).expect(200, "is this right for you?")
	if a, b := client.doc.Find(".answers a").Eq(0), client.doc.Find(".answers a").Eq(1); a.AttrOr("class", "a") != b.AttrOr("class", "b") {
		t.Error("yes and no are not equal")
	}
	yes := client.get("/my/work/" + id + "/yes").values("/my/work/" + id + "/yes")
	client.post("/my/work/"+id+"/yes", yes).expect(422, "Fill in this field")
	yes.Set("present", "alone")
	client.post("/my/work/"+id+"/yes", yes).expect(200, "You said yes on")

	plan := coach.get(one + "/plan").values(one + "/plan")
	for name, value := range map[string]string{"goal": "Alone", "steps[1].kind": "on_the_job", "steps[1].by": "coach", "steps[1].from_week": "1", "steps[1].to_week": "2", "steps[1].minutes": "x"} {
		plan.Set(name, value)
	}
	coach.post(one+"/plan", plan).expect(422, "is not a number")
	plan = coach.values(one + "/plan")
	plan.Set("steps[0].minutes", "120")
	coach.post(one+"/plan", plan).expect(200, "At the workplace")
	coach.post(one+"/do", url.Values{"what": {"start"}}).expect(200, "Next follow-up 7 December 2026")
	visit := coach.get(one + "/visit").values(one + "/visit")
	visit.Set("date", "2026-11-23")
	visit.Set("state", "held")
	visit.Set("note", "Went well, a secret")
	coach.post(one+"/visit", visit).expect(200, "Went well, a secret")
	seen := coach.get(one + "/observe").values(one + "/observe")
	seen.Set("dimension", "standing")
	seen.Set("seen", "Stood all morning")
	coach.post(one+"/observe", seen).expect(200, "Stood all morning")
	if employer.get("/work/" + id); strings.Contains(employer.body, "secret") || strings.Contains(employer.body, "Stood") {
		t.Error("the employer reads what the coach noted")
	}
	end := coach.get(one + "/end").values(one + "/end")
	coach.post(one+"/end", end).expect(422, "Fill in this field")
	end.Set("reason", "hired")
	coach.post(one+"/end", end).expect(200, "Was hired")
	care := coach.get(one + "/care").values(one + "/care")
	care.Set("plan", "A call a month")
	care.Set("next", "2026-12-20")
	coach.post(one+"/care", care).expect(200, "A call a month")
	if client.get("/my/readers"); !strings.Contains(client.body, "Read about your work") {
		t.Error("the client does not see that the coach read")
	}
}

// TestApprovalAndNewVersion: what no rule decides asks for a name and a reason; a correction shows the difference and needs
// no new yes.
func TestApprovalAndNewVersion(t *testing.T) {
	w := newWorld(t)
	coach := w.as(t, "coach").get("/placements/{gig}/edit")
	v := coach.values("/placements/{gig}/edit")
	v.Set("day_minutes", "9")
	v.Set("days", "2")
	v.Set("week_minutes", "18")
	coach.post("/placements/{gig}/edit", v).expect(200, "Take responsibility")
	href := coach.doc.Find(`a[href*="approve?key="]`).First().AttrOr("href", "")
	coach.get(href).expect(200, "872/2019 5 §")
	reason := coach.values("/placements/{gig}/approve")
	coach.post("/placements/{gig}/approve", reason).expect(422, "Fill in this field")
	reason.Set("reason", "The agreement allows it")
	coach.post("/placements/{gig}/approve", reason).expect(200, "The agreement allows it")

	v = coach.get("/placements/{placement}/edit").values("/placements/{placement}/edit")
	stale := v.Get("revision")
	v.Set("contact", "Ella, 040 124")
	coach.post("/placements/{placement}/edit", v).expect(200, "were not put before the three yet")
	coach.post("/placements/{placement}/do", url.Values{"what": {"propose"}}).expect(200, "Version 2")
	coach.get("/placements/{placement}/agreement").expect(200, "only corrects")
	coach.expect(200, "Ella, 040 124")
	v.Set("revision", stale)
	v.Set("title", "Typed in vain?")
	coach.get("/placements/{placement}/edit").post("/placements/{placement}/edit", v).expect(422, "Somebody else saved meanwhile")
	if coach.doc.Find("#f-title").AttrOr("value", "") != "Typed in vain?" {
		t.Error("what was typed is lost")
	}
}

// TestGuidePage answers the five questions.
func TestGuidePage(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/work-forms?directs=customer&pays=customer&kind=company&length=longer&group=alone").expect(200, "Nothing speaks against it")
	if b.doc.Find(`#advice-no a[href="/rules/work_trial.contract"]`).Length() != 1 {
		t.Error("no source")
	}
	b.get("/work-forms?directs=customer").expect(422, "Fill in this field")
	w.browser(t).get("/work-forms").expect(200, "Sign in")
}

// TestWhatStandsInTheWayIsLinked: whatever holds up a move of a placement leads to where it is mended, on this page or
// another, and the link points at something.
func TestWhatStandsInTheWayIsLinked(t *testing.T) {
	w := newWorld(t)
	coach := w.as(t, "coach")
	begin := func(change func(*placement.Draft)) string {
		t.Helper()
		draft := servertest.Draft()
		change(&draft)
		e, err := w.Placements.Begin(t.Context(), w.Actor("coach"), placement.Beginning{Client: w.id("client"), Task: w.id("task"), Draft: draft})
		if err != nil {
			t.Fatal(err)
		}
		return "/placements/" + string(e.ID)
	}
	refused := func(at, what string, want ...string) {
		t.Helper()
		coach.get(at).post(at+"/do", url.Values{"what": {what}}).expect(422, "")
		problems, got := coach.doc.Find("#problems li"), []string{}
		here := coach.doc
		problems.Each(func(_ int, p *goquery.Selection) {
			href := p.Find("a").AttrOr("href", "no link: "+p.Text())
			got = append(got, strings.TrimPrefix(href, at))
			page, id, _ := strings.Cut(href, "#")
			doc := here
			if page != "" {
				doc = coach.get(page).doc
			}
			if coach.status >= 500 || id != "" && doc.Find("#"+id).Length() != 1 || strings.HasPrefix(href, "no link") {
				t.Errorf("%s leads to %s, which is not there", p.Text(), href)
			}
		})
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s leads to %v, want %v", what, got, want)
		}
	}
	refused(begin(func(d *placement.Draft) { d.Terms.Work, d.Terms.Directs = "", "" }), "propose", "/edit#f-directs", "/edit#f-work")
	refused(begin(func(d *placement.Draft) { d.Terms.DayMinutes, d.Terms.WeekMinutes = 540, 1080 }), "propose", "#gates")

	later := begin(func(d *placement.Draft) { d.Terms.Start, d.About.Checks = "2026-12-01", []string{"insured"} })
	id := marketplace.ID(strings.TrimPrefix(later, "/placements/"))
	_, err := w.Placements.Propose(t.Context(), w.Actor("coach"), id)
	for _, answer := range []func() error{
		func() error { return err },
		func() error {
			_, err := w.Placements.AgreeAsCoach(t.Context(), w.Actor("coach"), id, placement.Reply{Version: 1, Yes: true})
			return err
		},
		func() error {
			_, err := w.Placements.AgreeAsEmployer(t.Context(), w.Actor("employer"), id, placement.Reply{Version: 1, Yes: true})
			return err
		},
		func() error {
			_, err := w.Placements.AgreeAsClient(t.Context(), w.TheClient(), id, placement.Reply{Version: 1, Yes: true, Present: "alone"})
			return err
		},
	} {
		if err := answer(); err != nil {
			t.Fatal(err)
		}
	}
	refused(later, "start", "/edit#f-start", "/plan")
	w.Clock.Move(9 * 24 * time.Hour)
	coach = w.as(t, "coach")
	plan := coach.get(later + "/plan").values(later + "/plan")
	plan.Set("goal", "Alone")
	for name, value := range map[string]string{"steps[0].kind": "on_the_job", "steps[0].by": "coach", "steps[0].from_week": "1", "steps[0].to_week": "2", "steps[0].minutes": "60"} {
		plan.Set(name, value)
	}
	coach.post(later+"/plan", plan).expect(200, "At the workplace")
	refused(later, "start", "#gates")
}
