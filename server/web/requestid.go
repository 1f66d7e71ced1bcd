package web

import (
	"context"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
)

// HeaderRequestID names a request, in both directions.
const HeaderRequestID = "X-Request-Id"

// longestRequestID is the longest id taken from a caller; a longer one is replaced, so that logs stay readable.
const longestRequestID = 64

// WithRequestID returns a context that carries the id of the request.
func WithRequestID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestIDKey, id)
}

// RequestIDFrom is the id of the request, to quote to support; empty outside a request.
func RequestIDFrom(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey).(string)
	return id
}

// RequestID gives every request an id: the caller's, if it is 8 to 64 letters, digits, dots, dashes or underscores,
// otherwise a new one. It stands in the context and in the answer.
func RequestID(ids marketplace.IDs) fiber.Handler {
	return func(c *fiber.Ctx) error {
		id := utils.CopyString(c.Get(HeaderRequestID))
		if !saneRequestID(id) {
			id = string(ids())
		}
		c.SetUserContext(WithRequestID(c.UserContext(), id))
		c.Set(HeaderRequestID, id)
		return c.Next()
	}
}

func saneRequestID(id string) bool {
	if len(id) < 8 || len(id) > longestRequestID {
		return false
	}
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		default:
			return false
		}
	}
	return true
}
