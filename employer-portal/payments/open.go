package payments

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
)

// getOpen lists what is open of invoices, due first first.
func (r *visitor) getOpen() error {
	list, err := r.Ledger.Receivables(r.Ctx, r.Actor, true, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("bank.open")), Heading: r.T("bank.open"), Lead: []string{r.T("bank.open.lead")}}
	page.Back = r.back()
	part := view.PlacedPart{ID: "list", Heading: r.T("bank.open.list")}
	t := &view.Table{Caption: r.T("bank.open"), Head: []string{r.T("bank.number"), r.T("bank.buyer"), r.T("bank.due"), r.T("bank.late"), r.T("bank.is_open")}, Numbers: 3}
	var sum money.Cents
	for _, e := range list.Items {
		x := e.Value
		late := "–"
		if n := x.Overdue(r.Clock.Today()); n > 0 {
			late = strconv.Itoa(n)
		}
		sum += x.Open()
		t.Body = append(t.Body, []string{x.Number, r.Firm(x.Buyer), r.Lang.Date(x.Due), late, r.euros(x.Open())})
		t.Links = append(t.Links, path(open, x.Invoice))
	}
	if len(t.Body) > 0 {
		t.Foot = []string{r.T("bank.together"), "", "", "", r.euros(sum)}
		part.Table = t
	} else {
		part.Lines = []string{r.T("bank.open.none")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: open + "?after=" + list.Next}}
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// getReceivable is the history of one invoice: what it asks for, and everything that happened to it since.
func (r *visitor) getReceivable() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	e, err := r.Ledger.Receivable(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	x := e.Value
	page := &view.Placed{
		Base: r.Base(r.T("bank.invoice", "number", x.Number)), Heading: r.T("bank.invoice", "number", x.Number), Lead: []string{r.Firm(x.Buyer)},
		Parts: []view.PlacedPart{Owed(r.Request, x), r.history(x)},
	}
	page.Back = &view.Link{Text: r.T("bank.open"), Href: open}
	return r.Show(page)
}

// Owed is what is open of an invoice and how that came about, for the page of either side.
func Owed(r *visit.Request, x payment.Receivable) view.PlacedPart {
	v := &visitor{r}
	part := view.PlacedPart{ID: "owed", Heading: r.T("bank.owed"), Pairs: []view.Pair{{Label: r.T("bank.total"), Text: v.euros(x.Total)}}}
	for _, pairs := range [][]view.Pair{
		v.pair("bank.charged", x.Charged), v.pair("bank.credited", -x.Credited), v.pair("bank.paid", -x.Paid), v.pair("bank.lost", -x.Lost),
	} {
		part.Pairs = append(part.Pairs, pairs...)
	}
	key := "bank.is_open"
	if x.Open() < 0 {
		key = "bank.gets_back"
	}
	part.Pairs = append(part.Pairs, view.Pair{Label: r.T(key), Text: v.euros(max(x.Open(), -x.Open()))}, view.Pair{Label: r.T("bank.due"), Text: r.Lang.Date(x.Due)})
	part.Pairs = append(part.Pairs, v.pair("bank.disputed", x.Disputed)...)
	return part
}

// history is what happened to an invoice: credit notes, charges and payments.
func (r *visitor) history(x payment.Receivable) view.PlacedPart {
	part := view.PlacedPart{ID: "history", Heading: r.T("bank.history")}
	add := func(text, href string, lines ...string) {
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: text, Href: href}, Lines: lines})
	}
	add(r.T("bank.issued"), "", r.Lang.Date(x.Issued), r.euros(x.Total))
	for _, c := range x.Credits {
		add(r.T("bank.credit", "number", c.Number), "", r.euros(-c.Cents))
	}
	for _, c := range x.Charges {
		add(r.T("bank.charge."+string(c.Kind)), "", r.Lang.Date(c.Day), r.euros(c.Cents))
	}
	for _, p := range x.Paths {
		if p.Card {
			add(r.T("bank.by_card"), "", r.Lang.Date(p.Day), r.euros(-p.Cents))
			continue
		}
		add(r.T("bank.by_transfer"), path(came, p.Of), r.Lang.Date(p.Day), r.euros(-p.Cents))
	}
	return part
}
