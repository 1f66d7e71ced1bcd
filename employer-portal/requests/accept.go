package requests

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

func (r *buyer) getAccept() error {
	e, o, err := r.offer()
	if err != nil {
		return err
	}
	if e.Value.State != request.Open || o.State != quote.Sent {
		return r.Redirect(offerPath(o), "")
	}
	page, err := r.acceptPage(e.Value, o)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// acceptPage repeats what is accepted, and has the button for exactly the version that it shows.
func (r *buyer) acceptPage(q request.Request, o quote.Offer) (*view.Placed, error) {
	v, name := o.Newest(), r.Firm(o.Organiser)
	over, err := r.overLimit(v)
	if err != nil {
		return nil, err
	}
	page := &view.Placed{Base: r.Base(r.T("quote.accept")), Heading: r.T("quote.accept"), Lead: []string{r.T("quote.accept.lead", "organiser", name, "title", q.Brief.Title)}}
	page.Back = &view.Link{Text: r.T("quote.from", "organiser", name), Href: offerPath(o)}
	summary := view.PlacedPart{ID: "summary", Heading: r.T("quote.accept.summary", "n", v.Number), Pairs: []view.Pair{
		{Label: r.Lang.T("quote.field.total"), Text: quoted.Euros(r.Request, v.Total)},
		{Label: r.T("quote.days"), Text: quoted.Span(r.Request, v.Loads)},
		{Label: r.T("quote.hours"), Text: quoted.Hours(r.Request, v.Loads)},
		{Label: r.T("quote.f.supervisor"), Text: v.Supervisor},
		{Label: r.T("request.f.directs"), Text: quoted.Directs(r.Request, q.Brief.Directs)},
		{Label: r.T("quote.until"), Text: r.Say.When(v.Until)},
	}}
	papers, err := r.papers(o)
	if err != nil {
		return nil, err
	}
	then := view.PlacedPart{ID: "then", Heading: r.T("request.check.then"), Lines: []string{r.T("quote.accept.then")}}
	accept := r.button(offerPath(o)+"/accept", "quote.accept.submit", 0)
	if over != "" {
		then.Lines, accept.Text = []string{over}, r.T("quote.accept.owner")
	}
	accept.Hidden = map[string]string{"version": strconv.Itoa(v.Number)}
	then.Posts = []view.Post{accept}
	page.Parts = []view.PlacedPart{summary, papers, then}
	return page, nil
}

// overLimit says that the owners will be asked, when the total is above what this person accepts alone; nothing otherwise.
func (r *buyer) overLimit(v quote.OfferVersion) (string, error) {
	if r.Actor.Has(marketplace.RoleOwner) {
		return "", nil
	}
	limits, err := r.Requests.Limits(r.Ctx, r.Actor)
	if err != nil {
		return "", err
	}
	most, limited := limits.Value.For(r.Actor.Person)
	if !limited || v.Total <= most {
		return "", nil
	}
	return r.T("quote.accept.over", "limit", quoted.Euros(r.Request, most)), nil
}

// postAccept accepts the version that was seen. Posted twice it changes nothing. What came between is shown with what can be
// done now: what changed and the button for the newer version, renewal and the other quotes when time or capacity ran out.
func (r *buyer) postAccept() error {
	e, o, err := r.offer()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	seen, _ := strconv.Atoi(v.Get("version")) // what is no number is no version, which nobody saw
	after, err := r.Quotes.Accept(r.Ctx, r.Actor, e.ID, quote.Choice{Quote: o.ID, Version: seen})
	switch {
	case err == nil && after.State == request.Open:
		return r.Redirect(onePath(e.ID), "quote_approval")
	case err == nil:
		return r.Redirect(onePath(e.ID), "quote_accepted")
	case marketplace.IsKind(err, marketplace.Stale):
		return r.newer(e, seen, err)
	}
	bad, wrong := visit.FieldErrors(err)
	if wrong != nil {
		return wrong
	}
	if short := marketplace.AsError(err).Fields; len(short) > 0 {
		bad = append(bad, short...)
	}
	if e, o, err = r.offer(); err != nil { // what could not be had is lost since
		return err
	}
	return r.Wrong(r.refused(e.Value, o, bad))
}

// newer asks again over a newer version, with what it changed.
func (r *buyer) newer(e request.Entry, seen int, stale error) error {
	_, o, err := r.offer()
	if err != nil {
		return err
	}
	before, there := o.Version(seen)
	if !there {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	page, err := r.acceptPage(e.Value, o)
	if err != nil {
		return err
	}
	bad := []marketplace.FieldError{{Key: marketplace.AsError(stale).Key, Args: marketplace.AsError(stale).Args}}
	page.Problems = view.NewForm(r.Lang, nil, bad).Problems(bad, nil)
	changes := view.PlacedPart{
		ID: "changes", Heading: r.T("quote.version.changes", "now", o.Newest().Number, "before", seen),
		Table: quoted.Changes(r.Request, o.Newest().Since(before, quoted.Say(r.Request))),
	}
	page.Parts = append([]view.PlacedPart{changes}, page.Parts...)
	return r.Write(visit.StatusConflict, page)
}
