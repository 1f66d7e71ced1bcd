package people

import (
	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/signin", Open: true, Do: visit.By((*request).getSignIn)},
		{Method: visit.Post, Path: "/signin", Open: true, Do: visit.By((*request).postSignIn)},
		{Method: visit.Post, Path: "/sign-out", Open: true, Do: visit.By((*request).postSignOut)},
		{Method: visit.Get, Path: "/forgot", Open: true, Do: visit.By((*request).getForgot)},
		{Method: visit.Post, Path: "/forgot", Open: true, Do: visit.By((*request).postForgot)},
		{Method: visit.Get, Path: "/reset/:token", Open: true, Do: visit.By((*request).getReset)},
		{Method: visit.Post, Path: "/reset/:token", Open: true, Do: visit.By((*request).postReset)},
		{Method: visit.Get, Path: "/signup", Open: true, Do: visit.By((*request).getSignUp)},
		{Method: visit.Post, Path: "/signup", Open: true, Do: visit.By((*request).postSignUp)},
		{Method: visit.Get, Path: "/join/:token", Open: true, Do: visit.By((*request).getJoin)},
		{Method: visit.Post, Path: "/join/:token", Open: true, Do: visit.By((*request).postJoin)},
		{Method: visit.Get, Path: "/help", Open: true, Do: visit.By((*request).getHelp)},
		{Method: visit.Get, Path: "/accessibility", Open: true, Do: visit.By((*request).getStatement)},
		{Method: visit.Get, Path: "/sources", Open: true, Do: visit.By((*request).getSources)},
		{Method: visit.Get, Path: "/rules", Open: true, Do: visit.By((*request).getRules)},
		{Method: visit.Get, Path: "/rules/:id", Open: true, Do: visit.By((*request).getRule)},
		{Method: visit.Get, Path: "/mailbox", Open: true, Do: visit.By((*request).getMailbox)},
		{Method: visit.Get, Path: "/mailbox/:id", Open: true, Do: visit.By((*request).getMessage)},
		{Method: visit.Get, Path: "/suggest/:picker", Do: visit.By((*request).getSuggest)},
		{Method: visit.Get, Path: "/account", Do: visit.By((*request).getAccount)},
		{Method: visit.Post, Path: "/account", Do: visit.By((*request).postAccount)},
		{Method: visit.Post, Path: "/account/password", Do: visit.By((*request).postPassword)},
		{Method: visit.Post, Path: "/account/letters", Do: visit.By((*request).postLetters)},
		{Method: visit.Post, Path: "/account/second-factor", Do: visit.By((*request).postFactor)},
		{Method: visit.Post, Path: "/account/second-factor/confirm", Do: visit.By((*request).postFactorConfirm)},
		{Method: visit.Post, Path: "/account/second-factor/off", Do: visit.By((*request).postFactorOff)},
		{Method: visit.Post, Path: "/account/sessions/:id/end", Do: visit.By((*request).postEndSession)},
		{Method: visit.Post, Path: "/account/calendar", Do: visit.By((*request).postFeed)},
		{Method: visit.Post, Path: "/account/calendar/end", Do: visit.By((*request).postFeedEnd)},
		{Method: visit.Get, Path: "/calendar/:token", Open: true, Do: visit.By((*request).getCalendar)},
		{Method: visit.Get, Path: "/organisation", Do: visit.By((*request).getOrganisation)},
		{Method: visit.Post, Path: "/organisation", Do: visit.By((*request).postOrganisation)},
		{Method: visit.Get, Path: "/organisation/new", Do: visit.By((*request).getFound)},
		{Method: visit.Post, Path: "/organisation/new", Do: visit.By((*request).postFound)},
		{Method: visit.Post, Path: "/organisation/invite", Do: visit.By((*request).postInvite)},
		{Method: visit.Post, Path: "/organisation/members/:id", Do: visit.By((*request).postMember)},
		{Method: visit.Get, Path: "/switch", Do: visit.By((*request).getSwitch)},
		{Method: visit.Post, Path: "/switch", Do: visit.By((*request).postSwitch)},
	}
}
