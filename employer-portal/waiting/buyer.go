package waiting

import (
	"sovite.fi/sovite/employer-portal/orders"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
)

// Buyer are the counts of whoever buys: quotes to compare, orders in which it is the buyer's turn, and weeks of hours to approve.
func Buyer(r *visit.Request) ([]view.Link, error) {
	v, counts := visitor{r}, map[string]*count{}
	for _, look := range []func(map[string]*count) error{v.comparing, v.buying, v.approving, v.billed} {
		if err := look(counts); err != nil {
			return nil, err
		}
	}
	return v.links([]string{"quotes", "purchases", "hours", "bills"}, counts), nil
}

// comparing counts the quotes for the requests that are open.
func (v visitor) comparing(out map[string]*count) error {
	if !v.Actor.Has(request.Buyers()...) {
		return nil
	}
	list, err := v.Requests.Mine(v.Ctx, v.Actor, true, most())
	if err != nil {
		return err
	}
	c := &count{list: "/requests"}
	for _, e := range list.Items {
		n := 0
		for _, i := range e.Value.Invited {
			if !i.Quoted.IsZero() && i.Declined.IsZero() {
				n++
			}
		}
		if e.Value.State == request.Open && n > 0 {
			c.add(n, "/requests/"+string(e.ID))
		}
	}
	out["quotes"] = c
	return nil
}

// billed counts the invoices that came within a week.
func (v visitor) billed(out map[string]*count) error {
	if !v.Actor.Has(invoice.Billers()...) {
		return nil
	}
	list, err := v.Invoices.Inbox(v.Ctx, v.Actor, most())
	if err != nil {
		return err
	}
	c := &count{list: "/bills"}
	for _, e := range list.Items {
		if e.Value.Document.Issued > v.Clock.Today().AddDays(-7) {
			c.add(1, "/bills/"+string(e.ID))
		}
	}
	out["bills"] = c
	return nil
}

func (v visitor) buying(out map[string]*count) error {
	if !v.Actor.Has(order.Readers()...) {
		return nil
	}
	list, err := v.Orders.Boughts(v.Ctx, v.Actor, true, most())
	if err != nil {
		return err
	}
	c := &count{list: "/purchases"}
	for _, b := range list.Items {
		if orders.Waits(b, gate.Client) {
			c.add(1, "/purchases/"+string(b.ID))
		}
	}
	out["purchases"] = c
	return nil
}

func (v visitor) approving(out map[string]*count) error {
	list, err := v.Timesheets.Waiting(v.Ctx, v.Actor, most())
	if err != nil {
		return err
	}
	c := &count{list: "/approvals"}
	for _, t := range list.Items {
		c.add(1, "/approvals/"+string(t.ID))
	}
	out["hours"] = c
	return nil
}
