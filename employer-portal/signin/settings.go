package signin

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/server/web"
)

// getOwn leads to the settings of the organisation that one acts for.
func (r *keeper) getOwn() error {
	if err := r.Actor.Must(marketplace.RoleOwner, marketplace.RoleAdministrator); err != nil {
		return err
	}
	return r.Redirect(pathOf(r.Actor.Org), "")
}

func (r *keeper) settings() (oidc.Settings, error) {
	org, err := web.IDParam(r.C, "org")
	if err != nil {
		return oidc.Settings{}, err
	}
	return r.SignIns.Settings(r.Ctx, r.Actor, org)
}

func (r *keeper) getSettings() error {
	s, err := r.settings()
	if err != nil {
		return err
	}
	heading := r.T("ownsignin")
	page := &view.Placed{Base: r.Base(heading), Heading: heading, Lead: []string{r.T("ownsignin.lead")}}
	page.Back = &view.Link{Text: r.T("nav.organisation"), Href: "/organisation"}
	if s.Org != r.Actor.Org {
		page.Lead = append(page.Lead, r.T("ownsignin.of", "org", r.Firm(s.Org)))
		page.Back = &view.Link{Text: r.T("ownsignin.domains"), Href: domainsPath}
	}
	page.State, page.Tone = r.state(s.Registration)
	page.Parts = []view.PlacedPart{r.service(s)}
	if s.Issuer != "" {
		page.Parts = append(page.Parts, r.domains(s), r.bound(s))
	}
	return r.Show(page)
}

// state says in a word how the service stands.
func (r *keeper) state(s oidc.Registration) (text, tone string) {
	switch {
	case s.Issuer == "":
		return r.T("ownsignin.none"), ""
	case s.Only:
		return r.T("ownsignin.only"), "good"
	case s.On:
		return r.T("ownsignin.on"), "good"
	}
	return r.T("ownsignin.off"), "warm"
}

func (r *keeper) service(s oidc.Settings) view.PlacedPart {
	part := view.PlacedPart{ID: "service", Heading: r.T("ownsignin.service"), Pairs: []view.Pair{{Label: r.T("ownsignin.redirect"), Text: s.Redirect}}}
	base := pathOf(s.Org)
	if s.Issuer == "" {
		part.Lines = []string{r.T("ownsignin.none.text")}
		part.Ways = []view.Link{{Text: r.T("ownsignin.register"), Href: base + "/edit"}}
		return part
	}
	tried := r.T("ownsignin.untried")
	if !s.Tried.IsZero() {
		tried = r.Say.When(s.Tried)
	}
	part.Pairs = append(part.Pairs,
		view.Pair{Label: r.T("ownsignin.f.name"), Text: s.Name}, view.Pair{Label: r.T("ownsignin.f.issuer"), Text: s.Issuer},
		view.Pair{Label: r.T("ownsignin.f.client_id"), Text: s.ClientID}, view.Pair{Label: r.T("ownsignin.tried"), Text: tried},
	)
	if s.Joins {
		part.Lines = append(part.Lines, r.T("ownsignin.switch.joins"))
	}
	part.Ways = []view.Link{{Text: r.T("ownsignin.switches"), Href: base + "/switches"}, {Text: r.T("ownsignin.change"), Href: base + "/edit"}}
	return part
}

func (r *keeper) domains(s oidc.Settings) view.PlacedPart {
	part := view.PlacedPart{ID: "domains", Heading: r.T("ownsignin.domains"), Lines: []string{r.T("ownsignin.domains.text")}}
	base := pathOf(s.Org)
	for _, d := range s.Domains {
		if d.State == oidc.Dropped {
			continue
		}
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: d.Name}, State: r.T("ownsignin.domain." + string(d.State))})
		part.Posts = append(part.Posts, post(r.Request, base+"/drop", r.T("ownsignin.drop", "domain", d.Name), "", map[string]string{"domain": string(d.ID)}))
	}
	part.Ways = []view.Link{{Text: r.T("ownsignin.domain.add"), Href: base + "/domain"}}
	return part
}

func (r *keeper) bound(s oidc.Settings) view.PlacedPart {
	part := view.PlacedPart{ID: "people", Heading: r.T("ownsignin.people"), Lines: []string{r.T("ownsignin.people.text")}}
	for _, p := range s.People {
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: p.Name}, Lines: []string{p.Email, r.T("ownsignin.used", "when", r.Say.When(p.Used))}})
		part.Posts = append(part.Posts, post(r.Request, pathOf(s.Org)+"/release", r.T("ownsignin.release", "name", p.Name), "", map[string]string{"person": string(p.Person)}))
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("ownsignin.people.none")}
	}
	return part
}

func (r *keeper) form(s oidc.Settings, key, verb string, v url.Values, errs []marketplace.FieldError, fields func(view.Form) []view.Field) *view.Single {
	page := r.Single(key, pathOf(s.Org)+"/"+verb, v, errs, fields)
	page.Back = &view.Link{Text: r.T("ownsignin"), Href: pathOf(s.Org)}
	return page
}

