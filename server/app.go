package server

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/operate"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/trace"
	"sovite.fi/sovite/server/web"
	"sovite.fi/sovite/server/worker"
)

// Deps is what the app is made of.
type Deps struct {
	*Parts
	Portal    func(*fiber.App) // hangs the pages in; nil: none
	Files     []string         // paths of pages that take files of up to ten megabytes
	PageError web.PageError    // the error page; nil: errors are JSON everywhere
	Options
}

// Options are the choices of an installation.
type Options struct {
	HTTPS        bool       // the service is reached over HTTPS: browsers are told to insist on it
	Rate         rate.Limit // how often one caller may ask; the zero Rate sets no limit
	MetricsToken string     // bearer token for /metrics; empty: open, to be closed by the network
	Version      string     // of the program
	Stylesheet   string     // path of the style sheet for the documentation of the interface
	ProxyHeader  string     // header in which a proxy tells the caller's address, such as X-Real-IP; empty: no proxy
	Proxies      []string   // addresses or networks whose ProxyHeader is believed
	Tracer       *trace.Tracer
	Onward       []string // origins to which forms of the pages may lead on, such as those of the payment provider's pages
}

// How long a connection may take. Reading covers ten megabytes over a slow line.
const (
	readTime  = 60 * time.Second
	writeTime = 60 * time.Second
	idleTime  = 120 * time.Second
)

// headerSize is the most that the headers of a request may be, in bytes; tokens in cookies need more than the usual 4,096.
const headerSize = 16 << 10

// New makes the app. An error means that the routes or metrics do not fit together: a programming error.
func New(d Deps) (*fiber.App, error) {
	app := fiber.New(fiber.Config{
		ErrorHandler:            web.ErrorHandler(d.Bundle, d.Log, d.PageError),
		CaseSensitive:           true, // what guards a path compares its letters: see web.Security, web.Limit and bearer
		Immutable:               true, // text that outlives a handler is safe; see server/web
		BodyLimit:               web.ReadBody,
		ReadBufferSize:          headerSize,
		ReadTimeout:             readTime,
		WriteTimeout:            writeTime,
		IdleTimeout:             idleTime,
		DisableStartupMessage:   true,
		ProxyHeader:             d.ProxyHeader,
		EnableTrustedProxyCheck: d.ProxyHeader != "",
		TrustedProxies:          d.Proxies,
	})
	metrics, err := operate.NewMetrics(d.Clock, append(d.gauges(), d.Tracer.Gauges()...))
	if err != nil {
		return nil, err
	}
	around(app, d, metrics)
	operate.Health(app, d.checks(), d.Log)
	metrics.Serve(app, d.MetricsToken)
	if err := mount(app, d); err != nil {
		return nil, err
	}
	if d.Portal != nil {
		d.Portal(app)
	}
	return app, nil
}

// around puts the middleware around every way in, outermost first. Who asks is found out below: programs by a header
// (mount), pages by cookies (the portal), so that a cookie never opens the JSON interface to a forged request.
func around(app *fiber.App, d Deps, metrics *operate.Metrics) {
	app.Use(
		web.RequestID(d.IDs),
		d.Tracer.Requests,
		metrics.Count,
		web.AccessLog(d.Log, d.Clock),
		web.Recover(),
		web.Security(d.HTTPS, d.Onward...),
		web.Limit(append(d.Files, openapi.Base+"/tasks/import", openapi.Base+importPath)...),
		nudge(d.Courier),
	)
}

// nudge wakes the courier after every request that may have saved something.
func nudge(courier *worker.Courier) fiber.Handler {
	return func(c *fiber.Ctx) error {
		err := c.Next()
		if c.Method() != fiber.MethodGet {
			courier.Nudge()
		}
		return err
	}
}

// bearer finds out who asks. Where somebody comes who has no token yet, or has forgotten the password, an old one that
// the program still sends is no hindrance.
func bearer(gate *auth.Gate) fiber.Handler {
	check, before := gate.Bearer(), []string{"/session", "/session/refresh", "/my/session", "/network/session", "/signup", "/password/forgot"}
	return func(c *fiber.Ctx) error {
		path := strings.TrimPrefix(c.Path(), openapi.Base)
		if c.Method() == fiber.MethodPost && (slices.Contains(before, path) || strings.HasPrefix(path, "/password/reset/")) {
			return c.Next()
		}
		return check(c)
	}
}

// mount hangs the JSON interface in.
func mount(app *fiber.App, d Deps) error {
	app.Use(openapi.Base, bearer(d.Gate), web.Language(d.Bundle), d.Rates.Limiter("requests", d.Rate).Handler, d.Once.Handler)
	_, err := openapi.Mount(app, Routes(d), openapi.Options{Bundle: d.Bundle, Log: d.Log, Version: d.Version, Stylesheet: d.Stylesheet})
	return err
}
