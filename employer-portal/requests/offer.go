package requests

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// getOffer is one quote: where it stands and until when its capacity is held, the price, when the work is done, the papers of
// the organiser, and how its versions differ.
func (r *buyer) getOffer() error {
	e, o, err := r.offer()
	if err != nil {
		return err
	}
	v := o.Newest()
	heading := r.T("quote.from", "organiser", r.Firm(o.Organiser))
	page := &view.Placed{Base: r.Base(heading), Heading: heading, State: r.stands(o), Document: true}
	if o.State == quote.Accepted {
		page.Tone = "good"
	}
	page.Lead = []string{r.T("quote.total", "total", quoted.Euros(r.Request, v.Total)), r.held(o)}
	page.Back = &view.Link{Text: e.Value.Brief.Title, Href: onePath(e.ID)}
	if e.Value.State == request.Open && o.State == quote.Sent {
		page.Action = &view.Link{Text: r.T("quote.accept.go"), Href: offerPath(o) + "/accept"}
	}
	page.Parts = append(page.Parts, r.fate(e.Value, o)...)
	page.Parts = append(page.Parts, quoted.Version(r.Request, v)...)
	papers, err := r.papers(o)
	if err != nil {
		return err
	}
	page.Parts = append(page.Parts, r.direction(e.Value.Brief), papers)
	page.Parts = append(page.Parts, r.versions(o)...)
	if ways := r.instead(e.Value, o); len(ways.Ways)+len(ways.Posts) > 0 {
		page.Parts = append(page.Parts, ways)
	}
	return r.Show(page)
}

// held says until when the capacity of a quote is held.
func (r *buyer) held(o quote.Offer) string {
	until := r.Say.When(o.Newest().Until)
	switch {
	case o.State == quote.Accepted:
		return r.T("quote.held.sold")
	case o.State == quote.Sent && o.Held:
		return r.T("quote.held.until", "when", until)
	case o.State == quote.Sent:
		return r.T("quote.held.not", "when", until)
	case o.State == quote.Expired:
		return r.T("quote.held.expired", "when", until)
	}
	return r.T("quote.held.free")
}

// fate is what became of a quote, when there is more to say than its state.
func (r *buyer) fate(q request.Request, o quote.Offer) []view.PlacedPart {
	switch {
	case o.State == quote.Declined:
		lines := []string{r.T("quote.declined.because", "reason", r.T("quote.decline."+string(o.Refusal.Reason)))}
		if o.Refusal.Note != "" {
			lines = append(lines, o.Refusal.Note)
		}
		return []view.PlacedPart{{ID: "fate", Heading: r.T("quote.state.declined"), Lines: lines}}
	case o.State == quote.Accepted && q.Award != nil:
		text := r.T("quote.accepted.by", "person", r.Colleague(q.Award.By), "when", r.Say.When(q.Award.At), "version", o.Accepted)
		return []view.PlacedPart{{ID: "fate", Heading: r.T("quote.state.accepted"), Lines: []string{text}}}
	}
	return nil
}

// direction is who directs the work, and what follows from it.
func (r *buyer) direction(b request.Brief) view.PlacedPart {
	return view.PlacedPart{ID: "direction", Heading: r.T("request.g.directs"), Lines: []string{quoted.Directs(r.Request, b.Directs)}}
}

// papers leads to the contractor's liability of the organiser, with the price of the quote.
func (r *buyer) papers(o quote.Offer) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "papers", Heading: r.T("quote.papers"), NoPrint: true}
	total := o.Newest().Total
	v, err := r.Liability.Read(r.Ctx, r.Actor, o.Organiser, liability.Contract{Type: liability.Subcontract, Cents: total})
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		part.Lines = []string{r.T("quote.papers.unasked")}
		part.Ways = []view.Link{{Text: r.T("quote.papers.ask"), Href: "/suppliers/new?supplier=" + url.QueryEscape(string(o.Organiser))}}
		return part, nil
	case err != nil:
		return part, err
	}
	part.Lines = []string{r.T("quote.papers.verdict", "verdict", r.Lang.T("liability.verdict."+string(v.Conclusion.Verdict)))}
	part.Ways = []view.Link{{Text: r.T("quote.papers.look"), Href: "/suppliers/" + url.PathEscape(string(o.Organiser)) + "?cents=" + strconv.FormatInt(int64(total), 10)}}
	return part, nil
}

