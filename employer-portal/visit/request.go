package visit

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Request is one page or one posted form, with who acts and in which language.
type Request struct {
	*Site
	C     *fiber.Ctx
	Ctx   context.Context
	Actor marketplace.Actor // who works for an organisation; nobody when a client is the visitor
	Me    marketplace.Actor // the client who came in through their own door; nobody otherwise
	Lang  i18n.Lang

	Supporter marketplace.Actor // the member of a client's network who came in through their own door; nobody otherwise

	Say present.Presenter

	Looking marketplace.Acting // the administrator who looks as the actor; the zero Acting when nobody does

	kinds []account.Kind // of the organisation; nil before they were asked for
}

func (s *Site) request(c *fiber.Ctx) *Request {
	ctx := c.UserContext()
	lang, actor := web.Lang(s.Bundle, c), web.ActorFrom(ctx)
	var me, supporter marketplace.Actor
	switch {
	case actor.IsClient():
		actor, me = marketplace.Actor{}, actor
	case actor.IsSupporter():
		actor, supporter = marketplace.Actor{}, actor
	}
	if me.Person != "" || supporter.Person != "" {
		lang = s.Bundle.In(present.PlainVoice(lang.Voice))
	}
	return &Request{
		Site: s, C: c, Ctx: ctx, Actor: actor, Me: me, Supporter: supporter, Lang: lang, Looking: marketplace.ActingFrom(ctx),
		Say: present.Presenter{Lang: lang, Plain: s.Bundle.In(present.PlainVoice(lang.Voice)), ESCO: s.ESCO, Suggest: s.Suggest, Places: s.Places, Rules: s.Rules, Zone: s.Zone, Now: s.Clock()},
	}
}

// T is a message of the portal.
func (r *Request) T(key string, args ...any) string { return r.Say.T(key, args...) }

// Base is the part that every page has. title is a text.
func (r *Request) Base(title string) view.Base {
	b := view.Base{
		Lang: r.Lang, Title: title, Path: utils.CopyString(r.C.Path()), Query: r.query(), CSRF: auth.CSRFFrom(r.Ctx),
		Nav: r.nav(), Out: r.out(), Demo: len(r.Demo) > 0, Mailbox: r.Messages != nil, Who: r.who(),
	}
	if b.Who != nil {
		b.Acting = r.strip(b.Who.Name, b.Who.Org)
	}
	if done := utils.CopyString(r.C.Query("done")); done != "" {
		if key := "portal.done." + done; r.Lang.Has(key) {
			b.Done = r.Lang.T(key)
		}
	}
	b.Mark()
	return b
}

// out is where a visit by a door is ended; empty when there is none.
func (r *Request) out() string {
	switch {
	case r.Me.Person != "":
		return "/my/out"
	case r.Supporter.Person != "":
		return "/shown/out"
	}
	return ""
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

// Write writes a page with a status.
func (r *Request) Write(status int, page view.Page) error {
	return r.send(status, func(w io.Writer) error { return r.views.Render(w, page) })
}

// Part writes a part of a page, for a page that fetches it.
func (r *Request) Part(name string, data any) error {
	return r.send(fiber.StatusOK, func(w io.Writer) error { return r.views.Part(w, r.Lang.Voice, name, data) })
}

func (r *Request) send(status int, render func(io.Writer) error) error {
	var out bytes.Buffer
	if err := render(&out); err != nil {
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

// Client loads the client whom the address names as id; NotFound for everybody but their coach.
func (r *Request) Client() (profile.Client, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return profile.Client{}, err
	}
	return r.Profiles.Client(r.Ctx, r.Actor, id)
}

// ClientPath is the address of a client's page; what is about the client stands below it.
func ClientPath(id marketplace.ID) string { return "/clients/" + url.PathEscape(string(id)) }

// Posted is what was typed.
func (r *Request) Posted() (url.Values, error) { return web.Form(r.C) }

// Revision is the number of the version that a form was shown for; otherwise when it does not say.
func Revision(text string, otherwise int64) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if errors.Is(err, strconv.ErrSyntax) {
		return otherwise
	}
	return n // one that is too large is nobody's
}

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
