package introductions

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
)

// getMine lists the introductions of the coach's own clients, with the days.
func (r *request) getMine() error {
	page := &view.Introductions{Base: r.Base(r.T("intro.mine")), Lead: r.T("intro.mine.lead")}
	note := func(i introduction.Introduction) string { return r.clientName(i.Client) + " → " + r.org(i.Employer) }
	for _, open := range []bool{true, false} {
		list, err := r.Introductions.Mine(r.Ctx, r.Actor, open, marketplace.Page{Limit: mostListed})
		if err != nil {
			return err
		}
		for _, i := range firstDueFirst(list.Items) {
			rows := r.rows([]introduction.Introduction{i}, coachPath, introduction.ByCoach, note)
			if i.Open {
				page.Open = append(page.Open, rows...)
			} else {
				page.Ended = append(page.Ended, rows...)
			}
		}
	}
	page.Empty = view.Empty{Heading: r.T("intro.mine.empty"), Text: r.T("intro.mine.empty.text"), Action: view.Link{Text: r.T("nav.clients"), Href: "/clients"}}
	return r.Show(page)
}

func (r *request) clientName(id marketplace.ID) string {
	c, err := r.Profiles.Client(r.Ctx, r.Actor, id)
	if err != nil {
		return r.T("my.somebody")
	}
	return c.Name
}

// postSend puts a client forward under the consent that the form names.
func (r *request) postSend() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	i, err := r.Introductions.Send(r.Ctx, r.Actor, marketplace.ID(v.Get("consent")))
	if err != nil {
		return err
	}
	return r.Redirect(coachPath(i.ID), "intro_sent")
}

func (r *request) getOf() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	page, err := r.coachPage(id, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// coachPage is an introduction as the coach sees it, with what was typed as a message.
func (r *request) coachPage(id marketplace.ID, v url.Values, errs []marketplace.FieldError) (*view.Introduction, error) {
	i, err := r.Introductions.Of(r.Ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	thread, err := r.Introductions.ThreadOf(r.Ctx, r.Actor, id, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return nil, err
	}
	name := r.clientName(i.Client)
	page := r.page(i, introduction.ByCoach, r.T("intro.lead.coach", "name", name, "org", r.org(i.Employer)))
	page.Back = &view.Link{Text: r.T("intro.mine"), Href: "/introductions"}
	page.Facts = append([]view.Pair{{Label: r.T("intro.client"), Text: name}, {Label: r.T("intro.employer"), Text: r.org(i.Employer)}}, page.Facts...)
	if reason := i.Refusal.Reason; reason != "" {
		who := r.T("intro.reason.coach_only")
		if reason.Shareable() {
			who = r.T("intro.reason.shared")
		}
		page.Facts = append(page.Facts, view.Pair{Label: r.T("intro.reason"), Text: r.T("intro.reason."+string(reason)) + ". " + who})
	}
	if i.Refusal.Note != "" {
		page.Facts = append(page.Facts, view.Pair{Label: r.T("intro.note"), Text: i.Refusal.Note})
	}
	for _, m := range i.History {
		text := r.T("intro.event." + string(m.Event))
		if m.Day != "" {
			text += ", " + r.Lang.Date(m.Day)
		}
		page.History = append(page.History, view.Pair{Label: r.Say.When(m.At), Text: text})
	}
	if err := r.coachAnswers(page, i); err != nil {
		return nil, err
	}
	r.threadOn(page, i, thread.Items, coachPath(id)+"/messages", v, errs)
	return page, nil
}

// coachAnswers are what the coach can do now. What is asked of the coach comes as equal buttons. After the agreement the
// way goes on to the work itself.
func (r *request) coachAnswers(page *view.Introduction, i introduction.Introduction) error {
	if i.State == introduction.Agreed {
		return r.coachGoesOn(page, i)
	}
	if !i.Open {
		return nil
	}
	add := func(list *[]view.Link, e introduction.Event, name string) {
		if _, can := i.State.Next(e); can {
			*list = append(*list, view.Link{Text: r.T("intro." + name), Href: coachPath(i.ID) + "/" + name})
		}
	}
	main, other := &page.More, &page.More
	if i.Owner == introduction.ByCoach {
		main, other = &page.Answers, &page.Answers
	}
	add(main, introduction.Agree, "agree")
	add(main, introduction.Confirm, "confirm")
	add(&page.More, introduction.Try, "try")
	add(other, introduction.Withdraw, "withdraw")
	return nil
}

// coachGoesOn leads to the placement that began from the introduction, or to planning one.
func (r *request) coachGoesOn(page *view.Introduction, i introduction.Introduction) error {
	begun, err := r.Placements.From(r.Ctx, r.Actor, i.ID)
	switch {
	case err == nil:
		page.Asked = r.T("intro.planned.text")
		page.Answers = []view.Link{{Text: r.T("intro.planned"), Href: "/placements/" + url.PathEscape(string(begun))}}
	case marketplace.IsKind(err, marketplace.NotFound):
		page.Asked, err = r.T("intro.plan.text"), nil
		page.Answers = []view.Link{{Text: r.T("intro.plan"), Href: visit.ClientPath(i.Client) + "/placements/new?introduction=" + url.QueryEscape(string(i.ID))}}
	}
	return err
}
