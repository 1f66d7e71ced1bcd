package fee

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
)

// The lines of an invoice of the platform.
const (
	shareLine = "1"
	cardLine  = "2"
)

// reckoned is the bill of a month from what happened in it, after the bill before. It is pure, and exact but for the one rounding of
// the whole.
func reckoned(m Month, before Bill, to int64, sources []invoice.FeeSource) (Bill, error) {
	b := Bill{Month: m, After: before.To, To: to, Trace: before.To, Sums: before.Sums}
	if before.Invoice == "" {
		b.Trace = before.Trace
	}
	units, kept := []money.Cents{money.Cents(b.Sums.Units)}, []money.Cents{b.Sums.Kept}
	for _, s := range sources {
		part, err := s.Net.Ratio(s.Share, 1)
		if err != nil {
			return b, err
		}
		units, kept = append(units, part), append(kept, s.Kept)
	}
	sum, err := money.Sum(units...)
	if err != nil {
		return b, err
	}
	if b.Sums.Kept, err = money.Sum(kept...); err != nil {
		return b, err
	}
	b.Sums.Units = int64(sum)
	fee, err := sum.Ratio(1, whole)
	if err != nil {
		return b, err
	}
	b.Fee, b.Kept = max(0, fee-b.Sums.Billed), max(0, b.Sums.Kept-b.Sums.Shown)
	b.Sums.Billed += b.Fee
	b.Sums.Shown += b.Kept
	b.Done = b.Fee == 0 && b.Kept == 0
	return b, nil
}

// net is the smallest amount that comes to at least so much with a tax.
func net(gross money.Cents, rate en16931.Percent) (money.Cents, error) {
	n, err := gross.Ratio(whole, whole+int64(rate))
	if err != nil {
		return 0, err
	}
	for n -= 2; ; n++ {
		vat, err := rate.Of(n)
		if err != nil || n+vat >= gross {
			return n, err
		}
	}
}

// bill is the invoice of a month: the share as one line, what was kept of payments by card as another that is paid already.
func (b Bill) bill(org marketplace.ID, rate en16931.Percent, names [2]string, sources []invoice.FeeSource) (invoice.FeeBill, error) {
	out := invoice.FeeBill{
		ID: b.Invoice, Buyer: org, Period: en16931.Period{From: b.Month.First(), To: b.Month.Last()}, Prepaid: b.Kept, Sources: sources,
	}
	if b.Fee > 0 {
		out.Lines = append(out.Lines, invoice.FeeLine{ID: shareLine, Name: names[0], Net: b.Fee})
	}
	if b.Kept > 0 {
		n, err := net(b.Kept, rate)
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, invoice.FeeLine{ID: cardLine, Name: names[1], Net: n})
	}
	return out, nil
}
