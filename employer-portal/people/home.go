package people

import (
	"sovite.fi/sovite/employer-portal/quotes"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/employer-portal/waiting"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/auth"
)

// switchTo makes the session act for another organisation.
func (r *request) switchTo(org marketplace.ID) error {
	s, err := r.Accounts.SwitchOrg(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx), org)
	if err != nil {
		return err
	}
	if _, err := r.Gate.Welcome(r.C, s.ID, ""); err != nil {
		return err
	}
	return r.Redirect("/", "switched")
}

// Front is the first page for whoever is not signed in.
func Front(r *visit.Request) error {
	return r.Show(&view.Front{Base: r.Base(r.T("front.page"))})
}

// Found is the form for whoever belongs to no organisation yet.
func Found(r *visit.Request) error { return (&request{r}).getFound() }

// Home is the first page for whom there is no fuller one: links to what exists.
func Home(r *visit.Request) error {
	page := (&request{r}).plainHome()
	if r.SellsHours() {
		var err error
		if page.Due, err = waiting.Organiser(r); err != nil {
			return err
		}
		if page.Waiting, err = quotes.Due(r); err != nil {
			return err
		}
		if len(page.Due) == 0 {
			page.Note = r.T("home.organiser.nothing")
		}
	}
	return r.Show(page)
}

func (r *request) plainHome() *view.Home {
	key := "home.other"
	switch {
	case r.Oversees():
		key = "home.admin"
	case r.Actor.Has(marketplace.RoleSupervisor, marketplace.RoleBilling, marketplace.RoleOwner):
		key = "home.organiser"
	}
	page := &view.Home{Base: r.Base(r.T(key)), Heading: r.T(key), Intro: r.T(key + ".intro")}
	if key != "home.organiser" {
		page.Note = r.T(key + ".note")
	}
	page.Doors = []view.Link{
		{Icon: "search", Text: r.T("door.search"), Note: r.T("door.search.note"), Href: "/search"},
		{Icon: "people", Text: r.T("door.organisation"), Note: r.T("door.organisation.note"), Href: "/organisation"},
		{Icon: "person", Text: r.T("door.account"), Note: r.T("door.account.note"), Href: "/account"},
	}
	if r.SellsHours() {
		page.Doors = append([]view.Link{
			{Icon: "people", Text: r.T("door.crews"), Note: r.T("door.crews.note"), Href: "/crews"},
			{Icon: "form", Text: r.T("door.prices"), Note: r.T("door.prices.note"), Href: "/prices"},
		}, page.Doors...)
	}
	if r.SellsHours() && r.Actor.Has(marketplace.RoleOwner, marketplace.RoleBilling) {
		page.Doors = append([]view.Link{{Icon: "file", Text: r.T("door.asked"), Note: r.T("door.asked.note"), Href: "/asked"}}, page.Doors...)
	}
	if r.Oversees() {
		page.Doors = append([]view.Link{{Icon: "form", Text: r.T("door.admin"), Note: r.T("door.admin.note"), Href: "/admin"}}, page.Doors...)
		page.Doors = append(page.Doors, view.Link{Icon: "file", Text: r.T("door.api"), Note: r.T("door.api.note"), Href: "/api/v1/docs"})
	}
	return page
}
