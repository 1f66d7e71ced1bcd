package portal

import (
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/static"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/server/auth"
)

// Deps is what the portal needs.
type Deps struct {
	Accounts  *account.Service
	Profiles  *profile.Service
	Tasks     *task.Service
	Discovery *discovery.Service
	Gate      *auth.Gate
	Bundle    *i18n.Bundle
	Scale     *matching.Scale
	Places    *place.Places
	ESCO      *esco.Table
	Clock     marketplace.Clock
	Zone      *time.Location // in which days and times are shown
	Contact   string         // e-mail address for help; may be empty

	Demo     []DemoAccount            // accounts that the sign-in page offers; none outside demo mode
	Messages func() ([]Letter, error) // the messages that were sent, newest first; nil when they cannot be read here
}

// DemoAccount is an account that anybody may try. Name is the key of a message of the portal, such as "demo.coach".
type DemoAccount struct{ Name, Email, Password string }

// Letter is a message that was sent.
type Letter struct {
	notify.Message
	Sent marketplace.Instant
}

// Portal is the pages. It is safe for concurrent use.
type Portal struct {
	Deps
	assets *static.Files
	views  *view.Set
}

// New reads the assets and parses the templates. An error means that the program was built with a broken one.
func New(d Deps) (*Portal, error) {
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
	return &Portal{Deps: d, assets: assets, views: views}, nil
}

// Stylesheet is the address of the style sheet, for pages that are made elsewhere.
func (p *Portal) Stylesheet() string { return p.assets.URL("app.css") }

// asset serves a file under its hashed address, for good.
func (p *Portal) asset(c *fiber.Ctx) error {
	a, ok := p.assets.Get(c.Path())
	if !ok {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, a.Type)
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return c.Send(a.Body)
}
