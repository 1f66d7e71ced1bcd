package online

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// keeps is how long a provider is sure to remember a key. Who has not learnt of a page by then never sent anybody there.
const keeps = 23 * time.Hour

// again is how often the provider is asked about money that is on its way, should its messages not come.
const again = time.Hour

func number(n int) string { return strconv.Itoa(n) }

// equal says whether two checkouts are stored alike.
func equal(a, b Checkout) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, err
	}
	y, err := json.Marshal(b)
	return string(x) == string(y), err
}

// carry does what is left to do of a checkout, reads how it stands at the provider, and gives it as it is then. It can be repeated.
func (s *Service) carry(ctx context.Context, id marketplace.ID) (Entry, error) {
	e, err := s.checkouts.Get(ctx, id)
	if err != nil {
		return e, err
	}
	if e.Value.State == Opening {
		if e, err = s.open(ctx, e); err != nil {
			return e, err
		}
	}
	if e.Value.Session == "" {
		return e, nil
	}
	if e, err = s.look(ctx, e); err != nil {
		return e, err
	}
	if e, err = s.giveBack(ctx, e); err != nil {
		return e, err
	}
	return s.book(ctx, e)
}

// open asks the provider for the page.
func (s *Service) open(ctx context.Context, e Entry) (Entry, error) {
	var page provider.Session
	err := error(marketplace.Errorf(marketplace.Invalid, "online.not_offered"))
	if now := s.Clock(); now.Sub(e.Value.Begun.Time()) < keeps && e.Value.Expires.Time().After(now) {
		page, err = s.Provider.Begin(ctx, s.order(e.Value))
	}
	refused := marketplace.IsKind(err, marketplace.Invalid) || marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Forbidden)
	if err != nil && !refused {
		return e, err
	}
	if refused && !marketplace.IsKind(err, marketplace.Invalid) {
		if _, err := s.refresh(ctx, e.Value.Org); err != nil {
			return e, err
		}
	}
	return s.change(ctx, marketplace.System(e.Value.Org), e.ID, func(c Checkout) (Checkout, error) {
		what := Open
		if refused {
			what = Fail
		}
		next, can := c.State.Next(what)
		if !can || c.State != Opening {
			return c, nil
		}
		c.State, c.Session, c.Address = next, page.ID, page.Address
		if refused {
			c.Ended = s.Clock.Now()
		}
		return c.kept(), nil
	})
}

// look reads how a checkout stands at the provider.
func (s *Service) look(ctx context.Context, e Entry) (Entry, error) {
	c := e.Value
	v := seen{}
	var err error
	if v.session, err = s.Provider.Session(ctx, c.Account, c.Session); err != nil {
		return e, err
	}
	if v.session.Payment != "" {
		p, err := s.Provider.Payment(ctx, c.Account, v.session.Payment)
		if err != nil {
			return e, err
		}
		v.payment = &p
	}
	if !c.State.Received() {
		debt, err := s.Ledger.Owed(ctx, marketplace.System(c.Buyer), c.Invoice)
		if err != nil {
			return e, err
		}
		v.owed = debt.Value.Open()
	}
	return s.change(ctx, marketplace.System(c.Org), e.ID, func(c Checkout) (Checkout, error) { return c.after(v, s.Clock.Now()), nil })
}

// giveBack asks the provider for the refunds that it does not know of yet.
func (s *Service) giveBack(ctx context.Context, e Entry) (Entry, error) {
	asked := false
	for _, r := range e.Value.Refunds {
		if r.State != Asked {
			continue
		}
		asked = true
		_, err := s.Provider.Refund(ctx, provider.RefundOrder{Key: r.Key, Account: e.Value.Account, Payment: e.Value.PaymentID, Cents: r.Cents})
		refused := marketplace.IsKind(err, marketplace.Invalid) || marketplace.IsKind(err, marketplace.Conflict)
		if err != nil && !refused {
			return e, err
		}
		if refused {
			if e, err = s.refused(ctx, e, r.Key); err != nil {
				return e, err
			}
		}
	}
	if !asked {
		return e, nil
	}
	return s.look(ctx, e)
}

