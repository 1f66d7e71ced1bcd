package portal

import (
	"net/url"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/server/web"
)

// single makes a page with one form; what is wrong stands at its fields and on top.
func (r *request) single(key, action string, v url.Values, errs []marketplace.FieldError, fields func(view.Form) []view.Field) *view.Single {
	f := view.NewForm(r.lang, v, errs)
	page := &view.Single{
		Base: r.base(r.t(key)), Heading: r.t(key), Intro: r.t(key + ".intro"), Action: action, Submit: r.t(key + ".submit"),
		Fields: fields(f), Hidden: map[string]string{},
	}
	page.Problems = f.Problems(errs, labels(page.Fields...))
	return page
}

func (r *request) signInPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.single("signin", "/signin", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("email", "portal.email").As("email", "username").Must(), f.Password("password", "portal.password", "current-password")}
	})
	page.Hidden["next"] = safeNext(v.Get("next"))
	page.After = []view.Link{{Text: r.t("forgot"), Href: "/forgot"}, {Text: r.t("signup"), Href: "/signup"}}
	for _, d := range r.Demo {
		page.Accounts = append(page.Accounts, view.Option{Text: r.t(d.Name), Value: d.Email, Hint: d.Password})
	}
	return page
}

func (r *request) getSignIn() error {
	if r.actor.Person != "" {
		return r.redirect("/", "")
	}
	return r.show(r.signInPage(url.Values{"next": {r.c.Query("next")}}, nil))
}

func (r *request) postSignIn() error {
	v, err := r.posted()
	if err != nil {
		return err
	}
	if err := r.Gate.AllowSignIn(r.c, v.Get("email")); err != nil {
		return r.signInWrong(v, err)
	}
	in, err := r.Accounts.SignIn(r.ctx, account.Credentials{
		Email: v.Get("email"), Password: v.Get("password"), Ticket: v.Get("ticket"), Code: v.Get("code"), UserAgent: r.agent(),
	})
	if err != nil {
		return r.signInWrong(v, err)
	}
	if in.SecondFactor {
		v.Set("ticket", in.Ticket)
		return r.show(r.codePage(v, nil))
	}
	return r.enter(in, v.Get("next"))
}

// enter sets the cookies of the new session.
func (r *request) enter(in account.SignedIn, next string) error {
	if _, err := r.Gate.Welcome(r.c, in.Session.ID, in.Refresh); err != nil {
		return err
	}
	return r.redirect(safeNext(next), "")
}

func (r *request) agent() string { return utils.CopyString(r.c.Get(fiber.HeaderUserAgent)) }

// signInWrong shows the step that went wrong again.
func (r *request) signInWrong(v url.Values, err error) error {
	errs, err := fieldErrors(err)
	if err != nil {
		return err
	}
	if v.Get("ticket") != "" {
		return r.wrong(r.codePage(v, errs))
	}
	return r.wrong(r.signInPage(v, errs))
}

// codePage asks for the code of the second factor, or for a recovery code.
func (r *request) codePage(v url.Values, errs []marketplace.FieldError) *view.Single {
	v.Del("code")
	page := r.single("code", "/signin", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("code", "portal.code.field").As("text", "one-time-code").Must().WithHint(r.t("code.hint"))}
	})
	page.Hidden["ticket"], page.Hidden["next"] = v.Get("ticket"), safeNext(v.Get("next"))
	page.After = []view.Link{{Text: r.t("code.again"), Href: "/signin"}}
	return page
}

func (r *request) postSignOut() error {
	if err := r.Gate.SignOut(r.c); err != nil {
		return err
	}
	return r.redirect("/signin", "signed_out")
}

func (r *request) emailPage(key string, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.single(key, "/"+key, v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("email", "portal.email").As("email", "username").Must()}
	})
	page.After = []view.Link{{Text: r.t("sign_in"), Href: "/signin"}}
	return page
}

