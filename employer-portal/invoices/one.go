package invoices

import (
	"context"
	"strings"

	"sovite.fi/sovite/employer-portal/online"
	"sovite.fi/sovite/employer-portal/payments"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/billing"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
)

// getOne is one invoice or credit note as its seller reads it.
func (r *seller) getOne() error {
	id, err := idOf(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Invoices.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	i := e.Value
	page := document(r.Request, i)
	page.Back = &view.Link{Text: r.T("invoice.title"), Href: sold}
	for n, l := range i.Document.Lines {
		r.evidence(&page.Lines.Rows[n], l, i)
	}
	switch i.State {
	case invoice.Draft:
		page.Lead = []string{r.T("invoice.state.draft.lead")}
	case invoice.Dropped:
		page.Tone = "warn"
		page.Lead = []string{r.T("invoice.state.dropped.lead")}
		if i.Dropped != nil {
			page.Lead = append(page.Lead, r.Lang.Field(*i.Dropped))
		}
		page.Action = &view.Link{Text: r.T("invoice.make"), Href: making}
	case invoice.Issued:
		if page.Parts, err = r.parts(i); err != nil {
			return err
		}
	}
	return r.Show(page)
}

// parts are what happened to an issued invoice since, and its files.
func (r *seller) parts(i invoice.Invoice) ([]view.PlacedPart, error) {
	if i.Of != "" {
		of, err := r.original(i, sold)
		if err != nil {
			return nil, err
		}
		brought, err := r.delivered(i)
		return []view.PlacedPart{of, brought, files(r.Request, i, sold)}, err
	}
	credits, err := r.credits(i)
	if err != nil {
		return nil, err
	}
	brought, err := r.delivered(i)
	if err != nil {
		return nil, err
	}
	owed, err := r.payments(i)
	return []view.PlacedPart{owed, credits, brought, files(r.Request, i, sold)}, err
}

// paid is what is open of an invoice and how that came about, for the page of either side. The sales ledger follows an issue a
// moment later; until then the whole is open.
func paid(r *visit.Request, i invoice.Invoice, read func(context.Context, marketplace.Actor, marketplace.ID) (payment.Entry, error)) (view.PlacedPart, error) {
	e, err := read(r.Ctx, r.Actor, i.ID)
	if marketplace.IsKind(err, marketplace.NotFound) {
		e, err = payment.Entry{Value: payment.Receivable{Total: i.Payable(), Due: i.Document.Due}}, nil
	}
	part := payments.Owed(r, e.Value)
	part.ID, part.Heading = "payments", r.T("invoice.payments")
	return part, err
}

// payments leads from what is open to everything that happened to it.
func (r *seller) payments(i invoice.Invoice) (view.PlacedPart, error) {
	part, err := paid(r.Request, i, r.Ledger.Receivable)
	part.Ways = []view.Link{{Text: r.T("invoice.payments.history"), Href: path("/payments/open", i.ID)}}
	return part, err
}

// payments offers to pay what is open.
func (r *buyer) payments(i invoice.Invoice) (view.PlacedPart, error) {
	part, err := paid(r.Request, i, r.Ledger.Owed)
	if err != nil {
		return part, err
	}
	button, err := online.Button(r.Request, i.ID)
	if button != nil {
		part.Posts = []view.Post{*button}
	}
	return part, err
}

// original leads from a credit note to its invoice.
func (r *seller) original(note invoice.Invoice, base string) (view.PlacedPart, error) {
	e, err := r.Invoices.Get(r.Ctx, r.Actor, note.Of)
	return view.PlacedPart{
		ID: "of", Heading: r.T("invoice.of"), Lines: []string{r.T("invoice.credit.reopened")}, Ways: []view.Link{{Text: name(r.Request, e.Value), Href: path(base, note.Of)}},
	}, err
}

// credits are what was given back of an invoice, and the way to give back more.
func (r *seller) credits(i invoice.Invoice) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "credits", Heading: r.T("invoice.credits")}
	for _, c := range i.Credits {
		row := view.PlacedRow{Link: view.Link{Text: r.T("invoice.unnumbered")}, Lines: []string{c.Reason}}
		if c.Done {
			note, err := r.Invoices.Get(r.Ctx, r.Actor, c.Note)
			if err != nil {
				return part, err
			}
			row.Link = view.Link{Text: name(r.Request, note.Value), Href: path(sold, c.Note)}
			row.Lines = append(row.Lines, r.T("invoice.credit.gives", "total", euros(r.Request, note.Value.Payable()), "day", r.Lang.Date(note.Value.Document.Issued)))
		}
		part.Rows = append(part.Rows, row)
	}
	if len(i.Credits) == 0 {
		part.Lines = []string{r.T("invoice.credits.none")}
	}
	if len(i.Left()) > 0 {
		part.Ways = []view.Link{{Text: r.T("invoice.credit"), Href: path(sold, i.ID) + "/credit"}}
	}
	if creditedWhole(i) {
		part.Lines = append(part.Lines, r.T("invoice.credits.all"))
	}
	return part, nil
}

