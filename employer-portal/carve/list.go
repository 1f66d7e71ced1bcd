package carve

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// getCarvings lists an employer's carvings; for a coach, what waits for help and what they work on.
func (r *request) getCarvings() error {
	page := &view.Carvings{Base: r.Base(r.T("carvings"))}
	employer := r.Actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) && r.IsEmployer()
	if !employer {
		if err := r.Actor.Must(marketplace.RoleCoach); err != nil {
			return err
		}
	}
	if employer {
		page.Lead, page.Start = r.T("carvings.lead"), &view.Post{Action: "/carvings", Text: r.T("carvings.start"), CSRF: auth.CSRFFrom(r.Ctx)}
		if err := r.mine(page); err != nil {
			return err
		}
	}
	if r.Actor.Has(marketplace.RoleCoach) {
		if err := r.forCoach(page); err != nil {
			return err
		}
	}
	return r.Show(page)
}

func (r *request) mine(page *view.Carvings) error {
	paging, err := web.Page(r.C)
	if err != nil {
		return err
	}
	list, err := r.Carvings.Mine(r.Ctx, r.Actor, paging)
	if err != nil {
		return err
	}
	if len(list.Items) == 0 {
		page.Empty = &view.Empty{Heading: r.T("carvings.empty"), Text: r.T("carvings.empty.text"), Action: view.Link{Text: r.T("carvings.one_task"), Href: "/tasks/new"}}
	}
	page.Groups = append(page.Groups, view.CarvingGroup{ID: "mine", Heading: r.T("carvings.mine"), None: r.T("carvings.none"), Rows: r.rows(list.Items)})
	if list.Next != "" {
		page.Next = "/carvings?" + url.Values{"after": {list.Next}}.Encode()
	}
	return nil
}

func (r *request) forCoach(page *view.Carvings) error {
	waiting, err := r.Carvings.Waiting(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	helping, err := r.Carvings.Helping(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return err
	}
	if page.Lead == "" {
		page.Lead = r.T("carvings.lead.coach")
	}
	page.Ways = append(page.Ways, view.Link{Text: r.T("carvings.prepare"), Href: "/carvings/prepare"})
	page.Groups = append(page.Groups,
		view.CarvingGroup{ID: "waiting", Heading: r.T("carvings.waiting"), None: r.T("carvings.waiting.none"), Rows: r.rows(waiting)},
		view.CarvingGroup{ID: "helping", Heading: r.T("carvings.helping"), None: r.T("carvings.helping.none"), Rows: r.rows(helping.Items)})
	return nil
}

func (r *request) rows(list []carving.Entry) []view.CarvingRow {
	var out []view.CarvingRow
	for _, e := range list {
		c := e.Value
		row := view.CarvingRow{Title: view.Link{Text: r.title(c), Href: path(c.ID)}, State: r.T("carving.state." + string(c.State)), Tone: tone(c.State)}
		row.Note = r.Say.N("carving.duties", len(c.Duties)) + " " + r.T("changed", "day", r.Say.Day(c.Changed))
		if c.Org != r.Actor.Org {
			if org, err := r.Accounts.PublicOrganisation(r.Ctx, c.Org); err == nil {
				row.Note = org.Name + ". " + row.Note
			}
		}
		out = append(out, row)
	}
	return out
}

func tone(s carving.State) string {
	switch s {
	case carving.Finished:
		return "good"
	case carving.Prepared, carving.Offered, carving.Asked, carving.Helped:
		return "warm"
	case carving.Open, carving.Abandoned:
	}
	return ""
}

// postStart begins a carving and goes to its first step.
func (r *request) postStart() error {
	e, err := r.Carvings.Start(r.Ctx, r.Actor, carving.Content{Lang: r.Lang.Code()})
	if err != nil {
		return err
	}
	return r.Redirect(path(e.ID)+"/tasks", "")
}

func (r *request) getPrepare() error {
	if err := r.Actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	page, err := r.preparePage(url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) preparePage(v url.Values, errs []marketplace.FieldError) (*view.Single, error) {
	options, err := r.directory(account.KindEmployer)
	if err != nil {
		return nil, err
	}
	page := r.Single("carvings.prepare", "/carvings/prepare", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Select("org", "portal.carving.org", append([]view.Option{{Text: r.T("carving.choose")}}, options...)).Must(),
			f.Input("title", "portal.carving.title").WithHint(r.T("carving.title.hint")),
		}
	})
	page.Back = &view.Link{Text: r.T("carvings"), Href: "/carvings"}
	return page, nil
}

func (r *request) postPrepare() error {
	if err := r.Actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	e, err := r.Carvings.Prepare(r.Ctx, r.Actor, marketplace.ID(v.Get("org")), carving.Content{Title: v.Get("title"), Lang: r.Lang.Code()})
	if err == nil {
		return r.Redirect(path(e.ID)+"/tasks", "")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.preparePage(v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// directory are the organisations of a kind, for a list to choose from.
func (r *request) directory(kind account.Kind) ([]view.Option, error) {
	var out []view.Option
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := r.Accounts.Directory(r.Ctx, r.Actor, kind, page)
		if err != nil {
			return nil, err
		}
		for _, o := range list.Items {
			text := o.Name
			if o.Municipality != "" {
				text += ", " + o.Municipality
			}
			out = append(out, view.Option{Value: string(o.ID), Text: text})
		}
		if page.After = list.Next; page.After == "" {
			return out, nil
		}
	}
}
