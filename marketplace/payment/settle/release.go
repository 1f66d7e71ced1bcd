package settle

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Release parks a part of what the payment pays of an invoice, because some of the invoice was given back since: a person
// decides what becomes of it. The amount is above 0 and at most what the payment pays of the invoice.
func (s Settlement) Release(invoice marketplace.ID, number string, cents money.Cents) Settlement {
	s.apply(invoice, -cents)
	s.Parked += cents
	s.Reasons = append([]Reason{}, s.Reasons...)
	s.because("released", "number", number, "cents", int64(cents))
	return s
}
