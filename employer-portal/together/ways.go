package together

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/profile"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/clients/:id/starter", Do: visit.By((*request).getStarter)},
		{Method: visit.Get, Path: "/clients/:id/starter/check", Do: visit.By((*request).getCheck)},
		{Method: visit.Post, Path: "/clients/:id/starter/check", Do: visit.By((*request).postCheck)},
		{Method: visit.Get, Path: "/clients/:id/starter/:question", Do: visit.By((*request).getStep)},
		{Method: visit.Post, Path: "/clients/:id/starter/:question", Do: visit.By((*request).postStep)},
		{Method: visit.Get, Path: "/clients/:id/beside", Do: visit.By((*request).getBeside)},
		{Method: visit.Get, Path: "/clients/:id/evidence/new", Do: visit.By((*request).getEvidence)},
		{Method: visit.Post, Path: "/clients/:id/evidence/new", Do: visit.By((*request).postEvidence)},
		{Method: visit.Post, Path: "/clients/:id/evidence/:evidence/strike", Do: visit.By((*request).postStrike)},
		{Method: visit.Get, Path: "/clients/:id/confirm", Do: visit.By((*request).getConfirm)},
		{Method: visit.Post, Path: "/clients/:id/confirm", Do: visit.By((*request).postConfirm)},
	}
}

func back(c profile.Client) view.Link { return view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)} }
