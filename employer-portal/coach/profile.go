package coach

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
)

// editor is one part of the profile editor on one client.
type editor struct {
	client  profile.Client
	section form.Section
	index   int
	current profile.Version
	base    profile.Version // with which the form began; the current one when it is shown anew
	own     profile.Own     // what the client said alone
}

func (r *request) editor() (editor, error) {
	c, err := r.Client()
	if err != nil {
		return editor{}, err
	}
	section, index, err := r.section()
	if err != nil {
		return editor{}, err
	}
	own, err := r.Profiles.OwnOf(r.Ctx, r.Actor, c.ID, purposeProfile)
	if err != nil {
		return editor{}, err
	}
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	return editor{client: c, section: section, index: index, current: current, base: current, own: own}, err
}

// began loads the version with which a posted form began.
func (r *request) began(e editor, v url.Values) (editor, error) {
	n, err := strconv.Atoi(v.Get("base"))
	switch {
	case err != nil || n < 0:
		return e, marketplace.Errorf(marketplace.Stale, "error.stale")
	case n == 0:
		e.base = profile.Version{Client: e.client.ID}
	case n != e.current.Number:
		e.base, err = r.Profiles.VersionAt(r.Ctx, r.Actor, e.client.ID, n, purposeProfile)
	}
	return e, err
}

func (e editor) path() string { return visit.ClientPath(e.client.ID) + "/profile/" + e.section.Key }

// profilePage shows a part of the editor with what was typed.
func (r *request) profilePage(e editor, v url.Values, errs []marketplace.FieldError) *view.Profile {
	f := view.NewForm(r.Lang, v, errs)
	title := r.T("section." + e.section.Key)
	page := &view.Profile{
		Base: r.Base(title + " – " + e.client.Name), Client: view.Link{Text: e.client.Name, Href: visit.ClientPath(e.client.ID)},
		Heading: title, Intro: r.T("section." + e.section.Key + ".intro"), Action: e.path(), BaseVersion: e.base.Number,
		Sections: r.Say.Sections(string(e.client.ID), e.current.Content, e.section.Key), Blocks: r.Say.Blocks(f, e.section),
		Beside: &view.Link{Text: r.T("beside.open"), Href: visit.ClientPath(e.client.ID) + "/beside"},
	}
	jointly.Beside(r.Say, page.Blocks, e.current, e.own, url.PathEscape(string(e.client.ID)))
	page.Back = &view.Link{Text: e.client.Name, Href: visit.ClientPath(e.client.ID)}
	page.Asked, page.All, page.Progress = r.Say.Progress(e.current.Content)
	page.Problems = f.Problems(errs, r.Say.ProfileLabels(errs))
	return page
}

func (r *request) getProfile() error {
	e, err := r.editor()
	if err != nil {
		return err
	}
	return r.Show(r.profilePage(e, form.ProfileValues(e.current.Content), nil))
}

// getProfileStart leads to the first part that helps: the starter for an empty profile, strengths otherwise.
func (r *request) getProfileStart() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	if err != nil {
		return err
	}
	if current.Number == 0 {
		return r.Redirect(visit.ClientPath(c.ID)+"/starter", "")
	}
	return r.Redirect(visit.ClientPath(c.ID)+"/profile/strengths", "")
}

// getOldStarter leads to where the starter is answered now.
func (r *request) getOldStarter() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	return r.Redirect(visit.ClientPath(c.ID)+"/starter", "")
}

func (r *request) postProfile() error {
	e, err := r.editor()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if e, err = r.began(e, v); err != nil {
		return err
	}
	if v.Get("add") != "" {
		return r.Show(r.profilePage(e, v, nil))
	}
	typed, errs := form.Profile(v, e.section, e.base.Content, r.Scale)
	if len(errs) > 0 {
		return r.Wrong(r.profilePage(e, v, errs))
	}
	return r.saveProfile(e, v, typed)
}

// saveProfile saves what was typed together with what somebody else saved meanwhile; where both changed the same, it
// asks. Somebody may save once more while it does: then it asks again.
func (r *request) saveProfile(e editor, v url.Values, typed profile.Content) error {
	choices := map[string]profile.Side{}
	if v.Get("over") == strconv.Itoa(e.current.Number) {
		choices = chosen(v)
	}
	m := profile.Merge(e.base.Content, typed, e.current.Content, choices)
	if len(m.Open) > 0 {
		return r.Write(visit.StatusConflict, r.mergePage(e, v, typed, m))
	}
	_, err := r.Profiles.Save(r.Ctx, r.Actor, e.client.ID, e.current.Number, m.Content, false)
	switch {
	case err == nil:
		return r.profileSaved(e, v.Get("do") == "confirm")
	case marketplace.IsKind(err, marketplace.Stale):
		base := e.base
		if e, err = r.editor(); err != nil {
			return err
		}
		e.base = base
		m = profile.Merge(base.Content, typed, e.current.Content, nil)
		return r.Write(visit.StatusConflict, r.mergePage(e, v, typed, m))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.profilePage(e, v, form.ProfileFields(errs)))
}

// profileSaved goes on to the next part; after the last back to the client, and to confirm where that was asked for.
func (r *request) profileSaved(e editor, confirm bool) error {
	done, all := "saved", form.Sections(r.Scale)
	if e.base.Number != e.current.Number {
		done = "merged"
	}
	switch {
	case confirm:
		return r.Redirect(visit.ClientPath(e.client.ID)+"/confirm", done)
	case e.index+1 < len(all):
		return r.Redirect(visit.ClientPath(e.client.ID)+"/profile/"+all[e.index+1].Key, done)
	}
	return r.Redirect(visit.ClientPath(e.client.ID), done)
}

// shownVersions is how many versions the page lists.
const shownVersions = 50

func (r *request) getVersions() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	list, err := r.Profiles.Versions(r.Ctx, r.Actor, c.ID, purposeVersions, marketplace.Page{Limit: shownVersions})
	if err != nil {
		return err
	}
	page := &view.Versions{Base: r.Base(r.T("versions.title", "name", c.Name)), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}}
	page.Back = &page.Client
	chosen, _ := strconv.Atoi(r.C.Query("n"))
	at := 0
	for i, v := range list.Items {
		if v.Number == chosen {
			at = i
		}
	}
	for i, v := range list.Items {
		page.Versions = append(page.Versions, r.versionRow(c, v, i == at, i+1 < len(list.Items)))
	}
	if at+1 < len(list.Items) {
		before, after := list.Items[at+1], list.Items[at]
		page.Compared = r.T("versions.compared", "before", before.Number, "after", after.Number)
		page.Changes = r.Say.Changes(profile.DiffVersions(before, after))
	}
	return r.Show(page)
}

func (r *request) versionRow(c profile.Client, v profile.Version, current, hasOlder bool) view.VersionRow {
	row := view.VersionRow{Number: v.Number, Saved: r.Say.When(v.Saved), State: r.T("versions.draft"), Current: current}
	if v.Confirmed {
		row.State = r.T("versions.confirmed")
	}
	if hasOlder {
		row.URL = visit.ClientPath(c.ID) + "/versions?n=" + strconv.Itoa(v.Number)
	}
	if by, err := r.Accounts.Person(r.Ctx, r.Actor, v.SavedBy); err == nil {
		row.By = by.Name
	}
	return row
}
