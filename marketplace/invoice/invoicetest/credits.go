package invoicetest

import (
	"fmt"

	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
)

// Cents is an amount.
func Cents(c int64) money.Cents { return money.Cents(c) }

// CreditOf is a credit note of parts of an invoice, ready to be issued.
func CreditOf(invoice en16931.Document, earlier []en16931.Document, parts []en16931.Take) (en16931.Document, error) {
	d, err := en16931.Credit(invoice, earlier, parts)
	d.Number, d.Issued, d.Terms = fmt.Sprintf("H-2026-%03d", len(earlier)+1), "2026-12-05", "Hyvitetään seuraavassa maksussa"
	return d, err
}

// Drift is the invoice whose four parts give another VAT when each is rounded alone: 68.33, 68.33, 57.50 and 85.00 at 25.5 %.
func Drift() en16931.Document {
	s := en16931.Taxed(General)
	return With(counted("1", "Osa 1", en16931.Lump, 1, 683300, s), counted("2", "Osa 2", en16931.Lump, 1, 683300, s),
		counted("3", "Osa 3", en16931.Lump, 1, 575000, s), counted("4", "Osa 4", en16931.Lump, 1, 850000, s))
}

// credits are credit notes: of a whole invoice of every treatment, in parts, and of what is left.
func credits() ([]Sample, error) {
	var out []Sample
	add := func(name string, invoice en16931.Document, earlier []en16931.Document, parts []en16931.Take) (en16931.Document, error) {
		d, err := CreditOf(invoice, earlier, parts)
		if err != nil {
			return d, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, Sample{name, d})
		return d, nil
	}
	for _, s := range append(append(ordinary()[1:2], treatments()...), append(changes()[2:3], edges()[:3]...)...) {
		invoice, err := s.Doc.Calculated()
		if err != nil {
			return nil, err
		}
		if _, err := add("credit-"+s.Name, invoice, nil, en16931.Rest(invoice, nil)); err != nil {
			return nil, err
		}
	}
	invoice, err := Drift().Calculated()
	if err != nil {
		return nil, err
	}
	var earlier []en16931.Document
	for i := range 4 {
		d, err := add(fmt.Sprintf("credit-part-%d-of-4", i+1), invoice, earlier, []en16931.Take{{Line: fmt.Sprint(i + 1), Count: 1}})
		if err != nil {
			return nil, err
		}
		earlier = append(earlier, d)
	}
	return out, quarters(add)
}

// quarters credits one line quarter by quarter: 6.87625 euros each, three times, then the rest.
func quarters(add func(string, en16931.Document, []en16931.Document, []en16931.Take) (en16931.Document, error)) error {
	invoice, err := Crew().Calculated()
	if err != nil {
		return err
	}
	var earlier []en16931.Document
	for i := range 3 {
		d, err := add(fmt.Sprintf("credit-quarter-%d", i+1), invoice, earlier, []en16931.Take{{Line: "1", Count: 1}})
		if err != nil {
			return err
		}
		earlier = append(earlier, d)
	}
	_, err = add("credit-quarters-rest", invoice, earlier, en16931.Rest(invoice, earlier))
	return err
}