// versions are the earlier versions, each with what the next one changed, newest first.
func (r *buyer) versions(o quote.Offer) []view.PlacedPart {
	var out []view.PlacedPart
	for i, v := range slices.Backward(o.Versions) {
		if i == 0 {
			break
		}
		before := o.Versions[i-1]
		part := view.PlacedPart{ID: "version-" + strconv.Itoa(v.Number), Heading: r.T("quote.version.changes", "now", v.Number, "before", before.Number)}
		part.Lines = []string{r.T("quote.version.sent", "n", v.Number, "when", r.Say.When(v.Sent)), r.T("quote.version.sent", "n", before.Number, "when", r.Say.When(before.Sent))}
		part.Table = quoted.Changes(r.Request, v.Since(before, quoted.Say(r.Request)))
		out = append(out, part)
	}
	return out
}

// instead is what else can be done about a quote: have it renewed, decline it, look at the others, ask more.
func (r *buyer) instead(q request.Request, o quote.Offer) view.PlacedPart {
	part := view.PlacedPart{ID: "instead", Heading: r.T("quote.instead"), NoPrint: true}
	if q.State != request.Open {
		return part
	}
	if _, can := o.State.Next(quote.Renew); can {
		if o.Renewal.IsZero() {
			part.Posts = []view.Post{r.button(offerPath(o)+"/renewal", "quote.renewal.ask", 0)}
		} else {
			part.Lines = append(part.Lines, r.T("quote.renewal.asked", "when", r.Say.When(o.Renewal)))
		}
	}
	if _, can := o.State.Next(quote.Decline); can {
		part.Ways = append(part.Ways, view.Link{Text: r.T("quote.decline.go"), Href: offerPath(o) + "/decline"})
	}
	part.Ways = append(part.Ways, view.Link{Text: r.T("quote.others"), Href: onePath(q.ID) + "#quotes"})
	if !q.Closed(r.Clock.Now()) {
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.ask.more"), Href: onePath(q.ID) + "/ask"})
	}
	return part
}

// postRenewal asks the organiser to renew a quote. Asking twice changes nothing.
func (r *buyer) postRenewal() error {
	e, o, err := r.offer()
	if err != nil {
		return err
	}
	if _, err = r.Quotes.AskRenewal(r.Ctx, r.Actor, o.ID); err == nil {
		return r.Redirect(offerPath(o), "quote_renewal")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.refused(e.Value, o, bad))
}

// refused is a page that says why something cannot be done, and what can be done instead.
func (r *buyer) refused(q request.Request, o quote.Offer, bad []marketplace.FieldError) *view.Placed {
	heading := r.T("quote.from", "organiser", r.Firm(o.Organiser))
	page := &view.Placed{Base: r.Base(heading), Heading: heading, State: r.stands(o), Lead: []string{r.T("quote.refused")}}
	page.Problems = view.NewForm(r.Lang, nil, bad).Problems(bad, nil)
	page.Back = &view.Link{Text: q.Brief.Title, Href: onePath(q.ID)}
	page.Parts = []view.PlacedPart{r.instead(q, o)}
	page.Parts[0].Ways = append(page.Parts[0].Ways, view.Link{Text: r.T("quote.look"), Href: offerPath(o)})
	return page
}

func (r *buyer) declinePage(o quote.Offer, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("quote.decline", offerPath(o)+"/decline", v, bad, func(f view.Form) []view.Field {
		return []view.Field{
			f.Radios("reason", "portal.quote.f.reason", f.Keyed("portal.quote.decline", keys(quote.DeclineReasons())...)),
			f.Area("note", "portal.quote.f.decline.note", 3).WithHint(r.T("quote.f.decline.note.hint")),
		}
	})
	page.Back = &view.Link{Text: r.T("quote.from", "organiser", r.Firm(o.Organiser)), Href: offerPath(o)}
	return page
}

func (r *buyer) getDecline() error {
	_, o, err := r.offer()
	if err != nil {
		return err
	}
	return r.Show(r.declinePage(o, url.Values{}, nil))
}

func (r *buyer) postDecline() error {
	e, o, err := r.offer()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Quotes.DeclineOffer(r.Ctx, r.Actor, o.ID, quote.Refusal{Reason: quote.DeclineReason(v.Get("reason")), Note: v.Get("note")}); err == nil {
		return r.Redirect(onePath(e.ID), "quote_declined")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.declinePage(o, v, bad))
}
