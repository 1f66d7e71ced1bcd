package invoices

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
)

// getList lists the invoices and credit notes that the buyer received, newest first.
func (r *buyer) getList() error {
	list, err := r.Invoices.Inbox(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	page := &view.Placed{
		Base: r.Base(r.T("invoice.received")), Heading: r.T("invoice.received"), Lead: []string{r.T("invoice.received.lead")},
		Action: &view.Link{Text: r.T("invoice.needs.open"), Href: received + "/details"},
	}
	part := view.PlacedPart{ID: "list", Heading: r.T("invoice.received.list"), Table: table(r.Request, received, list.Items, func(i invoice.Invoice) marketplace.ID { return i.Org })}
	if len(list.Items) == 0 {
		part.Table, part.Lines = nil, []string{r.T("invoice.received.none")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: received + "?after=" + list.Next}}
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// getOne is one invoice or credit note as its buyer reads it: without the shifts behind its lines.
func (r *buyer) getOne() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Invoices.Received(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	i := e.Value
	page := document(r.Request, i)
	page.Back = &view.Link{Text: r.T("invoice.received"), Href: received}
	if !creditedWhole(i) {
		page.State = r.T("invoice.state.received")
	}
	if i.Of == "" {
		credits, err := r.credits(i)
		if err != nil {
			return err
		}
		owed, err := r.payments(i)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, owed, credits)
	} else {
		of, err := r.Invoices.Received(r.Ctx, r.Actor, i.Of)
		if err != nil {
			return err
		}
		page.Parts = append(page.Parts, view.PlacedPart{
			ID: "of", Heading: r.T("invoice.of"), Ways: []view.Link{{Text: name(r.Request, of.Value), Href: path(received, of.ID)}},
		})
	}
	page.Parts = append(page.Parts, files(r.Request, i, received))
	return r.Show(page)
}

// credits are the credit notes that the buyer received for an invoice.
func (r *buyer) credits(i invoice.Invoice) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "credits", Heading: r.T("invoice.credits")}
	for _, c := range i.Credits {
		if !c.Done {
			continue
		}
		note, err := r.Invoices.Received(r.Ctx, r.Actor, c.Note)
		if err != nil {
			return part, err
		}
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: name(r.Request, note.Value), Href: path(received, c.Note)}, Lines: []string{
			c.Reason, r.T("invoice.credit.gives", "total", euros(r.Request, note.Value.Payable()), "day", r.Lang.Date(note.Value.Document.Issued)),
		}})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("invoice.credits.none")}
	}
	return part, nil
}
