package quotes

import (
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// getOne is what the organiser is asked for: its own quote first, then questions and the brief.
func (r *seller) getOne() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	e, err := r.Quotes.Quote(r.Ctx, r.Actor, a.ID)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) { // what ended before anything was done has no quote
		return err
	}
	open := a.State == request.Open
	page := &view.Placed{Base: r.Base(a.Brief.Title), Heading: a.Brief.Title, State: r.T("asked.state." + string(a.State))}
	page.Lead = []string{r.T("asked.lead", "buyer", r.Firm(a.Buyer), "when", r.Say.When(a.Brief.Deadline))}
	page.Back = &view.Link{Text: r.T("asked.list"), Href: listPath}
	own, err := r.own(a, e.Value)
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{own, r.questions(a, open), {ID: "brief", Heading: r.T("request.brief"), Pairs: quoted.Brief(r.Request, a.Brief)}}
	if v, sent := e.Value.Newest(); sent {
		page.Parts = append(page.Parts, quoted.Version(r.Request, v.Offer())...)
		page.Parts = append(page.Parts, r.versions(e.Value)...)
	}
	return r.Show(page)
}

// own is the organiser's own quote: where it stands, and what can be done about it.
func (r *seller) own(a request.Asked, q quote.Quote) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "own", Heading: r.T("asked.own"), Lines: []string{r.stands(q) + "."}, NoPrint: true}
	if q.ID == "" {
		part.Lines = []string{r.T("asked.none")}
		return part, nil
	}
	if v, sent := q.Newest(); sent {
		part.Lines = append(part.Lines, r.T("asked.sent", "n", v.Number, "when", r.Say.When(v.At), "total", quoted.Euros(r.Request, v.Total)))
		held, err := r.held(q)
		if err != nil {
			return part, err
		}
		part.Lines = append(part.Lines, held...)
	}
	part.Lines = append(part.Lines, r.fate(a, q)...)
	if a.State == request.Open && q.Live {
		part.Ways = r.ways(a, q)
	}
	return part, nil
}

// ways are what can be done about a quote for an open request.
func (r *seller) ways(a request.Asked, q quote.Quote) []view.Link {
	var out []view.Link
	add := func(key, path string) { out = append(out, view.Link{Text: r.T(key), Href: path}) }
	switch {
	case q.Draft != nil:
		add("asked.edit.go", quotePath(a.ID))
		add("asked.preview.go", quotePath(a.ID)+"/preview")
	case len(q.Versions) > 0:
		add("asked.version.go", quotePath(a.ID))
	default:
		add("asked.quote.go", quotePath(a.ID))
	}
	if _, can := q.State.Next(quote.Renew); can {
		add("asked.renew.go", quotePath(a.ID)+"/renew")
	}
	if len(q.Versions) > 0 {
		add("asked.withdraw.go", quotePath(a.ID)+"/withdraw")
	} else {
		add("asked.pass.go", onePath(a.ID)+"/pass")
	}
	return out
}

// held says whether the crew keeps the hours of what was sent.
func (r *seller) held(q quote.Quote) ([]string, error) {
	v, _ := q.Newest()
	crew, err := r.Capacity.Get(r.Ctx, r.Actor, q.Crew)
	if err != nil || !q.Live {
		return nil, err
	}
	for _, b := range crew.Value.Bookings {
		if b.For == q.ID && b.State.Live() {
			return []string{r.T("asked.held", "crew", crew.Value.Terms.Name, "when", r.Say.When(b.Until))}, nil
		}
	}
	if q.State == quote.Sent && r.Clock.Now().Time().Before(v.Until.Time()) {
		return []string{r.T("asked.displaced", "crew", crew.Value.Terms.Name)}, nil
	}
	return []string{r.T("asked.free", "crew", crew.Value.Terms.Name)}, nil
}

// fate is what the buyer did about the quote, and how it was lost.
func (r *seller) fate(a request.Asked, q quote.Quote) []string {
	var out []string
	if q.State == quote.Declined {
		out = append(out, r.T("quote.declined.because", "reason", r.T("quote.decline."+string(q.Decline.Reason))))
		if q.Decline.Note != "" {
			out = append(out, q.Decline.Note)
		}
	}
	if i := a.Invitation; !i.Declined.IsZero() {
		out = append(out, r.T("request.passed", "reason", r.T("request.pass."+string(i.Reason))))
	}
	if q.Live && !q.Renewal.IsZero() {
		out = append(out, r.T("quote.renewal.asked", "when", r.Say.When(q.Renewal)))
	}
	for _, short := range q.Loss.Shortage {
		out = append(out, r.Lang.Field(short))
	}
	return out
}

// questions are what was asked about the request, and what the buyer answered.
func (r *seller) questions(a request.Asked, open bool) view.PlacedPart {
	part := view.PlacedPart{ID: "questions", Heading: r.Say.N("request.questions", len(a.Questions)), Lines: []string{r.T("asked.questions.lead")}}
	for _, q := range a.Questions {
		row := view.PlacedRow{Link: view.Link{Text: q.Text}, State: r.T("request.unanswered")}
		if !q.Answered.IsZero() {
			row.State, row.Lines = "", []string{r.T("request.answered", "text", q.Answer)}
		}
		if q.Own {
			row.Lines = append([]string{r.T("asked.question.own")}, row.Lines...)
		}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("request.questions.none")}
	}
	if open {
		part.Ways = []view.Link{{Text: r.T("asked.question.go"), Href: onePath(a.ID) + "/question"}}
	}
	return part
}

// versions are what each version changed, newest first.
func (r *seller) versions(q quote.Quote) []view.PlacedPart {
	var out []view.PlacedPart
	for i, v := range slices.Backward(q.Versions) {
		if i == 0 {
			break
		}
		before := q.Versions[i-1]
		out = append(out, view.PlacedPart{
			ID: "version-" + strconv.Itoa(v.Number), Heading: r.T("quote.version.changes", "now", v.Number, "before", before.Number),
			Lines: []string{r.T("quote.version.sent", "n", v.Number, "when", r.Say.When(v.At))}, Table: quoted.Changes(r.Request, quote.Changes(before, v, quoted.Say(r.Request))),
		})
	}
	return out
}
