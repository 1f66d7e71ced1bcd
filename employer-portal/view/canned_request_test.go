package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/quotes"
	"sovite.fi/sovite/employer-portal/requests"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// requestPages are the pages of requests and quotes that have a template of their own.
func requestPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	f := view.NewForm(lang, url.Values{}, nil)
	ask := func(found ...requests.Asking) *requests.AskPage {
		return &requests.AskPage{
			Base: base(lang, p.T("request.ask"), "/requests/r1/ask"), Lead: "Aamiaistarvikkeiden pakkaaminen", Action: "/requests/r1/ask", Next: "/requests/r1/check",
			Search: []view.Field{
				f.Select("trade", "portal.request.trade", []view.Option{{Text: p.T("request.trade.any")}}),
				f.Checks("near", "portal.request.near", []view.Option{{Value: "yes", Text: p.T("request.near.yes")}}),
			},
			Found: p.N("request.found", len(found)), Organisers: found, Steps: p.T("request.ask.next"),
		}
	}
	out["request-ask"] = ask(requests.Asking{ID: "o-1", Value: "1", Text: "Kämmenpaja", Picked: true, Lines: []string{"Pakkausryhmä: pakkaus. Tampere 33100. " + p.T("request.week", "n", 49, "hours", 40)}})
	out["request-ask-none"] = ask()
	out["quote-edit"] = &quotes.Editor{
		Base: base(lang, p.T("asked.edit"), "/asked/r1/quote"), Lead: p.T("asked.edit.lead", "title", "Aamiaistarvikkeiden pakkaaminen"), Action: "/asked/r1/quote",
		First: []view.Field{f.Input("supervisor", "portal.quote.f.supervisor").WithHint(p.T("asked.f.supervisor.hint"))},
		Loads: &view.RowGroup{Heading: p.T("asked.loads"), Hint: p.T("asked.loads.hint"), Add: "loads", AddText: p.T("asked.loads.add"), Rows: []view.Row{{Legend: p.T("asked.load", "n", 1), Fields: []view.Field{f.Date("loads[0].date", "portal.quote.load.day")}}}},
		Lines: &view.RowGroup{Heading: p.T("asked.lines"), Add: "lines", AddText: p.T("asked.lines.add"), Rows: []view.Row{{Legend: lang.T("quote.field.line", "n", 1), Fields: []view.Field{f.Input("lines[0].rate", "portal.asked.f.rate")}}}},
		Fill:  p.T("asked.fill"), Count: p.T("asked.count"), Last: []view.Field{f.Date("until", "portal.quote.until")}, Submit: p.T("asked.save"),
	}
	out["home-waiting"] = &view.Home{
		Base: base(lang, p.T("home.organiser"), "/"), Heading: p.T("home.organiser"), Due: []view.Link{{Text: p.N("due.requests", 2), Href: "/asked"}, {Text: p.N("due.disputed", 1), Href: "/timesheets/t1"}},
		Waiting: []view.Link{{Text: p.T("request.waiting", "title", "Pakkaus"), Href: "/asked/r1", Note: p.T("asked.waits")}},
		Doors:   []view.Link{{Icon: "file", Text: p.T("door.asked"), Note: p.T("door.asked.note"), Href: "/asked"}},
	}
}
