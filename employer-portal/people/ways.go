package people

import (
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/visit"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{r}) }
}

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: get, Path: "/signin", Open: true, Do: by((*request).getSignIn)},
		{Method: post, Path: "/signin", Open: true, Do: by((*request).postSignIn)},
		{Method: post, Path: "/sign-out", Open: true, Do: by((*request).postSignOut)},
		{Method: get, Path: "/forgot", Open: true, Do: by((*request).getForgot)},
		{Method: post, Path: "/forgot", Open: true, Do: by((*request).postForgot)},
		{Method: get, Path: "/reset/:token", Open: true, Do: by((*request).getReset)},
		{Method: post, Path: "/reset/:token", Open: true, Do: by((*request).postReset)},
		{Method: get, Path: "/signup", Open: true, Do: by((*request).getSignUp)},
		{Method: post, Path: "/signup", Open: true, Do: by((*request).postSignUp)},
		{Method: get, Path: "/join/:token", Open: true, Do: by((*request).getJoin)},
		{Method: post, Path: "/join/:token", Open: true, Do: by((*request).postJoin)},
		{Method: get, Path: "/help", Open: true, Do: by((*request).getHelp)},
		{Method: get, Path: "/accessibility", Open: true, Do: by((*request).getStatement)},
		{Method: get, Path: "/sources", Open: true, Do: by((*request).getSources)},
		{Method: get, Path: "/mailbox", Open: true, Do: by((*request).getMailbox)},
		{Method: get, Path: "/mailbox/:id", Open: true, Do: by((*request).getMessage)},
		{Method: get, Path: "/account", Do: by((*request).getAccount)},
		{Method: post, Path: "/account", Do: by((*request).postAccount)},
		{Method: post, Path: "/account/password", Do: by((*request).postPassword)},
		{Method: post, Path: "/account/second-factor", Do: by((*request).postFactor)},
		{Method: post, Path: "/account/second-factor/confirm", Do: by((*request).postFactorConfirm)},
		{Method: post, Path: "/account/second-factor/off", Do: by((*request).postFactorOff)},
		{Method: post, Path: "/account/sessions/:id/end", Do: by((*request).postEndSession)},
		{Method: get, Path: "/organisation", Do: by((*request).getOrganisation)},
		{Method: post, Path: "/organisation", Do: by((*request).postOrganisation)},
		{Method: get, Path: "/organisation/new", Do: by((*request).getFound)},
		{Method: post, Path: "/organisation/new", Do: by((*request).postFound)},
		{Method: post, Path: "/organisation/invite", Do: by((*request).postInvite)},
		{Method: post, Path: "/organisation/members/:id", Do: by((*request).postMember)},
		{Method: get, Path: "/switch", Do: by((*request).getSwitch)},
		{Method: post, Path: "/switch", Do: by((*request).postSwitch)},
	}
}
