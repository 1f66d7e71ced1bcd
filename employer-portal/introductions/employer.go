package introductions

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
)

// Due are links to the introductions that wait for the employer's answer, for the first page; those due first come first.
func Due(r *visit.Request) ([]view.Link, error) {
	list, err := r.Introductions.Inbox(r.Ctx, r.Actor, true, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	var out []view.Link
	for _, i := range firstDueFirst(list.Items) {
		if i.Owner == introduction.ByEmployer {
			out = append(out, view.Link{Text: r.T("intro.waiting", "title", i.Title), Href: employerPath(i.ID), Note: (&request{r}).due(i, introduction.ByEmployer)})
		}
	}
	return out, nil
}

// getInbox lists what the employer's organisation received. No card is read for it.
func (r *request) getInbox() error {
	page := &view.Introductions{Base: r.Base(r.T("intro.inbox")), Lead: r.T("intro.inbox.lead")}
	note := func(i introduction.Introduction) string {
		return r.T("intro.inbox.note", "day", r.Say.Day(i.Sent), "coach", r.person(i.Org, i.Coach))
	}
	for _, open := range []bool{true, false} {
		list, err := r.Introductions.Inbox(r.Ctx, r.Actor, open, marketplace.Page{Limit: mostListed})
		if err != nil {
			return err
		}
		rows := r.rows(firstDueFirst(list.Items), employerPath, introduction.ByEmployer, note)
		if open {
			page.Open = rows
		} else {
			page.Ended = rows
		}
	}
	page.Empty = view.Empty{Heading: r.T("intro.inbox.empty"), Text: r.T("intro.inbox.empty.text"), Action: view.Link{Text: r.T("nav.tasks"), Href: "/tasks"}}
	return r.Show(page)
}

// receivedAlready is an introduction for a form about it: the card was read on the page before.
func (r *request) receivedAlready(id marketplace.ID) (introduction.Introduction, error) {
	return r.Introductions.Received(r.Ctx, r.Actor, id)
}

func (r *request) getReceived() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	page, err := r.employerPage(id, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// employerPage is an introduction as the employer sees it, with what was typed as a message.
func (r *request) employerPage(id marketplace.ID, v url.Values, errs []marketplace.FieldError) (*view.Introduction, error) {
	i, err := r.Introductions.Read(r.Ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	thread, err := r.Introductions.ReceivedThread(r.Ctx, r.Actor, id, marketplace.Page{Limit: marketplace.MaxLimit})
	if err != nil {
		return nil, err
	}
	page := r.page(i.Introduction, introduction.ByEmployer, r.T("intro.lead.employer"))
	page.Back = &view.Link{Text: r.T("intro.inbox"), Href: "/received"}
	page.Facts = append([]view.Pair{{Label: r.T("intro.coach"), Text: i.Contact}}, page.Facts...)
	if i.Card != nil {
		card := r.Say.ClientCard(*i.Card)
		page.Card = &card
	}
	if i.Refusal.Reason != "" {
		page.Facts = append(page.Facts, view.Pair{Label: r.T("intro.reason.own"), Text: r.T("intro.reason." + string(i.Refusal.Reason))})
	}
	if i.Open {
		for _, a := range []struct {
			event introduction.Event
			name  string
		}{{introduction.Propose, "meet"}, {introduction.Offer, "offer"}, {introduction.Refuse, "refuse"}} {
			if _, can := i.State.Next(a.event); can {
				page.Answers = append(page.Answers, view.Link{Text: r.T("intro." + a.name), Href: employerPath(id) + "/" + a.name})
			}
		}
	}
	r.threadOn(page, i.Introduction, thread.Items, employerPath(id)+"/messages", v, errs)
	return page, nil
}

// page is what both sides see alike.
func (r *request) page(i introduction.Introduction, me introduction.Side, lead string) *view.Introduction {
	page := &view.Introduction{
		Base: r.Base(r.T("intro.title", "title", i.Title)), Lead: lead, State: r.T("intro.state." + string(i.State)), Tone: tone(i), Yours: i.Owner == me,
		Task: view.Link{Text: r.T("intro.task"), Href: "/tasks/" + url.PathEscape(string(i.Task))},
	}
	if page.Heading = r.T("intro.waits"); page.Yours {
		page.Heading = r.T("intro.asked.title." + string(me))
	}
	if i.Open {
		page.Asked = r.T("intro.asked."+string(i.State)+"."+string(me), "day", r.Lang.Date(i.Day)) + " " + r.due(i, me)
	}
	page.Facts = []view.Pair{{Label: r.T("intro.sent"), Text: r.Say.Day(i.Sent)}}
	if i.Silent != "" {
		page.Facts = append(page.Facts, view.Pair{Label: r.T("intro.why"), Text: r.T("intro.silent." + string(i.Silent))})
	}
	switch {
	case i.From != "":
		page.Facts = append(page.Facts, view.Pair{Label: r.T("intro.trial"), Text: r.Lang.Date(i.From) + " – " + r.Lang.Date(i.Day)})
	case i.Day != "":
		page.Facts = append(page.Facts, view.Pair{Label: r.T("intro.day"), Text: r.Lang.Date(i.Day)})
	}
	return page
}
