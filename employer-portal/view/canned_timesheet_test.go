package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/hours"
	"sovite.fi/sovite/marketplace/i18n"
)

// timesheetPages are the pages of hours that two people approve.
func timesheetPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	var head []string
	for _, key := range []string{"what", "planned", "done", "price", "cost", "state", "decide"} {
		head = append(head, p.T("timesheet.head."+key))
	}
	row := hours.Row{
		ID: "line-1", Name: "Ryhmätunti", Day: "maanantai 30.11.2026", Planned: "16 t", Done: "11,5 t", Price: "20,00 €", Cost: "230,00 €",
		Before: p.T("timesheet.before", "before", "16 t", "now", "11,5 t", "cost", "320,00 €"), State: p.T("timesheet.state.corrected"), Tone: "warn",
		Notes: []string{p.T("timesheet.deviates", "diff", "−4,5 t")},
		Box:   &hours.Box{ID: "pick-line-1", Value: "line-1@2", Text: p.T("timesheet.pick.waiting"), Label: "Ryhmätunti, maanantai 30.11.2026"},
		Ways:  []view.Link{{Text: p.T("timesheet.dispute.go"), Note: "Ryhmätunti, maanantai 30.11.2026", Href: "/approvals/t1/lines/line-1/dispute"}},
	}
	table := hours.Table{
		ID: "waiting", Heading: p.N("timesheet.waiting", 1), Lead: p.T("timesheet.waiting.lead"), Head: head, Rows: []hours.Row{row},
		Foot: []string{p.T("timesheet.total"), "16 t", "11,5 t", "", "230,00 €", "", ""}, Action: "/approvals/t1/approve", All: []string{"line-1@2"},
		Buttons: []hours.Button{{Do: "all", Text: p.N("timesheet.approve", 1, "hours", "11,5 t")}, {Do: "chosen", Text: p.T("timesheet.approve.chosen"), Second: true}},
	}
	out["timesheet"] = &hours.Timesheet{
		Base: base(lang, "Joulupaketit", "/approvals/t1"), Heading: "Joulupaketit", State: p.T("timesheet.stands.yours"), Lead: []string{p.T("timesheet.silence", "day", "7.12.2026")},
		Facts: []view.Pair{{Label: p.T("timesheet.f.organiser"), Text: "Kämmenpaja"}}, Action: &view.Link{Text: p.T("timesheet.link"), Href: "/approvals/t1/link"},
		Tables: []hours.Table{table}, Parts: []view.PlacedPart{{ID: "days", Heading: p.T("timesheet.days"), Lines: []string{p.T("timesheet.days.none")}}},
	}
	f := view.NewForm(lang, url.Values{}, nil)
	answer := f.Select("answer.line-1", "portal.timesheet.guest.answer", []view.Option{{Value: "approve", Text: p.T("timesheet.guest.yes")}, {Value: "later", Text: p.T("timesheet.guest.later")}})
	answer.Label = p.T("timesheet.guest.answer", "line", "Ryhmätunti, maanantai 30.11.2026")
	row.Box, row.Ways, row.Answer = nil, nil, &answer
	table.Rows, table.Action = []hours.Row{row}, "/approve/t1"
	table.Last = []view.Field{f.Area("note", "portal.timesheet.f.note", 3)}
	table.Buttons = []hours.Button{{Do: "decide", Text: p.T("timesheet.guest.submit")}}
	out["timesheet-guest"] = &hours.Timesheet{
		Base: base(lang, "Joulupaketit", "/approve/t1"), Heading: "Joulupaketit", Lead: []string{p.T("timesheet.guest.lead", "name", "Liisa Laine", "buyer", "Kahvila")},
		Tables: []hours.Table{table},
	}
}
