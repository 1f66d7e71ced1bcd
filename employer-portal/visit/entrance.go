package visit

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent/door"
)

// Entrance is where the holders of one kind of door come in.
type Entrance struct {
	Doors *door.Service
	In    string // the address of a link without its token
	Home  string // where one lands
	Lead  string // key before ".first.lead" and ".in.lead" of what the page says first
}

// pinPage asks for the PIN; the first time, the holder chooses it.
func (r *Request) pinPage(e Entrance, d door.Door, errs []marketplace.FieldError) *view.My {
	f := view.NewForm(r.Lang, url.Values{}, errs)
	key, lead, autocomplete := "my.in", ".in.lead", "current-password"
	if d.State == door.Fresh {
		key, lead, autocomplete = "my.first", ".first.lead", "new-password"
	}
	pin := f.Password("pin", "portal."+key+".field", autocomplete).WithHint(r.T(key + ".hint")).Narrow()
	pin.Digits = true
	page := &view.My{Base: r.Base(r.T(key)), Heading: r.T(key), Lead: []string{r.T(e.Lead + lead)}}
	page.Problems = f.Problems(errs, Labels(pin))
	if d.State == door.Locked {
		page.Lead = []string{r.Lang.T("door.locked")}
		return page
	}
	page.Form = &view.MyForm{Action: e.In + url.PathEscape(r.Param("token")), Submit: r.T(key + ".submit"), Fields: []view.Field{pin}}
	return page
}

// AskPIN is the page behind a link.
func (r *Request) AskPIN(e Entrance) error {
	d, err := e.Doors.Look(r.Ctx, r.Param("token"))
	if err != nil {
		return err
	}
	return r.Show(r.pinPage(e, d, nil))
}

// EnterByPIN lets the holder of a link in, or says what is wrong with the PIN.
func (r *Request) EnterByPIN(e Entrance) error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = r.Gate.AllowSignIn(r.Ctx, r.C, ""); err == nil {
		var in door.Visit
		if in, err = e.Doors.Enter(r.Ctx, r.Param("token"), v.Get("pin")); err == nil {
			if err := r.Gate.WelcomeVisit(r.C, in); err != nil {
				return err
			}
			return r.Redirect(e.Home, "")
		}
	}
	errs, err := FieldErrors(err)
	if err != nil {
		return err
	}
	d, err := e.Doors.Look(r.Ctx, r.Param("token"))
	if err != nil {
		return err
	}
	return r.Wrong(r.pinPage(e, d, errs))
}
