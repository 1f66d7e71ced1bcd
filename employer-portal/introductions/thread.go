package introductions

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
)

// threadOn puts the messages on a page, who reads them on top, and the form below as long as somebody can write.
func (r *request) threadOn(page *view.Introduction, i introduction.Introduction, thread []introduction.Message, action string, v url.Values, errs []marketplace.FieldError) {
	page.Readers = r.T("intro.readers", "coach", r.person(i.Org, i.Coach), "provider", r.org(i.Org), "employer", r.org(i.Employer))
	for _, m := range thread {
		page.Thread = append(page.Thread, view.IntroductionMessage{
			Who: r.person(m.Org, m.Person) + ", " + r.org(m.Org), When: r.Say.When(m.At), ForClient: m.ForClient, Lines: strings.Split(m.Text, "\n"),
		})
	}
	if !i.Open && i.State != introduction.Agreed {
		page.Quiet = r.T("intro.write.over")
		return
	}
	if len(thread) == 0 {
		page.Quiet = r.T("intro.thread.none")
	}
	f := view.NewForm(r.Lang, v, errs)
	page.Write = &view.WriteForm{Action: action, Fields: []view.Field{
		f.Area("text", "portal.intro.write", 4).WithHint(r.T("intro.write.hint")),
		f.Checks("for_client", "portal.intro.write.who", []view.Option{{Value: "yes", Text: r.T("intro.write.for_client")}}),
	}}
	page.Problems = f.Problems(errs, visit.Labels(page.Write.Fields...))
}

func draft(v url.Values) introduction.Draft {
	return introduction.Draft{Text: v.Get("text"), ForClient: v.Get("for_client") == "yes"}
}

func (r *request) postWriteAsCoach() error {
	return r.postWrite(coachPath, func(id marketplace.ID, d introduction.Draft) error {
		_, err := r.Introductions.WriteAsCoach(r.Ctx, r.Actor, id, d)
		return err
	}, r.coachPage)
}

func (r *request) postWriteAsEmployer() error {
	return r.postWrite(employerPath, func(id marketplace.ID, d introduction.Draft) error {
		_, err := r.Introductions.WriteAsEmployer(r.Ctx, r.Actor, id, d)
		return err
	}, r.employerPage)
}

func (r *request) postWrite(path func(marketplace.ID) string, write func(marketplace.ID, introduction.Draft) error, again func(marketplace.ID, url.Values, []marketplace.FieldError) (*view.Introduction, error)) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = write(id, draft(v)); err == nil {
		return r.Redirect(path(id), "intro_written")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := again(id, v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}
