package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// placedPages are the pages about work that was found: one placement with every sort of part, and the form with its gates.
func (s stage) placedPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	gates := []view.Gate{
		{Icon: "warn", Result: p.T("placed.gate.blocked"), Text: lang.T("placement.gate.end_earlier", "months", 6, "last", "2027-05-31"), Rule: view.Link{Text: "380/2023 55.1 §", Href: "/rules/work_trial.max_total"}, Source: "(TK-01)"},
		{
			Icon: "person", Result: p.T("placed.gate.approval"), Text: lang.T("placement.gate.shorten_day", "hours", 8), Rule: view.Link{Text: "872/2019 5 §", Href: "/rules/working_time.regular"},
			Approved: []string{p.T("placed.approved", "who", "Maija", "day", "23.11.2026", "reason", "TES")}, Approve: &view.Link{Text: p.T("placed.approve"), Note: "x", Href: "/placements/p1/approve"},
		},
	}
	one := &view.Placed{
		Base: base(lang, "Kahvilan tiskaaja", "/placements/p1"), Heading: "Kahvilan tiskaaja", State: p.T("placed.state.running"), Tone: "good", Lead: []string{"Aino Lehtonen, Kaislaranta"},
		Action: &view.Link{Text: p.T("placed.new"), Href: "/clients/c1/placements/new"}, Document: true,
	}
	one.Parts = []view.PlacedPart{
		{ID: "next", Heading: p.T("placed.what_next"), Lines: []string{p.T("placed.now.running")}, NoPrint: true, Posts: []view.Post{{Action: "/placements/p1/do", Text: p.T("placed.do.pause"), About: "x", Hidden: map[string]string{"what": "pause"}}}, Ways: []view.Link{{Text: p.T("placed.end"), Href: "/placements/p1/end"}}},
		{ID: "gates", Heading: p.T("placed.gates"), Gates: gates},
		{ID: "terms", Heading: p.T("placed.agreement"), Pairs: []view.Pair{{Label: p.T("placed.f.form"), Text: lang.Word("form", "employment")}}},
		{ID: "plan", Heading: p.T("placed.plan"), Table: &view.Table{Caption: p.T("placed.plan"), Head: []string{p.T("placed.plan.kind"), p.T("placed.plan.by")}, Body: [][]string{{p.T("placed.kind.travel"), p.T("placed.by.friend")}}}},
		{ID: "visits", Heading: p.T("placed.visits"), Rows: []view.PlacedRow{{Link: view.Link{Text: "23.11.2026"}, State: p.T("placed.visit.planned"), Lines: []string{"60 min"}, Ways: []view.Link{{Text: p.T("placed.visit.settle"), Note: "23.11.2026", Href: "/placements/p1/visit?visit=v1"}}}}},
	}
	out["placed"] = one
	errs := []marketplace.FieldError{marketplace.Field("end", "placement.gate.end_earlier", "months", "6", "last", "2027-05-31")}
	f := view.NewForm(lang, url.Values{"title": {"Tiskaaja"}}, errs)
	form := &view.PlacedForm{
		Base: base(lang, p.T("placed.new"), "/clients/c1/placements/new"), Heading: p.T("placed.new"), Intro: p.T("placed.form.lead"), Method: "post", Action: "/clients/c1/placements/new",
		Submit: p.T("placed.save"), Second: p.T("placed.check"), Hidden: map[string]string{"revision": "1"}, Gates: gates, GatesHeading: p.T("placed.gates.form"),
		Groups: []view.FieldGroup{
			{Heading: p.T("placed.g.time"), Note: p.T("placed.g.about.note"), Fields: []view.Field{f.Input("title", "portal.placed.f.title"), f.Date("end", "portal.placed.f.end")}},
			{Heading: p.T("placed.g.forms"), Fold: true, Fields: []view.Field{f.Radios("age", "portal.placed.f.age", f.Keyed("portal.placed.age", "15_17", "18_plus"))}},
		},
	}
	form.Problems = f.Problems(errs, map[string]string{"end": p.T("placed.f.end")})
	form.Instead, form.Note = &view.Link{Text: p.T("placed.instead"), Href: "/placements/p1"}, p.T("placed.instead.text")
	out["placed-form"] = form
	reason := view.NewForm(lang, url.Values{}, nil).Area("reason", "portal.placed.f.approve_reason", 4)
	out["placed-approve"] = &view.Single{
		Base: base(lang, p.T("placed.approve"), "/placements/p1/approve"), Heading: p.T("placed.approve"), Intro: p.T("placed.approve.intro"), Action: "/placements/p1/approve",
		Submit: p.T("placed.approve.submit"), Fields: []view.Field{reason}, Gates: gates[1:], Hidden: map[string]string{"key": "x"},
	}
}
