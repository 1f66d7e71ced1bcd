package supporters

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// plainly makes a page speak in the client's voice, also before anybody has come in.
func plainly(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error {
		r.Lang = r.Bundle.In(present.PlainVoice(r.Lang.Voice))
		r.Say.Lang = r.Lang
		return do(&request{r})
	}
}

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/clients/:id/network", Do: visit.By((*request).getNetwork)},
		{Method: visit.Get, Path: "/clients/:id/network/new", Do: visit.By((*request).getNew)},
		{Method: visit.Post, Path: "/clients/:id/network/new", Do: visit.By((*request).postNew)},
		{Method: visit.Get, Path: "/clients/:id/network/:supporter", Do: visit.By((*request).getOne)},
		{Method: visit.Post, Path: "/clients/:id/network/:supporter", Do: visit.By((*request).postOne)},
		{Method: visit.Post, Path: "/clients/:id/network/:supporter/ask", Do: visit.By((*request).postAsk)},
		{Method: visit.Post, Path: "/clients/:id/network/:supporter/link", Do: visit.By((*request).postLink)},
		{Method: visit.Post, Path: "/clients/:id/network/:supporter/link/end", Do: visit.By((*request).postLinkEnd)},
		{Method: visit.Get, Path: "/clients/:id/network/:supporter/end", Do: visit.By((*request).getEnd)},
		{Method: visit.Post, Path: "/clients/:id/network/:supporter/end", Do: visit.By((*request).postEnd)},
		{Method: visit.Get, Path: "/my/network", Client: true, Do: plainly((*request).getMine)},
		{Method: visit.Get, Path: "/my/network/:supporter", Client: true, Do: plainly((*request).getMy)},
		{Method: visit.Get, Path: "/my/network/:supporter/end", Client: true, Do: plainly((*request).getMyEnd)},
		{Method: visit.Post, Path: "/my/network/:supporter/end", Client: true, Do: plainly((*request).postMyEnd)},
		{Method: visit.Get, Path: "/shown/in/:token", Open: true, Do: plainly((*request).getIn)},
		{Method: visit.Post, Path: "/shown/in/:token", Open: true, Do: plainly((*request).postIn)},
		{Method: visit.Get, Path: "/shown/link", Open: true, Do: plainly((*request).getLink)},
		{Method: visit.Get, Path: "/shown", Supporter: true, Do: plainly((*request).getShown)},
		{Method: visit.Post, Path: "/shown/out", Supporter: true, Do: plainly((*request).postOut)},
	}
}

func networkPath(client marketplace.ID) string { return visit.ClientPath(client) + "/network" }

func onePath(client, id marketplace.ID) string {
	return networkPath(client) + "/" + url.PathEscape(string(id))
}

func minePath(id marketplace.ID) string { return "/my/network/" + url.PathEscape(string(id)) }

// supporter is the id in the address.
func (r *request) supporter() (marketplace.ID, error) { return web.IDParam(r.C, "supporter") }
