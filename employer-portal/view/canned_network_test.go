package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/present/shown"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/profile"
)

// networkPages are the pages of the network around a client: the coach's list and one supporter, and what a supporter sees.
func (s stage) networkPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	client := view.Link{Text: "Aino Lehtonen", Href: "/clients/c1"}
	given := p.T("network.part.given", "field", p.T("consent.field.workdays"), "day", "23.11.2026", "until", "23.5.2027")
	waits := p.T("network.part.asked", "field", p.T("consent.field.meetings"))
	out["network"] = &view.Network{
		Base: base(lang, p.T("network.page"), "/clients/c1/network"), Client: client, Add: view.Link{Text: p.T("network.new"), Href: "/clients/c1/network/new"}, Lead: p.T("network.lead"),
		Rows: []view.NetworkRow{
			{Link: view.Link{Text: "Sirpa Sisko", Href: "/clients/c1/network/s1"}, State: p.T("network.state.open"), Tone: "good", Lines: []string{p.T("network.relation.family") + ", 040 123 4567", given, waits}},
			{Link: view.Link{Text: "Oiva Ope", Href: "/clients/c1/network/s2"}, State: p.T("network.state.ended"), Tone: "warm", Lines: []string{p.T("network.ended", "day", "1.11.2026")}},
		},
	}
	out["network-empty"] = &view.Network{
		Base: base(lang, p.T("network.page"), "/clients/c1/network"), Client: client, Add: view.Link{Text: p.T("network.new"), Href: "/clients/c1/network/new"}, Lead: p.T("network.lead"),
		Empty: p.T("network.none"),
	}
	errs := []marketplace.FieldError{marketplace.Field("until", "consent.until", "first", "2026-11-23", "last", "2027-11-23")}
	f := view.NewForm(lang, url.Values{"name": {"Sirpa Sisko"}, "relation": {"family"}}, errs)
	one := &view.Supporter{
		Base: base(lang, "Sirpa Sisko", "/clients/c1/network/s1"), Heading: "Sirpa Sisko", State: p.T("network.state.open"), Tone: "good", Lead: p.T("network.relation.family") + ", 040 123 4567",
		Path: "/clients/c1/network/s1", Parts: []string{given, waits}, Sees: p.T("network.sees.none"), Link: "https://sovite.test/shown/in/s1.abc", Door: p.T("network.door.open"),
		DoorNote: p.T("network.door.used", "when", "1.11.2026"), Makeable: true, Closable: true, Changing: true,
		Ask: []view.Field{
			f.Checks("fields", "portal.network.ask.fields", f.Keyed("portal.consent.field", check.Words(consent.NetworkFields())...)).WithHint(p.T("network.ask.hint")),
			f.Date("until", "portal.consent.until.field").WithHint(p.T("consent.until.hint")).Narrow(),
		},
		Details: []view.Field{
			f.Input("name", "portal.network.name").As("text", "off").Must(), f.Select("relation", "portal.network.relation", f.Keyed("portal.network.relation", check.Words(network.Relations())...)),
		},
	}
	one.Problems = f.Problems(errs, map[string]string{"until": p.T("consent.until.field")})
	out["supporter"] = one
	out["supporter-ended"] = &view.Supporter{
		Base: base(lang, "Oiva Ope", "/clients/c1/network/s2"), Heading: "Oiva Ope", State: p.T("network.state.ended"), Tone: "warm", Lead: p.T("network.relation.teacher"),
		Sees: p.T("network.ended", "day", "1.11.2026"), Ended: true,
	}
	seen := network.View{
		Fields: consent.NetworkFields(), Lines: []profile.CardLine{{Field: consent.FirstName, Path: "first_name", Values: []string{"Aino"}}, {Field: consent.Goal, Path: "goal.text", Values: []string{"Keittiötyö"}}},
		Next: &network.Step{Key: "meet_employer", Due: "2026-11-30", Owner: "coach"}, Meetings: []network.Meeting{{Date: "2026-12-01", OnJob: true}, {Date: "2026-12-08"}},
		Work: []network.Work{{Place: "Kaislaranta", Days: 3, DayStart: 480, DayEnd: 720, Start: "2026-11-02", End: "2027-01-31"}},
	}
	b := base(lang, p.T("shown.page"), "/shown")
	b.Nav, b.Who, b.Out = nil, nil, "/shown/out"
	out["shown"] = &view.My{
		Base: b, Heading: p.T("shown.hello", "name", "Sirpa Sisko"), Lead: []string{p.T("shown.lead"), p.T("shown.until", "day", "23.5.2027")}, Blocks: shown.Blocks(p, seen),
		After: []view.SelkoBlock{{Heading: p.T("shown.know"), Lines: []string{p.T("shown.know.logged"), p.T("shown.know.secret"), p.T("shown.know.end")}}},
	}
}
