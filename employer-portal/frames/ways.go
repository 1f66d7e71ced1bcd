package frames

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/server/web"
)

// visitor is a visit of either side.
type visitor struct{ *visit.Request }

// seller is a visit of the organiser, buyer one of whoever agrees and calls off.
type (
	seller struct{ *visit.Request }
	buyer  struct{ *visit.Request }
)

const (
	offered    = "/frames"
	agreed     = "/agreements"
	mostListed = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, own, again = offered + "/:id", agreed + "/:id", "/purchases/:id/again"
	ways := []visit.Way{
		{Method: visit.Get, Path: offered, Do: visit.By((*seller).getList)},
		{Method: visit.Get, Path: offered + "/new", Do: visit.By((*seller).getNew)},
		{Method: visit.Post, Path: offered + "/new", Do: visit.By((*seller).postNew)},
		{Method: visit.Get, Path: one, Do: visit.By((*seller).getOne)},
		{Method: visit.Get, Path: agreed, Do: visit.By((*buyer).getList)},
		{Method: visit.Get, Path: own, Do: visit.By((*buyer).getOne)},
		{Method: visit.Get, Path: own + "/agree", Do: visit.By((*buyer).getAgree)},
		{Method: visit.Post, Path: own + "/agree", Do: visit.By((*buyer).postAgree)},
		{Method: visit.Get, Path: own + "/call", Do: visit.By((*buyer).getCall)},
		{Method: visit.Post, Path: own + "/call", Do: visit.By((*buyer).postCall)},
		{Method: visit.Get, Path: again, Do: visit.By((*buyer).getAgain)},
		{Method: visit.Post, Path: again, Do: visit.By((*buyer).postAgain)},
	}
	for _, s := range sheets() {
		ways = append(ways,
			visit.Way{Method: visit.Get, Path: s.base + "/:id/" + s.verb, Do: visit.By(func(r *visitor) error { return r.getSheet(s) })},
			visit.Way{Method: visit.Post, Path: s.base + "/:id/" + s.verb, Do: visit.By(func(r *visitor) error { return r.postSheet(s) })},
		)
	}
	return ways
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func idOf(r *visit.Request) (marketplace.ID, error) { return web.IDParam(r.C, "id") }

// Due are links to the agreements that wait for the buyer's answer, for the first page.
func Due(r *visit.Request) ([]view.Link, error) {
	if !r.Actor.Has(request.Buyers()...) {
		return nil, nil
	}
	list, err := r.Frames.Boughts(r.Ctx, r.Actor, true, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	var out []view.Link
	for _, e := range list.Items {
		if f := e.Value; f.Agreed.By == "" {
			out = append(out, view.Link{Text: r.T("frame.waiting", "title", f.Terms.Title), Href: path(agreed, f.ID), Note: r.Firm(f.Org)})
		}
	}
	return out, nil
}

// labels are the labels of the fields of a form by their names.
func labels(groups []view.FieldGroup) map[string]string {
	var fields []view.Field
	for _, g := range groups {
		fields = append(fields, g.Fields...)
	}
	return visit.Labels(fields...)
}