// files are the invoice in each format.
func files(r *visit.Request, i invoice.Invoice, base string) view.PlacedPart {
	part := view.PlacedPart{ID: "files", Heading: r.T("invoice.files"), Lines: []string{r.T("invoice.files.lead")}, NoPrint: true}
	for _, f := range []invoice.Format{invoice.PDF, invoice.Finvoice, invoice.UBL} {
		part.Ways = append(part.Ways, view.Link{Text: r.T("invoice.file." + string(f)), Note: i.Document.Number, Href: path(base, i.ID) + "/file/" + string(f)})
	}
	return part
}

// document is an invoice as both sides read it.
func document(r *visit.Request, i invoice.Invoice) *billing.Document {
	d := i.Document
	out := &billing.Document{
		Base: r.Base(name(r, i)), Heading: name(r, i), State: r.T("invoice.state." + string(i.State)),
		Parties: []billing.Party{party(r, "seller", d.Seller), party(r, "buyer", d.Buyer)}, Facts: facts(r, d), Lines: lines(r, d), Taxes: taxes(r, d),
	}
	if i.State == invoice.Issued {
		out.Tone = "good"
	}
	if creditedWhole(i) {
		out.State, out.Tone = r.T("invoice.state.credited"), ""
	}
	return out
}

// creditedWhole says whether everything on an invoice was given back.
func creditedWhole(i invoice.Invoice) bool { return len(i.Credits) > 0 && len(i.Left()) == 0 }

func party(r *visit.Request, id string, p en16931.Party) billing.Party {
	out := billing.Party{ID: id, Heading: r.T("invoice." + id)}
	for _, text := range []string{p.Name, p.Trading, p.Address.Street, p.Address.Extra, strings.TrimSpace(p.Address.PostCode + " " + p.Address.City)} {
		if text != "" {
			out.Lines = append(out.Lines, text)
		}
	}
	out.Pairs = told(r, "business_id", p.BusinessID, "vat", p.VAT, "tax_id", p.TaxID, "e_invoice", p.EInvoice, "operator", p.Operator)
	return out
}

// told are pairs of what was told: a key of a label and a text, again and again.
func told(r *visit.Request, list ...string) []view.Pair {
	var out []view.Pair
	for n := 0; n+1 < len(list); n += 2 {
		if list[n+1] != "" {
			out = append(out, view.Pair{Label: r.T("invoice.f." + list[n]), Text: list[n+1]})
		}
	}
	return out
}

// facts are the days, the references, and how it is paid.
func facts(r *visit.Request, d en16931.Document) view.PlacedPart {
	preceding := ""
	for _, p := range d.Preceding {
		preceding = p.Number + ", " + r.Lang.Date(p.Issued)
	}
	payable := ""
	if d.Kind == en16931.Invoice {
		payable = euros(r, d.Totals.Payable)
	}
	return view.PlacedPart{ID: "facts", Heading: r.T("invoice.facts"), Pairs: told(
		r, "number", d.Number, "issued", r.Lang.Date(d.Issued), "due", r.Lang.Date(d.Due), "terms", d.Terms, "preceding", preceding, "note", d.Note,
		"buyer_reference", d.BuyerReference, "period", days(r, d.Period), "payable", payable, "iban", reference.GroupIBAN(d.Payment.IBAN), "bic", d.Payment.BIC,
		"reference", reference.Group(d.Payment.Reference),
	)}
}

