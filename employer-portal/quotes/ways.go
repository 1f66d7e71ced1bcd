package quotes

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// seller is a visit of somebody who quotes.
type seller struct{ *visit.Request }

const (
	listPath   = "/asked"
	mostListed = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, own = "/asked/:id", "/asked/:id/quote"
	return []visit.Way{
		{Method: visit.Get, Path: listPath, Do: visit.By((*seller).getList)},
		{Method: visit.Get, Path: one, Do: visit.By((*seller).getOne)},
		{Method: visit.Get, Path: one + "/question", Do: visit.By((*seller).getQuestion)},
		{Method: visit.Post, Path: one + "/question", Do: visit.By((*seller).postQuestion)},
		{Method: visit.Get, Path: one + "/pass", Do: visit.By((*seller).getPass)},
		{Method: visit.Post, Path: one + "/pass", Do: visit.By((*seller).postPass)},
		{Method: visit.Get, Path: own, Do: visit.By((*seller).getEdit)},
		{Method: visit.Post, Path: own, Do: visit.By((*seller).postEdit)},
		{Method: visit.Get, Path: own + "/preview", Do: visit.By((*seller).getPreview)},
		{Method: visit.Post, Path: own + "/move", Do: visit.By((*seller).postMove)},
		{Method: visit.Post, Path: own + "/send", Do: visit.By((*seller).postSend)},
		{Method: visit.Get, Path: own + "/renew", Do: visit.By((*seller).getRenew)},
		{Method: visit.Post, Path: own + "/renew", Do: visit.By((*seller).postRenew)},
		{Method: visit.Get, Path: own + "/withdraw", Do: visit.By((*seller).getWithdraw)},
		{Method: visit.Post, Path: own + "/withdraw", Do: visit.By((*seller).postWithdraw)},
	}
}

func (r *seller) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

// asked loads the request that the address names, and marks it as seen.
func (r *seller) asked() (request.Asked, error) {
	id, err := r.id()
	if err != nil {
		return request.Asked{}, err
	}
	return r.Requests.Read(r.Ctx, r.Actor, id)
}

// both loads the request that the address names, and the organiser's own quote for it.
func (r *seller) both() (request.Asked, quote.Entry, error) {
	a, err := r.asked()
	if err != nil {
		return a, quote.Entry{}, err
	}
	e, err := r.Quotes.Quote(r.Ctx, r.Actor, a.ID)
	return a, e, err
}

func onePath(id marketplace.ID) string { return listPath + "/" + url.PathEscape(string(id)) }

func quotePath(id marketplace.ID) string { return onePath(id) + "/quote" }

// button is a form of one button over a revision.
func (r *seller) button(action, key string, rev int64) view.Post {
	return view.Post{Action: action, Text: r.T(key), CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{"rev": strconv.FormatInt(rev, 10)}}
}

// revision is the revision that a form was made from; what is no number is none.
func revision(v url.Values) int64 { return visit.Revision(v.Get("rev"), 0) }

func keys[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func back(a request.Asked) *view.Link { return &view.Link{Text: a.Brief.Title, Href: onePath(a.ID)} }
