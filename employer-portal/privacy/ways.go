package privacy

import (
	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const client = "/clients/:id/privacy"
	return []visit.Way{
		{Method: visit.Get, Path: "/privacy", Open: true, Do: visit.By((*request).getRecord)},
		{Method: visit.Get, Path: "/my/held", Client: true, Do: visit.By((*request).getMine)},
		{Method: visit.Get, Path: "/my/held/page", Client: true, Do: visit.By((*request).getMyPage)},
		{Method: visit.Get, Path: "/my/held/file", Client: true, Do: visit.By((*request).getMyFile)},
		{Method: visit.Get, Path: "/my/erase", Client: true, Do: visit.By((*request).getErase)},
		{Method: visit.Get, Path: "/my/erase/sure", Client: true, Do: visit.By((*request).getSure)},
		{Method: visit.Post, Path: "/my/erase/sure", Client: true, Do: visit.By((*request).postSure)},
		{Method: visit.Post, Path: "/my/erase/back", Client: true, Do: visit.By((*request).postBack)},
		{Method: visit.Get, Path: client, Do: visit.By((*request).getClient)},
		{Method: visit.Get, Path: client + "/page", Do: visit.By((*request).getClientPage)},
		{Method: visit.Get, Path: client + "/file", Do: visit.By((*request).getClientFile)},
		{Method: visit.Post, Path: client + "/ask", Do: visit.By((*request).postAsk)},
		{Method: visit.Get, Path: "/erasures", Do: visit.By((*request).getWaiting)},
		{Method: visit.Get, Path: "/erasures/:id", Do: visit.By((*request).getErasure)},
		{Method: visit.Get, Path: "/erasures/:id/decide", Do: visit.By((*request).getDecide)},
		{Method: visit.Post, Path: "/erasures/:id/decide", Do: visit.By((*request).postDecide)},
		{Method: visit.Get, Path: "/erasures/:id/refuse", Do: visit.By((*request).getRefuse)},
		{Method: visit.Post, Path: "/erasures/:id/refuse", Do: visit.By((*request).postRefuse)},
		{Method: visit.Get, Path: "/account/privacy", Do: visit.By((*request).getAccount)},
		{Method: visit.Get, Path: "/account/privacy/page", Do: visit.By((*request).getAccountPage)},
		{Method: visit.Get, Path: "/account/privacy/file", Do: visit.By((*request).getAccountFile)},
		{Method: visit.Get, Path: "/account/privacy/close", Do: visit.By((*request).getClose)},
		{Method: visit.Post, Path: "/account/privacy/close", Do: visit.By((*request).postClose)},
	}
}
