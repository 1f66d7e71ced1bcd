package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/billing"
	"sovite.fi/sovite/marketplace/i18n"
)

// invoicePages are the pages of invoices.
func invoicePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	heads := func(keys ...string) (list []string) {
		for _, key := range keys {
			list = append(list, p.T("invoice.head."+key))
		}
		return list
	}
	f := view.NewForm(lang, url.Values{"until": {"2026-11-30"}, "much": {"all"}}, nil)
	group := billing.Group{
		ID: "group-taxed", Heading: p.T("invoice.group.taxed"), Lead: p.T("invoice.group.taxed.lead"), Head: heads("buyer", "days", "net", "vat", "total", "choose"),
		Rows: []billing.Candidate{{
			ID: "pick-0", Value: "plan1", Label: "Kahvila Oy, Viite 1", Picked: true, Buyer: "Kahvila Oy", Reference: "Viite 1",
			Cells: []string{"30.11.2026", "100,00 €", "25,50 €", "125,50 €"}, Lines: []string{"Ryhmätunti"},
		}},
		Foot: []string{p.T("invoice.sum"), "", "100,00 €", "25,50 €", "125,50 €", ""},
	}
	stopped := billing.Stopped{Heading: p.N("invoice.cannot", 1), Lead: p.T("invoice.stopped.lead"), Rows: []billing.StoppedRow{{
		Text: "Pesula Oy", Note: p.T("invoice.no_reference"), Why: []view.Link{{Text: lang.T("invoice.no_buyer"), Href: "/orders/o1/messages", Note: p.T("invoice.mend.ask")}},
	}}}
	out["invoice-preview"] = &billing.Preview{
		Base: base(lang, p.T("invoice.make"), "/invoices/new"), Heading: p.T("invoice.make"), Lead: []string{p.T("invoice.make.lead")},
		Until: f.Date("until", "portal.invoice.f.until"), Find: p.T("invoice.make.find"), Action: "/invoices/new", Stopped: &stopped,
		Checked: p.N("invoice.checked", 1), Groups: []billing.Group{group}, Submit: p.T("invoice.make.go_on"), Hidden: map[string]string{"do": "check"},
	}
	table := view.Table{Caption: p.T("invoice.confirm"), Head: heads("buyer", "reference", "total"), Body: [][]string{{"Kahvila Oy", "Viite 1", "125,50 €"}}, Numbers: 2}
	out["invoice-confirm"] = &billing.Confirm{
		Base: base(lang, p.T("invoice.confirm"), "/invoices/new"), Heading: p.N("invoice.confirm.heading", 1, "total", "125,50 €"), Lead: []string{p.T("invoice.confirm.never")},
		Action: "/invoices/new", Submit: p.N("invoice.confirm.submit", 1), Plans: []billing.Seen{{Buyer: "b", Reference: "Viite 1", Digest: "plan1"}}, Table: table,
		Cancel: view.Link{Text: p.T("invoice.confirm.back"), Href: "/invoices/new"},
	}
	out["invoice-run"] = &billing.Progress{
		Base: base(lang, p.T("invoice.run.title"), "/invoices/runs/r1"), Heading: p.T("invoice.run.title"), State: p.T("invoice.run.state.open"), Going: true, Done: 1, Of: 3,
		Bar: p.T("invoice.run.progress", "done", 1, "of", 3), Reload: p.T("invoice.run.reload"), Lead: []string{p.T("invoice.run.leave")}, StoppedParts: []billing.Stopped{stopped},
	}
	out["invoice"] = &billing.Document{
		Base: base(lang, p.T("invoice.name.invoice", "number", "2026-0001"), "/invoices/i1"), Heading: p.T("invoice.name.invoice", "number", "2026-0001"),
		State: p.T("invoice.state.issued"), Tone: "good", Parties: []billing.Party{
			{ID: "seller", Heading: p.T("invoice.seller"), Lines: []string{"Paja sr", "Pajakatu 3"}, Pairs: []view.Pair{{Label: p.T("invoice.f.vat"), Text: "FI12345671"}}},
			{ID: "buyer", Heading: p.T("invoice.buyer"), Lines: []string{"Kahvila Oy"}},
		},
		Facts: view.PlacedPart{ID: "facts", Heading: p.T("invoice.facts"), Pairs: []view.Pair{{Label: p.T("invoice.f.due"), Text: "14.12.2026"}}},
		Lines: billing.Lines{
			Heading: p.T("invoice.lines"), Head: heads("what", "quantity", "price", "rate", "net"), Foot: []view.Pair{{Label: p.T("invoice.f.payable"), Text: "125,50 €"}},
			Rows: []billing.Row{{
				Name: "Ryhmätunti", Notes: []string{"Pakkaus"}, Cells: []string{"4 t", "25,00 €", "25,5 %", "100,00 €"}, Evidence: p.N("invoice.evidence", 1),
				From: []billing.Evidence{{Text: "30.11.2026", Links: []view.Link{{Text: p.T("invoice.from.hours"), Href: "/timesheets/t1"}}}},
			}},
		},
		Taxes: view.PlacedPart{ID: "taxes", Heading: p.T("invoice.taxes"), Lines: []string{"25,50 €"}}, Parts: []view.PlacedPart{{ID: "files", Heading: p.T("invoice.files")}},
	}
	group.Head, group.Foot = heads("what", "day", "quantity", "choose"), nil
	group.Rows[0].Cells = []string{"30.11.2026", "4 t"}
	out["invoice-credit"] = &billing.Crediting{
		Base: base(lang, p.T("invoice.credit"), "/invoices/i1/credit"), Heading: p.T("invoice.credit.heading", "number", "2026-0001"), Action: "/invoices/i1/credit",
		Consequence: []string{p.T("invoice.credit.consequence")}, Submit: p.T("invoice.credit.submit"), Lines: group,
		Fields: []view.Field{f.Radios("much", "portal.invoice.f.much", f.Keyed("portal.invoice.much", "all", "some")), f.Area("reason", "portal.invoice.f.reason", 3).Must()},
	}
}
