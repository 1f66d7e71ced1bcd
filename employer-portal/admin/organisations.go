package admin

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/server/web"
)

// getOrganisations is the search, and every organisation by name until something is searched for.
func (r *request) getOrganisations() error {
	asked, err := web.Query(r.C, "q")
	if err != nil {
		return err
	}
	f := view.NewForm(r.Lang, url.Values{"q": {asked}}, nil)
	page := &view.PlacedForm{
		Base: r.Base(r.T("admin.organisations")), Heading: r.T("admin.organisations"), Method: "get", Action: orgsPath, Submit: r.T("admin.search"),
		Groups: []view.FieldGroup{{Fields: []view.Field{f.Input("q", "portal.admin.org.q").WithHint(r.T("admin.org.q.hint"))}}},
	}
	page.Back = &view.Link{Text: r.T("nav.admin"), Href: base}
	part, err := r.organisations(asked)
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

func (r *request) organisations(asked string) (part view.PlacedPart, err error) {
	part = view.PlacedPart{ID: "found", Heading: r.T("admin.org.all")}
	var list []account.Organisation
	if asked == "" {
		page, err := r.Accounts.Organisations(r.Ctx, r.Actor, marketplace.Page{After: r.C.Query("after")})
		if err != nil {
			return part, err
		}
		list = page.Items
		if page.Next != "" {
			part.Ways = []view.Link{{Text: r.T("request.more"), Href: orgsPath + "?after=" + url.QueryEscape(page.Next)}}
		}
	} else {
		found, more, err := r.Office.FindOrganisations(r.Ctx, r.Actor, asked)
		if err != nil {
			return part, err
		}
		list, part.Heading = found, r.Say.N("admin.org.found", len(found))
		if more {
			part.Lines = []string{r.T("admin.org.more", "n", office.MostFound)}
		}
	}
	if len(list) == 0 {
		part.Lines = []string{r.T("admin.org.none")}
		return part, nil
	}
	t := &view.Table{Caption: r.T("admin.organisations"), Head: []string{r.T("admin.org.name"), r.T("admin.org.business_id"), r.T("admin.org.kinds"), r.T("admin.org.municipality"), r.T("admin.state")}}
	for _, o := range list {
		t.Body = append(t.Body, []string{o.Name, dash(o.BusinessID), r.kinds(o.Kinds), dash(o.Municipality), r.orgState(o)})
		t.Links = append(t.Links, path(orgsPath, o.ID))
	}
	part.Table = t
	return part, nil
}

func (r *request) orgState(o account.Organisation) string {
	if o.Suspended {
		return r.T("admin.org.suspended")
	}
	return r.T("admin.org.open")
}

func (r *request) kinds(list []account.Kind) (text string) {
	for i, k := range list {
		if i > 0 {
			text += ", "
		}
		text += r.T("kind." + string(k))
	}
	return text
}

func dash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// getOrganisation is one organisation, what administrators did to it, and what can be done.
func (r *request) getOrganisation() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	o, err := r.Office.Organisation(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	acts, err := r.Office.Acts(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := r.placed(o.Name, "")
	page.Back = &view.Link{Text: r.T("admin.organisations"), Href: orgsPath}
	page.State, page.Tone = r.orgState(o), "good"
	verb := "suspend"
	if o.Suspended {
		page.Tone, verb = "warm", "restore"
	}
	facts := view.PlacedPart{ID: "facts", Heading: r.T("admin.org.facts"), Pairs: []view.Pair{
		{Label: r.T("admin.org.business_id"), Text: dash(o.BusinessID)},
		{Label: r.T("admin.org.kinds"), Text: r.kinds(o.Kinds)},
		{Label: r.T("admin.org.municipality"), Text: dash(o.Municipality)},
		{Label: r.T("admin.org.created"), Text: r.when(o.Created)},
		{Label: r.T("admin.org.owners"), Text: r.Lang.Number(int64(len(o.Owners)))},
		{Label: r.T("admin.org.id"), Text: string(o.ID)},
	}}
	if o.ID != r.Actor.Org {
		facts.Ways = []view.Link{{Text: r.T("admin.deed." + verb), Href: path(orgsPath, id) + "/" + verb}}
	}
	facts.Posts = []view.Post{r.post(recPath+"/verify", r.T("admin.record.verify"), o.Name, map[string]string{"chain": string(o.ID)})}
	page.Parts = []view.PlacedPart{facts, r.acts(acts)}
	return r.Show(page)
}

// acts is what administrators did, with their reasons.
func (r *request) acts(list []office.Act) view.PlacedPart {
	part := view.PlacedPart{ID: "acts", Heading: r.T("admin.acts")}
	if len(list) == 0 {
		part.Lines = []string{r.T("admin.acts.none")}
		return part
	}
	t := &view.Table{Caption: r.T("admin.acts"), Head: []string{r.T("admin.when"), r.T("admin.act"), r.T("admin.reason"), r.T("admin.by")}}
	for _, a := range list {
		t.Body = append(t.Body, []string{r.when(a.At), r.T("admin.act." + string(a.Deed)), a.Reason, r.nameOf(a.By)})
	}
	part.Table = t
	return part
}

// nameOf is the name of somebody who can sign in; the id when there is none.
func (r *request) nameOf(id marketplace.ID) string {
	if name, err := r.Office.NameOf(r.Ctx, r.Actor, id); err == nil && name != "" {
		return name
	}
	return string(id)
}
