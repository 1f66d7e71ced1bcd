package payments

import (
	"cmp"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/bank"
)

// getOverview shows what waits before everything else, then what is to be paid back, advances, and the latest files.
func (r *visitor) getOverview() error {
	page := &view.Placed{
		Base: r.Base(r.T("bank.title")), Heading: r.T("bank.title"), Lead: []string{r.T("bank.lead")}, Action: &view.Link{Text: r.T("bank.import"), Href: importing},
	}
	for _, part := range []func() (view.PlacedPart, error){r.waiting, r.held, r.returns, r.latest} {
		p, err := part()
		if err != nil {
			return err
		}
		if p.ID != "" {
			page.Parts = append(page.Parts, p)
		}
	}
	page.Parts = append(page.Parts, view.PlacedPart{
		ID: "open", Heading: r.T("bank.open"), Lines: []string{r.T("bank.open.lead")}, NoPrint: true, Ways: []view.Link{{Text: r.T("bank.open.show"), Href: open}},
	})
	return r.Show(page)
}

func (r *visitor) waiting() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "waiting", Heading: r.T("bank.waiting")}
	list, err := r.Ledger.Payments(r.Ctx, r.Actor, payment.Waiting, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return part, err
	}
	if part.Table = r.table("bank.waiting", list.Items, func(p payment.Payment) string { return r.euros(p.Is.Parked) }); part.Table == nil {
		part.Lines = []string{r.T("bank.waiting.none")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: base + "?after=" + list.Next}}
	}
	return part, nil
}

func (r *visitor) held() (view.PlacedPart, error) {
	list, err := r.Ledger.Payments(r.Ctx, r.Actor, payment.Held, marketplace.Page{Limit: mostListed})
	if err != nil || len(list.Items) == 0 {
		return view.PlacedPart{}, err
	}
	t := r.table("bank.held", list.Items, func(p payment.Payment) string { return r.euros(p.Is.Kept) })
	return view.PlacedPart{ID: "held", Heading: r.T("bank.held"), Lines: []string{r.T("bank.held.lead")}, Table: t}, nil
}

// table is a table of payments, each leading to its page; nil when there are none.
func (r *visitor) table(caption string, list []payment.Payment, sum func(payment.Payment) string) *view.Table {
	if len(list) == 0 {
		return nil
	}
	t := &view.Table{Caption: r.T(caption), Head: []string{r.T("bank.party"), r.T("bank.day"), r.T("bank.why"), r.T("bank.sum")}, Numbers: 3}
	for _, p := range list {
		t.Body = append(t.Body, []string{r.party(p), r.Lang.Date(p.Booked), r.outcome(p), sum(p)})
		t.Links = append(t.Links, path(came, p.Key))
	}
	return t
}

func (r *visitor) party(p payment.Payment) string {
	return cmp.Or(p.Is.Payment.Party, r.T("bank.nobody"))
}

func (r *visitor) outcome(p payment.Payment) string {
	return r.Lang.T("settle.outcome." + string(p.Is.Outcome))
}

// returns are what somebody decided to pay back, with what the bank is to be told.
func (r *visitor) returns() (view.PlacedPart, error) {
	list, err := r.Ledger.Returns(r.Ctx, r.Actor, false, marketplace.Page{Limit: mostListed})
	if err != nil || len(list.Items) == 0 {
		return view.PlacedPart{}, err
	}
	t := &view.Table{Caption: r.T("bank.returns"), Head: []string{r.T("bank.party"), r.T("bank.to"), r.T("bank.return_id"), r.T("bank.sum")}, Numbers: 3}
	for _, x := range list.Items {
		t.Body = append(t.Body, []string{cmp.Or(x.Party, r.T("bank.nobody")), reference.GroupIBAN(x.Account), x.ID, r.euros(x.Cents)})
		t.Links = append(t.Links, path(came, x.Payment))
	}
	return view.PlacedPart{ID: "returns", Heading: r.T("bank.returns"), Lines: []string{r.T("bank.returns.lead")}, Table: t}, nil
}

func (r *visitor) latest() (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "imports", Heading: r.T("bank.imports"), NoPrint: true}
	list, err := r.Bank.Imports(r.Ctx, r.Actor, marketplace.Page{Limit: mostImports})
	if err != nil {
		return part, err
	}
	for _, e := range list.Items {
		part.Rows = append(part.Rows, view.PlacedRow{
			Link:  view.Link{Text: r.named(e.Value), Href: path(imports, e.ID)},
			State: r.T("bank.state." + stands(e.Value)), Lines: []string{r.Say.N("bank.payments", e.Value.Payments) + ", " + r.euros(e.Value.Sum)},
		})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("bank.imports.none")}
	}
	return part, nil
}

// named is what a file is called.
func (r *visitor) named(i bank.Import) string {
	return r.T("bank.of", "name", cmp.Or(i.Name, i.Message), "when", r.Say.When(i.Begun))
}

// stands says in one word how far an import is.
func stands(i bank.Import) string {
	switch {
	case i.Open:
		return "going"
	case i.Why != nil:
		return "stopped"
	}
	return "done"
}