func (s *Service) refused(ctx context.Context, e Entry, key string) (Entry, error) {
	return s.change(ctx, marketplace.System(e.Value.Org), e.ID, func(c Checkout) (Checkout, error) {
		c.Refunds = slices.Clone(c.Refunds)
		for i, r := range c.Refunds {
			if r.Key == key && r.State == Asked {
				c.Refunds[i].State = NotReturned
			}
		}
		return c.kept(), nil
	})
}

// book tells the ledger what it does not know yet, in order. What it cannot book as it stands waits for a person, and is tried again.
func (s *Service) book(ctx context.Context, e Entry) (Entry, error) {
	for _, b := range e.Value.Bookings {
		if b.Done {
			continue
		}
		err := s.tellLedger(ctx, e.Value, b)
		stuck := marketplace.IsKind(err, marketplace.Conflict)
		if err != nil && !stuck {
			return e, err
		}
		e, err = s.change(ctx, marketplace.System(e.Value.Org), e.ID, func(c Checkout) (Checkout, error) {
			c.Bookings = slices.Clone(c.Bookings)
			for i := range c.Bookings {
				if one := &c.Bookings[i]; one.ID == b.ID {
					one.Done, one.Stuck = !stuck, stuck
				}
			}
			return c.kept(), nil
		})
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

func (s *Service) tellLedger(ctx context.Context, c Checkout, b Booking) error {
	paid := c.Bookings[0].ID // nothing is booked before the payment
	switch b.Kind {
	case CardPaid:
		_, _, err := s.Ledger.Card(ctx, payment.CardPayment{
			ID: b.ID, Org: c.Org, Invoice: c.Invoice, Cents: b.Cents, Fee: b.Fee, PlatformFee: b.PlatformFee, Day: b.Day,
		})
		return err
	case Refunded:
		return s.Ledger.Refund(ctx, payment.CardRefund{
			ID: b.ID, Org: c.Org, Invoice: c.Invoice, Payment: paid, Cents: b.Cents, FeeBack: b.FeeBack, PlatformFeeBack: b.PlatformFeeBack, Day: b.Day,
		})
	case DisputeOpened, DisputeWon, DisputeLost:
	}
	return s.Ledger.Dispute(ctx, payment.DisputeChange{
		ID: b.ID, Org: c.Org, Invoice: c.Invoice, Payment: paid, Kind: payment.EventKind(b.Kind), Cents: b.Cents, Fee: b.Fee, Day: b.Day,
	})
}

// Work goes on with the messages that wait, and with every checkout of which something can still come. It is a job, and may be
// stopped at any moment; one that fails does not keep the others from being done.
func (s *Service) Work(ctx context.Context) error {
	var failed []error
	err := s.messages.Each(ctx, store.Query{Index: "open", Eq: []any{true}}, func(e store.Entry[Message]) error {
		failed = append(failed, s.process(ctx, e))
		return ctx.Err()
	})
	if err != nil {
		return errors.Join(append(failed, err)...)
	}
	err = s.checkouts.Each(ctx, store.Query{Index: "open", Eq: []any{true}}, func(e Entry) error {
		failed = append(failed, s.goOn(ctx, e))
		return ctx.Err()
	})
	return errors.Join(append(failed, err)...)
}

// goOn carries an open checkout. While one only waits for its buyer, the provider is asked when its time is over or when what is owed
// has changed, and then it is closed first; messages tell the rest.
func (s *Service) goOn(ctx context.Context, e Entry) error {
	c := e.Value
	if c.moving() && !c.due() && s.Clock().Sub(c.Looked.Time()) < again {
		return nil // messages tell, and we ask again after a while
	}
	if c.State != Waiting {
		_, err := s.carry(ctx, e.ID)
		return err
	}
	debt, err := s.Ledger.Owed(ctx, marketplace.System(c.Buyer), c.Invoice)
	switch {
	case err != nil:
		return err
	case debt.Value.Open() != c.Cents:
		_, err = s.expire(ctx, e)
	case !c.Expires.Time().After(s.Clock()):
		_, err = s.carry(ctx, e.ID)
	}
	return err
}
