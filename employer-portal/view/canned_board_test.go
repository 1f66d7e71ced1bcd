package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

func boardPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	due := func(key, day string) string { return p.T("board.due."+key, "day", day) }
	intro := view.Link{Text: p.T("board.introduction.proposed", "title", "Hyllytys"), Href: "/introductions/i1"}
	out["board"] = &view.Board{
		Base: base(lang, p.T("board"), "/"), Lead: p.N("board.lead", 2), Load: p.N("board.load", 2) + " " + p.T("board.load.room", "limit", 20),
		Rule: &view.Link{Text: lang.T("rule.page.open", "ref", "IP-01"), Href: "/rules/coaching_quality.caseload"},
		Groups: []view.BoardGroup{
			{ID: "board-now", Heading: p.T("board.now"), None: p.T("board.now.none"), Rows: []view.BoardRow{
				{What: intro, Client: "Aino Lehtonen", Due: due("overdue", "20.11.2026"), Tag: p.T("board.late"), Tone: "warm"},
				{What: view.Link{Text: p.T("course.step.write_agreement"), Href: "/clients/c1/course/agreement"}, Client: "Aino Lehtonen", Due: due("today", "")},
			}},
			{ID: "board-waiting", Heading: p.T("board.waiting"), Folded: true, Rows: []view.BoardRow{
				{What: view.Link{Text: p.T("board.consent.answer"), Href: "/clients/c2/consents"}, Client: "Mikael Sjöberg", Due: due("later", "23.12.2026"), Tag: p.T("board.who.client"), Tone: "cool"},
			}},
		},
		Clients: []view.BoardClient{
			{Name: "Aino Lehtonen", Code: "K-7F3Q", Href: "/clients/c1", Step: intro, Due: due("overdue", "20.11.2026"), Note: "/clients/c1/notes/new"},
			{Name: "Samu Virta", Code: "K-9XPB", Href: "/clients/c3", Step: view.Link{Text: p.T("board.agree"), Href: "/clients/c3/course"}, Missing: true},
		},
	}
	out["board-quiet"] = &view.Board{
		Base: base(lang, p.T("board"), "/"), Load: p.N("board.load", 1), Groups: []view.BoardGroup{{ID: "board-now", Heading: p.T("board.now"), None: p.T("board.now.none")}},
		Clients: []view.BoardClient{{Name: "Samu Virta", Code: "K-9XPB", Href: "/clients/c3", Step: view.Link{Text: p.T("board.agree"), Href: "/clients/c3/course"}, Missing: true}},
	}
	out["board-empty"] = &view.Board{Base: base(lang, p.T("board"), "/"), Empty: view.Empty{
		Heading: p.T("board.empty"), Text: p.T("board.empty.text"), Action: view.Link{Text: p.T("client.new"), Href: "/clients/new"},
	}}
}
