package en16931

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Take says what a credit note gives back of one line, or of one adjustment of the whole invoice.
type Take struct {
	Line       string      // id of the line
	Count      int64       // of the line, in the grain of its unit, with the sign of the invoice's quantity
	Adjustment string      // id of the adjustment, instead of a line
	Amount     money.Cents // of the adjustment
}

// Rest is what is left of an invoice after its earlier credit notes: what a credit note of everything takes.
func Rest(invoice Document, earlier []Document) []Take {
	var out []Take
	for _, l := range invoice.Lines {
		if count := l.Quantity.Count - given(earlier, l.ID).Count; count != 0 || !onceTaken(earlier, l.ID) {
			out = append(out, Take{Line: l.ID, Count: count})
		}
	}
	for _, a := range invoice.Adjustments {
		if amount := a.Amount - takenOff(earlier, a.ID); amount != 0 {
			out = append(out, Take{Adjustment: a.ID, Amount: amount})
		}
	}
	return out
}

// Credit is a credit note over parts of an invoice, reckoned, without number, day, reference or terms of its own. Earlier are all
// credit notes that were issued for the invoice before. A line with allowances or charges is given back whole. An Invalid
// error names the part that is not there, or more than is left.
//
// What was credited before counts into the rounding, so that the credit notes of everything add up to the invoice, to the cent.
func Credit(invoice Document, earlier []Document, parts []Take) (Document, error) {
	d := invoice
	d.Kind, d.Number, d.Issued, d.Due, d.Terms, d.Note, d.Prepaid = CreditNote, "", "", "", "", "", 0
	d.Preceding = []Preceding{{Number: invoice.Number, Issued: invoice.Issued}}
	d.Lines, d.Adjustments, d.Before, d.Attachments = nil, nil, nil, nil
	for i, p := range parts {
		var bad *marketplace.FieldError
		if p.Adjustment != "" {
			bad = d.takeAdjustment(invoice, earlier, p)
		} else {
			bad = d.takeLine(invoice, earlier, p)
		}
		if bad != nil {
			bad.Field = at("parts", i) + "." + bad.Field
			return Document{}, marketplace.InvalidFields([]marketplace.FieldError{*bad})
		}
	}
	if err := d.chargesAsLines(); err != nil {
		return Document{}, err
	}
	var err error
	if d.Before, err = credited(earlier); err != nil {
		return Document{}, err
	}
	if d, err = d.Calculated(); err != nil {
		return Document{}, err
	}
	return d, marketplace.InvalidFields(CreditFailures(invoice, earlier, d))
}

// chargesAsLines makes lines of the charges when no line is given back, because a document without lines is none (BR-16).
func (d *Document) chargesAsLines() error {
	if len(d.Lines) > 0 {
		return nil
	}
	var left []Adjustment
	for _, a := range d.Adjustments {
		if !a.Charge {
			left = append(left, a)
			continue
		}
		price, err := a.Amount.PerHour() // the price of one, of whatever it is
		if err != nil {
			return err
		}
		d.Lines = append(d.Lines, Line{ID: a.ID, Name: a.Reason, Quantity: Quantity{Lump, 1}, Price: price, Tax: a.Tax})
	}
	d.Adjustments = left
	return nil
}

func (d *Document) takeLine(invoice Document, earlier []Document, p Take) *marketplace.FieldError {
	i := slices.IndexFunc(invoice.Lines, func(l Line) bool { return l.ID == p.Line })
	if i < 0 || slices.ContainsFunc(d.Lines, func(l Line) bool { return l.ID == p.Line }) {
		return failure("line", "einvoice.no_part", "FI-CREDIT", "value", p.Line)
	}
	l, before := invoice.Lines[i], given(earlier, p.Line)
	left := l.Quantity.Count - before.Count
	whole := p.Count == l.Quantity.Count && before.Count == 0
	switch {
	case p.Count < min(left, 0) || p.Count > max(left, 0) || len(l.Adjustments) > 0 && onceTaken(earlier, l.ID):
		return failure("count", "einvoice.credit_count", "FI-CREDIT", "left", Quantity{l.Quantity.Unit, left}.Decimal("."))
	case len(l.Adjustments) > 0 && !whole:
		return failure("count", "einvoice.credit_whole", "FI-CREDIT", "left", l.Quantity.Decimal("."))
	}
	l.Quantity.Count, l.Before = p.Count, before
	d.Lines = append(d.Lines, l)
	return nil
}

