package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// outcomePages are the pages about measures and figures, with everything that can stand on them.
func outcomePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	chart := &view.Chart{
		ID: "work_ability", Title: p.T("measure.chart.title", "kind", "x"), Desc: p.N("measure.chart.desc", 2, "first", "3", "last", "7", "from", "1.5.2026", "to", "1.11.2026"),
		Grid: []view.ChartLine{{Y: 160, Text: "0"}, {Y: 22, Text: "10"}}, Path: "48,119 296,63", From: "1.5.2026", To: "1.11.2026",
		Points: []view.ChartPoint{{X: 48, Y: 119, Text: "3", Above: 109, Anchor: "middle"}, {X: 296, Y: 63, Text: "7", Above: 53, Anchor: "middle"}},
	}
	section := view.MeasureSection{
		ID: "work_ability", Heading: lang.T("measure.kind.work_ability"), Text: lang.T("measure.kind.work_ability.text"), Chart: chart, Caption: p.T("measure.table", "kind", "x"),
		Rows: []view.MeasureRow{{
			Day: "1.5.2026", Phase: lang.T("measure.phase.start"), Value: "3", By: "Maija", Earlier: p.T("measure.earlier", "list", p.T("measure.before", "value", "4", "who", "Maija", "day", "1.5.2026")),
			Correct: view.Link{Text: p.T("measure.correct"), Note: "1.5.2026", Href: "/clients/c1/measures/m1"},
		}},
		Add: &view.Link{Text: p.T("measure.add"), Note: "x", Href: "/clients/c1/measures/new?kind=work_ability"},
	}
	empty := view.MeasureSection{ID: "readiness", Heading: lang.T("measure.kind.readiness"), Text: lang.T("measure.kind.readiness.text"), Caption: "x"}
	goal := section
	goal.ID, goal.Heading, goal.Chart = "goal1", "Pääsen itse töihin", nil
	together := section
	second := *chart
	second.ID, together.ID, together.Chart = "together", "together", &second
	out["measures"] = &view.Measures{
		Base: base(lang, p.T("measure.title", "name", "Aino"), "/clients/c1/measures"), Name: "Aino", Sections: []view.MeasureSection{section, empty}, Together: &together,
		NewGoal: view.Link{Text: p.T("measure.goal.add"), Href: "/clients/c1/goals/new"},
		Goals: []view.MeasureGoal{{
			MeasureSection: goal, Since: p.T("measure.goal.since", "day", "1.5.2026", "weight", 2), Levels: []view.Pair{{Label: lang.T("measure.level.0"), Text: "Joka päivä"}},
			Drop: &view.Post{Action: "/clients/c1/goals/g1/drop", Text: p.T("measure.goal.drop"), About: "Pääsen itse töihin", CSRF: "token"},
		}},
	}
	out["measures-empty"] = &view.Measures{Base: base(lang, p.T("measure.title", "name", "Aino"), "/clients/c1/measures"), Name: "Aino", NewGoal: view.Link{Text: p.T("measure.goal.add"), Href: "/clients/c1/goals/new"}}
	figures := &view.Figures{
		Base: base(lang, p.T("figures.org", "year", 2026), "/figures/organisation"), Lead: p.T("figures.org.lead", "day", "30.9.2026"), Note: p.T("figures.org.hidden", "n", 10),
		Years: []view.Link{{Text: "2026", Href: "/figures?year=2026", Current: true}, {Text: "2025", Href: "/figures?year=2025"}}, Ways: []view.Link{{Text: p.T("figures.report"), Href: "/figures/report"}},
		Cards: []view.FigureCard{
			{ID: "m-accepted", Name: "Valmennukseen otetut", Text: "Asiakkaat, jotka …", Rows: []view.FigureRow{{Name: "Yhteensä", Number: "12", Href: "/figures/accepted/total"}, {Name: "Tammi–maaliskuu", Hidden: true}, {Name: "Huhti–kesäkuu", Number: "0"}}},
			{ID: "m-wage", Name: "Tuntipalkka", Text: "Tuntipalkka …", Hidden: true, Rules: []view.Link{{Text: "IP-07", Href: "/rules/coaching_quality.job_start"}}, Empty: p.T("figures.not_kept")},
			{ID: "m-hours", Name: "Viikkotyöaika", Text: "Sovittu …", Value: "18,5 t", Empty: p.T("figures.nobody")},
		},
	}
	cells := []view.FigureRow{{Name: "Sopii nyt: Alkoi", Number: "12", Href: "/figures/forecast/fits_now.started"}, {Name: "Sopii nyt: Ei tiedossa", Hidden: true}}
	card := view.FigureCard{ID: "m-forecast", Name: "Ennuste ja toteuma", Text: "Arvioi …", Rules: []view.Link{{Text: "IP-07", Href: "/rules/coaching_quality.months"}}, Rows: cells}
	figures.Forecast = &view.FigureTable{FigureCard: card, Columns: []string{"Alkoi", "Ei tiedossa"}, Lines: []view.FigureLine{{Name: "Sopii nyt", Cells: cells}, {Name: "Jää pois", Cells: []view.FigureRow{{Number: "0"}, {Number: "0"}}}}}
	out["figures"] = figures
	nobody := *figures
	nobody.Forecast = &view.FigureTable{FigureCard: view.FigureCard{ID: "m-forecast", Name: "Ennuste ja toteuma", Text: "Arvioi …", Empty: p.T("figures.nobody")}, Columns: []string{"Alkoi"}}
	out["figures-no-forecast"] = &nobody
	out["cases"] = &view.Cases{Base: base(lang, p.T("figures.cases", "metric", "x", "part", "y"), "/figures/accepted/total"), Lead: p.N("figures.cases.lead", 1), Rows: []view.Link{{Text: "Aino", Note: "K-7F3Q", Href: "/clients/c1"}}}
	out["cases-empty"] = &view.Cases{Base: base(lang, p.T("figures.cases", "metric", "x", "part", "y"), "/figures/accepted/q1"), Lead: p.N("figures.cases.lead", 0), Empty: p.T("figures.cases.none")}
	out["fidelity"] = &view.Fidelity{Base: base(lang, p.T("fidelity"), "/fidelity"), Chapters: []view.FidelityChapter{{ID: "staffing", Heading: lang.T("outcome.chapter.staffing"), Rows: []view.FidelityRow{
		{Name: "1. x", State: p.T("fidelity.counted", "metric", "y"), Way: view.Link{Text: p.T("nav.figures"), Href: "/figures#m-caseload"}},
		{Name: "2. x", State: p.T("fidelity.rated", "level", 4, "day", "1.5.2026", "who", "Maija"), Note: "Kahdesti viikossa", Way: view.Link{Text: p.T("fidelity.rate"), Href: "/fidelity/2"}},
	}}}}
	out["my-measures"] = &view.My{
		Base: base(lang, p.T("my.measures"), "/my/measures"), Heading: p.T("my.measures"), Lead: []string{p.T("my.measures.lead")},
		Charts: []view.MyChart{{Heading: "x", Text: "y", Chart: chart, Lines: []string{p.T("my.measures.point", "day", "1.5.2026", "value", "3")}}},
	}
}
