package portal

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/web"
)

// The purposes for which the pages read a profile, as the record of reads keeps them.
const (
	purposeCaseload = "caseload"
	purposeProfile  = "profile"
	purposeMatches  = "matches"
	purposeVersions = "versions"
)

// caseloadPage is how many clients one page shows: a caseload has about twenty.
const caseloadPage = 50

func (r *request) getCaseload() error {
	page, err := web.Page(r.c)
	if err != nil {
		return err
	}
	page.Limit = caseloadPage
	list, err := r.Profiles.Caseload(r.ctx, r.actor, page)
	if err != nil {
		return err
	}
	out := &view.Caseload{Base: r.base(r.t("nav.clients")), Empty: view.Empty{
		Heading: r.t("caseload.empty"), Text: r.t("caseload.empty.text"), Action: view.Link{Text: r.t("client.new"), Href: "/clients/new"},
	}}
	for _, c := range list.Items {
		row, err := r.clientRow(c)
		if err != nil {
			return err
		}
		out.Clients = append(out.Clients, row)
	}
	if list.Next != "" {
		out.Next = "/clients?after=" + url.QueryEscape(list.Next)
	}
	return r.show(out)
}

func (r *request) clientRow(c profile.Client) (view.ClientRow, error) {
	v, err := r.Profiles.Current(r.ctx, r.actor, c.ID, purposeCaseload)
	if err != nil {
		return view.ClientRow{}, err
	}
	row := view.ClientRow{ID: string(c.ID), Name: c.Name, Code: c.Code, Profile: r.profileState(v), Step: r.step(c, v)}
	if c.Status != profile.Active {
		row.Status = r.t("client.status." + string(c.Status))
	}
	if v.Number > 0 && c.Status == profile.Active {
		row.Counts, err = r.counts(c.ID, v.Number)
	}
	return row, err
}

// profileState says when the profile was saved, and whether the client has gone through it.
func (r *request) profileState(v profile.Version) string {
	switch {
	case v.Number == 0:
		return r.t("profile.state.none")
	case v.Confirmed:
		return r.t("profile.state.confirmed", "day", r.say.Day(v.Saved))
	}
	return r.t("profile.state.draft", "day", r.say.Day(v.Saved))
}

// step is the next step with a client: begin the profile, confirm it together, look at matches.
func (r *request) step(c profile.Client, v profile.Version) view.Link {
	path := clientPath(c.ID)
	switch {
	case v.Number == 0:
		return view.Link{Text: r.t("step.start"), Href: path + "/profile/starter"}
	case !v.Confirmed:
		return view.Link{Text: r.t("step.confirm"), Href: path + "/profile/strengths"}
	}
	return view.Link{Text: r.t("step.matches"), Href: path + "/matches"}
}

func clientPath(id marketplace.ID) string { return "/clients/" + url.PathEscape(string(id)) }

func (r *request) clientFields(f view.Form) []view.Field {
	return []view.Field{
		f.Input("name", "portal.client.name").As("text", "off").Must().WithHint(r.t("client.name.hint")),
		f.Select("lang", "portal.client.lang", f.Keyed("portal.language", "fi", "sv", "en")),
	}
}

func (r *request) newClientPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.single("client.new", "/clients/new", v, errs, r.clientFields)
	page.Back = &view.Link{Text: r.t("nav.clients"), Href: "/clients"}
	return page
}

func (r *request) getNewClient() error {
	if err := r.actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	return r.show(r.newClientPage(url.Values{"lang": {"fi"}}, nil))
}

func (r *request) postNewClient() error {
	v, err := r.posted()
	if err != nil {
		return err
	}
	c, err := r.Profiles.CreateClient(r.ctx, r.actor, profile.NewClient{Name: v.Get("name"), Lang: v.Get("lang")})
	if err != nil {
		errs, err := fieldErrors(err)
		if err != nil {
			return err
		}
		return r.wrong(r.newClientPage(v, errs))
	}
	return r.redirect(clientPath(c.ID), "client_added")
}

// client loads the client that the address names.
func (r *request) client() (profile.Client, error) {
	id, err := web.IDParam(r.c, "id")
	if err != nil {
		return profile.Client{}, err
	}
	return r.Profiles.Client(r.ctx, r.actor, id)
}

func (r *request) clientPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (*view.Client, error) {
	current, err := r.Profiles.Current(r.ctx, r.actor, c.ID, purposeProfile)
	if err != nil {
		return nil, err
	}
	if v == nil {
		v = url.Values{"name": {c.Name}, "lang": {c.Lang}, "status": {string(c.Status)}}
	}
	f := view.NewForm(r.lang, v, errs)
	var statuses []string
	for _, s := range profile.Statuses() {
		statuses = append(statuses, string(s))
	}
	page := &view.Client{
		Base: r.base(c.Name), Name: c.Name, Code: c.Code, Step: r.step(c, current),
		Details:  append(r.clientFields(f), f.Radios("status", "portal.client.status", f.Keyed("portal.client.status", statuses...))),
		Sections: r.say.Sections(string(c.ID), current.Content, ""),
		Facts: []view.Pair{
			{Label: r.t("client.code"), Text: c.Code},
			{Label: r.t("client.status"), Text: r.t("client.status." + string(c.Status))},
			{Label: r.t("client.lang"), Text: r.t("language." + c.Lang)},
			{Label: r.t("caseload.profile"), Text: r.profileState(current)},
		},
	}
	page.Back = &view.Link{Text: r.t("nav.clients"), Href: "/clients"}
	page.Problems = f.Problems(errs, labels(page.Details...))
	if current.Number > 0 {
		page.Counts, err = r.counts(c.ID, current.Number)
	}
	return page, err
}

func (r *request) getClient() error {
	c, err := r.client()
	if err != nil {
		return err
	}
	page, err := r.clientPage(c, nil, nil)
	if err != nil {
		return err
	}
	return r.show(page)
}

func (r *request) postClient() error {
	c, err := r.client()
	if err != nil {
		return err
	}
	v, err := r.posted()
	if err != nil {
		return err
	}
	_, err = r.Profiles.ChangeClient(r.ctx, r.actor, c.ID, profile.NewClient{Name: v.Get("name"), Lang: v.Get("lang")})
	if err == nil {
		_, err = r.Profiles.SetStatus(r.ctx, r.actor, c.ID, profile.Status(v.Get("status")))
	}
	if err != nil {
		errs, err := fieldErrors(err)
		if err != nil {
			return err
		}
		page, err := r.clientPage(c, v, errs)
		if err != nil {
			return err
		}
		return r.wrong(page)
	}
	return r.redirect(clientPath(c.ID), "saved")
}

// section finds the part of the editor that the address names.
func (r *request) section() (form.Section, int, error) {
	s, i, ok := r.say.SectionOf(web.Param(r.c, "section"))
	if !ok {
		return s, 0, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return s, i, nil
}
