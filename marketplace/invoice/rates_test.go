package invoice

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
)

// The rule book and the invoices say the same general rate on every day that the book knows of: en16931 holds the rates as values
// that need no book, and this holds the two together.
func TestRatesOfTheBook(t *testing.T) {
	b := must(rule.LoadBook())
	for day := marketplace.Date("2024-09-01"); day < "2028-01-01"; day = day.AddDays(15) {
		r, known := b.At("invoicing.vat_general", day)
		tax, taxed := Taxed.Tax(day)
		if rate, err := r.Amount("rate", rule.BasisPoints); !known || !taxed || err != nil || rate != int64(tax.Rate) {
			t.Errorf("%s: %d in the book (%v), %d on invoices", day, rate, err, tax.Rate)
		}
	}
}
