package web

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
)

// Recover turns a panic into an internal error with the stack as its private cause.
func Recover() fiber.Handler {
	return func(c *fiber.Ctx) (err error) {
		defer func() {
			if r := recover(); r != nil {
				cause := fmt.Errorf("panic: %v\n%s", r, debug.Stack())
				err = marketplace.Errorf(marketplace.Internal, "error.internal", cause)
			}
		}()
		return c.Next()
	}
}

// policy is strict: scripts and styles only from our own files, nothing inline, nobody may frame us. data: lets a page
// show the QR code of the second factor.
//
// It ends with where forms lead, so that Security can add to it.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

// Security sets the headers that keep a page to itself. https adds Strict-Transport-Security for two years; give true
// only when the service is reached over HTTPS. onward are the origins, such as "https://pay.example", to which an answer to a
// form may send people on: browsers hold form-action against redirects, too.
func Security(https bool, onward ...string) fiber.Handler {
	held := strings.Join(append([]string{policy}, onward...), " ")
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentSecurityPolicy, held)
		c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
		c.Set(fiber.HeaderXFrameOptions, "DENY")
		c.Set(fiber.HeaderReferrerPolicy, "same-origin")
		c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		c.Set("Cross-Origin-Opener-Policy", "same-origin")
		if https {
			c.Set(fiber.HeaderStrictTransportSecurity, "max-age=63072000; includeSubDomains")
		}
		if isAPI(c.Path()) {
			c.Set(fiber.HeaderCacheControl, "no-store")
		}
		return c.Next()
	}
}

// AccessLog writes one line for each request, with the path but never the query, which may hold what somebody searched
// for, and without the secret part of links that open accounts. It answers errors itself, so that the status it logs is the one that was sent.
func AccessLog(log *slog.Logger, clock marketplace.Clock) fiber.Handler {
	return func(c *fiber.Ctx) error {
		start := clock()
		err := c.Next()
		if err != nil {
			if err = c.App().ErrorHandler(c, err); err != nil {
				_ = c.SendStatus(fiber.StatusInternalServerError)
			}
		}
		ctx := c.UserContext()
		log.LogAttrs(ctx, slog.LevelInfo, "request",
			slog.String("request_id", RequestIDFrom(ctx)),
			slog.String("method", utils.CopyString(c.Method())),
			slog.String("path", harmless(c.Path())),
			slog.Int("status", c.Response().StatusCode()),
			slog.Int("bytes", len(c.Response().Body())),
			slog.Int64("ms", clock().Sub(start).Milliseconds()),
			slog.String("actor", string(asker(ctx))),
		)
		return nil
	}
}

// longestName is the longest part of a path that can be the id of a record or the name of a page. Tokens are longer.
const longestName = 40

// harmless is a copy of a path without its parts that could be a token, however they are escaped or garbled.
func harmless(path string) string {
	parts := strings.Split(utils.CopyString(path), "/")
	for i, part := range parts {
		if len(part) > longestName {
			parts[i] = "…"
		}
	}
	return strings.Join(parts, "/")
}