// lines are what is asked to be paid for, with what it comes to.
func lines(r *visit.Request, d en16931.Document) billing.Lines {
	out := billing.Lines{Heading: r.T("invoice.lines")}
	for _, head := range []string{"what", "quantity", "price", "rate", "net"} {
		out.Head = append(out.Head, r.T("invoice.head."+head))
	}
	for _, l := range d.Lines {
		row := billing.Row{Name: l.Name, Cells: []string{quantity(r, l.Quantity), l.Price.Write(r.Lang.Code()), r.Lang.Percent(int64(l.Tax.Rate)), euros(r, l.Net)}}
		for _, text := range []string{l.Description, l.Note, days(r, l.Period)} {
			if text != "" {
				row.Notes = append(row.Notes, text)
			}
		}
		out.Rows = append(out.Rows, row)
	}
	t, last := d.Totals, "payable"
	if d.Kind == en16931.CreditNote {
		last = "credited"
	}
	out.Foot = told(r, "net", euros(r, t.Net), "tax", euros(r, t.VAT), last, euros(r, t.Payable))
	return out
}

// quantity is how much, with its unit.
func quantity(r *visit.Request, q en16931.Quantity) string {
	code := r.Lang.Code()
	switch q.Unit {
	case en16931.Hour:
		return money.Quarters(q.Count).Write(code)
	case en16931.SquareMetre:
		return money.Area(q.Count).Write(code)
	case en16931.Minute, en16931.Day, en16931.Piece, en16931.Lump:
	}
	return money.WritePieces(q.Count, code) + "\u00a0" + r.Lang.T("invoicepdf.unit."+string(q.Unit))
}

// taxes are the value added tax by rate and ground.
func taxes(r *visit.Request, d en16931.Document) view.PlacedPart {
	t := &view.Table{Caption: r.T("invoice.taxes"), Numbers: 1}
	for _, head := range []string{"treatment", "base", "vat"} {
		t.Head = append(t.Head, r.T("invoice.head."+head))
	}
	for _, s := range d.Totals.Taxes {
		what := r.T("invoice.rate", "rate", r.Lang.Percent(int64(s.Tax.Rate)))
		if s.Tax.Reason != "" {
			what = s.Tax.Reason
		}
		t.Body = append(t.Body, []string{what, euros(r, s.Base), euros(r, s.VAT)})
	}
	return view.PlacedPart{ID: "taxes", Heading: r.T("invoice.taxes"), Table: t}
}

// evidence shows the approvals that a line came from, each with the way to its hours, its sheet and its price.
func (r *seller) evidence(row *billing.Row, l en16931.Line, i invoice.Invoice) {
	for _, s := range i.Sources {
		if s.Line != l.ID {
			continue
		}
		from := billing.Evidence{
			Text:  r.T("invoice.from", "day", r.Lang.Date(s.Date), "quantity", quantity(r.Request, en16931.Quantity{Unit: l.Quantity.Unit, Count: int64(s.Quantity)}), "name", approver(r.Request, s), "when", r.Say.When(s.Approval.At)),
			Links: []view.Link{{Text: r.T("invoice.from.hours"), Href: path("/timesheets", s.Timesheet)}},
		}
		if s.From.Shift != "" && r.Actor.Has(attendance.Keepers()...) {
			from.Links = append(from.Links, view.Link{Text: r.T("invoice.from.sheet"), Href: path("/shifts", s.From.Shift)})
		}
		if s.Item != "" {
			from.Links = append(from.Links, view.Link{Text: r.T("invoice.from.price", "n", s.Priced), Href: path("/prices", s.Item)})
		}
		row.From = append(row.From, from)
	}
	row.Evidence = r.Say.N("invoice.evidence", len(row.From))
}

func approver(r *visit.Request, s invoice.Source) string {
	if s.Approval.Name == "" {
		return r.T("my.somebody")
	}
	return s.Approval.Name
}
