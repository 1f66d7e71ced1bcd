package privacy

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy"
)

// my is a page of the client's own.
func (r *request) my(key string, lead ...string) *view.My {
	page := &view.My{Base: r.Base(r.T(key)), Heading: r.T(key)}
	for _, l := range lead {
		page.Lead = append(page.Lead, r.T(l))
	}
	return page
}

// state says how the client's request stands; empty when there is none.
func (r *request) state(e privacy.Erasure) []string {
	if e.State == "" || e.State == privacy.TakenBack {
		return nil
	}
	out := []string{r.Lang.T("privacy.state." + string(e.State))}
	switch e.State {
	case privacy.Asked:
		out = append(out, r.T("my.erase.answer_by", "day", r.Lang.Date(e.AnswerBy)))
	case privacy.Refused:
		out = append(out, r.Lang.T("privacy.reason."+string(e.Reason)))
	case privacy.TakenBack, privacy.Decided, privacy.Done:
	}
	return out
}

// getMine offers the client the copies and the way to have everything erased.
func (r *request) getMine() error {
	e, err := r.Erasures.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := r.my("my.held", "my.held.lead", "my.held.others")
	page.Answers = []view.Link{{Text: r.T("my.held.page"), Href: "/my/held/page"}, {Text: r.T("my.held.file"), Href: "/my/held/file"}}
	if lines := r.state(e); len(lines) > 0 {
		page.After = []view.SelkoBlock{{Heading: r.T("my.erase"), Lines: lines}}
	}
	if e.State == privacy.Asked {
		page.Form = &view.MyForm{Action: "/my/erase/back", Submit: r.T("my.erase.back"), Second: true}
	}
	page.More = []view.Link{{Text: r.T("my.readers"), Href: "/my/readers"}, {Text: r.T("footer.privacy"), Href: "/privacy"}}
	if !e.Live() {
		page.More = append([]view.Link{{Text: r.T("my.erase"), Href: "/my/erase"}}, page.More...)
	}
	return r.Show(page)
}

// getErase explains what would go, what would stay, and what comes of it.
func (r *request) getErase() error {
	e, err := r.Erasures.Mine(r.Ctx, r.Me)
	if err != nil || e.Live() {
		return orGo(err, r.Redirect("/my/held", ""))
	}
	page := r.my("my.erase", "my.erase.lead")
	page.Back = &view.Link{Text: r.T("my.held"), Href: "/my/held"}
	for _, part := range []string{"goes", "stays", "after"} {
		page.After = append(page.After, view.SelkoBlock{Heading: r.T("my.erase." + part), Lines: []string{r.T("my.erase." + part + ".text")}})
	}
	page.Answers = []view.Link{{Text: r.T("my.erase.go_on"), Href: "/my/erase/sure"}, {Text: r.T("my.erase.not"), Href: "/my/held"}}
	return r.Show(page)
}

// orGo is the error, or else what was done instead of the page.
func orGo(err, done error) error {
	if err != nil {
		return err
	}
	return done
}

// getSure is the step to think it over.
func (r *request) getSure() error {
	page := r.my("my.erase.think", "my.erase.sure", "my.erase.sure.text")
	page.Back = &view.Link{Text: r.T("my.erase"), Href: "/my/erase"}
	page.Answers = []view.Link{{Text: r.T("my.erase.not"), Href: "/my/held"}}
	page.Form = &view.MyForm{Action: "/my/erase/sure", Submit: r.T("my.erase.submit"), Second: true}
	return r.Show(page)
}

// postSure asks; posted twice it is asked once.
func (r *request) postSure() error {
	if _, err := r.Erasures.AskMine(r.Ctx, r.Me); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return r.Redirect("/my/held", "erasure_asked")
}

func (r *request) postBack() error {
	if _, err := r.Erasures.TakeBack(r.Ctx, r.Me); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return r.Redirect("/my/held", "erasure_back")
}

func (r *request) getMyPage() error {
	e, err := r.Extracts.Mine(r.Ctx, r.Me)
	return r.page(e, err)
}

func (r *request) getMyFile() error {
	e, err := r.Extracts.Mine(r.Ctx, r.Me)
	return r.file(e, err)
}
