package coach

import (
	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
type request struct {
	*visit.Request
	counted int // how many clients were compared with all tasks for this page
}

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{Request: r}) }
}

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/clients", Do: by((*request).getCaseload)},
		{Method: visit.Get, Path: "/clients/new", Do: by((*request).getNewClient)},
		{Method: visit.Post, Path: "/clients/new", Do: by((*request).postNewClient)},
		{Method: visit.Get, Path: "/clients/:id", Do: by((*request).getClient)},
		{Method: visit.Post, Path: "/clients/:id", Do: by((*request).postClient)},
		{Method: visit.Get, Path: "/clients/:id/profile", Do: by((*request).getProfileStart)},
		{Method: visit.Get, Path: "/clients/:id/profile/starter", Do: by((*request).getOldStarter)},
		{Method: visit.Get, Path: "/clients/:id/profile/:section", Do: by((*request).getProfile)},
		{Method: visit.Post, Path: "/clients/:id/profile/:section", Do: by((*request).postProfile)},
		{Method: visit.Get, Path: "/clients/:id/versions", Do: by((*request).getVersions)},
		{Method: visit.Get, Path: "/clients/:id/consents", Do: by((*request).getConsents)},
		{Method: visit.Get, Path: "/clients/:id/consents/new", Do: by((*request).getNewConsent)},
		{Method: visit.Post, Path: "/clients/:id/consents/new", Do: by((*request).postNewConsent)},
		{Method: visit.Post, Path: "/clients/:id/link", Do: by((*request).postLink)},
		{Method: visit.Post, Path: "/clients/:id/link/end", Do: by((*request).postLinkEnd)},
		{Method: visit.Get, Path: "/clients/:id/matches", Do: by((*request).getMatches)},
		{Method: visit.Get, Path: "/clients/:id/matches/:task", Do: by((*request).getMatch)},
		{Method: visit.Get, Path: "/clients/:id/matches/:task/keep", Do: by((*request).getKeep)},
		{Method: visit.Post, Path: "/clients/:id/matches/:task/keep", Do: by((*request).postKeep)},
		{Method: visit.Get, Path: "/clients/:id/matches/:task/dismiss", Do: by((*request).getDismiss)},
		{Method: visit.Post, Path: "/clients/:id/matches/:task/dismiss", Do: by((*request).postDismiss)},
		{Method: visit.Post, Path: "/clients/:id/matches/:task/reopen", Do: by((*request).postReopen)},
		{Method: visit.Get, Path: "/clients/:id/compare", Do: by((*request).getCompare)},
	}
}
