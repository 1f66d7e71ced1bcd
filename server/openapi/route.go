package openapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/server/web"
)

// Route is one way in.
type Route struct {
	Method  string
	Path    string // below /api/v1, with {parameters}
	Who     Who
	Name    string // operation id, such as "publish-task"; the part after the last dash groups the documentation
	Summary string // one line for the documentation
	Verb    Endpoint
	Scope   apikey.Scope // with which a key is let in; empty: no key is
}

// Who says which callers reach a verb at all. The verb decides about the record.
type Who struct {
	anyone bool
	roles  []marketplace.Role
}

// Anyone needs no sign-in.
func Anyone() Who { return Who{anyone: true} }

// SignedIn needs a person, in any role or none; a client or supporter is let in only where a route says so.
func SignedIn() Who { return Who{} }

// Only needs a person who holds one of the roles in the organisation they act for.
func Only(roles ...marketplace.Role) Who { return Who{roles: roles} }

// Open says whether the way in needs no sign-in.
func (w Who) Open() bool { return w.anyone }

// Lets says whether somebody who is signed in with the role passes.
func (w Who) Lets(role marketplace.Role) bool {
	return w.check(marketplace.Actor{Person: "p", Roles: []marketplace.Role{role}}) == nil
}

// String names the callers for the documentation.
func (w Who) String() string {
	switch {
	case w.anyone:
		return "anyone"
	case len(w.roles) == 0:
		return "anyone signed in"
	}
	names := make([]string, len(w.roles))
	for i, r := range w.roles {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}

func (w Who) check(actor marketplace.Actor) error {
	switch {
	case w.anyone:
		return nil
	case actor.Person == "":
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	case len(w.roles) == 0 && !actor.IsVisitor():
		return nil
	case len(w.roles) == 0:
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return actor.Must(w.roles...)
}

// guard refuses callers before anything of their input is read. Whoever comes with a key acts from here on in the roles of
// the scope, and in no other; where anybody may come, a key is no hindrance.
func (r Route) guard(c *fiber.Ctx) error {
	ctx := c.UserContext()
	if h, ok := web.HolderFrom(ctx); ok && !r.Who.anyone {
		actor, err := h.For(r.Scope)
		if err != nil {
			return err
		}
		ctx = web.WithActor(ctx, actor)
		c.SetUserContext(ctx)
	}
	if err := r.Who.check(web.ActorFrom(ctx)); err != nil {
		return err
	}
	return c.Next()
}

// Endpoint makes a typed function known to the API as an operation.
type Endpoint func(a *API, op huma.Operation)

// Verb makes an Endpoint from a function from request to answer. Fields of the request with the tags path, query,
// header and json are filled in, checked against their tags and documented; unknown fields are refused.
func Verb[I, O any](do func(context.Context, *I) (*O, error)) Endpoint {
	return func(a *API, op huma.Operation) {
		huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
			out, err := do(ctx, in)
			if err != nil {
				return nil, a.refusal(ctx, err)
			}
			return out, nil
		})
	}
}

// Raw makes an Endpoint as Verb does, from a function that reads the body itself, to the byte.
func Raw[I, O any](do func(context.Context, *I) (*O, error)) Endpoint {
	return func(a *API, op huma.Operation) {
		op.SkipValidateBody = true
		Verb(do)(a, op)
	}
}

// operation describes a route for the document.
func (r Route) operation() huma.Operation {
	noun := r.Name[strings.LastIndexByte(r.Name, '-')+1:]
	op := huma.Operation{
		OperationID: r.Name, Method: r.Method, Path: r.Path, Summary: r.Summary, Tags: []string{noun},
		Description:                  "Who may: " + r.Who.String() + ".",
		MaxBodyBytes:                 -1, // web.Limit has counted already, with a text in the caller's language
		RejectUnknownQueryParameters: true,
		Responses:                    map[string]*huma.Response{"default": problemResponse()},
	}
	if strings.HasPrefix(r.Name, "create-") {
		op.DefaultStatus = http.StatusCreated
	}
	if !r.Who.anyone {
		op.Security = []map[string][]string{{bearer: {}}}
		op.Description += " Closed to keys."
	}
	if r.Scope != "" {
		op.Security = append(op.Security, map[string][]string{keyed: {string(r.Scope)}})
		op.Description = "Who may: " + r.Who.String() + "; a key with the scope " + string(r.Scope) + "."
	}
	return op
}

func problemResponse() *huma.Response {
	return &huma.Response{
		Description: "A problem (RFC 9457)",
		Content:     map[string]*huma.MediaType{web.ProblemType: {Schema: &huma.Schema{Ref: "#/components/schemas/Problem"}}},
	}
}
