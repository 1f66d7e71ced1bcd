package people

import (
	"net/url"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/server/web"
)

func (r *request) signInPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("signin", "/signin", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("email", "portal.email").As("email", "username").Must(), f.Password("password", "portal.password", "current-password")}
	})
	page.Hidden["next"] = visit.SafeNext(v.Get("next"))
	if r.Passkeys.Offered() {
		page.After = []view.Link{{Text: r.T("passkey.come"), Href: "/signin/passkey?next=" + url.QueryEscape(visit.SafeNext(v.Get("next")))}}
	}
	page.After = append(page.After, []view.Link{
		{Text: r.T("signin.own"), Href: "/signin/organisation?next=" + url.QueryEscape(visit.SafeNext(v.Get("next")))},
		{Text: r.T("forgot"), Href: "/forgot"},
		{Text: r.T("signup"), Href: "/signup"},
	}...)
	for _, d := range r.Demo {
		if d.Link != "" {
			page.Doors = append(page.Doors, view.Link{Text: r.T(d.Name), Note: r.T(d.Name+".open", "pin", d.Password), Href: d.Link})
			continue
		}
		page.Accounts = append(page.Accounts, view.Option{Text: r.T(d.Name), Value: d.Email, Hint: d.Password})
	}
	return page
}

func (r *request) getSignIn() error {
	if r.Actor.Person != "" {
		return r.Redirect("/", "")
	}
	return r.Show(r.signInPage(url.Values{"next": {r.C.Query("next")}}, nil))
}

func (r *request) postSignIn() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, v.Get("email")); err != nil {
		return r.signInWrong(v, err)
	}
	in, err := r.Accounts.SignIn(r.Ctx, account.Credentials{
		Email: v.Get("email"), Password: v.Get("password"), Ticket: v.Get("ticket"), Code: v.Get("code"), UserAgent: r.agent(),
	})
	if err != nil {
		return r.signInWrong(v, err)
	}
	if in.SecondFactor {
		v.Set("ticket", in.Ticket)
		return r.Show(r.codePage(v, nil))
	}
	return r.enter(in, v.Get("next"))
}

// Enter lets somebody in who has proven who they are; whoever has a second factor yet to show is asked for it.
func Enter(v *visit.Request, in account.SignedIn, next string) error {
	r := &request{v}
	if in.SecondFactor {
		return r.Show(r.codePage(url.Values{"ticket": {in.Ticket}, "next": {next}}, nil))
	}
	return r.enter(in, next)
}

// enter sets the cookies of the new session.
func (r *request) enter(in account.SignedIn, next string) error {
	if _, err := r.Gate.Welcome(r.C, in.Session.ID, in.Refresh); err != nil {
		return err
	}
	return r.Redirect(visit.SafeNext(next), "")
}

func (r *request) agent() string { return utils.CopyString(r.C.Get(fiber.HeaderUserAgent)) }

// signInWrong shows the step that went wrong again; or the way in by the organisation's own service, when that is the only one.
func (r *request) signInWrong(v url.Values, err error) error {
	if marketplace.AsError(err).Key == "oidc.only" {
		offer, err := r.SignIns.OfferFor(r.Ctx, v.Get("email"))
		if err != nil {
			return err
		}
		return Offer(r.Request, visit.StatusConflict, offer, v.Get("next"))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	if v.Get("ticket") != "" {
		return r.Wrong(r.codePage(v, errs))
	}
	return r.Wrong(r.signInPage(v, errs))
}

// codePage asks for the code of the second factor, or for a recovery code.
func (r *request) codePage(v url.Values, errs []marketplace.FieldError) *view.Single {
	v.Del("code")
	page := r.Single("code", "/signin", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("code", "portal.code.field").As("text", "one-time-code").Must().WithHint(r.T("code.hint"))}
	})
	page.Hidden["ticket"], page.Hidden["next"] = v.Get("ticket"), visit.SafeNext(v.Get("next"))
	page.After = []view.Link{{Text: r.T("code.again"), Href: "/signin"}}
	return page
}

