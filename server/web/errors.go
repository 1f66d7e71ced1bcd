package web

import (
	"context"
	"log/slog"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// PageError writes the error page of the portal. The status is set already.
type PageError func(c *fiber.Ctx, p *Problem) error

// ErrorHandler is the one place where an error becomes an answer: application/problem+json under /api and for callers
// that prefer JSON, the portal's error page otherwise (JSON again when page is nil). The cause of an internal error is
// logged and never shown.
func ErrorHandler(bundle *i18n.Bundle, log *slog.Logger, page PageError) fiber.ErrorHandler {
	return func(c *fiber.Ctx, err error) error {
		ctx := c.UserContext()
		p := ProblemOf(Lang(bundle, c), RequestIDFrom(ctx), err)
		LogInternal(ctx, log, p.Status, err)
		c.Status(p.Status)
		if p.Status == fiber.StatusUnauthorized && prefersJSON(c) {
			c.Set(fiber.HeaderWWWAuthenticate, "Bearer")
		}
		if wait := RetryAfter(err); wait != "" {
			c.Set(fiber.HeaderRetryAfter, wait)
		}
		if page != nil && !prefersJSON(c) {
			return page(c, p)
		}
		if err := c.JSON(p); err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, ProblemType)
		return nil
	}
}

// LogInternal logs the cause of an error that is our fault (status 500 and above) under the request's id.
func LogInternal(ctx context.Context, log *slog.Logger, status int, err error) {
	if status < fiber.StatusInternalServerError {
		return
	}
	log.ErrorContext(ctx, "request failed", "request_id", RequestIDFrom(ctx), "status", status, "error", err.Error())
}

// prefersJSON says whether the answer is for a program.
func prefersJSON(c *fiber.Ctx) bool {
	if isAPI(c.Path()) {
		return true
	}
	return c.Get(fiber.HeaderAccept) != "" && c.Accepts(fiber.MIMETextHTML, fiber.MIMEApplicationJSON) == fiber.MIMEApplicationJSON
}

func isAPI(path string) bool { return path == "/api" || strings.HasPrefix(path, "/api/") }

// badField is an Invalid error about one field.
func badField(field, key string, args ...any) error {
	return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(field, key, args...)})
}

// RetryAfter is the value of a Retry-After header for an error that says how long to wait ("seconds" or "minutes" in its
// Args), in seconds; empty for any other error.
func RetryAfter(err error) string {
	e := marketplace.AsError(err)
	if e.Kind != marketplace.TooMany {
		return ""
	}
	if minutes, err := strconv.Atoi(e.Args["minutes"]); err == nil {
		return strconv.Itoa(minutes * 60)
	}
	return e.Args["seconds"]
}
