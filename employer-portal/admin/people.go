package admin

import (
	"net/url"
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
)

func (r *request) getPeople() error { return r.Show(r.peoplePage(url.Values{}, nil)) }

// postPeople finds somebody by their e-mail address, which therefore stands in no address of a page.
func (r *request) postPeople() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	id, err := r.Office.FindPerson(r.Ctx, r.Actor, v.Get("email"))
	if err == nil {
		return r.Redirect(path(whoPath, id), "")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.peoplePage(v, bad))
}

func (r *request) peoplePage(v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	email := f.Input("email", "portal.admin.person.email").As("email", "off").WithHint(r.T("admin.person.email.hint")).Must()
	page := &view.PlacedForm{
		Base: r.Base(r.T("admin.people")), Heading: r.T("admin.people"), Intro: r.T("admin.people.lead"), Method: "post", Action: whoPath, Submit: r.T("admin.search"),
		Groups: []view.FieldGroup{{Fields: []view.Field{email}}},
	}
	page.Problems = f.Problems(bad, visit.Labels(email))
	page.Back = &view.Link{Text: r.T("nav.admin"), Href: base}
	return page
}

// getPerson is what an administrator may know of somebody who can sign in.
func (r *request) getPerson() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	who, err := r.Office.Person(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := r.placed(who.Name, r.T("admin.person.lead"))
	page.Back = &view.Link{Text: r.T("admin.people"), Href: whoPath}
	page.State, page.Tone = r.T("admin.person.open"), "good"
	if who.Disabled {
		page.State, page.Tone = r.T("admin.person.disabled"), "warm"
	}
	looked, err := r.lookedAs(id)
	if err != nil {
		return err
	}
	facts, err := r.personFacts(who)
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{facts, r.memberships(who), r.sessions(who), r.acts(who.Acts), looked}
	return r.Show(page)
}

func (r *request) personFacts(who office.Known) (view.PlacedPart, error) {
	factor := r.T("admin.person.factor.off")
	if who.TwoFactor {
		factor = r.T("admin.person.factor.on")
	}
	part := view.PlacedPart{ID: "facts", Heading: r.T("admin.person.facts"), Pairs: []view.Pair{
		{Label: r.T("admin.person.email"), Text: who.Email},
		{Label: r.T("admin.person.created"), Text: r.when(who.Created)},
		{Label: r.T("admin.person.factor"), Text: factor},
		{Label: r.T("admin.org.id"), Text: string(who.ID)},
	}}
	for _, verb := range r.can(who) {
		part.Ways = append(part.Ways, view.Link{Text: r.T("admin.deed." + verb), Note: who.Name, Href: path(whoPath, who.ID) + "/" + verb})
	}
	may, err := r.actable(who)
	if may {
		part.Ways = append(part.Ways, view.Link{Text: r.T("admin.act.as"), Note: who.Name, Href: path(whoPath, who.ID) + actVerb})
	}
	return part, err
}

// can are the deeds that there is something to do for.
func (r *request) can(who office.Known) (verbs []string) {
	if len(who.Sessions) > 0 {
		verbs = append(verbs, "sign-out")
	}
	mine := who.ID == r.Actor.Person
	switch {
	case who.Disabled:
		verbs = append(verbs, "enable")
	case !mine:
		verbs = append(verbs, "disable")
	}
	anywhere, here := false, false
	for _, b := range who.Memberships {
		if slices.Contains(b.Roles, marketplace.RoleAdministrator) {
			anywhere, here = true, here || b.Organisation.ID == r.Actor.Org
		}
	}
	if !here && !who.Disabled {
		verbs = append(verbs, "appoint")
	}
	if anywhere && !mine {
		verbs = append(verbs, "dismiss")
	}
	return verbs
}

func (r *request) memberships(who office.Known) view.PlacedPart {
	part := view.PlacedPart{ID: "memberships", Heading: r.T("admin.person.memberships")}
	if len(who.Memberships) == 0 {
		part.Lines = []string{r.T("admin.person.memberships.none")}
		return part
	}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("admin.organisation"), r.T("admin.roles")}}
	for _, b := range who.Memberships {
		t.Body = append(t.Body, []string{b.Organisation.Name, dash(r.Say.Roles(b.Roles))})
		t.Links = append(t.Links, path(orgsPath, b.Organisation.ID))
	}
	part.Table = t
	return part
}

func (r *request) sessions(who office.Known) view.PlacedPart {
	part := view.PlacedPart{ID: "sessions", Heading: r.T("admin.person.sessions")}
	if len(who.Sessions) == 0 {
		part.Lines = []string{r.T("admin.person.sessions.none")}
		return part
	}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("admin.session.begun"), r.T("admin.session.used"), r.T("admin.session.with")}}
	for _, s := range who.Sessions {
		t.Body = append(t.Body, []string{r.when(s.Created), r.when(s.Used), dash(s.UserAgent)})
	}
	part.Table = t
	return part
}
