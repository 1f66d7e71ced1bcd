package fee

import (
	"context"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
)

// Plan is the bill of a month as it would be made now.
type Plan struct {
	Org      marketplace.ID
	Bill     Bill
	Document en16931.Document
	Sources  []invoice.FeeSource
	Problems []marketplace.FieldError // what keeps its invoice from being issued; none: it can be
}

// Preview is the next bill of an organiser as it would be made now, for administrators. It saves nothing.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, org marketplace.ID) (Plan, error) {
	e, err := s.Get(ctx, actor, org)
	if err != nil {
		return Plan{}, err
	}
	a := e.Value
	p := Plan{Org: org}
	last := a.last()
	if p.Bill = last; last.Done {
		if p.Bill, err = s.next(ctx, a); err != nil {
			return p, err
		}
	}
	p.Sources, err = s.traced(ctx, a, p.Bill)
	if err != nil || p.Bill.Fee == 0 && p.Bill.Kept == 0 {
		return p, err
	}
	b, err := s.bill(a, p.Bill, p.Sources)
	if err != nil {
		return p, err
	}
	p.Document, p.Problems, err = s.Invoices.FeeDocument(ctx, marketplace.System(a.Platform), b)
	return p, err
}

// next reckons the next month of an agreement from every step of the ledger that was written by its last day and counts in no bill.
func (s *Service) next(ctx context.Context, a Agreement) (Bill, error) {
	last := a.last()
	sources, to, err := s.sources(ctx, a, last.To, func(st payment.Step) bool { return st.At.Day() <= a.Month.Last() })
	if err != nil {
		return Bill{}, err
	}
	b, err := reckoned(a.Month, last, to, sources)
	b.Invoice = marketplace.Derived("fee-", idLength, string(a.Platform), string(a.Org), string(a.Month))
	if b.Fee == 0 && b.Kept == 0 {
		b.Invoice = ""
	}
	return b, err
}

// traced is what an invoice goes back to.
func (s *Service) traced(ctx context.Context, a Agreement, b Bill) ([]invoice.FeeSource, error) {
	out, _, err := s.sources(ctx, a, b.Trace, func(st payment.Step) bool { return st.Seq <= b.To })
	return out, err
}

const readAtOnce = 500

// sources are what counts of the steps after one, as long as they are within.
func (s *Service) sources(ctx context.Context, a Agreement, after int64, within func(payment.Step) bool) ([]invoice.FeeSource, int64, error) {
	var out []invoice.FeeSource
	for {
		steps, err := s.Ledger.StepsOf(ctx, a.Org, after, readAtOnce)
		if err != nil {
			return nil, after, err
		}
		for _, st := range steps {
			if !within(st) {
				return out, after, nil
			}
			for _, e := range st.Events {
				src, counts, err := s.source(ctx, a, e)
				if err != nil {
					return nil, after, err
				}
				if counts {
					out = append(out, src)
				}
			}
			after = st.Seq
		}
		if len(steps) < readAtOnce {
			return out, after, nil
		}
	}
}

// source is what counts of one event: what was invoiced or credited net, and what was kept of a payment by card.
func (s *Service) source(ctx context.Context, a Agreement, e payment.Event) (invoice.FeeSource, bool, error) {
	t := a.at(e.Day)
	out := invoice.FeeSource{Invoice: e.Invoice, Note: e.Note, Number: e.Number, Day: e.Day}
	switch e.Kind {
	case payment.Issued, payment.Credited:
		id, sign := e.Invoice, int64(1)
		if e.Kind == payment.Credited {
			id, sign = e.Note, -1
			i, err := s.Invoices.Issued(ctx, e.Invoice)
			if err != nil {
				return out, false, err
			}
			t = a.at(i.Document.Issued) // what is given back had the share of its invoice
		}
		i, err := s.Invoices.Issued(ctx, id)
		if err != nil || t.Share == 0 {
			return out, false, err
		}
		net, err := i.Document.Totals.Net.Ratio(sign, 1)
		out.Line, out.Net, out.Share = shareLine, net, t.Share
		return out, net != 0, err
	case payment.CardPaid, payment.Refunded:
		out.Line, out.Kept = cardLine, e.PlatformFee-e.PlatformFeeBack
		return out, t.Cards && out.Kept != 0, nil
	case payment.Settled, payment.DisputeOpened, payment.DisputeWon, payment.DisputeLost, payment.PaidOut, payment.ReminderFee, payment.Compensation,
		payment.LateInterest, payment.WrittenOff, payment.Recovered:
	}
	return out, false, nil
}

