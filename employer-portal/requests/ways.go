package requests

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/server/web"
)

// buyer is a visit of somebody who asks for quotes.
type buyer struct{ *visit.Request }

const (
	listPath   = "/requests"
	limitsPath = "/limits"
	mostListed = marketplace.MaxLimit
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one, offer = "/requests/:id", "/requests/:id/quotes/:quote"
	return []visit.Way{
		{Method: visit.Get, Path: listPath, Do: visit.By((*buyer).getList)},
		{Method: visit.Get, Path: "/requests/new", Do: visit.By((*buyer).getNew)},
		{Method: visit.Post, Path: "/requests/new", Do: visit.By((*buyer).postNew)},
		{Method: visit.Get, Path: one, Do: visit.By((*buyer).getOne)},
		{Method: visit.Get, Path: one + "/edit", Do: visit.By((*buyer).getEdit)},
		{Method: visit.Post, Path: one + "/edit", Do: visit.By((*buyer).postEdit)},
		{Method: visit.Get, Path: one + "/ask", Do: visit.By((*buyer).getAsk)},
		{Method: visit.Get, Path: one + "/check", Do: visit.By((*buyer).getCheck)},
		{Method: visit.Post, Path: one + "/send", Do: visit.By((*buyer).postSend)},
		{Method: visit.Get, Path: one + "/questions/:question", Do: visit.By((*buyer).getAnswer)},
		{Method: visit.Post, Path: one + "/questions/:question", Do: visit.By((*buyer).postAnswer)},
		{Method: visit.Get, Path: one + "/withdraw", Do: visit.By((*buyer).getWithdraw)},
		{Method: visit.Post, Path: one + "/withdraw", Do: visit.By((*buyer).postWithdraw)},
		{Method: visit.Get, Path: offer, Do: visit.By((*buyer).getOffer)},
		{Method: visit.Post, Path: offer + "/renewal", Do: visit.By((*buyer).postRenewal)},
		{Method: visit.Get, Path: offer + "/accept", Do: visit.By((*buyer).getAccept)},
		{Method: visit.Post, Path: offer + "/accept", Do: visit.By((*buyer).postAccept)},
		{Method: visit.Get, Path: offer + "/decline", Do: visit.By((*buyer).getDecline)},
		{Method: visit.Post, Path: offer + "/decline", Do: visit.By((*buyer).postDecline)},
		{Method: visit.Get, Path: limitsPath, Do: visit.By((*buyer).getLimits)},
		{Method: visit.Post, Path: limitsPath, Do: visit.By((*buyer).postLimits)},
	}
}

// one loads the request that the address names.
func (r *buyer) one() (request.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return request.Entry{}, err
	}
	return r.Requests.Get(r.Ctx, r.Actor, id)
}

// offer loads the request and the quote for it that the address names.
func (r *buyer) offer() (request.Entry, quote.Offer, error) {
	e, err := r.one()
	if err != nil {
		return e, quote.Offer{}, err
	}
	id, err := web.IDParam(r.C, "quote")
	if err != nil {
		return e, quote.Offer{}, err
	}
	o, err := r.Quotes.Offer(r.Ctx, r.Actor, id)
	if err == nil && o.Request != e.ID {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return e, o, err
}

func onePath(id marketplace.ID) string { return listPath + "/" + url.PathEscape(string(id)) }

func offerPath(o quote.Offer) string {
	return onePath(o.Request) + "/quotes/" + url.PathEscape(string(o.ID))
}

// asking is the query of the address, without what is said once and without the language.
func (r *buyer) asking() url.Values {
	values, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil {
		return url.Values{}
	}
	values.Del("done")
	values.Del("lang")
	return values
}

func keys[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
