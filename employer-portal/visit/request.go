package visit

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

// Request is one page or one posted form, with who acts and in which language.
type Request struct {
	*Site
	C     *fiber.Ctx
	Ctx   context.Context
	Actor marketplace.Actor
	Lang  i18n.Lang
	Say   present.Presenter
}

func (s *Site) request(c *fiber.Ctx) *Request {
	ctx := c.UserContext()
	lang := web.Lang(s.Bundle, c)
	return &Request{
		Site: s, C: c, Ctx: ctx, Actor: web.ActorFrom(ctx), Lang: lang,
		Say: present.Presenter{Lang: lang, Plain: s.Bundle.In(present.PlainVoice(lang.Voice)), ESCO: s.ESCO, Places: s.Places, Zone: s.Zone, Now: s.Clock()},
	}
}

// T is a message of the portal.
func (r *Request) T(key string, args ...any) string { return r.Say.T(key, args...) }

// Base is the part that every page has. title is a text.
func (r *Request) Base(title string) view.Base {
	b := view.Base{
		Lang: r.Lang, Title: title, Path: utils.CopyString(r.C.Path()), Query: r.query(), CSRF: auth.CSRFFrom(r.Ctx),
		Nav: r.nav(), Demo: len(r.Demo) > 0, Mailbox: r.Messages != nil, Who: r.who(),
	}
	if done := utils.CopyString(r.C.Query("done")); done != "" {
		if key := "portal.done." + done; r.Lang.Has(key) {
			b.Done = r.Lang.T(key)
		}
	}
	b.Mark()
	return b
}

// query is the query of this page without the language and the message, for the language links. A page that answers a
// posted form has none: its address is that of the form.
func (r *Request) query() string {
	values, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil {
		return ""
	}
	values.Del("lang")
	values.Del("done")
	return values.Encode()
}

// who is the person who is signed in; nil when nobody is, or when the store does not answer: a page can do without.
func (r *Request) who() *view.Who {
	if r.Actor.Person == "" {
		return nil
	}
	who := &view.Who{Name: r.T("account")}
	if me, err := r.Accounts.Me(r.Ctx, r.Actor); err == nil {
		who.Name = me.Name
	}
	if list, err := r.Accounts.Memberships(r.Ctx, r.Actor); err == nil {
		who.Several = len(list) > 1
		for _, b := range list {
			if b.Organisation.ID == r.Actor.Org {
				who.Org = b.Organisation.Name
			}
		}
	}
	return who
}

// Show writes a page.
func (r *Request) Show(page view.Page) error { return r.Write(fiber.StatusOK, page) }

// Wrong writes a page whose form holds mistakes.
func (r *Request) Wrong(page view.Page) error { return r.Write(fiber.StatusUnprocessableEntity, page) }

func (r *Request) Write(status int, page view.Page) error {
	var out bytes.Buffer
	if err := r.views.Render(&out, page); err != nil {
		return marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	r.C.Status(status)
	r.C.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	r.C.Set(fiber.HeaderCacheControl, "no-store")
	return r.C.Send(out.Bytes())
}

// Redirect answers a posted form. done names the message that the next page says once; it may be empty.
func (r *Request) Redirect(path, done string) error {
	if done != "" {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		path += mark + "done=" + url.QueryEscape(done)
	}
	return r.C.Redirect(path, fiber.StatusSeeOther)
}

// Param is a part of the address.
func (r *Request) Param(name string) string { return web.Param(r.C, name) }

// Posted is what was typed.
func (r *Request) Posted() (url.Values, error) { return web.Form(r.C) }

// FieldErrors are the mistakes that an error names, when what was typed can be mended: invalid input and conflicts. Any
// other error is given back for the error page.
func FieldErrors(err error) ([]marketplace.FieldError, error) {
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

// Labels are the labels of fields by their names, for the error summary.
func Labels(fields ...view.Field) map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.Name] = f.Label
	}
	return out
}

// SafeNext is an address of this service to go to after signing in; the first page for any other.
func SafeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// Single makes a page with one form; what is wrong stands at its fields and on top.
func (r *Request) Single(key, action string, v url.Values, errs []marketplace.FieldError, fields func(view.Form) []view.Field) *view.Single {
	f := view.NewForm(r.Lang, v, errs)
	page := &view.Single{
		Base: r.Base(r.T(key)), Heading: r.T(key), Intro: r.T(key + ".intro"), Action: action, Submit: r.T(key + ".submit"),
		Fields: fields(f), Hidden: map[string]string{},
	}
	page.Problems = f.Problems(errs, Labels(page.Fields...))
	return page
}

// ForgetLanguage lets the person's own language count again.
func (r *Request) ForgetLanguage() { r.setLanguage(r.C, "", -1) }

// StatusConflict is the status of a page that shows what somebody else saved meanwhile.
const StatusConflict = fiber.StatusConflict
