package portal

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/admin"
	"sovite.fi/sovite/employer-portal/attendance"
	"sovite.fi/sovite/employer-portal/books"
	"sovite.fi/sovite/employer-portal/capacity"
	"sovite.fi/sovite/employer-portal/carve"
	"sovite.fi/sovite/employer-portal/client"
	"sovite.fi/sovite/employer-portal/coach"
	"sovite.fi/sovite/employer-portal/employer"
	"sovite.fi/sovite/employer-portal/frames"
	"sovite.fi/sovite/employer-portal/integrations"
	"sovite.fi/sovite/employer-portal/introductions"
	"sovite.fi/sovite/employer-portal/invoices"
	"sovite.fi/sovite/employer-portal/kept"
	"sovite.fi/sovite/employer-portal/liability"
	"sovite.fi/sovite/employer-portal/online"
	"sovite.fi/sovite/employer-portal/orders"
	"sovite.fi/sovite/employer-portal/outcomes"
	"sovite.fi/sovite/employer-portal/passkeys"
	"sovite.fi/sovite/employer-portal/payments"
	"sovite.fi/sovite/employer-portal/people"
	"sovite.fi/sovite/employer-portal/placed"
	"sovite.fi/sovite/employer-portal/prices"
	"sovite.fi/sovite/employer-portal/privacy"
	"sovite.fi/sovite/employer-portal/process"
	"sovite.fi/sovite/employer-portal/quotes"
	"sovite.fi/sovite/employer-portal/reminders"
	"sovite.fi/sovite/employer-portal/reports"
	"sovite.fi/sovite/employer-portal/requests"
	"sovite.fi/sovite/employer-portal/rosters"
	"sovite.fi/sovite/employer-portal/signin"
	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/employer-portal/status"
	"sovite.fi/sovite/employer-portal/supporters"
	"sovite.fi/sovite/employer-portal/talks"
	"sovite.fi/sovite/employer-portal/timesheets"
	"sovite.fi/sovite/employer-portal/together"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// Deps is what the portal needs.
type Deps = visit.Deps

// DemoAccount is an account that anybody may try.
type DemoAccount = visit.DemoAccount

// Letter is a message that was sent.
type Letter = visit.Letter

// Portal is the pages. It is safe for concurrent use.
type Portal struct{ *visit.Site }

// New reads the assets and parses the templates. An error means that the program was built with a broken one.
func New(d Deps) (*Portal, error) {
	site, err := visit.NewSite(d)
	if err != nil {
		return nil, err
	}
	return &Portal{site}, nil
}

// Ways lists every page and every form.
func Ways() []visit.Way {
	first := visit.Way{Method: fiber.MethodGet, Path: "/", Open: true, Do: home}
	return slices.Concat(
		[]visit.Way{first},
		people.Ways(),
		signin.Ways(),
		passkeys.Ways(),
		client.Ways(),
		coach.Ways(),
		together.Ways(),
		carve.Ways(),
		employer.Ways(),
		kept.Ways(),
		introductions.Ways(),
		placed.Ways(),
		liability.Ways(),
		process.Ways(),
		outcomes.Ways(),
		prices.Ways(),
		capacity.Ways(),
		online.Ways(),
		orders.Ways(),
		frames.Ways(),
		books.Ways(),
		reports.Ways(),
		requests.Ways(),
		rosters.Ways(),
		talks.Ways(),
		attendance.Ways(),
		timesheets.Ways(),
		invoices.Ways(),
		reminders.Ways(),
		payments.Ways(),
		quotes.Ways(),
		supporters.Ways(),
		integrations.Ways(),
		admin.Ways(),
		status.Ways(),
		privacy.Ways(),
	)
}

// Mount hangs the pages in, after the JSON interface: who asks is found out here, by cookies.
func (p *Portal) Mount(app *fiber.App) {
	app.Get(static.Prefix+"*", p.Asset)
	app.Get(static.WorkerPath, p.Worker)
	app.Use(p.Gate.Cookies(), web.Language(p.Bundle), p.Gate.CSRF(), p.KeepLanguage)
	for _, w := range Ways() {
		app.Add(w.Method, w.Path, p.Handle(w))
	}
}

// home is the first page: for a coach what needs them today, for an employer what waits, for others what exists.
func home(r *visit.Request) error {
	switch {
	case r.Me.Person != "":
		return r.Redirect("/my", "")
	case r.Supporter.Person != "":
		return r.Redirect("/shown", "")
	case r.Actor.Person == "":
		return people.Front(r)
	case r.Actor.Org == "":
		return people.Found(r)
	case r.Actor.Has(marketplace.RoleCoach):
		return coach.Home(r)
	case r.Actor.Has(marketplace.RoleEmployer, marketplace.RoleOwner) && r.IsEmployer():
		return employer.Home(r)
	}
	return people.Home(r)
}
