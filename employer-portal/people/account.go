package people

import (
	"net/url"
	"slices"
	"strings"

	"github.com/pquerna/otp"

	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// accountState is what one visit of the account page shows besides the person: a form with mistakes, a second factor
// that is being set up, or its recovery codes.
type accountState struct {
	values   url.Values
	errs     []marketplace.FieldError
	setup    *account.TOTP
	recovery []string
	done     string
}

func (r *request) accountPage(s accountState) (*view.Account, error) {
	me, err := r.Accounts.Me(r.Ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	if s.values == nil {
		s.values = url.Values{"name": {me.Name}, "lang": {me.Lang}}
	} else if !s.values.Has("name") {
		s.values.Set("name", me.Name)
		s.values.Set("lang", me.Lang)
	}
	f := view.NewForm(r.Lang, s.values, s.errs)
	page := &view.Account{
		Base: r.Base(r.T("account")), Email: me.Email,
		Details: []view.Field{
			f.Input("name", "portal.name").As("text", "name").Must(),
			f.Select("lang", "portal.language", f.Keyed("portal.language", "fi", "sv", "en")),
		},
		Password: []view.Field{
			f.Password("old", "portal.password.old", "current-password"),
			f.Password("password", "portal.password.new", "new-password").WithHint(r.T("password.hint")),
		},
		Factor: r.factor(f, me.TwoFactor, s),
	}
	if err := r.lettersAsked(page, s); err != nil {
		return nil, err
	}
	if s.done != "" {
		page.Done = r.T("done." + s.done)
	}
	all := slices.Concat(page.Details, page.Password, page.Letters, page.Factor.Fields)
	page.Problems = f.Problems(s.errs, visit.Labels(all...))
	if page.Feed, err = r.feed(); err != nil {
		return nil, err
	}
	page.Sessions, err = r.sessions()
	return page, err
}

// lettersAsked asks how often letters come.
func (r *request) lettersAsked(page *view.Account, s accountState) error {
	if !s.values.Has("letters") {
		how, err := r.Notices.How(r.Ctx, r.Actor)
		if err != nil {
			return err
		}
		s.values.Set("letters", string(how))
	}
	var ways []string
	for _, w := range notice.Ways() {
		ways = append(ways, string(w))
	}
	f := view.NewForm(r.Lang, s.values, s.errs)
	page.Letters = []view.Field{f.Radios("letters", "portal.letters.how", f.Keyed("portal.letters.how", ways...))}
	return nil
}

func (r *request) postLetters() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	return r.answerAccount(v, r.Notices.Choose(r.Ctx, r.Actor, notice.How(v.Get("letters"))), nil, "saved")
}

func (r *request) factor(f view.Form, on bool, s accountState) view.Factor {
	out := view.Factor{On: on, Recovery: s.recovery}
	switch {
	case on:
		out.Fields = []view.Field{f.Password("factor_password", "portal.password.old", "current-password")}
	case s.setup != nil:
		out.Secret, out.Address = s.setup.Secret, s.setup.URL
		code := drawn.QR(s.setup.URL)
		out.QR, out.Size = code.Path, code.Size
		out.Fields = []view.Field{f.Input("code", "portal.code.field").As("text", "one-time-code").Must()}
	}
	return out
}

func (r *request) sessions() ([]view.Session, error) {
	list, err := r.Accounts.Sessions(r.Ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	var out []view.Session
	for _, s := range list {
		out = append(out, view.Session{
			ID: string(s.ID), Device: r.device(s.UserAgent), Used: r.Say.When(s.Used), This: s.ID == auth.SessionFrom(r.Ctx),
		})
	}
	return out, nil
}

// device names a browser and its system, as far as it says so.
func (r *request) device(agent string) string {
	first := func(names ...string) string {
		for _, n := range names {
			mark, name, _ := strings.Cut(n, "=")
			if strings.Contains(agent, mark) {
				return name
			}
		}
		return ""
	}
	browser := first("Edg/=Edge", "OPR/=Opera", "Firefox/=Firefox", "Chrome/=Chrome", "Safari/=Safari")
	system := first("Android=Android", "iPhone=iPhone", "iPad=iPad", "Windows=Windows", "Mac OS=macOS", "Linux=Linux")
	if browser == "" {
		return r.T("sessions.device")
	}
	return strings.TrimSuffix(browser+", "+system, ", ")
}

func (r *request) getAccount() error {
	page, err := r.accountPage(accountState{})
	if err != nil {
		return err
	}
	return r.Show(page)
}

// answerAccount goes back to the page when a verb went well, and shows the form again when it did not.
func (r *request) answerAccount(v url.Values, err error, rename map[string]string, done string) error {
	if err == nil {
		return r.Redirect("/account", done)
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	for i := range errs {
		if name, ok := rename[errs[i].Field]; ok {
			errs[i].Field = name
		}
	}
	page, err := r.accountPage(accountState{values: v, errs: errs})
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *request) postAccount() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Accounts.ChangeMe(r.Ctx, r.Actor, v.Get("name"), v.Get("lang"))
	if err == nil {
		r.ForgetLanguage()
	}
	return r.answerAccount(v, err, nil, "saved")
}

func (r *request) postPassword() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	err = r.Accounts.ChangePassword(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx), v.Get("old"), v.Get("password"))
	return r.answerAccount(v, err, map[string]string{"password": "old", "new_password": "password"}, "password_changed")
}

// postFactor begins to set up the second factor. It is shown in the answer itself: the secret stands in no address.
func (r *request) postFactor() error {
	setup, err := r.Accounts.StartTOTP(r.Ctx, r.Actor)
	if err != nil {
		return r.answerAccount(nil, err, nil, "")
	}
	page, err := r.accountPage(accountState{setup: &setup})
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postFactorConfirm() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	codes, err := r.Accounts.ConfirmTOTP(r.Ctx, r.Actor, v.Get("code"))
	if err != nil {
		return r.factorWrong(v, err)
	}
	page, err := r.accountPage(accountState{recovery: codes, done: "factor_on"})
	if err != nil {
		return err
	}
	return r.Show(page)
}

// factorWrong shows the secret again when the code was wrong, so that nobody has to start over.
func (r *request) factorWrong(v url.Values, err error) error {
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	for i := range errs {
		if errs[i].Field == "" {
			errs[i].Field = "code"
		}
	}
	state := accountState{values: v, errs: errs}
	if key, err := otp.NewKeyFromURL(v.Get("address")); err == nil {
		state.setup = &account.TOTP{Secret: key.Secret(), URL: key.URL()}
	}
	page, err := r.accountPage(state)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *request) postFactorOff() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	err = r.Accounts.DisableTOTP(r.Ctx, r.Actor, v.Get("factor_password"))
	return r.answerAccount(v, err, map[string]string{"password": "factor_password"}, "factor_off")
}

func (r *request) postEndSession() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	if err := r.Accounts.Revoke(r.Ctx, r.Actor, id); err != nil {
		return err
	}
	return r.Redirect("/account", "session_ended")
}
