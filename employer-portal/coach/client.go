package coach

import (
	"context"
	"net/url"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching/atonce"
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

// readAtOnce is how many profiles of the page are read at the same time. Each look is written down before it is shown: together they wait
// for the disk once.
const readAtOnce = 16

func (r *request) getCaseload() error {
	page, err := web.Page(r.C)
	if err != nil {
		return err
	}
	page.Limit = caseloadPage
	list, err := r.Profiles.Caseload(r.Ctx, r.Actor, page)
	if err != nil {
		return err
	}
	out := &view.Caseload{Base: r.Base(r.T("nav.clients")), Groups: r.Say.Counts(present.Groups(), nil), Empty: view.Empty{
		Heading: r.T("caseload.empty"), Text: r.T("caseload.empty.text"), Action: view.Link{Text: r.T("client.new"), Href: "/clients/new"},
	}}
	profiles, err := atonce.Each(r.Ctx, readAtOnce, list.Items, func(ctx context.Context, c profile.Client) (profile.Version, error) {
		return r.Profiles.Current(ctx, r.Actor, c.ID, purposeCaseload)
	})
	if err != nil {
		return err
	}
	for i, c := range list.Items {
		row, err := r.clientRow(c, profiles[i])
		if err != nil {
			return err
		}
		out.Clients = append(out.Clients, row)
	}
	if list.Next != "" {
		out.Next = "/clients?after=" + url.QueryEscape(list.Next)
	}
	return r.Show(out)
}

func (r *request) clientRow(c profile.Client, v profile.Version) (_ view.ClientRow, err error) {
	row := view.ClientRow{ID: string(c.ID), Name: c.Name, Code: c.Code, Profile: r.profileState(v), Step: r.step(c, v)}
	if c.Status != profile.Active {
		row.Status = r.T("client.status." + string(c.Status))
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
		return r.T("profile.state.none")
	case v.Together != nil && !v.Changed:
		return r.T("profile.state.confirmed", "day", r.Lang.Date(v.Together.On))
	case v.Confirmed:
		return r.T("profile.state.confirmed", "day", r.Say.Day(v.Saved))
	}
	return r.T("profile.state.draft", "day", r.Say.Day(v.Saved))
}

// step is the next step with a client: begin the profile, confirm it together, look at matches.
func (r *request) step(c profile.Client, v profile.Version) view.Link {
	path := visit.ClientPath(c.ID)
	switch {
	case v.Number == 0:
		return view.Link{Text: r.T("step.start"), Href: path + "/starter"}
	case !v.Confirmed && (v.Together == nil || v.Changed):
		return view.Link{Text: r.T("step.confirm"), Href: path + "/profile/strengths"}
	}
	return view.Link{Text: r.T("step.matches"), Href: path + "/matches"}
}

func (r *request) clientFields(f view.Form) []view.Field {
	return []view.Field{
		f.Input("name", "portal.client.name").As("text", "off").Must().WithHint(r.T("client.name.hint")),
		f.Select("lang", "portal.client.lang", f.Keyed("portal.language", "fi", "sv", "en")),
	}
}

func (r *request) newClientPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("client.new", "/clients/new", v, errs, r.clientFields)
	page.Back = &view.Link{Text: r.T("nav.clients"), Href: "/clients"}
	return page
}

func (r *request) getNewClient() error {
	if err := r.Actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	return r.Show(r.newClientPage(url.Values{"lang": {"fi"}}, nil))
}

func (r *request) postNewClient() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	c, err := r.Profiles.CreateClient(r.Ctx, r.Actor, profile.NewClient{Name: v.Get("name"), Lang: v.Get("lang")})
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.newClientPage(v, errs))
	}
	return r.Redirect(visit.ClientPath(c.ID), "client_added")
}

func (r *request) clientPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (*view.Client, error) {
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	if err != nil {
		return nil, err
	}
	if v == nil {
		v = url.Values{"name": {c.Name}, "lang": {c.Lang}, "status": {string(c.Status)}}
	}
	f := view.NewForm(r.Lang, v, errs)
	var statuses []string
	for _, s := range profile.Statuses() {
		statuses = append(statuses, string(s))
	}
	page := &view.Client{
		Base: r.Base(c.Name), Name: c.Name, Code: c.Code, Step: r.step(c, current), Stamp: jointly.Stamp(r.Say, current),
		Details:  append(r.clientFields(f), f.Radios("status", "portal.client.status", f.Keyed("portal.client.status", statuses...))),
		Sections: r.Say.Sections(string(c.ID), current.Content, ""),
		Facts: []view.Pair{
			{Label: r.T("client.code"), Text: c.Code},
			{Label: r.T("client.status"), Text: r.T("client.status." + string(c.Status))},
			{Label: r.T("client.lang"), Text: r.T("language." + c.Lang)},
			{Label: r.T("caseload.profile"), Text: r.profileState(current)},
		},
	}
	page.Back = &view.Link{Text: r.T("nav.clients"), Href: "/clients"}
	page.Problems = f.Problems(errs, visit.Labels(page.Details...))
	chosen, err := r.Choices.Lists(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return nil, err
	}
	page.Talk = r.Say.Chosen(r.place(c, fromClient, ""), chosen.Kept)
	if page.Counted, err = r.inTotals(c); err != nil {
		return nil, err
	}
	if current.Number > 0 {
		page.Counts, err = r.counts(c.ID, current.Number)
	}
	return page, err
}

func (r *request) getClient() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	page, err := r.clientPage(c, nil, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postClient() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Profiles.ChangeClient(r.Ctx, r.Actor, c.ID, profile.NewClient{Name: v.Get("name"), Lang: v.Get("lang")})
	if err == nil {
		_, err = r.Profiles.SetStatus(r.Ctx, r.Actor, c.ID, profile.Status(v.Get("status")))
	}
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		page, err := r.clientPage(c, v, errs)
		if err != nil {
			return err
		}
		return r.Wrong(page)
	}
	return r.Redirect(visit.ClientPath(c.ID), "saved")
}

// section finds the part of the editor that the address names.
func (r *request) section() (form.Section, int, error) {
	s, i, ok := r.Say.SectionOf(web.Param(r.C, "section"))
	if !ok {
		return s, 0, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return s, i, nil
}
