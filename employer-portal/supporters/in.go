package supporters

import (
	"sovite.fi/sovite/employer-portal/present/shown"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
)

// entrance is where supporters come in.
func (r *request) entrance() visit.Entrance {
	return visit.Entrance{Doors: r.SupporterDoors, In: "/shown/in/", Home: "/shown", Lead: "shown"}
}

func (r *request) getIn() error { return r.AskPIN(r.entrance()) }

func (r *request) postIn() error { return r.EnterByPIN(r.entrance()) }

// getLink is where a supporter lands whose visit is over, or to whom nothing may be shown any more.
func (r *request) getLink() error {
	if r.Supporter.Person != "" {
		return r.Redirect("/shown", "")
	}
	return r.Show(&view.My{Base: r.Base(r.T("shown.away")), Heading: r.T("shown.away"), Lead: []string{r.T("shown.away.lead"), r.T("shown.away.help")}})
}

func (r *request) postOut() error {
	if err := r.Gate.SignOutVisit(r.C, r.Supporter); err != nil {
		return err
	}
	return r.Redirect("/shown/link", "client_out")
}

// getShown is all that a supporter sees.
func (r *request) getShown() error {
	seen, err := r.Network.View(r.Ctx, r.Supporter)
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("shown.page")), Heading: r.T("shown.hello", "name", seen.Supporter.Name)}
	page.Lead = []string{r.T("shown.lead"), r.T("shown.until", "day", r.Lang.Date(seen.Until))}
	page.Blocks = shown.Blocks(r.Say, seen.View)
	page.After = []view.SelkoBlock{{Heading: r.T("shown.know"), Lines: []string{r.T("shown.know.logged"), r.T("shown.know.secret"), r.T("shown.know.end")}}}
	return r.Show(page)
}
