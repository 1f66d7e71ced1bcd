package visit

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
)

// nav are the places to go for somebody with these roles.
func (r *Request) nav() []view.Link {
	if r.Actor.Person == "" {
		return nil
	}
	links := []view.Link{{Text: r.T("nav.home"), Href: "/"}}
	if r.Actor.Has(marketplace.RoleCoach) {
		links = append(links, view.Link{Text: r.T("nav.clients"), Href: "/clients"})
	}
	if r.Actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) && r.IsEmployer() {
		links = append(links, view.Link{Text: r.T("nav.tasks"), Href: "/tasks"})
	}
	return append(links, view.Link{Text: r.T("nav.search"), Href: "/search"}, view.Link{Text: r.T("nav.organisation"), Href: "/organisation"})
}

// IsEmployer says whether the organisation posts tasks. Whoever has the role works for one that does.
func (r *Request) IsEmployer() bool {
	if r.Actor.Has(marketplace.RoleEmployer) {
		return true
	}
	org, err := r.Accounts.PublicOrganisation(r.Ctx, r.Actor.Org)
	if err != nil {
		return false
	}
	for _, k := range org.Kinds {
		if k == "employer" {
			return true
		}
	}
	return false
}
