package integrations

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/server/web"
)

func (r *keys) getList() error {
	list, err := r.APIKeys.List(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("keys.list")), Heading: r.T("keys.list"), Lead: []string{r.T("keys.lead")}}
	page.Action = &view.Link{Text: r.T("keys.new"), Href: keysPath + "/new"}
	page.Back = organisation(r.Request)
	open := view.PlacedPart{ID: "open", Heading: r.T("keys.open")}
	over := view.PlacedPart{ID: "over", Heading: r.T("keys.over")}
	for _, e := range list {
		if e.Value.State == apikey.Open {
			open.Rows = append(open.Rows, r.row(e.Value))
		} else {
			over.Rows = append(over.Rows, r.row(e.Value))
		}
	}
	if len(open.Rows) == 0 {
		open.Lines = []string{r.T("keys.none")}
	}
	page.Parts = []view.PlacedPart{open}
	if len(over.Rows) > 0 {
		page.Parts = append(page.Parts, over)
	}
	page.Parts = append(page.Parts, view.PlacedPart{
		ID: "use", Heading: r.T("keys.use"), Lines: []string{r.T("keys.use.text"), "Authorization: Bearer svk_…"},
		Ways: []view.Link{{Text: r.T("keys.docs"), Href: "/api/v1/docs"}, {Text: r.T("hooks.list"), Href: hooksPath}},
	})
	return r.Show(page)
}

func (r *keys) row(k apikey.Key) view.PlacedRow {
	used := r.T("keys.unused")
	if k.Used != "" {
		used = r.T("keys.used", "day", r.Lang.Date(k.Used))
	}
	row := view.PlacedRow{Link: view.Link{Text: k.Name}, Lines: []string{
		string(k.ID) + "…", r.scopes(k.Scopes), r.T("keys.until", "day", r.Lang.Date(k.Until)) + " " + used,
		r.T("keys.by", "name", r.Colleague(k.By), "day", r.Say.Day(k.Made)),
	}}
	switch {
	case k.State != apikey.Open:
		row.State = r.T("keys.state." + string(k.State))
		return row
	case k.Soon(r.Clock.Today()):
		row.State, row.Tone = r.T("keys.soon"), "warm"
	}
	row.Ways = []view.Link{{Text: r.T("keys.revoke"), Href: path(keysPath, k.ID) + "/revoke", Note: k.Name}}
	return row
}

func (r *keys) scopes(list []apikey.Scope) string {
	var out []string
	for _, s := range list {
		out = append(out, r.scope(s))
	}
	return strings.Join(out, ", ")
}

func (r *keys) scope(s apikey.Scope) string {
	area, what, _ := strings.Cut(string(s), ":")
	return r.T("keys.area."+area) + ": " + r.T("keys."+what)
}

func (r *keys) getNew() error {
	if err := r.Actor.Must(marketplace.RoleOwner); err != nil {
		return err
	}
	return r.Show(r.form(url.Values{"once": {string(r.IDs())}, "until": {string(r.Clock.Today().AddMonths(3))}}, nil))
}

func (r *keys) form(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("keys.new", keysPath+"/new", v, errs, func(f view.Form) []view.Field {
		var scopes []view.Option
		for _, s := range apikey.Scopes() {
			scopes = append(scopes, view.Option{Value: string(s), Text: r.scope(s)})
		}
		return []view.Field{
			f.Input("name", "portal.keys.name").WithHint(r.T("keys.name.hint")).Must(),
			f.Checks("scopes", "portal.keys.scopes", scopes).WithHint(r.T("keys.scopes.hint")),
			f.Date("until", "portal.keys.last").WithHint(r.T("keys.last.hint")).Must(),
		}
	})
	page.Hidden["once"] = v.Get("once")
	page.Back = &view.Link{Text: r.T("keys.list"), Href: keysPath}
	return page
}

func (r *keys) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, token, err := r.APIKeys.Make(r.Ctx, r.Actor, apikey.Draft{
		Once: v.Get("once"), Name: v.Get("name"), Scopes: typed[apikey.Scope](v["scopes"]), Until: marketplace.Date(v.Get("until")),
	})
	if err == nil {
		return r.Show(once(r.Request, "keys", token, view.Link{Text: r.T("keys.list"), Href: keysPath}))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.form(v, errs))
}

func (r *keys) getRevoke() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	e, err := r.APIKeys.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := r.Single("keys.revoke", path(keysPath, id)+"/revoke", url.Values{}, nil, func(view.Form) []view.Field { return nil })
	page.Heading = r.T("keys.revoke.title", "name", e.Value.Name)
	page.Back = &view.Link{Text: r.T("keys.list"), Href: keysPath}
	return r.Show(page)
}

func (r *keys) postRevoke() error {
	id, err := web.IDParam(r.C, "id")
	if err == nil {
		_, err = r.APIKeys.Revoke(r.Ctx, r.Actor, id)
	}
	if err != nil {
		return err
	}
	return r.Redirect(keysPath, "key_revoked")
}
