package orders

import (
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// getList lists what the buyer bought: what is live, or what is over.
func (r *buyer) getList() error {
	ended := r.C.Query("ended") != ""
	list, err := r.Orders.Boughts(r.Ctx, r.Actor, !ended, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	var rows []view.PlacedRow
	for _, b := range list.Items {
		rows = append(rows, row(r.Request, b, gate.Client, bought, r.Firm(b.Organiser)))
	}
	return r.Show(listPage(r.Request, "order.bought", bought, ended, rows, list.Next))
}

// getOne is one order as its buyer reads it.
func (r *buyer) getOne() error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	b, err := r.Orders.Bought(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	p := page(r.Request, b, b.Organiser, r.Actor.Org, gate.Client, bought)
	p.Back = &view.Link{Text: r.T("order.bought"), Href: bought}
	p.Parts = append(p.Parts, r.gates(b, gate.Confirm), r.gates(b, gate.Start))
	p.Parts = append(p.Parts, versions(r.Request, b)...)
	p.Parts = append(p.Parts, r.more(b))
	return r.Show(p)
}

// gates are how the gates before a step stand; where a finding would tell a work form, only the verdict is told.
func (r *buyer) gates(b order.Bought, before gate.Step) view.PlacedPart {
	part := view.PlacedPart{ID: "gates-" + string(before), Heading: r.T("order.gates." + string(before))}
	for _, g := range b.Gates {
		if g.Before != before {
			continue
		}
		for _, f := range g.Findings {
			shown := finding(r.Request, g.Gate, f)
			if f.Verdict == verdict.Review && !g.Stands {
				shown.Approved = []string{r.T("order.approved.organiser")}
			}
			part.Gates = append(part.Gates, shown)
		}
		if hidden := []gate.Gate{gate.Routes, gate.Displacement, gate.Insured}; slices.Contains(hidden, g.Gate) {
			part.Gates = append(part.Gates, r.hidden(g))
		}
	}
	if len(part.Gates) == 0 {
		part.Lines = []string{r.T("order.gates.none")}
	}
	if before == gate.Confirm && b.State == order.Preparing {
		part.Ways = []view.Link{{Text: r.T("order.papers"), Href: "/suppliers/" + string(b.Organiser)}}
	}
	return part
}

// hidden is a gate that is about the participants: the organiser answers for it.
func (r *buyer) hidden(g order.BoughtGate) view.Gate {
	key, icon := "order.hidden.passed", "dot"
	if g.Stands {
		key, icon = "order.hidden.stands", "ask"
	}
	return view.Gate{Icon: icon, Result: r.Lang.T("order.gates." + string(g.Gate)), Text: r.T(key)}
}

// more is what the buyer can change alone, propose, end, or ask for again.
func (r *buyer) more(b order.Bought) view.PlacedPart {
	at, live := path(bought, b.ID), b.State == order.Preparing || b.State == order.Confirmed
	part := view.PlacedPart{ID: "more", Heading: r.T("order.more"), NoPrint: true, Ways: []view.Link{{Text: r.T("talk.title"), Href: at + "/messages"}}}
	if live {
		part.Ways = append(part.Ways, view.Link{Text: r.T("order.reference"), Href: at + "/reference"})
	}
	if b.Frame != "" {
		part.Ways = append(part.Ways, view.Link{Text: r.T("frame.of_order"), Href: path("/agreements", b.Frame)})
	}
	if !r.Actor.Has(request.Buyers()...) {
		return part
	}
	if live {
		part.Ways = append(part.Ways,
			view.Link{Text: r.T("order.tell.buyer"), Href: at + "/told"}, view.Link{Text: r.T("order.propose"), Href: at + "/propose"},
			view.Link{Text: r.T("order.cancel"), Href: at + "/cancel"},
		)
	}
	part.Ways = append(part.Ways, view.Link{Text: r.T("frame.again"), Href: at + "/again"})
	return part
}
