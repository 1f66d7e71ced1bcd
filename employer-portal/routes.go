package portal

import (
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/server/web"
)

// way is one page or one form: who may come in is asked before anything is read; what a person may do with a record is
// asked again by the verb.
type way struct {
	method, path string
	open         bool // also for whoever is not signed in
	do           handler
}

const (
	get  = fiber.MethodGet
	post = fiber.MethodPost
)

// ways lists every page and every form.
func ways() []way {
	return []way{
		{get, "/", true, (*request).getHome},
		{get, "/signin", true, (*request).getSignIn},
		{post, "/signin", true, (*request).postSignIn},
		{post, "/sign-out", true, (*request).postSignOut},
		{get, "/forgot", true, (*request).getForgot},
		{post, "/forgot", true, (*request).postForgot},
		{get, "/reset/:token", true, (*request).getReset},
		{post, "/reset/:token", true, (*request).postReset},
		{get, "/signup", true, (*request).getSignUp},
		{post, "/signup", true, (*request).postSignUp},
		{get, "/join/:token", true, (*request).getJoin},
		{post, "/join/:token", true, (*request).postJoin},
		{get, "/help", true, (*request).getHelp},
		{get, "/accessibility", true, (*request).getStatement},
		{get, "/sources", true, (*request).getSources},
		{get, "/mailbox", true, (*request).getMailbox},
		{get, "/mailbox/:id", true, (*request).getMessage},

		{get, "/account", false, (*request).getAccount},
		{post, "/account", false, (*request).postAccount},
		{post, "/account/password", false, (*request).postPassword},
		{post, "/account/second-factor", false, (*request).postFactor},
		{post, "/account/second-factor/confirm", false, (*request).postFactorConfirm},
		{post, "/account/second-factor/off", false, (*request).postFactorOff},
		{post, "/account/sessions/:id/end", false, (*request).postEndSession},
		{get, "/organisation", false, (*request).getOrganisation},
		{post, "/organisation", false, (*request).postOrganisation},
		{get, "/organisation/new", false, (*request).getFound},
		{post, "/organisation/new", false, (*request).postFound},
		{post, "/organisation/invite", false, (*request).postInvite},
		{post, "/organisation/members/:id", false, (*request).postMember},
		{get, "/switch", false, (*request).getSwitch},
		{post, "/switch", false, (*request).postSwitch},

		{get, "/clients", false, (*request).getCaseload},
		{get, "/clients/new", false, (*request).getNewClient},
		{post, "/clients/new", false, (*request).postNewClient},
		{get, "/clients/:id", false, (*request).getClient},
		{post, "/clients/:id", false, (*request).postClient},
		{get, "/clients/:id/profile", false, (*request).getProfileStart},
		{get, "/clients/:id/profile/:section", false, (*request).getProfile},
		{post, "/clients/:id/profile/:section", false, (*request).postProfile},
		{get, "/clients/:id/versions", false, (*request).getVersions},
		{get, "/clients/:id/matches", false, (*request).getMatches},
		{get, "/clients/:id/matches/:task", false, (*request).getMatch},
		{get, "/clients/:id/compare", false, (*request).getCompare},

		{get, "/tasks", false, (*request).getTasks},
		{get, "/tasks/new", false, (*request).getNewTask},
		{post, "/tasks/new", false, (*request).postNewTask},
		{get, "/tasks/import", false, (*request).getImport},
		{get, "/tasks/import/template.csv", false, (*request).getTemplate},
		{post, "/tasks/import", false, (*request).postImport},
		{get, "/tasks/:id", false, (*request).getTask},
		{get, "/tasks/:id/edit", false, (*request).getTaskEdit},
		{post, "/tasks/:id/edit", false, (*request).postTaskEdit},
		{get, "/tasks/:id/preview", false, (*request).getPreview},
		{get, "/search", false, (*request).getSearch},
	}
}

// Mount hangs the pages in, after the JSON interface: who asks is found out here, by cookies.
func (p *Portal) Mount(app *fiber.App) {
	app.Get(static.Prefix+"*", p.asset)
	app.Use(p.Gate.Cookies(), web.Language(p.Bundle), p.Gate.CSRF(), p.keepLanguage)
	for _, w := range ways() {
		app.Add(w.method, w.path, p.enterBy(w))
	}
}

func (p *Portal) enterBy(w way) fiber.Handler {
	return p.handle(func(r *request) error {
		if !w.open && r.actor.Person == "" {
			return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
		}
		return w.do(r)
	})
}

// keepLanguage remembers the language that was chosen by a link until another is chosen.
func (p *Portal) keepLanguage(c *fiber.Ctx) error {
	for _, v := range i18n.Languages() {
		if c.Query("lang") == string(v) {
			p.setLanguage(c, string(v), 365)
		}
	}
	return c.Next()
}

func (p *Portal) setLanguage(c *fiber.Ctx, value string, days int) {
	c.Cookie(&fiber.Cookie{
		Name: web.LangCookie, Value: value, Path: "/", Expires: p.Clock().AddDate(0, 0, days), MaxAge: days * 24 * 3600,
		SameSite: fiber.CookieSameSiteLaxMode, HTTPOnly: true,
	})
}

// forgetLanguage lets the person's own language count again.
func (r *request) forgetLanguage() { r.setLanguage(r.c, "", -1) }
