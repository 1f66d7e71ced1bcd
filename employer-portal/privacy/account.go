package privacy

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy/trail"
	"sovite.fi/sovite/server/auth"
)

const accountPath = "/account/privacy"

// getAccount is the page of a person with an account: the copies, who looked at the account, and the way to close it.
func (r *request) getAccount() error {
	p, err := r.Erasures.PreviewMine(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	readers, err := r.readers()
	if err != nil {
		return err
	}
	looked, err := r.lookedAs()
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("privacy.account")), Heading: r.T("privacy.account"), Lead: []string{r.T("privacy.account.lead")}}
	page.Back = &view.Link{Text: r.T("account"), Href: "/account"}
	shut := view.PlacedPart{ID: "close", Heading: r.T("privacy.close"), Lines: []string{r.T("privacy.close.text")}}
	for _, o := range p.Obstacles {
		shut.Lines = append(shut.Lines, r.Lang.T("privacy.obstacle."+string(o)))
	}
	if len(p.Obstacles) == 0 {
		shut.Ways = []view.Link{{Text: r.T("privacy.close"), Href: accountPath + "/close"}}
	}
	page.Parts = []view.PlacedPart{
		{
			ID: "copy", Heading: r.T("my.held"), Lines: []string{r.T("my.held.lead"), r.T("my.held.others")},
			Ways: []view.Link{{Text: r.T("my.held.page"), Href: accountPath + "/page"}, {Text: r.T("my.held.file"), Href: accountPath + "/file"}},
		},
		readers, looked, shut, r.effects(p.Effects),
	}
	return r.Show(page)
}

// lookedAs is which administrators looked as the person, when, for how long and why.
func (r *request) lookedAs() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "acting", Heading: r.T("acting.mine"), Lines: []string{r.T("acting.mine.lead")}}
	list, err := r.Acting.Mine(r.Ctx, r.Actor)
	if err != nil || len(list) == 0 {
		part.Lines = append(part.Lines, r.T("acting.list.none"))
		return part, err
	}
	part.Table = r.Visits(part.Heading, list)
	return part, nil
}

// readers is who looked at the account or changed it.
func (r *request) readers() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "readers", Heading: r.T("privacy.readers"), Lines: []string{r.T("privacy.readers.none")}}
	memberships, err := trail.Memberships(r.Ctx, r.Store, r.Actor.Person)
	if err != nil {
		return part, err
	}
	list, err := r.Trail.OfAccount(r.Ctx, r.Actor, memberships)
	if err != nil || len(list) == 0 {
		return part, err
	}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("privacy.readers.when"), r.T("privacy.readers.what"), r.T("privacy.readers.who")}}
	for _, e := range list {
		t.Body = append(t.Body, []string{r.Say.When(e.At), r.happened(e.Type, e.Purpose), r.actor(e)})
	}
	part.Lines, part.Table = nil, t
	return part, nil
}

// happened says what a fact means to the person whose account it is.
func (r *request) happened(typ, purpose string) string {
	key := "privacy.fact." + typ
	if !r.Lang.Has(key) {
		key = "privacy.fact.other"
	}
	out := r.Lang.T(key)
	if word := "privacy.v." + purpose; purpose != "" && r.Lang.Has(word) {
		out += " (" + r.Lang.T(word) + ")"
	}
	return out
}

func (r *request) actor(e trail.Entry) string {
	if e.Name != "" {
		return e.Name + ", " + r.Firm(e.Org)
	}
	return r.Lang.T("privacy.v." + string(e.Who))
}

// closePage asks for the password, or for nothing more when the sign-in is fresh; it says which, and what whoever has none can do.
func (r *request) closePage(v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	fresh, err := r.Passkeys.Fresh(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx))
	if err != nil {
		return nil, err
	}
	page := r.Single("privacy.close", accountPath+"/close", v, bad, func(f view.Form) []view.Field {
		if fresh {
			return nil
		}
		return []view.Field{f.Password("password", "portal.password.old", "current-password")}
	})
	page.Back, page.Note = &view.Link{Text: r.T("privacy.account"), Href: accountPath}, r.T("privacy.close.no_password")
	if fresh {
		page.Intro, page.Note = r.T("privacy.close.fresh"), ""
	}
	return page, nil
}

func (r *request) getClose() error {
	page, err := r.closePage(url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postClose closes the account; whoever did that is signed out by it.
func (r *request) postClose() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err := r.Erasures.Close(r.Ctx, r.Actor, auth.SessionFrom(r.Ctx), v.Get("password")); err != nil {
		bad, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		page, err := r.closePage(v, bad)
		if err != nil {
			return err
		}
		return r.Wrong(page)
	}
	r.Courier.Nudge()
	page := &view.Placed{Base: r.Base(r.T("privacy.closed")), Heading: r.T("privacy.closed"), Lead: []string{r.T("privacy.closed.text")}}
	page.Nav, page.Who = nil, nil
	return r.Show(page)
}

func (r *request) getAccountPage() error {
	e, err := r.Extracts.Me(r.Ctx, r.Actor)
	return r.page(e, err)
}

func (r *request) getAccountFile() error {
	e, err := r.Extracts.Me(r.Ctx, r.Actor)
	return r.file(e, err)
}
