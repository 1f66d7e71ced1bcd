package payment

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
)

// Move does what a person of the organisation decided with a payment that waits, or with an advance: settle.Settlement.Make says
// what is refused. Its key is the caller's own: the same one again changes nothing, and asks for nothing else. NotFound when
// the payment is none of the organisation's; an invoice, buyer or payment that is none of its answers as one that was not told.
func (s *Service) Move(ctx context.Context, actor marketplace.Actor, key marketplace.ID, m settle.Move) (Payment, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return Payment{}, err
	}
	if m.Key == "" {
		return Payment{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("key", "field.required")})
	}
	m.By, m.At = actor.Person, s.Clock.Now()
	_, before, err := s.post(ctx, actor, "move/"+string(key)+"/"+m.Key, func(ctx context.Context, step *Step) error {
		was, err := s.settled(ctx, step, key)
		if err != nil {
			return err
		}
		d, err := s.moved(ctx, step, was, m)
		if err != nil {
			return err
		}
		return s.write(ctx, step, &was, d, s.Clock.Today())
	})
	if err != nil {
		return Payment{}, err
	}
	e, err := s.payments.Get(ctx, paymentID(actor.Org, key))
	if err == nil && before {
		_, err = e.Value.Is.Make(m, settle.Receivable{}) // refuses the key when it was used for something else
	}
	return e.Value, err
}

func (s *Service) moved(ctx context.Context, step *Step, was settle.Settlement, m settle.Move) (settle.Decision, error) {
	switch m.Do {
	case settle.DoMatch:
		original, err := s.settled(ctx, step, m.Payment)
		if marketplace.IsKind(err, marketplace.NotFound) {
			err = marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("payment", "settle.no_original", "cents", int64(was.Payment.Amount))})
		}
		if err != nil {
			return settle.Decision{}, err
		}
		return settle.Match(was, original, m.Sign)
	case settle.DoAssign:
		r, err := s.open(ctx, step, m.Invoice)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return settle.Decision{}, err
		}
		return was.Make(m, r.Settled())
	case settle.DoKeep:
		buys, err := s.buys(ctx, step.Org, m.Buyer)
		if err != nil {
			return settle.Decision{}, err
		}
		if !buys {
			m.Buyer = ""
		}
	case settle.DoReturn, settle.DoOutside:
	}
	return was.Make(m, settle.Receivable{})
}

// errFound ends a search.
var errFound = errors.New("found")

// buys says whether an organisation was ever sent an invoice by another.
func (s *Service) buys(ctx context.Context, org, buyer marketplace.ID) (bool, error) {
	for _, open := range []bool{true, false} {
		err := s.receivables.Each(ctx, store.Query{Index: "buyer", Eq: []any{string(buyer), open}}, func(e Entry) error {
			if e.Value.Org == org {
				return errFound
			}
			return nil
		})
		if errors.Is(err, errFound) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	return false, nil
}

// Payment loads a payment of a bank of the actor's organisation by its key.
func (s *Service) Payment(ctx context.Context, actor marketplace.Actor, key marketplace.ID) (Payment, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return Payment{}, err
	}
	e, err := s.payments.Get(ctx, paymentID(actor.Org, key))
	return e.Value, err
}

// Which says which payments are listed.
type Which string

// The lists of payments.
const (
	Waiting Which = "waiting" // for a person
	Held    Which = "held"    // as advances
	Decided Which = "decided" // nothing waits
)

// Payments lists the bank's payments of the actor's organisation: what waits the oldest first, the others the newest first.
func (s *Service) Payments(ctx context.Context, actor marketplace.Actor, which Which, page marketplace.Page) (marketplace.List[Payment], error) {
	out := marketplace.List[Payment]{Items: []Payment{}}
	if err := actor.Must(invoice.Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "waits", Eq: []any{string(actor.Org), which == Waiting}, Desc: which != Waiting, Limit: page.Size(), After: page.After}
	if which == Held {
		q.Index, q.Eq = "held", []any{string(actor.Org), true}
	}
	found, next, err := s.payments.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// mostOpen is among how many open receivables suggestions are looked for.
const mostOpen = 5_000

// Suggest names invoices that a payment that waits may be for, for a person to see.
func (s *Service) Suggest(ctx context.Context, actor marketplace.Actor, key marketplace.ID) ([]settle.Suggestion, error) {
	p, err := s.Payment(ctx, actor, key)
	if err != nil || !p.Is.Waits() && !p.Held {
		return nil, err
	}
	var open []settle.Receivable
	err = s.receivables.Each(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org), true}}, func(e Entry) error {
		if open = append(open, e.Value.Settled()); len(open) >= mostOpen {
			return errFound
		}
		return nil
	})
	if err != nil && !errors.Is(err, errFound) {
		return nil, err
	}
	return settle.Suggest(p.Is.Payment, open), nil
}

// Originals lists the payments that a reversal may have taken back: of the same account and amount, in the other direction and
// not taken back yet, the newest first, at most fifty.
func (s *Service) Originals(ctx context.Context, actor marketplace.Actor, key marketplace.ID) ([]Payment, error) {
	p, err := s.Payment(ctx, actor, key)
	if err != nil || !p.Is.Payment.Reversal {
		return nil, err
	}
	out, of := []Payment{}, p.Is.Payment
	q := store.Query{Index: "amount", Eq: []any{string(actor.Org), int64(of.Amount)}, Desc: true, Limit: mostAlike}
	found, _, err := s.payments.Find(ctx, q)
	for _, e := range found {
		if o := e.Value.Is.Payment; o.Account == of.Account && o.Incoming != of.Incoming && !o.Reversal && e.Value.Is.Undone == 0 && len(out) < marketplace.DefaultLimit {
			out = append(out, e.Value)
		}
	}
	return out, err
}
