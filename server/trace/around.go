package trace

import (
	"context"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/operate"
)

// Requests traces every request under the pattern of its route. It stands outside whatever turns errors into answers. A tracer that is nil
// traces nothing.
func (t *Tracer) Requests(c *fiber.Ctx) error {
	if t == nil {
		return c.Next()
	}
	ctx, span := t.Begin(c.UserContext(), Server, "", Parse(c.Get("traceparent")))
	if span == nil {
		return c.Next()
	}
	c.SetUserContext(ctx)
	err := c.Next()
	route, status := utils.CopyString(c.Route().Path), c.Response().StatusCode()
	if route == "/" && c.Path() != "/" {
		route = "none"
	}
	method := utils.CopyString(c.Method())
	span.Name = method + " " + route
	span.Set("http.request.method", method)
	span.Set("http.route", route)
	span.Set("http.response.status_code", status)
	span.Failed = status >= fiber.StatusInternalServerError
	span.End(nil)
	return err
}

// Store traces the calls of a store that belong to a request or a job. A tracer that is nil traces nothing.
func (t *Tracer) Store(inner store.Store) store.Store {
	if t == nil {
		return inner
	}
	return store.Around(inner, func(ctx context.Context, c store.Call, call func() error) error {
		if current(ctx) == nil {
			return call()
		}
		_, span := t.Begin(ctx, Client, c.Name+" "+c.Collection, Remote{})
		span.Set("db.operation.name", c.Name)
		span.Set("db.collection.name", c.Collection)
		err := call()
		span.End(err)
		return err
	})
}

// Gauges are how many spans were lost; none when nothing is traced.
func (t *Tracer) Gauges() []operate.Gauge {
	if t == nil {
		return nil
	}
	return []operate.Gauge{{Name: "sovite_spans_lost", Help: "Spans that the collector of traces has not taken.", Ask: func(context.Context) (float64, error) {
		return float64(t.Dropped()), nil
	}}}
}

// Job is a job that is traced. A tracer that is nil traces nothing.
func (t *Tracer) Job(name string, do func(context.Context) error) func(context.Context) error {
	if t == nil {
		return do
	}
	return func(ctx context.Context) error {
		ctx, span := t.Begin(ctx, Internal, name, Remote{})
		err := do(ctx)
		span.End(err)
		return err
	}
}