// bill words a bill in Finnish, the language of the platform's invoices, at the general rate of its last day.
func (s *Service) bill(a Agreement, b Bill, sources []invoice.FeeSource) (invoice.FeeBill, error) {
	lang := s.Bundle.In(i18n.Fi)
	rate := en16931.Percent(0)
	if tax, known := invoice.Taxed.Tax(b.Month.Last()); known {
		rate = tax.Rate
	}
	for i, x := range sources {
		if x.Line == shareLine && b.Fee == 0 || x.Line == cardLine && b.Kept == 0 {
			sources[i].Line = "" // it counts, but asks for nothing
		}
	}
	return b.bill(a.Org, rate, [2]string{lang.T("fee.line.share", "month", b.Month), lang.T("fee.line.cards", "month", b.Month)}, sources)
}

// Work makes the invoices of every month that is over: the bill is written first, then its invoice is issued. It is a job: it may be
// done twice, and one that fails keeps no other from being made.
func (s *Service) Work(ctx context.Context) error {
	var failed []error
	q := store.Query{Index: "month", To: string(MonthOf(s.Clock.Today()))}
	err := s.agreements.Each(ctx, q, func(e Entry) error {
		failed = append(failed, s.make(ctx, e))
		return ctx.Err()
	})
	if err != nil {
		return errors.Join(append(failed, err)...)
	}
	// A bill of last month whose invoice is not there yet.
	err = s.agreements.Each(ctx, store.Query{Index: "month", From: string(MonthOf(s.Clock.Today()))}, func(e Entry) error {
		failed = append(failed, s.carry(ctx, e))
		return ctx.Err()
	})
	return errors.Join(append(failed, err)...)
}

// make brings an agreement up to the month before this one.
func (s *Service) make(ctx context.Context, e Entry) error {
	if err := s.carry(ctx, e); err != nil {
		return err
	}
	for this := MonthOf(s.Clock.Today()); ; {
		e, err := s.agreements.Get(ctx, e.ID)
		if err != nil || e.Value.Month >= this || !e.Value.last().Done {
			return err
		}
		b, err := s.next(ctx, e.Value)
		if err != nil {
			return err
		}
		e.Value.Bills = append(slices.Clone(e.Value.Bills), b)
		e.Value.Month = e.Value.Month.Next()
		fact := s.facts.New(marketplace.System(e.Value.Platform), "fee.billed", s.agreements.Subject(e.ID), "month", b.Month, "fee", int64(b.Fee), "kept", int64(b.Kept))
		if e, err = s.agreements.Save(ctx, e, fact); err != nil {
			return err
		}
		if err := s.carry(ctx, e); err != nil {
			return err
		}
	}
}

// carry issues the invoice of the last bill, unless it is there.
func (s *Service) carry(ctx context.Context, e Entry) error {
	a, last := e.Value, e.Value.last()
	if last.Done {
		return nil
	}
	sources, err := s.traced(ctx, a, last)
	if err != nil {
		return err
	}
	b, err := s.bill(a, last, sources)
	if err != nil {
		return err
	}
	if _, err := s.Invoices.IssueFee(ctx, marketplace.System(a.Platform), b); err != nil {
		return err
	}
	_, err = store.Change(ctx, s.agreements, e.ID, func(a *Agreement) ([]marketplace.Fact, error) {
		if a.last().Done || a.last().Month != last.Month {
			return nil, store.ErrUnchanged
		}
		a.Bills = slices.Clone(a.Bills)
		a.Bills[len(a.Bills)-1].Done = true
		return nil, nil
	})
	return err
}
