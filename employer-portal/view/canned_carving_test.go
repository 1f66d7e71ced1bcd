package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// carvingPages are the list, a step with a mistake, and the check of the answers with a hint.
func (s stage) carvingPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	rows := []view.CarvingRow{{Title: view.Link{Text: "Keittiö", Href: "/carvings/c1"}, State: p.T("carving.state.open"), Note: p.N("carving.duties", 6)}}
	out["carvings"] = &view.Carvings{
		Base: base(lang, p.T("carvings"), "/carvings"), Lead: p.T("carvings.lead"), Start: &view.Post{Action: "/carvings", Text: p.T("carvings.start"), CSRF: "token"},
		Ways: []view.Link{{Text: p.T("carvings.prepare"), Href: "/carvings/prepare"}}, Next: "/carvings?after=x",
		Groups: []view.CarvingGroup{{ID: "mine", Heading: p.T("carvings.mine"), Rows: rows}, {ID: "waiting", Heading: p.T("carvings.waiting"), None: p.T("carvings.waiting.none")}},
	}
	out["carvings-empty"] = &view.Carvings{Base: base(lang, p.T("carvings"), "/carvings"), Lead: p.T("carvings.lead"), Empty: &view.Empty{
		Heading: p.T("carvings.empty"), Text: p.T("carvings.empty.text"), Action: view.Link{Text: p.T("carvings.one_task"), Href: "/tasks/new"},
	}}
	steps := []view.Link{{Text: p.T("carving.step", "n", 1, "name", p.T("carving.tasks")), Href: "/carvings/c1/tasks", Current: true}, {Text: p.T("carving.step", "n", 6, "name", p.T("carving.check")), Href: "/carvings/c1"}}
	errs := []marketplace.FieldError{marketplace.Field("d1.minutes", "field.number", "value", "paljon")}
	f := view.NewForm(lang, url.Values{"d1.name": {"Astioiden pesu"}, "d1.minutes": {"paljon"}}, errs)
	cites := []view.Cite{{Link: view.Link{Text: "TK-01", Href: "/rules/work_trial.max_total"}, Text: "Työkokeilu kestää yhteensä enintään 6 kuukautta.", Where: "380/2023 55.1 §"}}
	step := &view.CarvingStep{
		Base: base(lang, p.T("carving.tasks"), "/carvings/c1/tasks"), Heading: p.T("carving.heading", "n", 1, "name", p.T("carving.tasks")), Intro: p.T("carving.tasks.intro"),
		Action: "/carvings/c1/tasks", Revision: "3", Steps: steps, Submit: p.T("carving.next"), Previous: true, Cites: cites,
		First:  &view.CarvingPart{ID: "part-add", Heading: p.T("carving.add"), Fields: []view.Field{f.Area("lines", "portal.carving.lines", 5)}, Buttons: []view.CarvingButton{{Do: "add", Icon: "plus", Text: p.T("carving.add.do")}}},
		Parts:  []view.CarvingPart{{ID: "part-d1", Heading: "Astioiden pesu", Row: true, Fields: []view.Field{f.Input("d1.name", "portal.carving.name"), f.Number("d1.minutes", "portal.carving.minutes", "", 0, 10080)}, Blocks: []view.Block{p.AskedOf(f, "j1.hazards", "portal.task.hazards.ask", "hazard")}}},
		Totals: []view.Pair{{Label: p.T("carving.freed.sum"), Text: p.T("carving.freed.about", "hours", lang.Hours(700))}},
	}
	step.Problems = f.Problems(errs, map[string]string{"d1.minutes": p.T("carving.minutes")})
	out["carving_step"] = step
	to := f.Select("to", "portal.carving.ask.to", []view.Option{{Value: "anybody", Text: p.T("carving.ask.anybody")}})
	out["carving"] = &view.CarvingCheck{
		Base: base(lang, "Keittiö", "/carvings/c1"), Heading: "Keittiö", Intro: p.T("carving.intro.open"), State: p.T("carving.state.open"), Steps: steps, Cites: cites,
		Jobs: []view.CarvedJob{{
			ID: "part-j1", Title: "Keittiöapulainen", Lines: []view.CarvedLine{{Label: p.T("task.hours"), Text: "12 t", Edit: "/carvings/c1/tasks#part-j1"}},
			Links: []view.Link{{Text: p.T("task.preview"), Href: "/carvings/c1/card/j1"}}, Hints: []view.CarvedHint{{Word: "joustava", Why: "Jokainen ymmärtää joustavuuden omalla tavallaan.", Instead: "Kerro työajoista."}},
		}},
		List: view.Pair{Label: p.T("carving.list"), Text: p.N("carving.duties", 6)}, ListEdit: "/carvings/c1/tasks", Freed: step.Totals, FreedNote: p.T("carving.freed.note"),
		Action: "/carvings/c1", Revision: "3", Moves: []view.CarvingMove{{Do: "finish", Text: p.T("carving.do.finish")}, {Do: "abandon", Text: p.T("carving.do.abandon"), Look: "danger"}}, Ask: &to,
	}
}
