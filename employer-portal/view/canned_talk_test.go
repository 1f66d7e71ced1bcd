package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/talks"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// talkPages are the messages about an order, some and none.
func talkPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	f := view.NewForm(lang, nil, nil)
	page := func() *talks.Page {
		return &talks.Page{
			Base: base(lang, p.T("talk.title"), "/orders/o1/messages"), Lead: "Pakkaaminen", Readers: p.T("talk.readers", "organiser", "Paja ry", "buyer", "Kahvila Oy"),
			Action: "/orders/o1/messages", Key: "k1", Fields: []view.Field{f.Area("text", "portal.talk.text", 4).WithHint(p.T("talk.hint"))},
		}
	}
	some, none := page(), page()
	some.Messages = []talks.Message{
		{Who: "Aino Asiakas, Kahvila Oy", When: "27.11.2026 klo 9.14", Lines: []string{"Milloin tulette?"}},
		{Who: "Seppo Siika, Paja ry", When: "27.11.2026 klo 10.02", Own: true, Lines: []string{"Kello kahdeksan.", "Takaovesta."}},
	}
	some.More = &view.Link{Text: p.T("talk.more"), Href: "/orders/o1/messages?after=x"}
	none.None = p.T("talk.none")
	out["order-thread"], out["order-thread-empty"] = some, none
}
