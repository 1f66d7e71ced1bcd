package payments

import (
	"cmp"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// getOne is one payment of the bank: why it waits, which invoices it may be for, what can be done and what was done.
func (r *visitor) getOne() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	p, err := r.Ledger.Payment(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	state := "done"
	if p.Waits {
		state = "waits"
	}
	page := &view.Placed{
		Base: r.Base(r.T("bank.single", "party", r.party(p))), Heading: r.T("bank.single", "party", r.party(p)), State: r.T("bank.one." + state),
	}
	page.Back = r.back()
	for _, why := range p.Is.Reasons {
		page.Lead = append(page.Lead, why.Say(r.Lang))
	}
	found, err := r.Ledger.Suggest(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{r.facts(p)}
	if part := r.suggested(p, found); len(part.Rows) > 0 {
		page.Parts = append(page.Parts, part)
	}
	if part := r.choices(p); len(part.Ways) > 0 {
		page.Parts = append(page.Parts, part)
	}
	parts, err := r.became(p)
	if err != nil {
		return err
	}
	page.Parts = append(page.Parts, parts...)
	return r.Show(page)
}

func (r *visitor) facts(p payment.Payment) view.PlacedPart {
	b := p.Is.Payment
	part := view.PlacedPart{ID: "facts", Heading: r.T("bank.facts"), Pairs: []view.Pair{
		{Label: r.T("bank.sum"), Text: r.euros(b.Signed())},
		{Label: r.T("bank.day"), Text: r.Lang.Date(b.Booked)},
		{Label: r.T("bank.own_account"), Text: reference.GroupIBAN(b.Account)},
	}}
	var refs []string
	for _, x := range b.References {
		refs = append(refs, x.Text)
	}
	for _, row := range []struct{ key, text string }{{"bank.reference", strings.Join(refs, ", ")}, {"bank.text", b.Message}, {"bank.bank_id", cmp.Or(b.BankID, b.Entry)}} {
		if row.text != "" {
			part.Pairs = append(part.Pairs, view.Pair{Label: r.T(row.key), Text: row.text})
		}
	}
	return part
}

// suggested are invoices that the payment may be for, each with what speaks for it.
func (r *visitor) suggested(p payment.Payment, found []settle.Suggestion) view.PlacedPart {
	part := view.PlacedPart{ID: "suggested", Heading: r.T("bank.suggested"), Lines: []string{r.T("bank.suggested.lead")}}
	do := "assign"
	if p.Is.Parked <= 0 {
		do = "assign-kept"
	}
	for _, s := range found {
		row := view.PlacedRow{Link: view.Link{Text: r.T("bank.invoice", "number", s.Number), Href: path(open, s.Invoice)}}
		for _, b := range s.Because {
			row.Lines = append(row.Lines, b.Say(r.Lang))
		}
		row.Ways = []view.Link{{Text: r.T("bank.assign"), Note: s.Number, Href: path(came, p.Key) + "/" + do + "?invoice=" + string(s.Invoice)}}
		part.Rows = append(part.Rows, row)
	}
	return part
}

func (r *visitor) choices(p payment.Payment) view.PlacedPart {
	part := view.PlacedPart{ID: "choices", Heading: r.T("bank.choices"), NoPrint: true}
	for _, c := range p.Is.Choices() {
		part.Ways = append(part.Ways, view.Link{Text: c.Say(r.Lang), Href: path(came, p.Key) + "/" + sheetOf(c)})
	}
	return part
}

// became is where the money is, and what people did, with their reasons.
func (r *visitor) became(p payment.Payment) ([]view.PlacedPart, error) {
	s := p.Is
	where := view.PlacedPart{ID: "where", Heading: r.T("bank.where")}
	for _, a := range s.Applied {
		e, err := r.Ledger.Receivable(r.Ctx, r.Actor, a.Invoice)
		if err != nil {
			return nil, err
		}
		where.Rows = append(where.Rows, view.PlacedRow{
			Link: view.Link{Text: r.T("bank.invoice", "number", e.Value.Number), Href: path(open, a.Invoice)}, Lines: []string{r.euros(a.Cents)},
		})
	}
	for _, pairs := range [][]view.Pair{
		r.pair("bank.parked", s.Parked), r.pair("bank.kept", s.Kept), r.pair("bank.returned", s.Returned), r.pair("bank.outside", s.Outside), r.pair("bank.undone", s.Undone),
	} {
		where.Pairs = append(where.Pairs, pairs...)
	}
	out := []view.PlacedPart{where}
	done := view.PlacedPart{ID: "moves", Heading: r.T("bank.moves")}
	for _, m := range s.Moves {
		done.Rows = append(done.Rows, view.PlacedRow{
			Link: view.Link{Text: r.T("bank.did."+string(m.Do), "sum", r.euros(m.Cents))}, Lines: []string{r.Say.When(m.At), m.Reason},
		})
	}
	if len(done.Rows) > 0 {
		out = append(out, done)
	}
	return out, nil
}
