package portal

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// request is one page or one posted form.
type request struct {
	*Portal
	c     *fiber.Ctx
	ctx   context.Context
	actor marketplace.Actor
	lang  i18n.Lang
	say   present.Presenter

	counted int // how many clients were compared with all tasks for this page
}

// handler answers a request.
type handler func(r *request) error

func (p *Portal) handle(h handler) fiber.Handler {
	return func(c *fiber.Ctx) error { return h(p.request(c)) }
}

func (p *Portal) request(c *fiber.Ctx) *request {
	ctx := c.UserContext()
	lang := web.Lang(p.Bundle, c)
	return &request{
		Portal: p, c: c, ctx: ctx, actor: web.ActorFrom(ctx), lang: lang,
		say: present.Presenter{Lang: lang, ESCO: p.ESCO, Places: p.Places, Zone: p.Zone, Now: p.Clock()},
	}
}

// t is a message of the portal.
func (r *request) t(key string, args ...any) string { return r.say.T(key, args...) }

// base is the part that every page has. title is a text.
func (r *request) base(title string) view.Base {
	b := view.Base{
		Lang: r.lang, Title: title, Path: utils.CopyString(r.c.Path()), Query: r.query(), CSRF: auth.CSRFFrom(r.ctx),
		Nav: r.nav(), Demo: len(r.Demo) > 0, Mailbox: r.Messages != nil, Who: r.who(),
	}
	if done := utils.CopyString(r.c.Query("done")); done != "" {
		if key := "portal.done." + done; r.lang.Has(key) {
			b.Done = r.lang.T(key)
		}
	}
	b.Mark()
	return b
}

// query is the query of this page without the language and the message, for the language links. A page that answers a
// posted form has none: its address is that of the form.
func (r *request) query() string {
	values, err := url.ParseQuery(string(r.c.Request().URI().QueryString()))
	if err != nil {
		return ""
	}
	values.Del("lang")
	values.Del("done")
	return values.Encode()
}

// who is the person who is signed in; nil when nobody is, or when the store does not answer: a page can do without.
func (r *request) who() *view.Who {
	if r.actor.Person == "" {
		return nil
	}
	who := &view.Who{Name: r.t("account")}
	if me, err := r.Accounts.Me(r.ctx, r.actor); err == nil {
		who.Name = me.Name
	}
	if list, err := r.Accounts.Memberships(r.ctx, r.actor); err == nil {
		who.Several = len(list) > 1
		for _, b := range list {
			if b.Organisation.ID == r.actor.Org {
				who.Org = b.Organisation.Name
			}
		}
	}
	return who
}

// show writes a page.
func (r *request) show(page view.Page) error { return r.write(fiber.StatusOK, page) }

// wrong writes a page whose form holds mistakes.
func (r *request) wrong(page view.Page) error { return r.write(fiber.StatusUnprocessableEntity, page) }

func (r *request) write(status int, page view.Page) error {
	var out bytes.Buffer
	if err := r.views.Render(&out, page); err != nil {
		return marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	r.c.Status(status)
	r.c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	r.c.Set(fiber.HeaderCacheControl, "no-store")
	return r.c.Send(out.Bytes())
}

// redirect answers a posted form. done names the message that the next page says once; it may be empty.
func (r *request) redirect(path, done string) error {
	if done != "" {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		path += mark + "done=" + url.QueryEscape(done)
	}
	return r.c.Redirect(path, fiber.StatusSeeOther)
}

// param is a part of the address.
func (r *request) param(name string) string { return web.Param(r.c, name) }

// posted is what was typed.
func (r *request) posted() (url.Values, error) { return web.Form(r.c) }

// fieldErrors are the mistakes that an error names, when what was typed can be mended: invalid input and conflicts. Any
// other error is given back for the error page.
func fieldErrors(err error) ([]marketplace.FieldError, error) {
	e := marketplace.AsError(err)
	switch e.Kind {
	case marketplace.Invalid:
		if len(e.Fields) > 0 {
			return e.Fields, nil
		}
	case marketplace.Conflict, marketplace.Unauthenticated, marketplace.TooMany, marketplace.TooLarge:
	default:
		return nil, err
	}
	return []marketplace.FieldError{{Key: e.Key, Args: e.Args}}, nil
}

// labels are the labels of fields by their names, for the error summary.
func labels(fields ...view.Field) map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.Name] = f.Label
	}
	return out
}

// safeNext is an address of this service to go to after signing in; the first page for any other.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}
