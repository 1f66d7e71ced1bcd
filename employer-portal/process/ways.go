package process

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/clients/:id/course", Do: visit.By((*request).getCourse)},
		{Method: visit.Get, Path: "/clients/:id/course/phases/:phase", Do: visit.By((*request).getPhase)},
		{Method: visit.Get, Path: "/clients/:id/course/referral", Do: visit.By((*request).getReferral)},
		{Method: visit.Post, Path: "/clients/:id/course/referral", Do: visit.By((*request).postReferral)},
		{Method: visit.Get, Path: "/clients/:id/course/answer", Do: visit.By((*request).getAnswer)},
		{Method: visit.Post, Path: "/clients/:id/course/answer", Do: visit.By((*request).postAnswer)},
		{Method: visit.Get, Path: "/clients/:id/course/move/:to", Do: visit.By((*request).getMove)},
		{Method: visit.Post, Path: "/clients/:id/course/move/:to", Do: visit.By((*request).postMove)},
		{Method: visit.Get, Path: "/clients/:id/course/next", Do: visit.By((*request).getNext)},
		{Method: visit.Post, Path: "/clients/:id/course/next", Do: visit.By((*request).postNext)},
		{Method: visit.Get, Path: "/clients/:id/course/agreement", Do: visit.By((*request).getAgreement)},
		{Method: visit.Post, Path: "/clients/:id/course/agreement", Do: visit.By((*request).postAgreement)},
		{Method: visit.Get, Path: "/clients/:id/course/agreement/confirm", Do: visit.By((*request).getConfirm)},
		{Method: visit.Post, Path: "/clients/:id/course/agreement/confirm", Do: visit.By((*request).postConfirm)},
		{Method: visit.Get, Path: "/clients/:id/course/plan", Do: visit.By((*request).getPlan)},
		{Method: visit.Post, Path: "/clients/:id/course/plan", Do: visit.By((*request).postPlan)},
		{Method: visit.Get, Path: "/clients/:id/course/forms/:kind", Do: visit.By((*request).getForm)},
		{Method: visit.Post, Path: "/clients/:id/course/forms/:kind", Do: visit.By((*request).postForm)},
		{Method: visit.Get, Path: "/clients/:id/course/print/:kind", Do: visit.By((*request).getPrint)},
		{Method: visit.Get, Path: "/clients/:id/meetings", Do: visit.By((*request).getMeetings)},
		{Method: visit.Get, Path: "/clients/:id/meetings/new", Do: visit.By((*request).getNewMeeting)},
		{Method: visit.Post, Path: "/clients/:id/meetings/new", Do: visit.By((*request).postNewMeeting)},
		{Method: visit.Get, Path: "/clients/:id/meetings/:meeting", Do: visit.By((*request).getMeeting)},
		{Method: visit.Post, Path: "/clients/:id/meetings/:meeting", Do: visit.By((*request).postMeeting)},
		{Method: visit.Get, Path: "/clients/:id/notes", Do: visit.By((*request).getNotes)},
		{Method: visit.Get, Path: "/clients/:id/notes/new", Do: visit.By((*request).getNote)},
		{Method: visit.Post, Path: "/clients/:id/notes/new", Do: visit.By((*request).postNote)},
		{Method: visit.Get, Path: "/clients/:id/notes/:note", Do: visit.By((*request).getCorrectNote)},
		{Method: visit.Post, Path: "/clients/:id/notes/:note", Do: visit.By((*request).postCorrectNote)},
		{Method: visit.Get, Path: "/my/course", Client: true, Do: visit.By((*request).getMine)},
		{Method: visit.Get, Path: "/my/course/forms/:kind", Client: true, Do: visit.By((*request).getMyForm)},
		{Method: visit.Get, Path: "/my/course/yes", Client: true, Do: visit.By((*request).getYes)},
		{Method: visit.Post, Path: "/my/course/yes", Client: true, Do: visit.By((*request).postYes)},
		{Method: visit.Post, Path: "/my/course/talk", Client: true, Do: visit.By((*request).postTalk)},
	}
}

func coursePath(id marketplace.ID) string { return visit.ClientPath(id) + "/course" }

// mistakes are the field errors of what was posted; that somebody else saved meanwhile is one too, so that nothing typed
// is lost. Any other error is given back for the error page.
func mistakes(err error) ([]marketplace.FieldError, error) {
	if marketplace.IsKind(err, marketplace.Stale) {
		return []marketplace.FieldError{{Key: "coaching.saved_meanwhile"}}, nil
	}
	return visit.FieldErrors(err)
}

// edit makes the page of a form.
func (r *request) edit(c profile.Client, title, action string, v url.Values, errs []marketplace.FieldError, fields func(view.Form) []view.Field) *view.PaperEdit {
	f := view.NewForm(r.Lang, v, errs)
	page := &view.PaperEdit{
		Base: r.Base(title), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}, Action: action, Submit: r.T("save"),
		Fields: fields(f), Hidden: map[string]string{}, KnownTitle: r.T("course.known"),
	}
	page.Problems = f.Problems(errs, visit.Labels(page.Fields...))
	page.Back = &view.Link{Text: r.T("course"), Href: coursePath(c.ID)}
	return page
}

// submit reads a posted form and saves it; a mistake shows the form again, with all that was typed.
func (r *request) submit(save func(profile.Client, url.Values) (string, string, error), again func(profile.Client, url.Values, []marketplace.FieldError) (view.Page, error)) error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	to, done, err := save(c, v)
	if err == nil {
		return r.Redirect(to, done)
	}
	errs, err := mistakes(err)
	if err != nil {
		return err
	}
	page, err := again(c, v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}
