package signin

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// guest is a visit of whoever is not in yet, keeper one of whoever sets a service up, warden one of an administrator.
type (
	guest  struct{ *visit.Request }
	keeper struct{ *visit.Request }
	warden struct{ *visit.Request }
)

// domainsPath is where administrators confirm domains.
const domainsPath = "/sign-in-domains"

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, with = "/organisations/:org/sign-in", "/signin/with/:org"
	return []visit.Way{
		{Method: visit.Get, Path: "/signin/organisation", Open: true, Do: visit.By((*guest).getFind)},
		{Method: visit.Post, Path: "/signin/organisation", Open: true, Do: visit.By((*guest).postFind)},
		{Method: visit.Get, Path: with, Open: true, Do: visit.By((*guest).getBegin)},
		{Method: visit.Get, Path: with + "/return", Open: true, Do: visit.By((*guest).getReturn)},
		{Method: visit.Get, Path: oidc.StagePath + "/authorize", Open: true, Do: visit.By((*guest).getStage)},
		{Method: visit.Post, Path: oidc.StagePath + "/authorize", Open: true, Do: visit.By((*guest).postStage)},
		{Method: visit.Get, Path: "/organisation/sign-in", Do: visit.By((*keeper).getOwn)},
		{Method: visit.Get, Path: one, Do: visit.By((*keeper).getSettings)},
		{Method: visit.Get, Path: one + "/edit", Do: visit.By((*keeper).getEdit)},
		{Method: visit.Post, Path: one + "/edit", Do: visit.By((*keeper).postEdit)},
		{Method: visit.Get, Path: one + "/switches", Do: visit.By((*keeper).getSwitches)},
		{Method: visit.Post, Path: one + "/switches", Do: visit.By((*keeper).postSwitches)},
		{Method: visit.Get, Path: one + "/domain", Do: visit.By((*keeper).getDomain)},
		{Method: visit.Post, Path: one + "/domain", Do: visit.By((*keeper).postDomain)},
		{Method: visit.Post, Path: one + "/drop", Do: visit.By((*keeper).postDrop)},
		{Method: visit.Post, Path: one + "/release", Do: visit.By((*keeper).postRelease)},
		{Method: visit.Get, Path: domainsPath, Do: visit.By((*warden).getDomains)},
		{Method: visit.Post, Path: domainsPath, Do: visit.By((*warden).postDomains)},
	}
}

func pathOf(org marketplace.ID) string {
	return "/organisations/" + url.PathEscape(string(org)) + "/sign-in"
}

// post is a button that does something at once.
func post(r *visit.Request, action, text, about string, hidden map[string]string) view.Post {
	return view.Post{Action: action, Text: text, About: about, CSRF: r.Base("").CSRF, Hidden: hidden}
}
