package visit

import (
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/invoice"
)

// nav are the places to go for somebody with these roles.
func (r *Request) nav() []view.Link {
	if r.Me.Person != "" {
		return []view.Link{
			{Text: r.T("my.nav.home"), Href: "/my"},
			{Text: r.T("my.nav.intro"), Href: "/my/introductions"},
			{Text: r.T("my.nav.work"), Href: "/my/work"},
			{Text: r.T("my.nav.course"), Href: "/my/course"},
			{Text: r.T("my.nav.consents"), Href: "/my/consents"},
			{Text: r.T("my.nav.readers"), Href: "/my/readers"},
			{Text: r.T("my.nav.profile"), Href: "/my/profile"},
		}
	}
	if r.Actor.Person == "" {
		return nil
	}
	links := []view.Link{{Text: r.T("nav.home"), Href: "/"}}
	links = append(links, r.shown(r.coachPlaces()...)...)
	links = append(links, r.shown(r.employerPlaces()...)...)
	links = append(links, r.shown(r.organiserPlaces()...)...)
	links = append(links, r.shown(place{r.Actor.Has(marketplace.RoleAdministrator), "nav.ownsignin", "/sign-in-domains"})...)
	return append(links, r.shown(place{r.Counts(), "nav.figures", "/figures"}, place{true, "nav.search", "/search"}, place{true, "nav.organisation", "/organisation"}, place{r.Oversees(), "nav.admin", "/admin"})...)
}

// Oversees says whether there are pages of administration for this person: for administrators, and for auditors.
func (r *Request) Oversees() bool {
	return r.Actor.Has(marketplace.RoleAdministrator, marketplace.RoleAuditor)
}

// place is a page in the navigation, shown to those who have something to do there.
type place struct {
	shown     bool
	key, path string
}

func (r *Request) shown(places ...place) (links []view.Link) {
	for _, p := range places {
		if p.shown {
			links = append(links, view.Link{Text: r.T(p.key), Href: p.path})
		}
	}
	return links
}

func (r *Request) coachPlaces() []place {
	coach := r.Actor.Has(marketplace.RoleCoach)
	return []place{{coach, "nav.clients", "/clients"}, {coach, "nav.intro", "/introductions"}, {coach, "nav.carvings", "/carvings"}}
}

// employerPlaces are the places of whoever posts tasks, buys crews and approves their hours.
func (r *Request) employerPlaces() []place {
	if !r.Actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner, marketplace.RoleBilling) || !r.IsEmployer() {
		return nil
	}
	posts := r.Actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner)
	return []place{
		{posts, "nav.tasks", "/tasks"},
		{posts, "nav.received", "/received"},
		{posts, "nav.work", "/work"},
		{posts, "nav.requests", "/requests"},
		{true, "nav.purchases", "/purchases"},
		{true, "nav.agreements", "/agreements"},
		{true, "nav.approvals", "/approvals"},
		{r.Actor.Has(marketplace.RoleOwner, marketplace.RoleBilling), "nav.bills", "/bills"},
		{true, "nav.suppliers", "/suppliers"},
		{r.Actor.Has(invoice.Billers()...), "nav.bought", "/reports/bought"},
	}
}

// organiserPlaces are the places of whoever leads crews, sells and prices them.
func (r *Request) organiserPlaces() []place {
	if !r.SellsHours() {
		return nil
	}
	leads, bills := r.Actor.Has(marketplace.RoleOwner, marketplace.RoleSupervisor), r.Actor.Has(marketplace.RoleOwner, marketplace.RoleBilling)
	return []place{
		{leads, "nav.shifts", "/shifts"},
		{leads, "nav.rosters", "/rosters"},
		{leads, "nav.members", "/members"},
		{bills, "nav.asked", "/asked"},
		{true, "nav.orders", "/orders"},
		{bills, "nav.frames", "/frames"},
		{true, "nav.timesheets", "/timesheets"},
		{bills, "nav.invoices", "/invoices"},
		{bills, "nav.payments", "/payments"},
		{bills, "nav.books", "/books"},
		{bills, "nav.reports", "/reports/sold"},
		{true, "nav.crews", "/crews"},
		{true, "nav.prices", "/prices"},
		{bills, "nav.liability", "/liability"},
	}
}

// IsEmployer says whether the organisation posts tasks. Whoever has the role works for one that does.
func (r *Request) IsEmployer() bool {
	if r.Actor.Has(marketplace.RoleEmployer) {
		return true
	}
	return r.isKind(account.KindEmployer)
}

// Counts says whether there are figures for this person: for a coach, and for the owner of a coaching provider.
func (r *Request) Counts() bool {
	return r.Actor.Has(marketplace.RoleCoach) || r.Actor.Has(marketplace.RoleOwner) && r.isKind(account.KindCoaching)
}

// SellsHours says whether there are crews for this person: for whoever leads, bills or owns an organiser.
func (r *Request) SellsHours() bool {
	return r.Actor.Has(marketplace.RoleSupervisor) || r.Actor.Has(marketplace.RoleOwner, marketplace.RoleBilling) && r.isKind(account.KindOrganiser)
}

// isKind asks for the kinds of the organisation once for a page, however many of its parts depend on them.
func (r *Request) isKind(kind account.Kind) bool {
	if r.kinds == nil {
		org, err := r.Accounts.PublicOrganisation(r.Ctx, r.Actor.Org)
		if err != nil {
			return false
		}
		r.kinds = append([]account.Kind{}, org.Kinds...)
	}
	return slices.Contains(r.kinds, kind)
}
