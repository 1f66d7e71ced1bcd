package view_test

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/i18n"
)

// pricePages are the price book, full and empty.
func pricePages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	row := view.PriceRow{
		Name: view.Link{Text: "Siivousryhmän tunti", Href: "/prices/i1"}, Unit: lang.T("price.unit.crew_hour"), Price: "27,50 €", Cost: "24,00 €", Icon: "check",
		Verdict: lang.T("price.outcome.covers"), Tone: "good", Notes: []string{p.T("price.coming", "day", "1.1.2027", "rate", "29,00 €")},
	}
	gone := view.PriceRow{Name: view.Link{Text: "Muutto", Href: "/prices/i2"}, Unit: lang.T("price.unit.result"), Price: "–", Cost: "–", Icon: "minus", Verdict: p.T("price.none_today")}
	out["prices"] = &view.Prices{
		Base: base(lang, p.T("price.title"), "/prices"), Lead: p.T("price.lead"), Add: &view.Link{Text: p.T("price.add"), Href: "/prices/new"},
		Groups: []view.PriceGroup{{ID: "sold", Heading: p.T("price.sold"), Rows: []view.PriceRow{row}}, {ID: "retired", Heading: p.T("price.retired"), Rows: []view.PriceRow{gone}}},
	}
	out["prices-empty"] = &view.Prices{
		Base: base(lang, p.T("price.title"), "/prices"), Lead: p.T("price.lead"),
		Empty:    &view.Empty{Heading: p.T("price.empty"), Text: p.T("price.empty.text"), Action: view.Link{Text: p.T("price.add"), Href: "/prices/new"}},
		Examples: []view.Link{{Text: p.T("price.example.crew"), Note: p.T("price.example.crew.note"), Href: "/prices/new/crew_hour"}},
	}
}