func (d *Document) takeAdjustment(invoice Document, earlier []Document, p Take) *marketplace.FieldError {
	i := slices.IndexFunc(invoice.Adjustments, func(a Adjustment) bool { return a.ID == p.Adjustment })
	if i < 0 || slices.ContainsFunc(d.Adjustments, func(a Adjustment) bool { return a.ID == p.Adjustment }) {
		return failure("adjustment", "einvoice.no_part", "FI-CREDIT", "value", p.Adjustment)
	}
	a := invoice.Adjustments[i]
	left := a.Amount - takenOff(earlier, a.ID)
	if p.Amount <= 0 || p.Amount > left {
		return failure("amount", "einvoice.credit_more", "FI-CREDIT", "left", int64(left))
	}
	if p.Amount != a.Amount {
		a.Base, a.Percent = 0, 0
	}
	a.Amount = p.Amount
	d.Adjustments = append(d.Adjustments, a)
	return nil
}

// given is what earlier credit notes gave back of a line.
func given(earlier []Document, id string) Part {
	var out Part
	for _, d := range earlier {
		for _, l := range d.Lines {
			if l.ID == id {
				out.Count, out.Net = out.Count+l.Quantity.Count, out.Net+l.Net
			}
		}
	}
	return out
}

// onceTaken says whether a line stands in an earlier credit note.
func onceTaken(earlier []Document, id string) bool {
	return slices.ContainsFunc(earlier, func(d Document) bool {
		return slices.ContainsFunc(d.Lines, func(l Line) bool { return l.ID == id })
	})
}

// takenOff is what earlier credit notes have of an adjustment.
func takenOff(earlier []Document, id string) money.Cents {
	out := given(earlier, id).Net // as a line
	for _, d := range earlier {
		for _, a := range d.Adjustments {
			if a.ID == id {
				out += a.Amount
			}
		}
	}
	return out
}

// credited adds up what credit notes gave back, for each tax.
func credited(notes []Document) ([]Subtotal, error) {
	var out []Subtotal
	for _, d := range notes {
		for _, s := range d.Totals.Taxes {
			at := slices.IndexFunc(out, func(o Subtotal) bool { return o.Tax == s.Tax })
			if at < 0 {
				at, out = len(out), append(out, Subtotal{Tax: s.Tax})
			}
			base, err := money.Sum(out[at].Base, s.Base)
			if err != nil {
				return nil, err
			}
			vat, err := money.Sum(out[at].VAT, s.VAT)
			if err != nil {
				return nil, err
			}
			out[at].Base, out[at].VAT = base, vat
		}
	}
	return out, nil
}

// CreditFailures says where a credit note, after the earlier ones, gives back more than the invoice asked for, of a tax or in
// all, so that what is left can always be given back, too.
func CreditFailures(invoice Document, earlier []Document, note Document) []marketplace.FieldError {
	all, err := credited(append(slices.Clip(earlier), note))
	if err != nil {
		return []marketplace.FieldError{*failure("totals", "money.overflow", "FI-CREDIT")}
	}
	bad := overall(invoice, earlier, note)
	for i, s := range note.Totals.Taxes {
		of, sum := subtotal(invoice.Totals.Taxes, s.Tax), subtotal(all, s.Tax)
		if beyond(sum.Base, of.Base) || beyond(sum.VAT, of.VAT) {
			left := of.Base - sum.Base + s.Base
			bad = append(bad, *failure(at("totals.taxes", i)+".base", "einvoice.credit_more", "FI-CREDIT", "left", int64(left)))
		}
	}
	return bad
}

// overall judges the sums of a credit note.
func overall(invoice Document, earlier []Document, note Document) []marketplace.FieldError {
	net, gross := invoice.Totals.Net, invoice.Totals.Gross
	for _, d := range earlier {
		net, gross = net-d.Totals.Net, gross-d.Totals.Gross
	}
	switch {
	case note.Totals.Net < 0 || note.Totals.Gross < 0:
		return []marketplace.FieldError{*failure("totals.gross", "einvoice.total_negative", "FI-SIGN")}
	case note.Totals.Net > net || note.Totals.Gross > gross:
		return []marketplace.FieldError{*failure("totals.gross", "einvoice.credit_more", "FI-CREDIT", "left", int64(gross))}
	}
	return nil
}

// beyond says whether an amount does not lie between zero and a limit.
func beyond(c, limit money.Cents) bool { return c < min(limit, 0) || c > max(limit, 0) }
