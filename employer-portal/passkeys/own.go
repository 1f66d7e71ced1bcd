package passkeys

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/auth"
)

func (r *owner) getList() error {
	list, err := r.Passkeys.List(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("passkeys")), Heading: r.T("passkeys"), Lead: []string{r.T("passkeys.lead")}}
	page.Back = &view.Link{Text: r.T("account"), Href: "/account"}
	part := view.PlacedPart{ID: "keys", Heading: r.T("passkeys.own")}
	for _, k := range list {
		used := r.T("passkeys.unused")
		if !k.Used.IsZero() {
			used = r.T("passkeys.used", "when", r.Say.When(k.Used))
		}
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: k.Name}, Lines: []string{r.T("passkeys.made", "when", r.Say.When(k.Created)), used}})
		part.Posts = append(part.Posts, view.Post{
			Action: listPath + "/remove", Text: r.T("passkeys.remove", "name", k.Name), CSRF: page.CSRF, Hidden: map[string]string{"passkey": string(k.ID)},
		})
	}
	if len(list) == 0 {
		part.Lines = []string{r.T("passkeys.none")}
	}
	if r.Passkeys.Offered() {
		page.Action = &view.Link{Text: r.T("passkeys.add"), Href: newPath}
	} else {
		part.Lines = append(part.Lines, r.T("passkeys.not_offered"))
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// newPage asks for a name, and for the password when the sign-in is not fresh.
func (r *owner) newPage(v url.Values, errs []marketplace.FieldError) (*view.Single, error) {
	fresh, err := r.Passkeys.Fresh(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx))
	if err != nil {
		return nil, err
	}
	page := r.Single("passkeys.new", newPath, v, errs, func(f view.Form) []view.Field {
		fields := []view.Field{f.Input("name", "portal.passkeys.f.name").As("text", "off").WithHint(r.T("passkeys.f.name.hint")).Must()}
		if !fresh {
			fields = append(fields, f.Password("password", "portal.password.old", "current-password"))
		}
		return fields
	})
	page.Back = &view.Link{Text: r.T("passkeys"), Href: listPath}
	page.Note = r.T("passkey.without")
	return page, nil
}

func (r *owner) getNew() error {
	if !r.Passkeys.Offered() {
		return r.Redirect(listPath, "")
	}
	page, err := r.newPage(url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *owner) again(v url.Values, errs []marketplace.FieldError) error {
	page, err := r.newPage(v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// postNew asks the browser for a key.
func (r *owner) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	asked, err := r.Passkeys.Begin(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx), v.Get("name"), v.Get("password"))
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.again(v, errs)
	}
	page := ceremony(r.Request, "passkeys.make", "create", madePath, asked)
	page.After = []view.Link{{Text: r.T("passkeys"), Href: listPath}}
	return r.Show(page)
}

// postMade keeps the key that the browser made.
func (r *owner) postMade() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Passkeys.Finish(r.Ctx, r.Actor, marketplace.ID(v.Get("challenge")), []byte(v.Get("answer"))); err == nil {
		return r.Redirect(listPath, "passkey_made")
	}
	errs, err := noted(r.Request, err)
	if err != nil {
		return err
	}
	return r.again(url.Values{}, errs)
}

func (r *owner) postRemove() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err := r.Passkeys.Remove(r.Ctx, r.Actor, marketplace.ID(v.Get("passkey"))); err != nil {
		return err
	}
	return r.Redirect(listPath, "passkey_removed")
}
