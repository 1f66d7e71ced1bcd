package auth

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/session"
	"sovite.fi/sovite/server/web"
)

// The cookies of the portal. With https they carry the prefix __Host-, by which a browser refuses them from any other
// host, path or scheme.
const (
	accessCookie  = "access"
	refreshCookie = "refresh"
	visitorCookie = "visitor"
)

// Cookies reads the tokens of pages from cookies. When the access token has expired it trades the refresh token for new
// ones on the way, so that a person stays signed in for as long as the session lives; when that fails nobody is signed
// in and the cookies go.
func (g *Gate) Cookies() fiber.Handler {
	return func(c *fiber.Ctx) error {
		actor, id, err := g.fromVisitCookie(c)
		if err == nil && id == "" {
			actor, id, err = g.fromCookies(c)
		}
		switch {
		case err == nil && id != "":
			if err := g.enterPages(c, actor, id); err != nil {
				return err
			}
		case marketplace.IsKind(err, marketplace.Unauthenticated):
			g.forget(c)
			g.forgetVisits(c)
		case err != nil:
			return err
		}
		return c.Next()
	}
}

func (g *Gate) fromCookies(c *fiber.Ctx) (marketplace.Actor, marketplace.ID, error) {
	access, refresh := g.cookie(c, accessCookie), g.cookie(c, refreshCookie)
	if access != "" {
		actor, id, err := g.Verify(c.UserContext(), access)
		if err == nil || !marketplace.IsKind(err, marketplace.Unauthenticated) || refresh == "" {
			return actor, id, err
		}
	}
	if refresh == "" {
		return marketplace.Actor{}, "", nil
	}
	next, err := g.accounts.Refresh(c.UserContext(), refresh)
	if err != nil {
		return marketplace.Actor{}, "", err
	}
	actor, err := g.Welcome(c, next.Session.ID, next.Refresh)
	return actor, next.Session.ID, err
}

// Welcome sets the cookies of a session after sign-in, or after it has switched to another organisation (with an empty
// refresh token, which leaves that cookie as it is). The answer is who acts from now on.
func (g *Gate) Welcome(c *fiber.Ctx, id marketplace.ID, refresh string) (marketplace.Actor, error) {
	token, err := g.Issue(c.UserContext(), id)
	if err != nil {
		return marketplace.Actor{}, err
	}
	g.forgetVisits(c)
	g.setCookie(c, accessCookie, token.Access, AccessLife)
	if refresh != "" {
		g.setCookie(c, refreshCookie, refresh, session.Life)
	}
	return g.accounts.ActorFor(c.UserContext(), id)
}

// SignOut ends the session of the request and takes its cookies away.
func (g *Gate) SignOut(c *fiber.Ctx) error {
	g.forget(c)
	id := SessionFrom(c.UserContext())
	if id == "" || web.ActorFrom(c.UserContext()).IsVisitor() {
		return nil
	}
	return g.accounts.SignOut(context.WithoutCancel(c.UserContext()), id)
}

func (g *Gate) forget(c *fiber.Ctx) {
	for _, name := range []string{accessCookie, refreshCookie} {
		if g.cookie(c, name) != "" {
			g.setCookie(c, name, "", -time.Hour)
		}
	}
}

func (g *Gate) cookie(c *fiber.Ctx, name string) string {
	return utils.CopyString(c.Cookies(g.cookieName(name)))
}

func (g *Gate) setCookie(c *fiber.Ctx, name, value string, life time.Duration) {
	c.Cookie(&fiber.Cookie{
		Name: g.cookieName(name), Value: value, Path: "/", Expires: g.clock().Add(life), MaxAge: int(life.Seconds()),
		HTTPOnly: true, Secure: g.secure, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

// Remember keeps something in the browser for a while, for a way that leads out of the service and back.
func (g *Gate) Remember(c *fiber.Ctx, name, value string, life time.Duration) {
	g.setCookie(c, name, value, life)
}

// Remembered gives what Remember kept, and lets the browser forget it: it is good for one way.
func (g *Gate) Remembered(c *fiber.Ctx, name string) string {
	value := g.cookie(c, name)
	if value != "" {
		g.setCookie(c, name, "", -time.Hour)
	}
	return value
}

func (g *Gate) cookieName(name string) string {
	if g.secure {
		return "__Host-sovite-" + name
	}
	return "sovite-" + name
}
