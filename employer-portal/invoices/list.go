package invoices

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
)

// mostRuns is how many runs are shown, newest first.
const mostRuns = 5

// getList lists the invoices of the organiser in one state, newest first, with the latest runs.
func (r *seller) getList() error {
	state := invoice.State(r.C.Query("state", string(invoice.Issued)))
	if !slices.Contains(invoice.States(), state) {
		state = invoice.Issued
	}
	list, err := r.Invoices.Mine(r.Ctx, r.Actor, state, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	page := &view.Placed{
		Base: r.Base(r.T("invoice.title")), Heading: r.T("invoice.title"), Lead: []string{r.T("invoice.lead")},
		Action: &view.Link{Text: r.T("invoice.make"), Href: making},
	}
	part := view.PlacedPart{ID: "list", Heading: r.T("invoice.list." + string(state)), Table: table(r.Request, sold, list.Items, func(i invoice.Invoice) marketplace.ID { return i.Buyer })}
	if len(list.Items) == 0 {
		part.Table, part.Lines = nil, []string{r.T("invoice.list." + string(state) + ".none")}
	}
	for _, s := range invoice.States() {
		if s != state {
			part.Ways = append(part.Ways, view.Link{Text: r.T("invoice.list.show." + string(s)), Href: sold + "?state=" + string(s)})
		}
	}
	if list.Next != "" {
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.more"), Href: sold + "?state=" + string(state) + "&after=" + list.Next})
	}
	latest, err := r.latest()
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{part, latest, {
		ID: "details", Heading: r.T("invoice.details"), Lines: []string{r.T("invoice.details.lead")}, Ways: []view.Link{{Text: r.T("invoice.details.open"), Href: sold + "/details"}},
	}}
	return r.Show(page)
}

// table is a list of invoices with what they ask for.
func table(r *visit.Request, base string, list []invoice.Entry, other func(invoice.Invoice) marketplace.ID) *view.Table {
	t := &view.Table{Caption: r.T("invoice.title"), Numbers: 4}
	for _, head := range []string{"number", "party", "day", "due", "total"} {
		t.Head = append(t.Head, r.T("invoice.head."+head))
	}
	for _, e := range list {
		i := e.Value
		d := i.Document
		total := euros(r, d.Totals.Payable)
		if i.Of != "" {
			total = euros(r, -d.Totals.Payable)
		}
		day := d.Issued
		if day == "" {
			day = i.Begun.Day()
		}
		t.Body = append(t.Body, []string{name(r, i), r.Firm(other(i)), r.Lang.Date(day), orDash(r.Lang.Date(d.Due)), total})
		t.Links = append(t.Links, path(base, i.ID))
	}
	return t
}

// latest are the latest runs, so that one that was left is found again.
func (r *seller) latest() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "runs", Heading: r.T("invoice.runs"), NoPrint: true}
	list, err := r.Invoices.Runs(r.Ctx, r.Actor, marketplace.Page{Limit: mostRuns})
	if err != nil {
		return part, err
	}
	for _, e := range list.Items {
		run := e.Value
		part.Rows = append(part.Rows, view.PlacedRow{
			Link:  view.Link{Text: r.T("invoice.run.of", "when", r.Say.When(run.Begun)), Href: path(runs, run.ID)},
			State: r.T("invoice.run.state." + stands(run)), Lines: []string{r.outcome(run)},
		})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("invoice.runs.none")}
	}
	return part, nil
}

// stands says in one word how far a run is.
func stands(run invoice.Run) string {
	if run.Open {
		return "open"
	}
	return "done"
}

// outcome is how many were made, and how many were stopped.
func (r *seller) outcome(run invoice.Run) string {
	made, stopped := 0, 0
	for _, i := range run.Items {
		switch i.State {
		case invoice.Issued:
			made++
		case invoice.Dropped:
			stopped++
		case invoice.Draft:
		}
	}
	text := r.Say.N("invoice.made", made)
	if stopped > 0 {
		text += ", " + r.Say.N("invoice.stopped", stopped)
	}
	return text
}

// referred is how a reference of the buyer is told, if there is one.
func referred(r *visit.Request, reference string) string {
	return cmp.Or(reference, r.T("invoice.no_reference"))
}
