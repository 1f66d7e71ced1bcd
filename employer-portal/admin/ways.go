package admin

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

// The addresses.
const (
	base     = "/admin"
	orgsPath = base + "/organisations"
	whoPath  = base + "/people"
	jobsPath = base + "/jobs"
	recPath  = base + "/record"
	rulePath = base + "/rules"
	aidsPath = base + "/adaptations"
	textPath = base + "/consents"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	ways := []visit.Way{
		{Method: visit.Get, Path: base, Do: overseer((*request).getFront)},
		{Method: visit.Get, Path: orgsPath, Do: administrator((*request).getOrganisations)},
		{Method: visit.Get, Path: orgsPath + "/:id", Do: administrator((*request).getOrganisation)},
		{Method: visit.Get, Path: whoPath, Do: administrator((*request).getPeople)},
		{Method: visit.Post, Path: whoPath, Do: administrator((*request).postPeople)},
		{Method: visit.Get, Path: whoPath + "/:id", Do: administrator((*request).getPerson)},
		{Method: visit.Get, Path: jobsPath, Do: administrator((*request).getJobs)},
		{Method: visit.Post, Path: jobsPath + "/:id/again", Do: administrator((*request).postAgain)},
		{Method: visit.Get, Path: recPath, Do: overseer((*request).getRecord)},
		{Method: visit.Post, Path: recPath + "/verify", Do: overseer((*request).postVerify)},
		{Method: visit.Get, Path: rulePath, Do: overseer((*request).getRules)},
		{Method: visit.Get, Path: rulePath + "/:id", Do: administrator((*request).getRule)},
		{Method: visit.Post, Path: rulePath + "/:id", Do: administrator((*request).postRule)},
		{Method: visit.Get, Path: aidsPath, Do: overseer((*request).getAdaptations)},
		{Method: visit.Get, Path: textPath, Do: overseer((*request).getConsents)},
	}
	for _, d := range deeds() {
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: d.path + "/:id/" + d.verb, Do: administrator(func(r *request) error { return r.getDeed(d) })},
			visit.Way{Method: visit.Post, Path: d.path + "/:id/" + d.verb, Do: administrator(func(r *request) error { return r.postDeed(d) })},
		)
	}
	return append(ways, actings()...)
}

// administrator and overseer refuse everybody else before anything is read; the verbs refuse them again.
func administrator(do func(*request) error) visit.Handler {
	return only(do, marketplace.RoleAdministrator)
}

func overseer(do func(*request) error) visit.Handler {
	return only(do, marketplace.RoleAdministrator, marketplace.RoleAuditor)
}

func only(do func(*request) error, roles ...marketplace.Role) visit.Handler {
	return func(r *visit.Request) error {
		if err := r.Actor.Must(roles...); err != nil {
			return err
		}
		return do(&request{r})
	}
}

func (r *request) administers() bool { return r.Actor.Has(marketplace.RoleAdministrator) }

func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func path(under string, id marketplace.ID) string { return under + "/" + url.PathEscape(string(id)) }

// placed is a page of parts below the first page.
func (r *request) placed(heading, lead string) *view.Placed {
	page := &view.Placed{Base: r.Base(heading), Heading: heading}
	if lead != "" {
		page.Lead = []string{lead}
	}
	page.Back = &view.Link{Text: r.T("nav.admin"), Href: base}
	return page
}

func (r *request) post(action, text, about string, hidden map[string]string) view.Post {
	return view.Post{Action: action, Text: text, About: about, CSRF: r.Base("").CSRF, Hidden: hidden}
}

// when is a moment in words, or a dash.
func (r *request) when(at marketplace.Instant) string {
	if at.IsZero() {
		return "–"
	}
	return r.Say.When(at)
}
