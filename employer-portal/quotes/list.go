package quotes

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// getList lists what the organiser is asked for: what something can still come of, or what has ended.
func (r *seller) getList() error {
	ended := r.C.Query("ended") != ""
	list, err := r.Quotes.Mine(r.Ctx, r.Actor, !ended, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("asked.list")), Heading: r.T("asked.list"), Lead: []string{r.T("asked.list.lead")}}
	part := view.PlacedPart{ID: "live", Heading: r.T("request.live"), Ways: []view.Link{{Text: r.T("request.ended.show"), Href: listPath + "?ended=yes"}}}
	none := "asked.live.none"
	if ended {
		part.ID, part.Heading, none = "ended", r.T("request.ended"), "asked.ended.none"
		part.Ways = []view.Link{{Text: r.T("request.live.show"), Href: listPath}}
	}
	for _, e := range list.Items {
		q := e.Value
		part.Rows = append(part.Rows, view.PlacedRow{
			Link: view.Link{Text: q.Title, Href: onePath(q.Request)}, State: r.stands(q), Lines: []string{r.T("asked.by", "buyer", r.Firm(q.Buyer), "day", r.Say.Day(q.Asked))},
		})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T(none)}
		if !ended {
			part.Ways = append([]view.Link{{Text: r.T("crew.list"), Href: "/crews"}}, part.Ways...)
		}
	}
	if list.Next != "" {
		more := url.Values{"after": {list.Next}}
		if ended {
			more.Set("ended", "yes")
		}
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.more"), Href: listPath + "?" + more.Encode()})
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// stands is where the organiser's own quote stands, in words.
func (r *seller) stands(q quote.Quote) string {
	switch {
	case q.State == quote.Lost:
		return r.T("quote.lost." + string(q.Loss.Why))
	case q.State == quote.Withdrawn && len(q.Versions) == 0:
		return r.T("asked.passed")
	case q.State == quote.Draft && q.Draft != nil:
		return r.T("asked.begun")
	case q.State == quote.Draft:
		return r.T("asked.waits")
	case q.Live && !q.Renewal.IsZero():
		return r.T("asked.renewal")
	}
	return r.T("quote.state." + string(q.State))
}

// Due are links to what waits for the organiser, for the first page: requests without a quote, and renewals that were asked for.
func Due(r *visit.Request) ([]view.Link, error) {
	if !r.Actor.Has(request.Sellers()...) {
		return nil, nil
	}
	list, err := r.Quotes.Mine(r.Ctx, r.Actor, true, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	s := &seller{r}
	var out []view.Link
	for _, e := range list.Items {
		if q := e.Value; q.State == quote.Draft || q.State == quote.Expired || !q.Renewal.IsZero() {
			out = append(out, view.Link{Text: r.T("request.waiting", "title", q.Title), Href: onePath(q.Request), Note: s.stands(q)})
		}
	}
	return out, nil
}
