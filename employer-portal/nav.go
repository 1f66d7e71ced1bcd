package portal

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
)

// nav are the places to go for somebody with these roles.
func (r *request) nav() []view.Link {
	if r.actor.Person == "" {
		return nil
	}
	links := []view.Link{{Text: r.t("nav.home"), Href: "/"}}
	if r.actor.Has(marketplace.RoleCoach) {
		links = append(links, view.Link{Text: r.t("nav.clients"), Href: "/clients"})
	}
	if r.actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) && r.isEmployer() {
		links = append(links, view.Link{Text: r.t("nav.tasks"), Href: "/tasks"})
	}
	return append(links, view.Link{Text: r.t("nav.search"), Href: "/search"}, view.Link{Text: r.t("nav.organisation"), Href: "/organisation"})
}

// isEmployer says whether the organisation posts tasks. Whoever has the role works for one that does.
func (r *request) isEmployer() bool {
	if r.actor.Has(marketplace.RoleEmployer) {
		return true
	}
	org, err := r.Accounts.PublicOrganisation(r.ctx, r.actor.Org)
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
