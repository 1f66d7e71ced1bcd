package introductions

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
)

func myPath(id marketplace.ID) string { return "/my/introductions/" + url.PathEscape(string(id)) }

// getOfMe lists where the client was put forward, and how each stands.
func (r *request) getOfMe() error {
	list, err := r.Introductions.OfMe(r.Ctx, r.Me, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.intro")), Heading: r.T("my.intro"), Lead: []string{r.T("my.intro.lead")}}
	for _, i := range list.Items {
		page.Rows = append(page.Rows, view.MyRow{
			Heading: r.org(i.Employer) + ": " + i.Title, Lines: r.standing(i), Action: &view.Link{Text: r.T("my.intro.open"), Note: i.Title, Href: myPath(i.ID)},
		})
	}
	if len(page.Rows) == 0 {
		page.Empty = r.T("my.intro.none")
	}
	return r.Show(page)
}

// standing says how an introduction stands, one thing in a sentence.
func (r *request) standing(i introduction.Introduction) []string {
	out := []string{r.T("my.intro.state."+string(i.State), "day", r.Lang.Date(i.Day), "from", r.Lang.Date(i.From))}
	switch {
	case i.Open:
		out = append(out, r.T("my.intro.due."+string(i.Owner), "day", r.Lang.Date(i.Due)))
	case i.State == introduction.Refused && i.Refusal.Reason != "":
		out = append(out, r.T("my.intro.reason."+string(i.Refusal.Reason)))
	case i.State == introduction.Refused:
		out = append(out, r.T("my.intro.reason.ask"))
	case i.State == introduction.Unanswered:
		out = append(out, r.T("my.intro.silent."+string(i.Silent)), r.T("my.intro.silent.not_you"))
	}
	return out
}

func (r *request) getMy() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	i, err := r.Introductions.My(r.Ctx, r.Me, id)
	if err != nil {
		return err
	}
	thread, err := r.Introductions.MyThread(r.Ctx, r.Me, id, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.org(i.Employer)), Heading: r.org(i.Employer) + ": " + i.Title, Lead: r.standing(i)}
	page.Back = &view.Link{Text: r.T("my.intro"), Href: "/my/introductions"}
	for _, m := range thread.Items {
		page.After = append(page.After, view.SelkoBlock{Heading: r.T("my.intro.wrote", "who", r.person(m.Org, m.Person), "day", r.Say.Day(m.At)), Lines: strings.Split(m.Text, "\n")})
	}
	if i.Open {
		page.Answers = []view.Link{{Text: r.T("my.intro.back"), Href: myPath(id) + "/back"}}
	}
	page.More = []view.Link{{Text: r.T("my.intro.consent"), Href: "/my/consents/" + url.PathEscape(string(i.Consent))}}
	return r.Show(page)
}

// getBack asks once more before the client takes it back, and says what happens then.
func (r *request) getBack() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	i, err := r.Introductions.My(r.Ctx, r.Me, id)
	if err != nil {
		return err
	}
	if !i.Open {
		return r.Redirect(myPath(id), "")
	}
	org := r.org(i.Employer)
	page := &view.My{Base: r.Base(r.T("my.intro.back.title")), Heading: r.T("my.intro.back.title"), Lead: []string{r.T("my.intro.back.text", "org", org), r.T("my.intro.back.told", "org", org)}}
	page.Form = &view.MyForm{Action: myPath(id) + "/back", Submit: r.T("my.intro.back.submit")}
	page.Back = &view.Link{Text: i.Title, Href: myPath(id)}
	return r.Show(page)
}

func (r *request) postBack() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	if _, err := r.Introductions.TakeBack(r.Ctx, r.Me, id); err != nil {
		return err
	}
	return r.Redirect(myPath(id), "intro_back")
}
