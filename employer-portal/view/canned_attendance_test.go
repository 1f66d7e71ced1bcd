package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/attendance"
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// attendancePages are the pages of whoever leads a shift, with everything that can stand on them.
func attendancePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	offline := attendance.Offline{Stale: p.T("shift.stale", "when", "23.11.2026"), Person: "p1", Org: "o1"}
	when := p.T("shift.when", "day", "23.11.2026", "from", "8.00", "to", "12.00")
	out["shifts"] = &attendance.ShiftsPage{Base: base(lang, p.T("shift.list"), "/shifts"), Lead: "23.11.2026", Offline: offline, Rows: []attendance.Row{
		{Title: "Joulupaketit", Href: "/shifts/s1", When: when, Site: "Linnankatu 1", State: p.T("shift.state.open"), Late: p.N("shift.late.waiting", 2)},
	}}
	out["shifts-empty"] = &attendance.ShiftsPage{Base: base(lang, p.T("shift.list"), "/shifts"), Lead: "23.11.2026", Offline: offline, None: &view.Empty{
		Heading: p.T("shift.none"), Text: p.T("shift.none.next", "day", "24.11.2026"), Action: view.Link{Text: p.T("shift.none.action"), Href: "/crews"},
	}}
	out["sheet"] = sheetPage(p, lang, offline, when)
	signed := sheetPage(p, lang, offline, when)
	signed.Takes, signed.State, signed.Sums = false, p.T("shift.locked", "why", "1042"), []view.Pair{{Label: p.T("shift.sum.crew"), Text: "8 t"}}
	signed.Reopen = &view.Post{Action: "/shifts/s1/reopen", Text: p.T("shift.reopen"), About: "Joulupaketit"}
	out["sheet-signed"] = signed
	out["shift-code"] = &attendance.CodePage{
		Base: base(lang, p.T("shift.code"), "/shifts/s1/code"), Lead: p.T("shift.code.lead"), Code: "123 456", Address: "https://sovite.fi/checkin", QR: drawn.QR("https://sovite.fi/checkin?code=123456"),
		People: []view.Pair{{Label: "1", Text: "Matti"}},
	}
}

func sheetPage(p present.Presenter, lang i18n.Lang, offline attendance.Offline, when string) *attendance.SheetPage {
	f := view.NewForm(lang, url.Values{"p0.state": {"absent"}, "p0.absence": {"not_known"}}, nil)
	person := func(at, name string) attendance.Person {
		one := attendance.Person{
			ID: name, Name: name, Number: p.T("shift.number", "n", 1), Who: view.Pair{Label: at + ".person", Text: name}, Base: view.Pair{Label: at + ".base"},
			State:   f.Radios(at+".state", "portal.shift.state", f.Keyed("portal.shift.presence", "present", "late", "left_early", "absent")).In("two"),
			Absence: f.Select(at+".absence", "portal.shift.absence", f.Keyed("portal.shift.why", "unwell", "other_plans", "not_known")),
			Times:   []view.Field{f.Select(at+".from", "portal.shift.from", []view.Option{{Value: "480", Text: "8.00"}})},
			Note:    p.T("shift.own", "when", "8.02"), Ask: p.T("shift.ask"), Result: p.T("shift.result.absent", "why", p.T("shift.why.not_known")),
		}
		one.State.Error = p.T("shift.not_marked")
		return one
	}
	post := func(path, key string) view.Post {
		return view.Post{Action: "/shifts/s1/" + path, Text: p.T(key), About: "Matti"}
	}
	code := post("code", "shift.code.show")
	made := f.Input("m0.quantity", "portal.shift.quantity").Narrow()
	made.Label = p.T("shift.quantity", "name", "Paketti", "unit", lang.T("price.unit.piece"))
	return &attendance.SheetPage{
		Base: base(lang, "Joulupaketit", "/shifts/s1"), When: when, Site: "Linnankatu 1", State: p.T("shift.state.open"), Hazards: []string{lang.Word("hazard", "dust")},
		Induction: "Kysy Ellaa.", Offline: offline, ID: "s1", Action: "/shifts/s1", Takes: true, Change: "c1", Rev: "3", Signs: true, Code: &code,
		People: []attendance.Person{person("p0", "Matti"), person("p1", "Seppo")},
		Made:   []attendance.Count{{Field: made, Base: view.Pair{Label: "m0.base"}, Line: view.Pair{Label: "m0.line", Text: "piece Paketti"}, Result: "120"}},
		Words:  attendance.Count{Field: f.Area("words", "portal.shift.words", 3).WithHint(p.T("shift.words.hint")), Base: view.Pair{Label: "words.base"}},
		Late: []attendance.Late{{
			Lines: []string{"Matti: " + p.T("shift.result.absent", "why", p.T("shift.why.unwell"))}, When: p.T("shift.late.when", "marked", "8.00", "received", "12.30"),
			Accept: post("late/c0/accept", "shift.late.accept"), Drop: post("late/c0/drop", "shift.late.drop"),
		}},
	}
}