func (r *keeper) editPage(s oidc.Settings, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.form(s, "ownsignin.edit", "edit", v, errs, func(f view.Form) []view.Field {
		hint := r.T("ownsignin.f.secret.hint")
		if s.Issuer != "" {
			hint = r.T("ownsignin.f.secret.kept")
		}
		secret := f.Password("client_secret", "portal.ownsignin.f.secret", "off").WithHint(hint)
		return []view.Field{
			f.Input("name", "portal.ownsignin.f.name").WithHint(r.T("ownsignin.f.name.hint")).Must(),
			f.Input("issuer", "portal.ownsignin.f.issuer").As("url", "off").WithHint(r.T("ownsignin.f.issuer.hint")).Must(),
			f.Input("client_id", "portal.ownsignin.f.client_id").As("text", "off").Must(), secret,
		}
	})
	page.Note = r.T("ownsignin.redirect") + " " + s.Redirect
	return page
}

func (r *keeper) getEdit() error {
	s, err := r.settings()
	if err != nil {
		return err
	}
	return r.Show(r.editPage(s, url.Values{"name": {s.Name}, "issuer": {s.Issuer}, "client_id": {s.ClientID}}, nil))
}

func (r *keeper) postEdit() error {
	return r.save("ownsignin_saved", r.editPage, func(s oidc.Settings, v url.Values) error {
		_, err := r.SignIns.Register(r.Ctx, r.Actor, s.Org, oidc.Setup{
			Name: v.Get("name"), Issuer: v.Get("issuer"), ClientID: v.Get("client_id"), Secret: v.Get("client_secret"),
		})
		if marketplace.IsKind(err, marketplace.Unavailable) && marketplace.AsError(err).Key == "oidc.away" {
			err = marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("issuer", "oidc.issuer_away")})
		}
		return err
	})
}

// save does what a form asks, and shows it again with what is wrong.
func (r *keeper) save(
	done string, page func(oidc.Settings, url.Values, []marketplace.FieldError) *view.Single, do func(oidc.Settings, url.Values) error,
) error {
	s, err := r.settings()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = do(s, v); err == nil {
		return r.Redirect(pathOf(s.Org), done)
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	v.Del("client_secret")
	return r.Wrong(page(s, v, errs))
}

func (r *keeper) switchesPage(s oidc.Settings, v url.Values, errs []marketplace.FieldError) *view.Single {
	return r.form(s, "ownsignin.switches", "switches", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Checks("switches", "portal.ownsignin.f.switches", f.Keyed("portal.ownsignin.switch", "on", "only", "joins"))}
	})
}

func (r *keeper) getSwitches() error {
	s, err := r.settings()
	if err != nil {
		return err
	}
	v := url.Values{}
	for name, on := range map[string]bool{"on": s.On, "only": s.Only, "joins": s.Joins} {
		if on {
			v.Add("switches", name)
		}
	}
	return r.Show(r.switchesPage(s, v, nil))
}

func (r *keeper) postSwitches() error {
	return r.save("ownsignin_saved", r.switchesPage, func(s oidc.Settings, v url.Values) error {
		chosen := map[string]bool{}
		for _, name := range v["switches"] {
			chosen[name] = true
		}
		_, err := r.SignIns.Switch(r.Ctx, r.Actor, s.Org, oidc.Switches{On: chosen["on"], Only: chosen["only"], Joins: chosen["joins"]})
		return err
	})
}

func (r *keeper) domainPage(s oidc.Settings, v url.Values, errs []marketplace.FieldError) *view.Single {
	return r.form(s, "ownsignin.domain", "domain", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("domain", "portal.ownsignin.f.domain").As("text", "off").WithHint(r.T("ownsignin.f.domain.hint")).Must()}
	})
}

func (r *keeper) getDomain() error {
	s, err := r.settings()
	if err != nil {
		return err
	}
	return r.Show(r.domainPage(s, url.Values{}, nil))
}

func (r *keeper) postDomain() error {
	return r.save("ownsignin_asked", r.domainPage, func(s oidc.Settings, v url.Values) error {
		_, err := r.SignIns.AskDomain(r.Ctx, r.Actor, s.Org, v.Get("domain"))
		return err
	})
}

func (r *keeper) postDrop() error {
	return r.at("ownsignin_saved", func(org marketplace.ID, v url.Values) error {
		return r.SignIns.DropDomain(r.Ctx, r.Actor, org, marketplace.ID(v.Get("domain")))
	})
}

func (r *keeper) postRelease() error {
	return r.at("ownsignin_released", func(org marketplace.ID, v url.Values) error {
		return r.SignIns.Release(r.Ctx, r.Actor, org, marketplace.ID(v.Get("person")))
	})
}

// at does what a button asks and goes back to the settings.
func (r *keeper) at(done string, do func(marketplace.ID, url.Values) error) error {
	org, err := web.IDParam(r.C, "org")
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err := do(org, v); err != nil {
		return err
	}
	return r.Redirect(pathOf(org), done)
}
