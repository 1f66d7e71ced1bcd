package requests

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// getList lists what the buyer asks for: what something can still come of, or what has ended.
func (r *buyer) getList() error {
	q := r.asking()
	ended := q.Get("ended") != ""
	list, err := r.Requests.Mine(r.Ctx, r.Actor, !ended, marketplace.Page{Limit: mostListed, After: q.Get("after")})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("request.list")), Heading: r.T("request.list"), Lead: []string{r.T("request.list.lead")}}
	page.Action = &view.Link{Text: r.T("request.new"), Href: "/requests/new"}
	part := view.PlacedPart{ID: "live", Heading: r.T("request.live"), Ways: []view.Link{{Text: r.T("request.ended.show"), Href: listPath + "?ended=yes"}}}
	none := "request.live.none"
	if ended {
		part.ID, part.Heading, none = "ended", r.T("request.ended"), "request.ended.none"
		part.Ways = []view.Link{{Text: r.T("request.live.show"), Href: listPath}}
	}
	for _, e := range list.Items {
		part.Rows = append(part.Rows, r.row(e.Value))
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T(none)}
	}
	if list.Next != "" {
		more := url.Values{"after": {list.Next}}
		if ended {
			more.Set("ended", "yes")
		}
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.more"), Href: listPath + "?" + more.Encode()})
	}
	page.Parts = []view.PlacedPart{part}
	if r.Actor.Has(marketplace.RoleOwner) {
		page.Parts = append(page.Parts, view.PlacedPart{ID: "limits", Heading: r.T("request.limits"), Lines: []string{r.T("request.limits.lead")}, Ways: []view.Link{{Text: r.T("request.limits.open"), Href: limitsPath}}})
	}
	return r.Show(page)
}

func (r *buyer) row(q request.Request) view.PlacedRow {
	row := view.PlacedRow{Link: view.Link{Text: q.Brief.Title, Href: onePath(q.ID)}, State: r.T("request.state." + r.state(q))}
	switch q.State {
	case request.Draft:
		row.Lines = []string{r.T("request.begun", "day", r.Say.Day(q.Created))}
	case request.Open, request.Awarding:
		row.Lines = []string{r.T("request.deadline.until", "when", r.Say.When(q.Brief.Deadline)), r.Say.N("request.quoted", count(q, hasQuoted)) + " " + r.Say.N("request.seen", count(q, hasSeen))}
	case request.Awarded, request.Withdrawn, request.Lapsed:
		row.Lines = []string{r.T("request.over", "day", r.Say.Day(q.Ended))}
	}
	return row
}

// state is where a request stands, in more words than it has states: an open one waits for quotes or for a decision.
func (r *buyer) state(q request.Request) string {
	switch {
	case q.State != request.Open:
		return string(q.State)
	case count(q, hasQuoted) > 0 && q.Closed(r.Clock.Now()):
		return "decide"
	case q.Closed(r.Clock.Now()):
		return "closed"
	case count(q, hasQuoted) > 0:
		return "offers"
	}
	return "open"
}

func hasQuoted(i request.Invitation) bool { return !i.Quoted.IsZero() }

func hasSeen(i request.Invitation) bool { return !i.Seen.IsZero() }

func count(q request.Request, which func(request.Invitation) bool) int {
	n := 0
	for _, i := range q.Invited {
		if which(i) {
			n++
		}
	}
	return n
}

// Due are links to what waits for the buyer, for the first page: approvals, questions without an answer, quotes to decide on
// and drafts.
func Due(r *visit.Request) ([]view.Link, error) {
	if !r.Actor.Has(request.Buyers()...) {
		return nil, nil
	}
	list, err := r.Requests.Mine(r.Ctx, r.Actor, true, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	b := &buyer{r}
	var out []view.Link
	for _, e := range list.Items {
		if note := b.waits(e.Value); note != "" {
			out = append(out, view.Link{Text: r.T("request.waiting", "title", e.Value.Brief.Title), Href: onePath(e.ID), Note: note})
		}
	}
	return out, nil
}

// waits says what a request waits for from this person; empty when for nothing.
func (r *buyer) waits(q request.Request) string {
	open := 0
	for _, question := range q.Questions {
		if question.Answered.IsZero() {
			open++
		}
	}
	switch {
	case q.State == request.Draft:
		return r.T("request.waits.draft")
	case q.State != request.Open:
		return ""
	case q.Approval != nil && r.Actor.Has(marketplace.RoleOwner):
		return r.T("request.waits.approval")
	case open > 0:
		return r.Say.N("request.waits.questions", open)
	case count(q, hasQuoted) > 0:
		return r.Say.N("request.quoted", count(q, hasQuoted))
	}
	return ""
}

// stands is where a quote stands, in words.
func (r *buyer) stands(o quote.Offer) string {
	if o.State == quote.Lost {
		return r.T("quote.lost." + string(o.Why))
	}
	return r.T("quote.state." + string(o.State))
}
