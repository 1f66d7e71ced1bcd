package online

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/online"
)

// received is where a buyer reads an invoice, before its id.
const received = "/bills"

// Button is the way to pay a received invoice online; nil when nothing is owed on it or the organiser cannot be paid so. It is for the
// page of the invoice, for the buyer's owners and billing.
func Button(r *visit.Request, invoice marketplace.ID) (*view.Post, error) {
	if !r.Actor.Has(online.Billers()...) {
		return nil, nil
	}
	owed, err := r.Ledger.Owed(r.Ctx, r.Actor, invoice)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil, nil // the ledger has not followed the invoice yet
	}
	if err != nil || owed.Value.Open() <= 0 {
		return nil, err
	}
	offered, err := r.Online.Offered(r.Ctx, owed.Value.Org)
	if err != nil || !offered {
		return nil, err
	}
	out := post(r, path(received, invoice)+"/pay", r.T("online.pay", "sum", r.Lang.Euros(int64(owed.Value.Open()))), owed.Value.Number, nil)
	return &out, nil
}

// postPay leads to the provider's page. Posted twice it is the same page.
func (r *buyer) postPay() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Online.Start(r.Ctx, r.Actor, id)
	if marketplace.IsKind(err, marketplace.Conflict) && e.ID != "" {
		return r.Redirect(path("/bill-payments", e.ID), "") // it says what came of it
	}
	if err != nil {
		return err
	}
	if e.Value.Address == "" {
		return r.Redirect(path("/bill-payments", e.ID), "")
	}
	return r.C.Redirect(e.Value.Address, 303)
}

// getPaid says how far a payment is, as the provider tells it now.
func (r *buyer) getPaid() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Online.Bought(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	c := e.Value
	state := c.State
	if state == online.Settled {
		state = online.Parked
	}
	page := &view.Placed{
		Base: r.Base(r.T("online.payment", "number", c.Number)), Heading: r.T("online.payment", "number", c.Number),
		State: r.T("online.state." + string(state)), Tone: tone(c),
		Lead: []string{r.T("online.buyer."+string(state), "sum", r.Lang.Euros(int64(c.Cents)), "firm", r.Firm(c.Org))},
	}
	page.Back = &view.Link{Text: r.T("online.to_invoice"), Href: path(received, c.Invoice)}
	part := view.PlacedPart{ID: "payment", Heading: r.T("online.details"), Pairs: []view.Pair{
		{Label: r.T("online.number"), Text: c.Number},
		{Label: r.T("online.sum"), Text: r.Lang.Euros(int64(c.Cents))},
		{Label: r.T("online.firm"), Text: r.Firm(c.Org)},
		{Label: r.T("online.begun"), Text: r.Say.When(c.Begun)},
	}}
	switch c.State {
	case online.Waiting:
		part.Lines = []string{r.T("online.until", "when", r.Say.When(c.Expires))}
		page.Action = &view.Link{Text: r.T("online.go_on"), Href: c.Address}
	case online.Opening, online.Coming:
		page.Action = &view.Link{Text: r.T("online.look_again"), Href: path("/bill-payments", c.ID)}
	case online.Expired, online.Failed:
		again, err := Button(r.Request, c.Invoice)
		if err != nil {
			return err
		}
		if again != nil {
			part.Posts = []view.Post{*again}
		}
	case online.Paid, online.Parked, online.Settled:
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

func tone(c online.Checkout) string {
	switch {
	case c.Waits || c.State == online.Failed:
		return "warm"
	case c.State == online.Paid:
		return "good"
	}
	return ""
}
