package carve

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/server/web"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/carvings", Do: visit.By((*request).getCarvings)},
		{Method: visit.Post, Path: "/carvings", Do: visit.By((*request).postStart)},
		{Method: visit.Get, Path: "/carvings/prepare", Do: visit.By((*request).getPrepare)},
		{Method: visit.Post, Path: "/carvings/prepare", Do: visit.By((*request).postPrepare)},
		{Method: visit.Get, Path: "/carvings/:id", Do: visit.By((*request).getCheck)},
		{Method: visit.Post, Path: "/carvings/:id", Do: visit.By((*request).postMove)},
		{Method: visit.Get, Path: "/carvings/:id/card/:job", Do: visit.By((*request).getCard)},
		{Method: visit.Get, Path: "/carvings/:id/:step", Do: visit.By((*request).getStep)},
		{Method: visit.Post, Path: "/carvings/:id/:step", Do: visit.By((*request).postStep)},
	}
}

func path(id marketplace.ID) string { return "/carvings/" + url.PathEscape(string(id)) }

// entry loads the carving of the address.
func (r *request) entry() (carving.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return carving.Entry{}, err
	}
	return r.Carvings.Get(r.Ctx, r.Actor, id)
}

func (r *request) voice() string { return string(r.Lang.Voice) }

// title is the name of a carving.
func (r *request) title(c carving.Carving) string {
	if c.Title == "" {
		return r.T("carving.untitled")
	}
	return c.Title
}
