package online

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
)

const (
	maxReason = 500
	maxKey    = 64
)

// Repayment is what an organiser gives back.
type Repayment struct {
	Key    string      // the same for the same refund, at most 64 characters
	Cents  money.Cents // at most what is left of the payment
	Reason string
}

// Refund gives a part of a payment back to the buyer, for the organiser's owners and billing. The same key is one refund.
func (s *Service) Refund(ctx context.Context, actor marketplace.Actor, id marketplace.ID, r Repayment) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return e, err
	}
	r.Reason = check.Text(r.Reason)
	key := string(marketplace.Derived("refund", idBytes, string(id), r.Key))
	_, err = s.change(ctx, actor, id, func(c Checkout) (Checkout, error) {
		if slices.ContainsFunc(c.Refunds, func(r Refund) bool { return r.Key == key }) {
			return c, nil
		}
		if err := c.returns(r); err != nil {
			return c, err
		}
		c.Refunds = append(slices.Clone(c.Refunds), Refund{Key: key, State: Asked, Cents: r.Cents, Reason: r.Reason, By: actor.Person, At: s.Clock.Now()})
		return c.kept(), nil
	})
	if err != nil {
		return Entry{}, err
	}
	return s.carried(ctx, id)
}

// carried goes on with a checkout; what the provider does not answer now is done later, and the checkout says so.
func (s *Service) carried(ctx context.Context, id marketplace.ID) (Entry, error) {
	e, err := s.carry(ctx, id)
	if marketplace.IsKind(err, marketplace.Unavailable) {
		return s.checkouts.Get(ctx, id)
	}
	return e, err
}

// returns says what is wrong with a refund.
func (c Checkout) returns(r Repayment) error {
	if !c.State.Received() {
		return marketplace.Errorf(marketplace.Conflict, "online.not_paid")
	}
	if _, denied := c.Denied(); denied {
		return marketplace.Errorf(marketplace.Conflict, "online.denied")
	}
	var bad check.Fields
	bad.Need("reason", r.Reason != "")
	bad.Text("reason", r.Reason, maxReason)
	bad.Text("key", r.Key, maxKey)
	if left := c.Returnable(); r.Cents <= 0 || r.Cents > left {
		bad.Add("cents", "online.refund.most", "most", int64(left))
	}
	return marketplace.InvalidFields(bad.Errors())
}

// Settle keeps what a person decided about money that did not match, with a note, for the organiser's owners and billing. Settled
// before it changes nothing.
func (s *Service) Settle(ctx context.Context, actor marketplace.Actor, id marketplace.ID, how How, note string) (Entry, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Entry{}, err
	}
	note = check.Text(note)
	_, err := s.change(ctx, actor, id, func(c Checkout) (Checkout, error) {
		if !c.Unsettled() {
			if c.Trouble == nil {
				return c, marketplace.Errorf(marketplace.Conflict, "online.nothing_waits")
			}
			return c, nil
		}
		var bad check.Fields
		bad.OneOf("how", string(how), check.Words(c.Trouble.Why.Hows())...)
		bad.Need("note", note != "")
		bad.Text("note", note, maxReason)
		if err := marketplace.InvalidFields(bad.Errors()); err != nil {
			return c, err
		}
		t := *c.Trouble
		t.How, t.Note, t.By, t.At = how, note, actor.Person, s.Clock.Now()
		c.Trouble = &t
		if p := *c.Payment; how == Book {
			p.Booked = true
			c.Payment = &p
		}
		if next, can := c.State.Next(Settle); can {
			c.State = next
		}
		return c.kept(), nil
	})
	if err != nil {
		return Entry{}, err
	}
	return s.carried(ctx, id)
}