func (r *request) getForgot() error { return r.show(r.emailPage("forgot", url.Values{}, nil)) }

func (r *request) getSignUp() error { return r.show(r.emailPage("signup", url.Values{}, nil)) }

func (r *request) postForgot() error {
	return r.sendLink("forgot", func(v url.Values) error { return r.Accounts.RequestReset(r.ctx, v.Get("email")) })
}

func (r *request) postSignUp() error {
	return r.sendLink("signup", func(v url.Values) error { return r.Accounts.SignUp(r.ctx, v.Get("email"), string(r.lang.Voice)) })
}

// sendLink asks for a message; the answer is the same whether the address has an account or not.
func (r *request) sendLink(key string, send func(url.Values) error) error {
	v, err := r.posted()
	if err != nil {
		return err
	}
	if err = r.Gate.AllowSignIn(r.c, v.Get("email")); err == nil {
		err = send(v)
	}
	if err != nil {
		errs, err := fieldErrors(err)
		if err != nil {
			return err
		}
		return r.wrong(r.emailPage(key, v, errs))
	}
	return r.redirect("/"+key, "link_sent")
}

func (r *request) resetPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	return r.single("reset", "/reset/"+url.PathEscape(web.Param(r.c, "token")), v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Password("password", "portal.password.new", "new-password").WithHint(r.t("password.hint"))}
	})
}

func (r *request) getReset() error { return r.show(r.resetPage(url.Values{}, nil)) }

func (r *request) postReset() error {
	v, err := r.posted()
	if err != nil {
		return err
	}
	if err := r.Accounts.CompleteReset(r.ctx, web.Param(r.c, "token"), v.Get("password")); err != nil {
		errs, err := fieldErrors(err)
		if err != nil {
			return err
		}
		return r.wrong(r.resetPage(v, errs))
	}
	return r.redirect("/signin", "password_changed")
}

// joinPage shows what an invitation or a sign-up link is for; somebody new fills in a name and a password.
func (r *request) joinPage(in account.Invitation, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.single("join", "/join/"+url.PathEscape(web.Param(r.c, "token")), v, errs, func(f view.Form) []view.Field {
		if in.Known {
			return nil
		}
		return []view.Field{
			f.Input("name", "portal.name").As("text", "name").Must(),
			f.Select("lang", "portal.language", f.Keyed("portal.language", "fi", "sv", "en")),
			f.Password("password", "portal.password.new", "new-password").WithHint(r.t("password.hint")),
		}
	})
	page.Note = in.Email
	if in.OrgName != "" {
		page.Heading = r.t("join.org", "org", in.OrgName)
		page.Intro = r.t("join.org.intro", "org", in.OrgName, "roles", r.say.Roles(in.Roles))
	}
	return page
}

func (r *request) getJoin() error {
	in, err := r.Accounts.Link(r.ctx, web.Param(r.c, "token"))
	if err != nil {
		return err
	}
	return r.show(r.joinPage(in, url.Values{"lang": {string(r.lang.Voice)}}, nil))
}

func (r *request) postJoin() error {
	token := web.Param(r.c, "token")
	in, err := r.Accounts.Link(r.ctx, token)
	if err != nil {
		return err
	}
	v, err := r.posted()
	if err != nil {
		return err
	}
	_, err = r.Accounts.Accept(r.ctx, r.actor, token, account.NewPerson{Name: v.Get("name"), Lang: v.Get("lang"), Password: v.Get("password")})
	if err != nil {
		errs, err := fieldErrors(err)
		if err != nil {
			return err
		}
		return r.wrong(r.joinPage(in, v, errs))
	}
	if in.Known {
		return r.redirect("/switch", "joined")
	}
	signed, err := r.Accounts.SignIn(r.ctx, account.Credentials{Email: in.Email, Password: v.Get("password"), UserAgent: r.agent()})
	if err != nil {
		return r.redirect("/signin", "joined")
	}
	return r.enter(signed, "/")
}
