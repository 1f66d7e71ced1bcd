package view_test

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/starter"
	"sovite.fi/sovite/matching"
)

func ownRatings() profile.Own {
	return profile.Own{Content: profile.Content{
		Liked: []string{"leipominen"}, Abilities: ratings(map[matching.Dimension]int{"lifting": 4, "standing": 3, "noise_tolerance": 2, "hearing": 4}),
	}}
}

func stamped(c profile.Content) profile.Version {
	return profile.Version{Number: 3, Content: c, Changed: true, Together: &profile.Together{On: "2026-11-03", Present: []string{"client", "interpreter"}, Number: 2}}
}

// togetherPages are the pages about filling a profile in together, and of the client alone.
func (s stage) togetherPages(p present.Presenter, lang i18n.Lang, out map[string]view.Page) {
	c, own := content(), ownRatings().Content
	back := &view.Link{Text: "Aino Lehtonen", Href: "/clients/c1"}
	for _, key := range []string{"strengths", "experience", "body", "time"} {
		q, i, _ := starter.Find(key)
		errs := []marketplace.FieldError{marketplace.Field("availability.week_minutes.max", "field.order")}
		f := view.NewForm(lang, form.ProfileValues(c), errs)
		page := jointly.Step(p, q, i, f)
		page.Base, page.Action, page.Revision = base(lang, page.Heading, "/clients/c1/starter/"+key), "/clients/c1/starter/"+key, "2"
		page.Check, page.Previous = view.Link{Text: p.T("starter.to_check"), Href: "/x"}, &view.Link{Text: p.T("starter.previous"), Href: "/y"}
		page.Back = back
		if key == "body" {
			page.Own = &view.OwnAnswer{Lines: jointly.Answers(p, q, own)}
		}
		if key == "time" {
			page.Problems = f.Problems(errs, p.ProfileLabels(errs))
		}
		out["step-"+key] = page
	}
	checked := &view.Checked{Base: base(lang, p.T("starter.to_check"), "/clients/c1/starter/check"), Heading: p.T("starter.to_check"), Lead: p.T("starter.check.lead"), Action: "/clients/c1/starter/check", Version: "2"}
	for _, q := range starter.Questions() {
		row := jointly.Checked(p, q, c, "/clients/c1/starter/"+q.Key)
		row.Empty, row.Own = p.T("not_asked"), jointly.Answers(p, q, own)
		checked.Rows = append(checked.Rows, row)
	}
	out["checked"] = checked
	beside := &view.Beside{
		Base: base(lang, p.T("beside.title", "name", "Aino"), "/clients/c1/beside"), Client: *back, Stamp: jointly.Stamp(p, stamped(c)), Add: view.Link{Text: p.T("evidence.new"), Href: "/clients/c1/evidence/new"},
	}
	for _, b := range profile.Compare(c, own) {
		beside.Rows = append(beside.Rows, view.BesideRow{Ability: lang.Word("scale", string(b.Dimension)), Own: p.Level(b.Dimension, b.Own.Rating), Profile: p.Level(b.Dimension, b.Profile.Rating), Gap: p.T("gap." + string(b.Gap))})
	}
	beside.Unrated = p.N("beside.unrated", 4)
	for _, e := range c.Evidence {
		beside.Seen = append(beside.Seen, view.EvidenceRow{About: p.FieldLabel(e.About), Text: p.Evidence(e), Source: p.T("evidence.source", "source", e.Source), Strike: "/clients/c1/evidence/" + string(e.ID) + "/strike"})
	}
	out["beside"] = beside
	out["beside-empty"] = &view.Beside{Base: base(lang, p.T("beside.title", "name", "Aino"), "/clients/c1/beside"), Stamp: jointly.Stamp(p, profile.Version{}), Empty: p.T("beside.none"), Add: beside.Add}
	errs := []marketplace.FieldError{marketplace.Field("choose.strengths", "portal.merge.choose")}
	f := view.NewForm(lang, url.Values{}, errs)
	merge := &view.Merge{Base: base(lang, p.T("merge"), "/clients/c1/profile/strengths"), Client: *back, Action: "/clients/c1/profile/strengths", Typed: url.Values{"motivation": {"Raha"}, "base": {"1"}}}
	field := f.Radios("choose.strengths", "portal.merge.choose", []view.Option{
		{Value: "mine", Text: p.T("merge.mine", "text", jointly.Part(p, c, "strengths", "-"))}, {Value: "theirs", Text: p.T("merge.theirs", "text", p.T("merge.nothing"))},
	})
	field.Label = p.FieldLabel("strengths")
	merge.Fields, merge.Problems = []view.Field{field}, f.Problems(errs, map[string]string{field.Name: field.Label})
	out["merge"] = merge
}
