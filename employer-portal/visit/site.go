package visit

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/web"
)

// Deps is what the pages need.
type Deps struct {
	*server.Parts // the services and tables that every way in shares

	Zone    *time.Location // in which days and times are shown
	Contact string         // e-mail address for help; may be empty

	Demo     []DemoAccount            // accounts that the sign-in page offers; none outside demo mode
	Messages func() ([]Letter, error) // the messages that were sent, newest first; nil when they cannot be read here
	Stage    provider.Stage           // pages of a stand-in for a payment provider; nil outside demo mode
	County   oidc.Stage               // page of a stand-in for a county's sign-in service; nil outside demo mode
}

// DemoAccount is an account that anybody may try. Name is the key of a message of the portal, such as "demo.coach". A
// client has no e-mail address but a Link, and the password is the PIN.
type DemoAccount struct{ Name, Email, Password, Link string }

// Letter is a message that was sent.
type Letter struct {
	notify.Message
	Sent marketplace.Instant
}

// Site is what every request shares: the services, the assets and the templates. It is read-only and safe for
// concurrent use.
type Site struct {
	Deps
	assets *static.Files
	worker []byte
	views  *view.Set
	Lists  *Lists // parts of pages that are the same for everybody on a day
}

// NewSite reads the assets and parses the templates. An error means that the program was built with a broken one.
func NewSite(d Deps) (*Site, error) {
	assets, err := static.New()
	if err != nil {
		return nil, err
	}
	views, err := view.New(d.Bundle, assets)
	if err != nil {
		return nil, err
	}
	if d.Zone == nil {
		return nil, fmt.Errorf("portal: no time zone")
	}
	worker, err := assets.Worker()
	if err != nil {
		return nil, err
	}
	return &Site{Deps: d, assets: assets, worker: worker, views: views, Lists: &Lists{}}, nil
}

// Stylesheet is the address of the style sheet, for pages that are made elsewhere.
func (s *Site) Stylesheet() string { return s.assets.URL("app.css") }

// Asset serves a file under its hashed address, for good.
func (s *Site) Asset(c *fiber.Ctx) error {
	a, ok := s.assets.Get(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, a.Type)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return c.Send(a.Body)
}

// Worker serves the script that keeps pages on a phone; it is looked at again each time.
func (s *Site) Worker(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "text/javascript; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(s.worker)
}

// Handler answers a request.
type Handler func(r *Request) error

// By makes the handler of a page from a method of the request of its package, T, which adds nothing but methods.
func By[T ~struct{ *Request }](do func(*T) error) Handler {
	return func(r *Request) error { return do(&T{r}) }
}

// The methods of a Way.
const (
	Get  = fiber.MethodGet
	Post = fiber.MethodPost
)

// Way is one page or one form.
type Way struct {
	Method, Path string
	Open         bool // also for whoever is not signed in
	Client       bool // only for a client who came in through their own door; every other Way but the open ones is closed to clients
	Supporter    bool // only for a member of a client's network who came in through their own door, and nothing else is open to them
	Do           Handler
}

// Handle makes a Way ready for the app. Who may come in is asked before anything is read; what a person may do with a
// record is asked again by the verb.
func (s *Site) Handle(w Way) fiber.Handler {
	return func(c *fiber.Ctx) error {
		r := s.request(c)
		if err := w.admits(r); err != nil {
			return err
		}
		if err := r.lookOnly(w); err != nil {
			return err
		}
		if err := w.Do(r); err != nil {
			return err
		}
		return r.pagesOnly(w)
	}
}

func (w Way) admits(r *Request) error {
	staff, client, supporter := r.Actor.Person != "", r.Me.Person != "", r.Supporter.Person != ""
	switch {
	case w.Open, w.Client && client, w.Supporter && supporter, !w.Client && !w.Supporter && staff:
		return nil
	case staff || client || supporter:
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	case w.Client || w.Supporter:
		return marketplace.Errorf(marketplace.Unauthenticated, "door.visit_over")
	}
	return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
}

// KeepLanguage remembers the language that was chosen by a link until another is chosen.
func (s *Site) KeepLanguage(c *fiber.Ctx) error {
	for _, v := range i18n.Languages() {
		if c.Query("lang") == string(v) {
			s.setLanguage(c, string(v), 365)
		}
	}
	return c.Next()
}

func (s *Site) setLanguage(c *fiber.Ctx, value string, days int) {
	c.Cookie(&fiber.Cookie{
		Name: web.LangCookie, Value: value, Path: "/", Expires: s.Clock().AddDate(0, 0, days), MaxAge: days * 24 * 3600,
		SameSite: fiber.CookieSameSiteLaxMode, HTTPOnly: true,
	})
}
