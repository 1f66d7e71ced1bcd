package online

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/server/web"
)

// seller is a visit of the organiser, buyer one of whoever pays, guest one to the stand-in's pages.
type (
	seller struct{ *visit.Request }
	buyer  struct{ *visit.Request }
	guest  struct{ *visit.Request }
)

// Path is where the organiser's pages stand.
const Path = online.SettingsPath

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one = Path + "/:id"
	return []visit.Way{
		{Method: visit.Get, Path: Path, Do: visit.By((*seller).getSettings)},
		{Method: visit.Post, Path: Path + "/account", Do: visit.By((*seller).postAccount)},
		{Method: visit.Post, Path: Path + "/messages/:id/again", Do: visit.By((*seller).postAgain)},
		{Method: visit.Get, Path: one, Do: visit.By((*seller).getOne)},
		{Method: visit.Get, Path: one + "/refund", Do: visit.By((*seller).getRefund)},
		{Method: visit.Post, Path: one + "/refund", Do: visit.By((*seller).postRefund)},
		{Method: visit.Get, Path: one + "/settle", Do: visit.By((*seller).getSettle)},
		{Method: visit.Post, Path: one + "/settle", Do: visit.By((*seller).postSettle)},
		{Method: visit.Post, Path: "/bills/:id/pay", Do: visit.By((*buyer).postPay)},
		{Method: visit.Get, Path: "/bill-payments/:id", Do: visit.By((*buyer).getPaid)},
		{Method: visit.Get, Path: "/card-payment/:id", Open: true, Do: visit.By((*guest).getPay)},
		{Method: visit.Post, Path: "/card-payment/:id", Open: true, Do: visit.By((*guest).postPay)},
		{Method: visit.Get, Path: "/card-account/:id", Open: true, Do: visit.By((*guest).getAccount)},
		{Method: visit.Post, Path: "/card-account/:id", Open: true, Do: visit.By((*guest).postAccount)},
	}
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func idOf(r *visit.Request) (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func post(r *visit.Request, action, text, about string, hidden map[string]string) view.Post {
	return view.Post{Action: action, Text: text, About: about, CSRF: r.Base("").CSRF, Hidden: hidden}
}
