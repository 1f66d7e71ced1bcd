package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// capacityPages are the pages about crews, with everything that can stand on them.
func capacityPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	add := view.Link{Text: p.T("crew.new"), Href: "/crews/new"}
	out["crews"] = &view.Crews{Base: base(lang, p.T("crew.list"), "/crews"), New: add, Rows: []view.CrewRow{{
		Name: "Pakkausryhmä", Href: "/crews/c1", Site: "Paja, 33100 Tampere", Trades: "Pakkaaminen", Free: p.T("crew.free_week", "hours", "42 h"), Seen: p.T("crew.published"),
		Edit: view.Link{Href: "/crews/c1/edit"},
	}}}
	out["crews-empty"] = &view.Crews{Base: base(lang, p.T("crew.list"), "/crews"), New: add, None: &view.Empty{Heading: p.T("crew.none"), Text: p.T("crew.none.text"), Action: add}}
	f := view.NewForm(lang, nil, nil)
	out["crew-form"] = &view.CrewForm{
		Base: base(lang, p.T("crew.new"), "/crews/new"), Heading: p.T("crew.new"), Intro: p.T("crew.new.intro"), Action: "/crews/new", Submit: p.T("crew.save"),
		Fields: []view.Field{f.Input("name", "portal.crew.f.name").Must()}, Hidden: map[string]string{"rev": "1"},
		Rows: &view.RowGroup{Heading: p.T("crew.f.week"), Hint: p.T("crew.f.week.hint"), Add: "windows", AddText: p.T("crew.f.add"), Rows: []view.Row{{
			Legend: p.T("crew.f.row", "n", 1), Fields: []view.Field{f.Checks("w0.days", "portal.crew.f.days", f.Words("weekday")).In("inline"), f.Input("w0.from", "portal.crew.f.starts").As("time", "")},
		}}},
		Ways: []view.Link{{Text: p.T("crew.retire"), Href: "/crews/c1/retire"}},
	}
	out["crew-effect"] = &view.CrewEffect{
		Base: base(lang, p.T("crew.effect"), "/crews/c1/exceptions"), Lead: "Pakkausryhmä", Days: []view.CrewChange{{Day: "1.12.2026", Before: p.T("crew.both", "crew", "20 h", "supervisors", "4 h"), After: p.T("crew.both", "crew", "0 h", "supervisors", "0 h")}},
		Holds: []string{"Kahvila: 1.12.2026"}, Action: "/crews/c1/exceptions", Typed: []view.Pair{{Label: "from", Text: "2026-12-01"}}, Submit: p.T("crew.effect.save"), Edit: p.T("crew.effect.edit"),
	}
	out["crew-effect-refused"] = &view.CrewEffect{
		Base: base(lang, p.T("crew.effect"), "/crews/c1/exceptions"), Lead: "Pakkausryhmä", Sold: []string{"Kahvila: 1.12.2026"}, Same: p.T("crew.effect.same"), Action: "/crews/c1/exceptions", Edit: p.T("crew.effect.edit"),
	}
	day := view.CrewDay{
		Weekday: lang.Word("weekday", "mon"), Day: "30.11.", Full: "30.11.2026", Href: "/crews/c1/exceptions?from=2026-11-30", Today: true, Mark: "supervisor", Limit: p.T("crew.limit.supervisor"),
		Crew: p.T("crew.line", "all", "20 h", "sold", "12 h", "held", "4 h", "free", "4 h"), Supervisors: p.T("crew.line", "all", "7 h", "sold", "5 h", "held", "0 h", "free", "2 h"),
		Exception: p.T("crew.exception", "reason", p.T("crew.reason.training")),
	}
	closed := view.CrewDay{Weekday: lang.Word("weekday", "tue"), Day: "1.12.", Full: "1.12.2026", Closed: true, Limit: p.T("crew.limit.closed")}
	calendar := func(list bool) *view.CrewCalendar {
		return &view.CrewCalendar{
			Base: base(lang, "Pakkausryhmä", "/crews/c1"), Lead: p.T("crew.calendar.lead", "site", "Paja", "ratio", 5), Period: p.T("crew.period", "from", "30.11.2026", "to", "27.12.2026"),
			Ways:    []view.Link{{Text: p.T("crew.except"), Href: "/crews/c1/exceptions"}, {Text: p.T("crew.edit"), Href: "/crews/c1/edit"}},
			Earlier: view.Link{Text: p.T("crew.earlier"), Href: "/crews/c1?from=2026-11-02"}, Later: view.Link{Text: p.T("crew.later"), Href: "/crews/c1?from=2026-12-28"},
			Views: []view.Link{{Text: p.T("crew.view.table"), Href: "/crews/c1", Current: !list}, {Text: p.T("crew.view.list"), Href: "/crews/c1?view=list", Current: list}}, List: list,
			Weekdays: []string{lang.Word("weekday", "mon"), lang.Word("weekday", "tue")}, Weeks: []view.CrewWeek{{Name: p.T("crew.week_number", "n", 49), Days: []view.CrewDay{day, closed}}},
			Bookings:   []view.CrewBooking{{Buyer: "Kahvila", State: p.T("crew.state.held"), Until: p.T("crew.until", "when", "1.12.2026"), Days: "30.11.2026", Hours: p.T("crew.both", "crew", "16 h", "supervisors", "4 h")}},
			NoBookings: p.T("crew.bookings.none"),
		}
	}
	out["crew"], out["crew-list"] = calendar(false), calendar(true)
	empty := calendar(false)
	empty.Bookings = nil
	out["crew-unbooked"] = empty
}
