package payment

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// CardPayment is what a buyer paid on an invoice through the provider. Amounts are in cents and not below 0.
type CardPayment struct {
	ID          marketplace.ID // of the payment: counts once
	Org         marketplace.ID
	Invoice     marketplace.ID
	Cents       money.Cents // above 0
	Fee         money.Cents // of the provider, taken off before it pays out
	PlatformFee money.Cents // of the platform, taken off likewise
	Day         marketplace.Date
}

// Card counts a payment by card on its invoice, as far as something is open; the rest is unsettled, and is to be refunded. It
// gives both parts. NotFound when the organiser has no such invoice.
func (s *Service) Card(ctx context.Context, p CardPayment) (applied, rest money.Cents, err error) {
	if err := positive(p.Cents); err != nil {
		return 0, 0, err
	}
	step, _, err := s.post(ctx, marketplace.System(p.Org), "card/"+string(p.ID), func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, p.Invoice)
		if err != nil {
			return err
		}
		part := max(0, min(p.Cents, r.Open()))
		r.pay(Path{Of: p.ID, Card: true, Cents: part, Loose: p.Cents - part, Day: p.Day})
		step.put(r)
		step.event(Event{
			ID: p.ID + "-paid", Kind: CardPaid, Day: p.Day, Invoice: r.Invoice, Number: r.Number, Payment: p.ID, Cents: part, Unsettled: p.Cents - part,
			Fee: p.Fee, PlatformFee: p.PlatformFee,
		})
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	e := step.Events[0]
	return e.Cents, e.Unsettled, nil
}

// CardRefund is what the provider gave back to a buyer.
type CardRefund struct {
	ID              marketplace.ID // of the refund: counts once
	Org             marketplace.ID
	Invoice         marketplace.ID
	Payment         marketplace.ID // the card payment
	Cents           money.Cents    // above 0
	FeeBack         money.Cents    // of the provider's fee that came back
	PlatformFeeBack money.Cents    // of the platform's fee that came back
	Day             marketplace.Date
}

// Refund takes back what was paid by card: first what is unsettled of the payment, then what counts on the invoice. Conflict when
// the payment is not there yet, or less of it is left; the caller tries again, or asks a person.
func (s *Service) Refund(ctx context.Context, f CardRefund) error {
	if err := positive(f.Cents); err != nil {
		return err
	}
	_, _, err := s.post(ctx, marketplace.System(f.Org), "refund/"+string(f.ID), func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, f.Invoice)
		if err != nil {
			return err
		}
		is := r.by(f.Payment)
		loose := min(f.Cents, is.Loose)
		part := f.Cents - loose
		if part > is.Cents {
			return marketplace.Errorf(marketplace.Conflict, "payment.refund_above", "number", r.Number, "left", int64(is.Cents+is.Loose))
		}
		r.pay(Path{Of: f.Payment, Card: true, Cents: -part, Loose: -loose, Day: f.Day})
		step.put(r)
		step.event(Event{
			ID: f.ID + "-refunded", Kind: Refunded, Day: f.Day, Invoice: r.Invoice, Number: r.Number, Payment: f.Payment, Cents: part, Unsettled: loose,
			FeeBack: f.FeeBack, PlatformFeeBack: f.PlatformFeeBack,
		})
		return nil
	})
	return err
}

// DisputeChange is a turn of a dispute that a buyer has with the bank of the card.
type DisputeChange struct {
	ID      marketplace.ID // of the turn: counts once
	Org     marketplace.ID
	Invoice marketplace.ID
	Payment marketplace.ID
	Kind    EventKind   // DisputeOpened, DisputeWon or DisputeLost
	Cents   money.Cents // above 0
	Fee     money.Cents // taken when it opens, given back when it is won
	Day     marketplace.Date
}

// Dispute writes down a turn of a dispute: while it is open the invoice stays paid; when it is lost the invoice is open again.
// Conflict when more is disputed than the card paid, or a dispute ends that did not open; the caller tries again, or asks a
// person.
func (s *Service) Dispute(ctx context.Context, d DisputeChange) error {
	if err := positive(d.Cents); err != nil {
		return err
	}
	_, _, err := s.post(ctx, marketplace.System(d.Org), "dispute/"+string(d.ID), func(ctx context.Context, step *Step) error {
		r, err := s.open(ctx, step, d.Invoice)
		if err != nil {
			return err
		}
		if err := r.dispute(d); err != nil {
			return err
		}
		step.put(r)
		step.event(Event{
			ID: d.ID + "-dispute", Kind: d.Kind, Day: d.Day, Invoice: r.Invoice, Number: r.Number, Payment: d.Payment, Cents: d.Cents, Fee: d.Fee,
		})
		return nil
	})
	return err
}

func (r *Receivable) dispute(d DisputeChange) error {
	switch {
	case d.Kind == DisputeOpened && d.Cents+r.Disputed <= r.by(d.Payment).Cents:
		r.Disputed += d.Cents
	case d.Kind == DisputeWon && d.Cents <= r.Disputed:
		r.Disputed -= d.Cents
	case d.Kind == DisputeLost && d.Cents <= r.Disputed:
		r.Disputed -= d.Cents
		r.pay(Path{Of: d.Payment, Card: true, Cents: -d.Cents, Day: d.Day})
	default:
		return marketplace.Errorf(marketplace.Conflict, "payment.dispute_order", "number", r.Number)
	}
	return nil
}

// Payout is what the provider paid to the organiser's bank account.
type Payout struct {
	ID    marketplace.ID // counts once
	Org   marketplace.ID
	Cents money.Cents // above 0
	Day   marketplace.Date
}

// PayOut writes down a payout. It changes no invoice.
func (s *Service) PayOut(ctx context.Context, p Payout) error {
	if err := positive(p.Cents); err != nil {
		return err
	}
	_, _, err := s.post(ctx, marketplace.System(p.Org), "payout/"+string(p.ID), func(_ context.Context, step *Step) error {
		step.event(Event{ID: p.ID + "-payout", Kind: PaidOut, Day: p.Day, Payment: p.ID, Cents: p.Cents})
		return nil
	})
	return err
}

// positive is an error unless an amount is above 0.
func positive(cents money.Cents) error {
	if cents < 1 {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("cents", "payment.amount", "least", 1)})
	}
	return nil
}
