package frames

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/order/gate"
)

// mostStarts is how many orders are shown from which an agreement can begin.
const mostStarts = 10

// getList lists the agreements of the organiser, with the orders from which another can begin.
func (r *seller) getList() error {
	ended := r.C.Query("ended") != ""
	list, err := r.Frames.Mine(r.Ctx, r.Actor, !ended, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	out := listPage(r.Request, "frame.offers", offered, ended, list, func(f frame.Frame) marketplace.ID { return f.Buyer })
	if !ended {
		start, err := r.start()
		if err != nil {
			return err
		}
		out.Parts = append(out.Parts, start)
	}
	return r.Show(out)
}

// start leads from what was bought of the organiser to an agreement on more of it.
func (r *seller) start() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "start", Heading: r.T("frame.start"), Lines: []string{r.T("frame.start.text")}}
	for _, live := range []bool{true, false} {
		list, err := r.Orders.Mine(r.Ctx, r.Actor, live, marketplace.Page{Limit: mostStarts})
		if err != nil {
			return part, err
		}
		for _, e := range list.Items {
			if o := e.Value; o.Buyer != o.Org && len(part.Rows) < mostStarts {
				part.Rows = append(part.Rows, view.PlacedRow{
					Link:  view.Link{Text: r.T("frame.start.from", "title", o.Newest().Title), Href: offered + "/new?order=" + url.QueryEscape(string(o.ID))},
					Lines: []string{r.Firm(o.Buyer) + ", " + r.Lang.Date(o.First)},
				})
			}
		}
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("frame.start.none")}
	}
	return part, nil
}

// getOne is one agreement as its organiser reads it.
func (r *seller) getOne() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Frames.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	f := e.Value
	p := page(r.Request, f, gate.Organiser)
	p.Back = &view.Link{Text: r.T("frame.offers"), Href: offered}
	more := view.PlacedPart{ID: "more", Heading: r.T("order.more"), NoPrint: true}
	switch {
	case f.State == frame.Offered:
		more.Ways = []view.Link{{Text: r.T("frame.withdraw"), Href: path(offered, id) + "/withdraw"}}
	case f.State == frame.Agreed && f.Notice == nil:
		more.Ways = []view.Link{{Text: r.T("frame.notice"), Href: path(offered, id) + "/notice"}}
	}
	if len(more.Ways) > 0 {
		p.Parts = append(p.Parts, more)
	}
	return r.Show(p)
}

// getNew is the form of an agreement that begins with what was agreed on with an order.
func (r *seller) getNew() error {
	after := marketplace.ID(r.C.Query("order"))
	if !after.Valid() {
		return r.Redirect(offered, "")
	}
	t, err := r.Frames.Start(r.Ctx, r.Actor, after)
	if err != nil {
		return err
	}
	v := r.values(t)
	v.Set("key", string(r.IDs()))
	v.Set("order", string(after))
	p, err := r.termsPage(v, nil)
	if err != nil {
		return err
	}
	return r.Show(p)
}

// postNew offers the agreement. Posted twice it is one.
func (r *seller) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	after := marketplace.ID(v.Get("order"))
	if _, err := r.Frames.Start(r.Ctx, r.Actor, after); err != nil {
		return err
	}
	t, bad, err := r.terms(v)
	if err != nil {
		return err
	}
	if len(bad) == 0 {
		e, err := r.Frames.Offer(r.Ctx, r.Actor, v.Get("key"), after, t)
		if err == nil {
			return r.Redirect(path(offered, e.ID), "frame_offered")
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	p, err := r.termsPage(v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(p)
}
