package view_test

import (
	"sovite.fi/sovite/employer-portal/kept"
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// keptPages are saved searches and shared lists, full and empty.
func keptPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	back := &view.Link{Text: p.T("nav.search"), Href: "/search"}
	on := func(title, path string) view.Base {
		b := base(lang, title, path)
		b.Back = back
		return b
	}
	asks := p.T("saved.words", "words", "keittiö") + " · " + p.T("saved.near", "km", 10, "postal", "53100")
	edit := view.Link{Text: p.T("saved.edit"), Href: "/searches/s1/edit"}
	again := view.Link{Text: p.T("saved.search"), Href: "/search"}
	out["kept"] = &kept.Kept{
		Base: on(p.T("saved.list"), "/searches"), Lead: p.T("saved.lead"), New: again, Next: "/searches?after=x", Rows: []kept.KeptRow{
			{Name: "Keittiöt", Href: "/searches/s1", Lines: []string{asks, p.T("saved.told.daily")}, News: p.N("saved.news", 3), Ways: []view.Link{edit}},
			{Name: "Varastot", Href: "/searches/s2", Lines: []string{p.T("saved.everything"), p.T("saved.told.never")}, Ways: []view.Link{edit}},
		},
	}
	out["kept-empty"] = &kept.Kept{
		Base: on(p.T("shared.list"), "/lists"), Lead: p.T("shared.lead"), None: &view.Empty{Heading: p.T("shared.none"), Text: p.T("shared.none.text"), Action: again},
	}
	row := p.Row(sampleTasks()[0])
	fresh := row
	fresh.News = p.T("saved.new_task")
	out["saved"] = &kept.Saved{
		Base: on("Keittiöt", "/searches/s1"), Asks: asks, Told: p.T("saved.told.daily"), Ways: []view.Link{edit}, Found: p.N("search.found", 24),
		Seen: &kept.Seen{Action: "/searches/s1/seen", Text: p.N("saved.news", 1), Look: 2}, Tasks: []view.TaskRow{fresh, row}, Next: "/searches/s1?page=2",
	}
	out["saved-empty"] = &kept.Saved{Base: on("Keittiöt", "/searches/s1"), Asks: asks, Told: p.T("saved.told.never"), Found: p.N("search.found", 0), Notice: p.T("saved.broken")}
	who := p.T("shared.who", "name", "Maija Valmentaja", "day", lang.Date("2026-11-20"))
	out["shortlist"] = &kept.Shortlist{
		Base: on("Rauhalliset työpaikat", "/lists/l1"), Lead: p.T("shared.one.lead"), Ways: []view.Link{{Text: p.T("shared.edit"), Href: "/lists/l1/edit"}}, Drop: "/lists/l1/drop",
		Rows: []kept.PickRow{
			{ID: "t1", Title: row.Title, Href: row.Href, Employer: row.Employer, Facts: row.Facts, Note: "Pieni porukka, aamuvuoro.", Who: who, Edit: "/lists/put?list=l1&task=t1"},
			{ID: "t2", Title: "Hyllyttäjä", Gone: p.T("choice.gone"), Who: who, Edit: "/lists/put?list=l1&task=t2"},
		},
	}
	out["shortlist-empty"] = &kept.Shortlist{
		Base: on("Rauhalliset työpaikat", "/lists/l1"), Lead: p.T("shared.one.lead"), None: &view.Empty{Heading: p.T("shared.empty"), Text: p.T("shared.empty.text"), Action: again},
	}
}
