package passkeys

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/people"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
)

// show asks the browser for a key that it has, by a new challenge each time.
func (r *guest) show(status int, next string, errs []marketplace.FieldError) error {
	asked, err := r.Passkeys.Ask(r.Ctx)
	if err != nil {
		return err
	}
	page := ceremony(r.Request, "passkey.come", "get", comePath, asked)
	page.Hidden["next"] = visit.SafeNext(next)
	page.After = []view.Link{{Text: r.T("signin.password"), Href: "/signin"}, {Text: r.T("signin.own"), Href: "/signin/organisation"}}
	page.Problems = view.NewForm(r.Lang, nil, errs).Problems(errs, nil)
	return r.Write(status, page)
}

func (r *guest) getCome() error {
	if r.Actor.Person != "" {
		return r.Redirect("/", "")
	}
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	return r.show(fiber.StatusOK, r.C.Query("next"), nil)
}

func (r *guest) postCome() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	agent := utils.CopyString(r.C.Get(fiber.HeaderUserAgent))
	in, err := r.Passkeys.SignIn(r.Ctx, marketplace.ID(v.Get("challenge")), []byte(v.Get("answer")), agent)
	if err == nil {
		return people.Enter(r.Request, in, v.Get("next"))
	}
	errs, err := noted(r.Request, err)
	if err != nil {
		return err
	}
	return r.show(fiber.StatusUnprocessableEntity, v.Get("next"), errs)
}
