package signin

import (
	"log/slog"
	"net/url"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/people"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/server/web"
)

// cookie holds a way to a service and back to the browser that began it.
const cookie = "way"

func (r *guest) findPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("signin.find", "/signin/organisation", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("email", "portal.email").As("email", "username").Must()}
	})
	page.Hidden["next"] = visit.SafeNext(v.Get("next"))
	page.After = []view.Link{{Text: r.T("signin.password"), Href: "/signin"}}
	return page
}

// getFind asks for the address by which the organisation's service is found: a list of all would tell everybody who uses what.
func (r *guest) getFind() error {
	return r.Show(r.findPage(url.Values{"next": {r.C.Query("next")}}, nil))
}

func (r *guest) postFind() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	var offer oidc.Offer
	if err = r.Gate.AllowSignIn(r.Ctx, r.C, ""); err == nil {
		offer, err = r.SignIns.OfferFor(r.Ctx, v.Get("email"))
	}
	if err == nil {
		return people.Offer(r.Request, fiber.StatusOK, offer, v.Get("next"))
	}
	if marketplace.IsKind(err, marketplace.NotFound) {
		return r.Wrong(r.findPage(v, []marketplace.FieldError{marketplace.Field("email", "oidc.none_for_address")}))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.findPage(v, errs))
}

// getBegin sends the browser to the service.
func (r *guest) getBegin() error {
	next := visit.SafeNext(r.C.Query("next"))
	if r.Actor.Person != "" {
		return r.Redirect(next, "")
	}
	org, err := web.IDParam(r.C, "org")
	if err != nil {
		return err
	}
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	begun, err := r.SignIns.Begin(r.Ctx, org, next, string(r.Lang.Voice))
	if err != nil {
		return r.refused(org, err)
	}
	r.Gate.Remember(r.C, cookie, begun.Cookie, oidc.Life)
	return r.C.Redirect(begun.Address, fiber.StatusSeeOther)
}

// getReturn lets in who was identified by the service.
func (r *guest) getReturn() error {
	org, err := web.IDParam(r.C, "org")
	if err != nil {
		return err
	}
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	query := func(name string) string { return utils.CopyString(r.C.Query(name)) }
	came, err := r.SignIns.Finish(r.Ctx, oidc.Return{
		Org: org, State: query("state"), Code: query("code"), Issuer: query("iss"), Error: query("error"), Cookie: r.Gate.Remembered(r.C, cookie),
		UserAgent: agent(r.C), Lang: string(r.Lang.Voice),
	})
	if err != nil {
		return r.refused(org, err)
	}
	return people.Enter(r.Request, came.SignedIn, came.Next)
}

func agent(c *fiber.Ctx) string { return utils.CopyString(c.Get(fiber.HeaderUserAgent)) }

// refused says why nobody was let in, and what to do; the cause is for the log.
func (r *guest) refused(org marketplace.ID, err error) error {
	e, status := marketplace.AsError(err), fiber.StatusForbidden
	key := e.Key
	switch e.Kind {
	case marketplace.Unauthenticated, marketplace.Forbidden, marketplace.Conflict:
	case marketplace.NotFound:
		key, status = "oidc.gone", fiber.StatusNotFound
	case marketplace.Invalid:
		key, status = "oidc.unusable", fiber.StatusServiceUnavailable
	case marketplace.Unavailable:
		status = fiber.StatusServiceUnavailable
	default:
		return err
	}
	r.Log.LogAttrs(r.Ctx, slog.LevelWarn, "sign-in by an organisation's service refused", slog.String("org", string(org)), slog.String("why", e.Error()))
	page := &view.Error{
		Base: r.Base(r.T("signin.refused")), Status: status, Heading: r.T("signin.refused"), Text: r.Lang.Render(key, e.Args),
		Action: view.Link{Text: r.T("signin.again"), Href: "/signin"},
	}
	return r.Write(status, page)
}
