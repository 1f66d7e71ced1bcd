package invoices

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/billing"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
)

// getRun is how far a run is. It goes on when the page is left; while it does, the page asks again, by itself with scripts and by
// its link without.
func (r *seller) getRun() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Invoices.Progress(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	run := e.Value
	page := &billing.Progress{
		Base: r.Base(r.T("invoice.run.title")), Heading: r.T("invoice.run.title"), State: r.T("invoice.run.state." + stands(run)), Going: run.Open,
		Done: run.Done(), Of: len(run.Items), Reload: r.T("invoice.run.reload"),
		Bar:  r.T("invoice.run.progress", "done", run.Done(), "of", len(run.Items)),
		Lead: []string{r.outcome(run) + "."},
	}
	page.Back = &view.Link{Text: r.T("invoice.title"), Href: sold}
	if run.Open {
		page.Lead = []string{r.T("invoice.run.leave")}
	}
	if stopped := r.stoppedIn(run); len(stopped.Rows) > 0 {
		page.StoppedParts = append(page.StoppedParts, stopped)
	}
	made, err := r.madeIn(run)
	if err != nil {
		return err
	}
	if len(made.Rows) > 0 {
		page.Parts = append(page.Parts, made)
	}
	return r.Show(page)
}

// stoppedIn are the invoices of a run that were not made, with why.
func (r *seller) stoppedIn(run invoice.Run) billing.Stopped {
	var rows []billing.StoppedRow
	for _, i := range run.Items {
		if i.State == invoice.Dropped && i.Why != nil {
			p := invoice.Plan{Buyer: i.Buyer, Reference: i.Reference, Problems: []marketplace.FieldError{*i.Why}}
			rows = append(rows, billing.StoppedRow{Text: r.Firm(i.Buyer), Note: referred(r.Request, i.Reference), Why: r.mend(p)})
		}
	}
	return billing.Stopped{Heading: r.Say.N("invoice.stopped", len(rows)), Lead: r.T("invoice.run.stopped"), Rows: rows}
}

// madeIn are the invoices of a run that were made, in their order.
func (r *seller) madeIn(run invoice.Run) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "made"}
	for _, i := range run.Items {
		if i.State != invoice.Issued {
			continue
		}
		e, err := r.Invoices.Get(r.Ctx, r.Actor, i.Invoice)
		if err != nil {
			return part, err
		}
		part.Rows = append(part.Rows, view.PlacedRow{
			Link:  view.Link{Text: name(r.Request, e.Value), Href: path(sold, e.ID)},
			Lines: []string{r.Firm(i.Buyer) + ", " + referred(r.Request, i.Reference) + ", " + euros(r.Request, e.Value.Payable())},
		})
	}
	part.Heading = r.Say.N("invoice.made", len(part.Rows))
	return part, nil
}