func (r *request) postSignOut() error {
	if err := r.Gate.SignOut(r.C); err != nil {
		return err
	}
	return r.Redirect("/signin", "signed_out")
}

func (r *request) emailPage(key string, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single(key, "/"+key, v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("email", "portal.email").As("email", "username").Must()}
	})
	page.After = []view.Link{{Text: r.T("sign_in"), Href: "/signin"}}
	return page
}

func (r *request) getForgot() error { return r.Show(r.emailPage("forgot", url.Values{}, nil)) }

func (r *request) getSignUp() error { return r.Show(r.emailPage("signup", url.Values{}, nil)) }

func (r *request) postForgot() error {
	return r.sendLink("forgot", func(v url.Values) error { return r.Accounts.RequestReset(r.Ctx, v.Get("email")) })
}

func (r *request) postSignUp() error {
	return r.sendLink("signup", func(v url.Values) error { return r.Accounts.SignUp(r.Ctx, v.Get("email"), string(r.Lang.Voice)) })
}

// sendLink asks for a message; the answer is the same whether the address has an account or not.
func (r *request) sendLink(key string, send func(url.Values) error) error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = r.Gate.AllowSignIn(r.Ctx, r.C, v.Get("email")); err == nil {
		err = send(v)
	}
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.emailPage(key, v, errs))
	}
	return r.Redirect("/"+key, "link_sent")
}

func (r *request) resetPage(v url.Values, errs []marketplace.FieldError) *view.Single {
	return r.Single("reset", "/reset/"+url.PathEscape(web.Param(r.C, "token")), v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Password("new_password", "portal.password.new", "new-password").WithHint(r.T("password.hint"))}
	})
}

func (r *request) getReset() error { return r.Show(r.resetPage(url.Values{}, nil)) }

func (r *request) postReset() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	err = r.Gate.AllowSignIn(r.Ctx, r.C, "")
	if err == nil {
		err = r.Accounts.CompleteReset(r.Ctx, web.Param(r.C, "token"), v.Get("new_password"))
	}
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.resetPage(v, errs))
	}
	return r.Redirect("/signin", "password_changed")
}

// joinPage shows what an invitation or a sign-up link is for; somebody new fills in a name and a password.
func (r *request) joinPage(in account.Invitation, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single("join", "/join/"+url.PathEscape(web.Param(r.C, "token")), v, errs, func(f view.Form) []view.Field {
		if in.Known {
			return nil
		}
		return []view.Field{
			f.Input("name", "portal.name").As("text", "name").Must(),
			f.Select("lang", "portal.language", f.Keyed("portal.language", "fi", "sv", "en")),
			f.Password("password", "portal.password.new", "new-password").WithHint(r.T("password.hint")),
		}
	})
	page.Note = in.Email
	if in.OrgName != "" {
		page.Heading = r.T("join.org", "org", in.OrgName)
		page.Intro = r.T("join.org.intro", "org", in.OrgName, "roles", r.Say.Roles(in.Roles))
	}
	return page
}

func (r *request) getJoin() error {
	in, err := r.Accounts.Link(r.Ctx, web.Param(r.C, "token"))
	if err != nil {
		return err
	}
	return r.Show(r.joinPage(in, url.Values{"lang": {string(r.Lang.Voice)}}, nil))
}

func (r *request) postJoin() error {
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	token := web.Param(r.C, "token")
	in, err := r.Accounts.Link(r.Ctx, token)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Accounts.Accept(r.Ctx, r.Actor, token, account.NewPerson{Name: v.Get("name"), Lang: v.Get("lang"), Password: v.Get("password")})
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.joinPage(in, v, errs))
	}
	if in.Known {
		return r.Redirect("/switch", "joined")
	}
	signed, err := r.Accounts.SignIn(r.Ctx, account.Credentials{Email: in.Email, Password: v.Get("password"), UserAgent: r.agent()})
	if err != nil {
		return r.Redirect("/signin", "joined")
	}
	return r.enter(signed, "/")
}
