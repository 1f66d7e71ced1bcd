package requests

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// button is a form of one button over a revision.
func (r *buyer) button(action, key string, rev int64) view.Post {
	return view.Post{Action: action, Text: r.T(key), CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{"rev": strconv.FormatInt(rev, 10)}}
}

// getOne is one request: what waits first, then the quotes beside each other, the questions, who is asked and what for.
func (r *buyer) getOne() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	offers, err := r.Quotes.Offers(r.Ctx, r.Actor, e.ID)
	if err != nil {
		return err
	}
	q := e.Value
	state := r.state(q)
	page := &view.Placed{Base: r.Base(q.Brief.Title), Heading: q.Brief.Title, State: r.T("request.state." + state), Lead: []string{r.T("request.state."+state+".text", "when", r.Say.When(q.Brief.Deadline))}}
	if q.State == request.Awarded {
		page.Tone = "good"
	}
	page.Back = &view.Link{Text: r.T("request.list"), Href: listPath}
	if q.State == request.Draft {
		page.Action = &view.Link{Text: r.T("request.ask.go"), Href: onePath(e.ID) + "/ask"}
		page.Parts = []view.PlacedPart{r.wanted(q), r.ending(q)}
		return r.Show(page)
	}
	if a := q.Approval; a != nil {
		page.Parts = append(page.Parts, r.approval(q, *a, offers))
	}
	page.Parts = append(page.Parts, r.quotes(q, offers), r.questions(q), r.asked(q), r.wanted(q), r.ending(q))
	return r.Show(page)
}

// wanted is what was asked for.
func (r *buyer) wanted(q request.Request) view.PlacedPart {
	part := view.PlacedPart{ID: "brief", Heading: r.T("request.brief"), Pairs: quoted.Brief(r.Request, q.Brief)}
	if q.State == request.Draft {
		part.Ways = []view.Link{{Text: r.T("request.check.change"), Href: onePath(q.ID) + "/edit"}}
	}
	return part
}

// ending is how the request is taken back, or asked anew.
func (r *buyer) ending(q request.Request) view.PlacedPart {
	part := view.PlacedPart{ID: "end", Heading: r.T("request.again"), Lines: []string{r.T("request.again.text")}, NoPrint: true}
	part.Ways = []view.Link{{Text: r.T("request.again.go"), Href: "/requests/new?from=" + url.QueryEscape(string(q.ID))}}
	if _, can := q.State.Next(request.Withdraw); can {
		part.Heading = r.T("request.end")
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.withdraw"), Href: onePath(q.ID) + "/withdraw"})
	}
	return part
}

// approval says that somebody's choice waits for an owner.
func (r *buyer) approval(q request.Request, a request.Approval, offers []quote.Offer) view.PlacedPart {
	name := r.T("quote.some")
	for _, o := range offers {
		if o.ID == a.Quote {
			name = r.Firm(o.Organiser)
		}
	}
	part := view.PlacedPart{ID: "approval", Heading: r.T("request.approval"), Lines: []string{r.T("request.approval.text", "person", r.Colleague(a.By), "organiser", name, "total", quoted.Euros(r.Request, a.Total), "limit", quoted.Euros(r.Request, a.Limit))}}
	path := onePath(q.ID) + "/quotes/" + url.PathEscape(string(a.Quote))
	part.Ways = []view.Link{{Text: r.T("quote.look"), Note: name, Href: path}}
	if r.Actor.Has(marketplace.RoleOwner) {
		part.Ways = append([]view.Link{{Text: r.T("quote.accept.go"), Note: name, Href: path + "/accept"}}, part.Ways...)
	} else {
		part.Lines = append(part.Lines, r.T("request.approval.waits"))
	}
	return part
}

// quotes are the quotes beside each other, one in a row.
func (r *buyer) quotes(q request.Request, offers []quote.Offer) view.PlacedPart {
	part := view.PlacedPart{ID: "quotes", Heading: r.Say.N("request.quotes", len(offers))}
	if len(offers) == 0 {
		part.Lines = []string{r.Say.N("request.seen", count(q, hasSeen)), r.T("request.quotes.none")}
		return part
	}
	t := &view.Table{Caption: r.T("request.quotes.caption")}
	for _, head := range []string{"organiser", "total", "crew", "supervisors", "days", "until", "state"} {
		t.Head = append(t.Head, r.T("request.head."+head))
	}
	for _, o := range offers {
		v := o.Newest()
		hours := capacity.Booking{Loads: v.Loads}.Hours()
		code := r.Lang.Code()
		t.Links = append(t.Links, offerPath(o))
		t.Body = append(t.Body, []string{
			r.Firm(o.Organiser), quoted.Euros(r.Request, v.Total), hours.Crew.Write(code), hours.Supervisors.Write(code), quoted.Span(r.Request, v.Loads), r.Say.When(v.Until), r.stands(o),
		})
	}
	part.Lines, part.Table = []string{r.T("request.quotes.lead")}, t
	return part
}

