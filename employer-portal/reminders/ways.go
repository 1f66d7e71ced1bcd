package reminders

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// visitor is a visit to one of these pages.
type visitor struct{ *visit.Request }

const (
	base       = "/reminders"
	lateBase   = base + "/invoices"
	mostListed = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const late, one = lateBase + "/:id", base + "/:id"
	ways := []visit.Way{
		{Method: visit.Get, Path: base, Do: visit.By((*visitor).getList)},
		{Method: visit.Get, Path: late, Do: visit.By((*visitor).getLate)},
		{Method: visit.Get, Path: late + "/letter", Do: visit.By((*visitor).getWrite)},
		{Method: visit.Post, Path: late + "/letter", Do: visit.By((*visitor).postWrite)},
		{Method: visit.Get, Path: one, Do: visit.By((*visitor).getOne)},
	}
	for _, s := range sheets() {
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: s.path, Do: visit.By(func(r *visitor) error { return r.getSheet(s) })},
			visit.Way{Method: visit.Post, Path: s.path, Do: visit.By(func(r *visitor) error { return r.postSheet(s) })},
		)
	}
	return ways
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func (r *visitor) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }
