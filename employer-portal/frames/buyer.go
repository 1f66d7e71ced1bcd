package frames

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
)

// getList lists the agreements that the buyer was offered.
func (r *buyer) getList() error {
	ended := r.C.Query("ended") != ""
	list, err := r.Frames.Boughts(r.Ctx, r.Actor, !ended, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	return r.Show(listPage(r.Request, "frame.agreements", agreed, ended, list, func(f frame.Frame) marketplace.ID { return f.Org }))
}

// one loads what the address names.
func (r *buyer) one() (frame.Entry, error) {
	id, err := idOf(r.Request)
	if err != nil {
		return frame.Entry{}, err
	}
	return r.Frames.Bought(r.Ctx, r.Actor, id)
}

// getOne is one agreement as its buyer reads it.
func (r *buyer) getOne() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	f, at := e.Value, path(agreed, e.ID)
	p := page(r.Request, f, gate.Client)
	p.Back = &view.Link{Text: r.T("frame.agreements"), Href: agreed}
	if !r.Actor.Has(request.Buyers()...) {
		return r.Show(p)
	}
	more := view.PlacedPart{ID: "more", Heading: r.T("order.more"), NoPrint: true}
	switch f.State {
	case frame.Offered:
		p.Action = &view.Link{Text: r.T("frame.agree"), Href: at + "/agree"}
		more.Ways = []view.Link{{Text: r.T("frame.decline"), Href: at + "/decline"}}
	case frame.Agreed:
		p.Action = &view.Link{Text: r.T("frame.call"), Href: at + "/call"}
		if f.Notice == nil {
			more.Ways = []view.Link{{Text: r.T("frame.notice"), Href: at + "/notice"}}
		}
	case frame.Declined, frame.Withdrawn, frame.Ended, frame.Expired:
	}
	if len(more.Ways) > 0 {
		p.Parts = append(p.Parts, more)
	}
	return r.Show(p)
}

// answering loads an agreement for those who may answer and call off.
func (r *buyer) answering() (frame.Entry, error) {
	if err := r.Actor.Must(request.Buyers()...); err != nil {
		return frame.Entry{}, err
	}
	return r.one()
}

func (r *buyer) getAgree() error {
	e, err := r.answering()
	if err != nil {
		return err
	}
	if e.Value.State != frame.Offered {
		return r.Redirect(path(agreed, e.ID), "")
	}
	s := e.Value.Site
	v := url.Values{"induction": {s.Induction}, "safety": {s.Safety}, "reference": {s.Reference}, "rev": {strconv.FormatInt(e.Rev, 10)}}
	form.SetChoice(v, "hazards", s.Hazards)
	form.SetChoice(v, "allergens", s.Allergens)
	return r.Show(r.agreePage(e, v, nil))
}

// postAgree agrees to the terms that were shown. Posted twice it changes nothing.
func (r *buyer) postAgree() error {
	e, err := r.answering()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	site := frame.Site{Induction: v.Get("induction"), Safety: v.Get("safety"), Reference: v.Get("reference")}
	var bad, more []marketplace.FieldError
	site.Hazards, bad = form.Choice(v, "hazards")
	site.Allergens, more = form.Choice(v, "allergens")
	if bad = append(bad, more...); len(bad) == 0 {
		_, err = r.Frames.Agree(r.Ctx, r.Actor, e.ID, visit.Revision(v.Get("rev"), -1), site)
		switch {
		case err == nil:
			return r.Redirect(path(agreed, e.ID), "frame_agreed")
		case marketplace.IsKind(err, marketplace.Forbidden):
			return r.Wrong(r.agreePage(e, v, []marketplace.FieldError{{Key: marketplace.AsError(err).Key, Args: marketplace.AsError(err).Args}}))
		case marketplace.IsKind(err, marketplace.Stale):
			v.Set("rev", strconv.FormatInt(e.Rev, 10))
			return r.Write(visit.StatusConflict, r.agreePage(e, v, []marketplace.FieldError{{Key: "error.stale"}}))
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.agreePage(e, v, bad))
}

// againPage asks on which days work is to go on.
func (r *buyer) againPage(id marketplace.ID, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	if err := r.Actor.Must(request.Buyers()...); err != nil {
		return nil, err
	}
	b, err := r.Orders.Bought(r.Ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	page := r.Single("frame.again", path("/purchases", id)+"/again", v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Date("first", "portal.request.f.first").Must(), f.Date("last", "portal.request.f.last").Must()}
	})
	title := b.Versions[len(b.Versions)-1].Title
	page.Hidden["key"], page.Back = v.Get("key"), &view.Link{Text: title, Href: path("/purchases", id)}
	return page, nil
}

func (r *buyer) getAgain() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	page, err := r.againPage(id, url.Values{"key": {string(r.IDs())}}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postAgain begins a request for the same work on other days, and leads to its draft. Posted twice it is one.
func (r *buyer) postAgain() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	e, err := r.Frames.Again(r.Ctx, r.Actor, id, v.Get("key"), marketplace.Date(v.Get("first")), marketplace.Date(v.Get("last")))
	if err == nil {
		return r.Redirect(path("/requests", e.ID)+"/edit", "frame_again")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.againPage(id, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}
