package coach

import (
	"net/url"
	"sovite.fi/sovite/employer-portal/visit"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
)

// editor is one part of the profile editor on one client.
type editor struct {
	client  profile.Client
	section form.Section
	index   int
	current profile.Version
}

func (r *request) editor() (editor, error) {
	c, err := r.client()
	if err != nil {
		return editor{}, err
	}
	section, index, err := r.section()
	if err != nil {
		return editor{}, err
	}
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	return editor{client: c, section: section, index: index, current: current}, err
}

func (e editor) path() string { return clientPath(e.client.ID) + "/profile/" + e.section.Key }

// profilePage shows a part of the editor with what was typed. Saved is the content that the states of the parts are
// counted from.
func (r *request) profilePage(e editor, v url.Values, errs []marketplace.FieldError) *view.Profile {
	f := view.NewForm(r.Lang, v, errs)
	title := r.T("section." + e.section.Key)
	page := &view.Profile{
		Base: r.Base(title + " – " + e.client.Name), Client: view.Link{Text: e.client.Name, Href: clientPath(e.client.ID)},
		Heading: title, Intro: r.T("section." + e.section.Key + ".intro"), Action: e.path(), BaseVersion: e.current.Number,
		Sections: r.Say.Sections(string(e.client.ID), e.current.Content, e.section.Key), Blocks: r.Say.Blocks(f, e.section),
	}
	page.Back = &view.Link{Text: e.client.Name, Href: clientPath(e.client.ID)}
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
	c, err := r.client()
	if err != nil {
		return err
	}
	current, err := r.Profiles.Current(r.Ctx, r.Actor, c.ID, purposeProfile)
	if err != nil {
		return err
	}
	if current.Number == 0 {
		return r.Redirect(clientPath(c.ID)+"/profile/starter", "")
	}
	return r.Redirect(clientPath(c.ID)+"/profile/strengths", "")
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
	if v.Get("add") != "" {
		return r.Show(r.profilePage(e, v, nil))
	}
	typed, errs := form.Profile(v, e.section, e.current.Content, r.Scale)
	if len(errs) > 0 {
		return r.Wrong(r.profilePage(e, v, errs))
	}
	if v.Get("base") != strconv.Itoa(e.current.Number) {
		return r.profileConflict(e, v, typed)
	}
	confirm := v.Get("do") == "confirm"
	_, err = r.Profiles.Save(r.Ctx, r.Actor, e.client.ID, e.current.Number, typed, confirm)
	switch {
	case err == nil:
		return r.profileSaved(e, confirm)
	case marketplace.IsKind(err, marketplace.Stale):
		if e, err = r.editor(); err != nil {
			return err
		}
		return r.profileConflict(e, v, typed)
	}
	errs, err = visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.profilePage(e, v, form.ProfileFields(errs)))
}

// profileConflict shows both versions of what differs in this part. The form keeps what was typed, over the newest
// version: saving again keeps everything that others saved in other parts.
func (r *request) profileConflict(e editor, v url.Values, typed profile.Content) error {
	mine, _ := form.Profile(v, e.section, e.current.Content, r.Scale)
	page := r.profilePage(e, v, nil)
	page.Conflict = r.Say.Conflicts(profile.Diff(e.current.Content, mine.Normalise()))
	if len(page.Conflict) == 0 {
		return r.Redirect(e.path(), "saved")
	}
	return r.Write(visit.StatusConflict, page)
}

// profileSaved goes on to the next part; after the last, and after confirming, back to the client.
func (r *request) profileSaved(e editor, confirmed bool) error {
	all := form.Sections(r.Scale)
	switch {
	case confirmed:
		return r.Redirect(clientPath(e.client.ID), "profile_confirmed")
	case e.section.Key == "starter":
		return r.Redirect(clientPath(e.client.ID)+"/matches", "saved")
	case e.index+1 < len(all):
		return r.Redirect(clientPath(e.client.ID)+"/profile/"+all[e.index+1].Key, "saved")
	}
	return r.Redirect(clientPath(e.client.ID), "saved")
}

// shownVersions is how many versions the page lists.
const shownVersions = 50

func (r *request) getVersions() error {
	c, err := r.client()
	if err != nil {
		return err
	}
	list, err := r.Profiles.Versions(r.Ctx, r.Actor, c.ID, purposeVersions, marketplace.Page{Limit: shownVersions})
	if err != nil {
		return err
	}
	page := &view.Versions{Base: r.Base(r.T("versions.title", "name", c.Name)), Client: view.Link{Text: c.Name, Href: clientPath(c.ID)}}
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
		page.Changes = r.Say.Changes(profile.Diff(before.Content, after.Content))
	}
	return r.Show(page)
}

func (r *request) versionRow(c profile.Client, v profile.Version, current, hasOlder bool) view.VersionRow {
	row := view.VersionRow{Number: v.Number, Saved: r.Say.When(v.Saved), State: r.T("versions.draft"), Current: current}
	if v.Confirmed {
		row.State = r.T("versions.confirmed")
	}
	if hasOlder {
		row.URL = clientPath(c.ID) + "/versions?n=" + strconv.Itoa(v.Number)
	}
	if by, err := r.Accounts.Person(r.Ctx, r.Actor, v.SavedBy); err == nil {
		row.By = by.Name
	}
	return row
}
