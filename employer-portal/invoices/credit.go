package invoices

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/billing"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// crediting loads an invoice of which something can be given back; others lead to their page.
func (r *seller) crediting() (invoice.Invoice, bool, error) {
	id, err := idOf(r.Request)
	if err != nil {
		return invoice.Invoice{}, false, err
	}
	e, err := r.Invoices.Get(r.Ctx, r.Actor, id)
	i := e.Value
	return i, i.State == invoice.Issued && i.Of == "" && len(i.Left()) > 0, err
}

func (r *seller) getCredit() error {
	i, can, err := r.crediting()
	if err != nil {
		return err
	}
	if !can {
		return r.Redirect(path(sold, i.ID), "")
	}
	return r.Show(r.creditPage(i, url.Values{"key": {string(r.IDs())}, "much": {"all"}}, nil))
}

// creditPage is the form in which an invoice is given back, and says first what follows from it.
func (r *seller) creditPage(i invoice.Invoice, v url.Values, bad []marketplace.FieldError) *billing.Crediting {
	f := view.NewForm(r.Lang, v, bad)
	page := &billing.Crediting{
		Base: r.Base(r.T("invoice.credit")), Heading: r.T("invoice.credit.heading", "number", i.Document.Number), Action: path(sold, i.ID) + "/credit",
		Lead: []string{i.Document.Buyer.Name + ", " + euros(r.Request, i.Payable())}, Hidden: map[string]string{"key": v.Get("key")}, Submit: r.T("invoice.credit.submit"),
		Consequence: []string{r.T("invoice.credit.consequence"), r.T("invoice.credit.consequence.number")},
	}
	page.Fields = []view.Field{
		f.Radios("much", "portal.invoice.f.much", f.Keyed("portal.invoice.much", "all", "some")),
		f.Area("reason", "portal.invoice.f.reason", 3).WithHint(r.T("invoice.f.reason.hint")).Must(),
	}
	page.Lines = r.creditable(i, v["pick"])
	page.Back = &view.Link{Text: name(r.Request, i), Href: path(sold, i.ID)}
	page.Problems = f.Problems(bad, visit.Labels(append(slices.Clone(page.Fields), view.Field{Name: "pick", Label: page.Lines.Heading})...))
	return page
}

// creditable are the approvals that stand on an invoice and were not given back.
func (r *seller) creditable(i invoice.Invoice, picks []string) billing.Group {
	g := billing.Group{ID: "creditable", Heading: r.T("invoice.credit.lines"), Lead: r.T("invoice.credit.lines.lead")}
	for _, head := range []string{"what", "day", "quantity", "choose"} {
		g.Head = append(g.Head, r.T("invoice.head."+head))
	}
	for n, s := range i.Left() {
		at := slices.IndexFunc(i.Document.Lines, func(l en16931.Line) bool { return l.ID == s.Line })
		if at < 0 {
			continue
		}
		l := i.Document.Lines[at]
		much := quantity(r.Request, en16931.Quantity{Unit: l.Quantity.Unit, Count: int64(s.Quantity)})
		g.Rows = append(g.Rows, billing.Candidate{
			ID: "pick-" + strconv.Itoa(n), Value: string(s.Key()), Picked: slices.Contains(picks, string(s.Key())), Buyer: l.Name, Reference: l.Description,
			Label: l.Name + ", " + r.Lang.Date(s.Date), Cells: []string{r.Lang.Date(s.Date), much},
		})
	}
	return g
}

// postCredit gives back the whole or what was chosen, and leads to the credit note. Posted twice it is one.
func (r *seller) postCredit() error {
	i, _, err := r.crediting()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	var sources []marketplace.ID
	var bad []marketplace.FieldError
	if v.Get("much") != "all" {
		for _, key := range v["pick"] {
			sources = append(sources, marketplace.ID(key))
		}
		if len(sources) == 0 {
			bad = []marketplace.FieldError{marketplace.Field("pick", "portal.invoice.choose_lines")}
		}
	}
	if len(bad) == 0 {
		note, err := r.Invoices.Credit(r.Ctx, r.Actor, i.ID, v.Get("key"), sources, v.Get("reason"))
		if err == nil {
			return r.Redirect(path(sold, note.ID), "invoice_credited")
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.creditPage(i, v, bad))
}
