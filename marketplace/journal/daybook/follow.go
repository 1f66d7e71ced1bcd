package daybook

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
)

// Follows lists the facts that the books follow.
func Follows() []string { return []string{"payment.step"} }

// Follow books what happened in a step of the sales ledger. It may run twice, and steps may come in any order: the same entries are
// made, in the order in which they come. It fails, to be tried again, while the chart lacks an account.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	step, err := s.Ledger.Step(ctx, f.Org, marketplace.ID(id))
	if err != nil {
		return err
	}
	for _, e := range step.Events {
		events, err := s.events(ctx, e)
		if err != nil {
			return err
		}
		for _, j := range events {
			if _, err := s.Post(ctx, step.Org, j); err != nil {
				return err
			}
		}
	}
	return nil
}

// events are what is booked of something that happened in the sales ledger.
func (s *Service) events(ctx context.Context, e payment.Event) ([]journal.Event, error) {
	switch e.Kind {
	case payment.Issued, payment.Credited:
		what, err := s.document(ctx, e)
		return []journal.Event{{ID: e.ID, Day: e.Day, What: what}}, err
	case payment.Refunded:
		return refunded(e), nil
	default:
		return []journal.Event{{ID: e.ID, Day: e.Day, What: what(e)}}, nil
	}
}

// document is an invoice or a credit note that was issued, with what stands on it.
func (s *Service) document(ctx context.Context, e payment.Event) (journal.What, error) {
	id := e.Invoice
	if e.Kind == payment.Credited {
		id = e.Note
	}
	i, err := s.Invoices.Issued(ctx, id)
	if err != nil {
		return nil, err
	}
	c := content(i.Document)
	c.Invoice = e.Invoice
	if e.Kind == payment.Credited {
		return journal.Credited{Content: c, Of: e.Number}, nil
	}
	return journal.Issued{Content: c}, nil
}

// content adds up a document by treatment, rate and project. It says no cost centre: a document has none.
func content(d en16931.Document) journal.Content {
	c := journal.Content{Number: d.Number}
	add := func(t en16931.Tax, net money.Cents) {
		s := journal.Sale{Treatment: journal.Treatment(t.Category), Rate: int64(t.Rate), Net: net, Project: d.Project}
		at := slices.IndexFunc(c.Sales, func(o journal.Sale) bool { return o.Treatment == s.Treatment && o.Rate == s.Rate })
		if at < 0 {
			c.Sales = append(c.Sales, s)
			return
		}
		c.Sales[at].Net += net
	}
	for _, l := range d.Lines {
		add(l.Tax, l.Net)
	}
	for _, a := range d.Adjustments {
		if a.Charge {
			add(a.Tax, a.Amount)
		} else {
			add(a.Tax, -a.Amount)
		}
	}
	for _, t := range d.Totals.Taxes {
		if t.Tax.Category == en16931.Standard {
			c.Taxes = append(c.Taxes, journal.Tax{Rate: int64(t.Tax.Rate), Base: t.Base, Cents: t.VAT})
		}
	}
	return c
}

// refunded is what counted on the invoice, and by itself what was unsettled; what came back of fees is with the first.
func refunded(e payment.Event) (out []journal.Event) {
	r := journal.Refunded{Invoice: e.Invoice, Number: e.Number, Cents: e.Cents, FeeBack: e.FeeBack, PlatformFeeBack: e.PlatformFeeBack}
	if e.Cents > 0 {
		out = append(out, journal.Event{ID: e.ID, Day: e.Day, What: r})
		r.FeeBack, r.PlatformFeeBack = 0, 0
	}
	if r.Cents = e.Unsettled; r.Cents > 0 {
		const size = 12
		r.Invoice = ""
		out = append(out, journal.Event{ID: marketplace.Derived("loose-", size, string(e.ID)), Day: e.Day, What: r})
	}
	return out
}

// what is something that moved money or what is owed, beside documents. A loss is booked with its value added tax: whether the tax
// may be taken off (AVL 78 §) is for the accountant to decide.
func what(e payment.Event) journal.What {
	dispute := journal.Dispute{Invoice: e.Invoice, Number: e.Number, Cents: e.Cents, Fee: e.Fee}
	lost := journal.Content{Invoice: e.Invoice, Number: e.Number, Sales: []journal.Sale{{Treatment: journal.OutOfScope, Net: e.Cents}}}
	switch e.Kind {
	case payment.Settled:
		return settled(e.Changes)
	case payment.CardPaid:
		return journal.PaidByCard{Invoice: e.Invoice, Number: e.Number, Applied: e.Cents, Unsettled: e.Unsettled, Fee: e.Fee, PlatformFee: e.PlatformFee}
	case payment.DisputeOpened:
		return journal.DisputeOpened{Dispute: dispute}
	case payment.DisputeWon:
		return journal.DisputeWon{Dispute: dispute}
	case payment.DisputeLost:
		return journal.DisputeLost{Dispute: dispute}
	case payment.PaidOut:
		return journal.PaidOut{Cents: e.Cents}
	case payment.ReminderFee, payment.Compensation:
		return journal.ReminderFee{Invoice: e.Invoice, Number: e.Number, Cents: e.Cents}
	case payment.LateInterest:
		return journal.LateInterest{Invoice: e.Invoice, Number: e.Number, Cents: e.Cents}
	case payment.WrittenOff:
		return journal.WrittenOff{Content: lost}
	case payment.Recovered:
		return journal.Recovered{Content: lost}
	case payment.Issued, payment.Credited, payment.Refunded: // with what stands on the document, and in two parts
	}
	return nil
}

func settled(changes []payment.Change) journal.Settled {
	out := journal.Settled{}
	for _, c := range changes {
		out.Changes = append(out.Changes, journal.Change(c))
	}
	return out
}
