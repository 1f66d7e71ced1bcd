package auth

import (
	"context"
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/session"
)

// The places where a token against forged requests may stand.
const (
	CSRFField  = "csrf"
	CSRFHeader = "X-CSRF-Token"
)

// CSRF refuses unsafe requests that another site made a browser send. It runs after Cookies. Two independent checks: the
// browser's own word about where the request comes from (Sec-Fetch-Site, Origin), and a token that only our pages know,
// a code over the session or, before sign-in, over a random cookie. Forbidden "auth.csrf" otherwise.
func (g *Gate) CSRF() fiber.Handler {
	return func(c *fiber.Ctx) error {
		owner, err := g.formOwner(c)
		if err != nil {
			return err
		}
		token, err := g.vault.Code("csrf", owner)
		if err != nil {
			return err
		}
		if !safe(c.Method()) && (!g.sameSite(c) || !g.vault.Checks(sentToken(c), "csrf", owner)) {
			return marketplace.Errorf(marketplace.Forbidden, "auth.csrf")
		}
		c.SetUserContext(context.WithValue(c.UserContext(), csrfKey, token))
		return c.Next()
	}
}

// formOwner is what the token is bound to: the session, or the visitor's cookie, which is made when there is none.
func (g *Gate) formOwner(c *fiber.Ctx) (string, error) {
	if id := SessionFrom(c.UserContext()); id != "" {
		return "session " + string(id), nil
	}
	visitor := g.cookie(c, visitorCookie)
	if visitor == "" {
		fresh, err := g.vault.Random(16)
		if err != nil {
			return "", err
		}
		g.setCookie(c, visitorCookie, fresh, session.Life)
		visitor = fresh
	}
	return "visitor " + visitor, nil
}

func safe(method string) bool {
	return slices.Contains([]string{fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions}, method)
}

// sentToken is the token from the header or the form; never from the address, which ends up in logs and in Referer.
func sentToken(c *fiber.Ctx) string {
	if token := c.Get(CSRFHeader); token != "" {
		return utils.CopyString(token)
	}
	if token := c.Request().PostArgs().Peek(CSRFField); len(token) > 0 {
		return string(token)
	}
	form, err := c.MultipartForm()
	if err != nil || len(form.Value[CSRFField]) == 0 {
		return ""
	}
	return utils.CopyString(form.Value[CSRFField][0])
}

// sameSite takes the browser at its word. Browsers send Sec-Fetch-Site since 2020 and Origin with every unsafe request;
// what sends neither is no browser and has to know the token.
func (g *Gate) sameSite(c *fiber.Ctx) bool {
	switch c.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || origin == g.origin {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && u.Host == string(c.Context().Host())
}