// questions are what organisers asked, and what was answered.
func (r *buyer) questions(q request.Request) view.PlacedPart {
	part := view.PlacedPart{ID: "questions", Heading: r.Say.N("request.questions", len(q.Questions))}
	for _, asked := range q.Questions {
		way := view.Link{Text: r.T("request.answer.go"), Note: asked.Text, Href: onePath(q.ID) + "/questions/" + url.PathEscape(string(asked.ID))}
		row := view.PlacedRow{Link: view.Link{Text: asked.Text}, Lines: []string{r.T("request.asked_by", "organiser", r.Firm(asked.Organiser), "when", r.Say.When(asked.At))}}
		if asked.Answered.IsZero() {
			row.State = r.T("request.unanswered")
		} else {
			row.Lines = append(row.Lines, r.T("request.answered", "text", asked.Answer))
			way.Text = r.T("request.answer.change")
		}
		if q.State == request.Open {
			row.Ways = []view.Link{way}
		}
		part.Rows = append(part.Rows, row)
	}
	part.Lines = []string{r.T("request.questions.lead")}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("request.questions.none")}
	}
	return part
}

// asked is who is asked, and what they did.
func (r *buyer) asked(q request.Request) view.PlacedPart {
	part := view.PlacedPart{ID: "asked", Heading: r.Say.N("request.asked", len(q.Invited)), Lines: []string{r.Say.N("request.seen", count(q, hasSeen))}}
	for _, i := range q.Invited {
		row := view.PlacedRow{Link: view.Link{Text: r.Firm(i.Organiser)}, State: r.T("request.did." + did(i)), Lines: []string{r.T("request.asked_on", "when", r.Say.When(i.Asked))}}
		if !i.Declined.IsZero() {
			row.Lines = append(row.Lines, r.T("request.passed", "reason", r.T("request.pass."+string(i.Reason))))
			if i.Note != "" {
				row.Lines = append(row.Lines, i.Note)
			}
		}
		part.Rows = append(part.Rows, row)
	}
	if q.State == request.Open && !q.Closed(r.Clock.Now()) {
		part.Ways = []view.Link{{Text: r.T("request.ask.more"), Href: onePath(q.ID) + "/ask"}}
	}
	return part
}

// did is the last thing that an organiser did about a request.
func did(i request.Invitation) string {
	switch {
	case !i.Declined.IsZero():
		return "passed"
	case !i.Quoted.IsZero():
		return "quoted"
	case !i.Seen.IsZero():
		return "seen"
	}
	return "nothing"
}

// question finds the question that the address names.
func (r *buyer) question() (request.Entry, request.Question, error) {
	e, err := r.one()
	if err != nil {
		return e, request.Question{}, err
	}
	id, err := web.IDParam(r.C, "question")
	if err != nil {
		return e, request.Question{}, err
	}
	for _, q := range e.Value.Questions {
		if q.ID == id {
			return e, q, nil
		}
	}
	return e, request.Question{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

func (r *buyer) answerPage(e request.Entry, q request.Question, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("request.answer", onePath(e.ID)+"/questions/"+url.PathEscape(string(q.ID)), v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Area("answer", "portal.request.f.answer", 5).WithHint(r.T("request.f.answer.hint")).Must()}
	})
	page.Heading, page.Intro = q.Text, r.T("request.asked_by", "organiser", r.Firm(q.Organiser), "when", r.Say.When(q.At))
	page.Back = &view.Link{Text: e.Value.Brief.Title, Href: onePath(e.ID) + "#questions"}
	return page
}

func (r *buyer) getAnswer() error {
	e, q, err := r.question()
	if err != nil {
		return err
	}
	return r.Show(r.answerPage(e, q, url.Values{"answer": {q.Answer}}, nil))
}

func (r *buyer) postAnswer() error {
	e, q, err := r.question()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Requests.Answer(r.Ctx, r.Actor, e.ID, q.ID, v.Get("answer")); err == nil {
		return r.Redirect(onePath(e.ID), "request_answered")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.answerPage(e, q, v, bad))
}

func (r *buyer) withdrawPage(e request.Entry, bad []marketplace.FieldError) *view.Single {
	page := r.Single("request.withdraw", onePath(e.ID)+"/withdraw", url.Values{}, bad, func(view.Form) []view.Field { return nil })
	page.Back = &view.Link{Text: e.Value.Brief.Title, Href: onePath(e.ID)}
	return page
}

func (r *buyer) getWithdraw() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	return r.Show(r.withdrawPage(e, nil))
}

// postWithdraw takes the request back. Doing it twice leads to the same page.
func (r *buyer) postWithdraw() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	if e.Value.State != request.Withdrawn {
		_, err = r.Requests.Withdraw(r.Ctx, r.Actor, e.ID)
	}
	if err == nil {
		return r.Redirect(onePath(e.ID), "request_withdrawn")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.withdrawPage(e, bad))
}
