package openapi

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"path"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/server/web"
)

// Base is the path under which every route stands.
const Base = "/api/v1"

// bearer and keyed name the ways to prove who one is, in the document.
const (
	bearer = "bearer"
	keyed  = "key"
)

// API is the mounted interface.
type API struct {
	huma   huma.API
	bundle *i18n.Bundle
	log    *slog.Logger
	told   []told
}

// Options are what the interface needs besides its routes.
type Options struct {
	Bundle     *i18n.Bundle
	Log        *slog.Logger
	Version    string // of the program, shown in the document
	Stylesheet string // path of the style sheet for the documentation; may be empty
}

// Mount makes every route reachable on the app below Base, and with them the document (openapi.json) and its readable
// page (docs). The app must have Fiber's Immutable option set, because huma keeps the text that Fiber hands out.
func Mount(app *fiber.App, routes []Route, o Options) (a *API, err error) {
	defer func() {
		if r := recover(); r != nil { // huma panics when types and tags do not fit together
			err = fmt.Errorf("routes: %v", r)
		}
	}()
	told, err := tellings()
	if err != nil {
		return nil, err
	}
	a = &API{bundle: o.Bundle, log: o.Log, told: told}
	group := app.Group(Base)
	a.huma = humafiber.NewWithGroup(app, group, a.config(o.Version))
	schemas := a.huma.OpenAPI().Components.Schemas
	schemas.Schema(reflect.TypeFor[web.Problem](), true, "Problem")
	for _, r := range routes {
		group.Add(r.Method, fiberPath(r.Path), r.guard, web.JSONBody())
		r.Verb(a, r.operation())
	}
	a.repeatable()
	delete(schemas.Map(), "ErrorModel") // huma's own form of an error, which nobody gets to see
	delete(schemas.Map(), "ErrorDetail")
	a.document(group, o.Stylesheet)
	return a, nil
}

// repeatable tells of the key that every POST of somebody who is signed in may have; see server/once.
func (a *API) repeatable() {
	longest := 64
	for _, item := range a.huma.OpenAPI().Paths {
		op := item.Post
		if op == nil || len(op.Security) == 0 || slices.ContainsFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == "Idempotency-Key" }) {
			continue
		}
		op.Parameters = append(op.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header", Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &longest},
			Description: "Chosen by the caller, one for each thing to be done: sent again within a day it does nothing more and gets the same answer",
		})
	}
}

// config keeps huma from everything that it would do unasked: no page from elsewhere, no $schema in answers.
func (a *API) config(version string) huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "Sovite", Version: version, Description: about},
			Servers: []*huma.Server{{URL: Base}},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", schemaName),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					bearer: {Type: "http", Scheme: "bearer", BearerFormat: "JWT"},
					keyed:  {Type: "http", Scheme: "bearer", BearerFormat: "svk_…", Description: "A key of one's organisation, made on the page /organisation/keys. It opens what its scopes name"},
				},
			},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, web.ProblemType: huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{a.transform},
	}
}

// about explains what is the same on every route.
const about = "Texts are in the language of Accept-Language (fi, sv, en). Errors are problems (RFC 9457). Lists take " +
	"limit and after and name the next page in next and in the Link header. Where an ETag is given, send it back in " +
	"If-Match; status 412 means that somebody else saved first."

// schemaName calls a schema by its type; the terms of EN 16931, which are words such as Line, say that they are of the standard.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if path.Base(t.PkgPath()) == "en16931" {
		return "EN16931" + name
	}
	return name
}

// Document is the generated OpenAPI document.
func (a *API) Document() ([]byte, error) { return json.Marshal(a.huma.OpenAPI()) }

func fiberPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}

// document serves the generated document and its page; both are made once, when first asked for.
func (a *API) document(group fiber.Router, stylesheet string) {
	describe := sync.OnceValues(a.Document)
	group.Get("/openapi.json", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "application/openapi+json")
		return send(c, describe)
	})
	browse := sync.OnceValues(func() ([]byte, error) { return docsPage(a.huma.OpenAPI(), stylesheet) })
	group.Get("/docs", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
		return send(c, browse)
	})
}

func send(c *fiber.Ctx, made func() ([]byte, error)) error {
	body, err := made()
	if err != nil {
		return err
	}
	return c.Send(body)
}

// problem is an error in the language of the request; the cause of an internal one is logged.
func (a *API) problem(ctx context.Context, err error) *web.Problem {
	p := web.ProblemOf(a.lang(ctx), web.RequestIDFrom(ctx), err)
	web.LogInternal(ctx, a.log, p.Status, err)
	return p
}

// refusal is a problem with the headers that belong to it.
func (a *API) refusal(ctx context.Context, err error) error {
	headers := http.Header{}
	p := a.problem(ctx, err)
	if wait := web.RetryAfter(err); wait != "" {
		headers.Set(fiber.HeaderRetryAfter, wait)
	}
	if p.Status == http.StatusUnauthorized {
		headers.Set(fiber.HeaderWWWAuthenticate, "Bearer")
	}
	return huma.ErrorWithHeaders(p, headers)
}

func (a *API) lang(ctx context.Context) i18n.Lang { return a.bundle.In(i18n.Voice(web.LangFrom(ctx))) }
