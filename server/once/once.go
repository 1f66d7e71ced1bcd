package once

import (
	"context"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/web"
)

// Header is where a caller puts the key of a request, and Replayed tells that an answer is one of before.
const (
	Header   = "Idempotency-Key"
	Replayed = "Idempotency-Replayed"
)

// longest is the most characters of a key.
const longest = 64

// Handler stands before every POST that somebody who is signed in sends with a key.
func (k *Keeper) Handler(c *fiber.Ctx) error {
	key, actor := utils.CopyString(c.Get(Header)), web.ActorFrom(c.UserContext())
	if c.Method() != fiber.MethodPost || key == "" || actor.Person == "" {
		return c.Next()
	}
	if len(key) > longest {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(Header, "api.once_long", "max", longest)})
	}
	ctx, asked := c.UserContext(), digest(string(c.Request().Body()), c.Get("If-Match"))
	e, before, err := k.begin(ctx, idOf(actor, c.Path(), key), asked)
	if err != nil {
		return err
	}
	if before != nil {
		return replay(c, *before)
	}
	c.SetUserContext(marketplace.Reserve(ctx, e.Value.Record))
	if err := c.Next(); err != nil || c.Response().StatusCode() >= fiber.StatusMultipleChoices {
		return k.failed(ctx, e, c.Response().StatusCode(), err)
	}
	if err := k.done(ctx, e, answered(c)); err != nil { // what was done is done, and its sender is told so
		k.log.ErrorContext(ctx, "answer not kept for its key", "error", err)
	}
	return nil
}

// failed is what becomes of the key of a verb that was not answered well; err is what it failed with.
func (k *Keeper) failed(ctx context.Context, e store.Entry[kept], status int, err error) error {
	forget := k.refused
	if status >= fiber.StatusInternalServerError || marketplace.IsKind(err, marketplace.Unavailable) || marketplace.IsKind(err, marketplace.Internal) {
		forget = k.unknown
	}
	if left := forget(ctx, e); err == nil {
		err = left
	}
	return err
}

func replay(c *fiber.Ctx, a answer) error {
	for _, name := range slices.Sorted(maps.Keys(a.Headers)) {
		c.Set(name, a.Headers[name])
	}
	c.Set(Replayed, "true")
	return c.Status(a.Status).Send(a.Body)
}

// answered copies what a verb answered.
func answered(c *fiber.Ctx) answer {
	r := c.Response()
	a := answer{Status: r.StatusCode(), Headers: map[string]string{}, Body: slices.Clone(r.Body())}
	for _, name := range []string{fiber.HeaderContentType, fiber.HeaderETag, fiber.HeaderLocation} {
		if v := r.Header.Peek(name); len(v) > 0 {
			a.Headers[name] = string(v)
		}
	}
	return a
}
