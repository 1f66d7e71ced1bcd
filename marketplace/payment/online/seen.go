package online

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// seen is what the provider said of a checkout when it was asked.
type seen struct {
	session provider.Session
	payment *provider.Payment // nil: the buyer has not tried to pay
	owed    money.Cents       // by the invoice, before any of this money is booked
}

// after is the checkout after a reading. It is pure, and no reading leads back: two of them lead to the same checkout in any order.
func (c Checkout) after(v seen, now marketplace.Instant) Checkout {
	c.Refunds, c.Disputes = slices.Clone(c.Refunds), slices.Clone(c.Disputes)
	if c.PaymentID == "" {
		c.PaymentID = v.session.Payment
	}
	event, trouble := c.judge(v)
	if next, can := c.State.Next(event); can {
		c.State = next
		if !next.Live() {
			c.Ended = now
		}
		if next.Received() {
			p := v.payment
			c.Payment = &Payment{Cents: p.Cents, Currency: p.Currency, Fee: p.Fee, PlatformFee: p.PlatformFee, Day: p.Day}
			c.Trouble, c.Payment.Booked = trouble, trouble == nil || trouble.Why == NothingOwed
		}
	}
	if v.payment != nil && c.State.Received() {
		c = c.refunded(v.payment.Refunds).disputed(v.payment.Disputes)
	}
	if c.moving() {
		c.Looked = now
	}
	return c.kept()
}

// judge says what a reading means.
func (c Checkout) judge(v seen) (Event, *Trouble) {
	p := v.payment
	if p != nil && p.State == provider.Paid {
		trouble := func(why Why) (Event, *Trouble) { return Park, &Trouble{Why: why, Owed: v.owed} }
		switch {
		case p.Currency != provider.Euro:
			return trouble(OtherCurrency)
		case p.Cents != c.Cents:
			return trouble(OtherAmount)
		case v.owed < p.Cents:
			return trouble(NothingOwed)
		}
		return Pay, nil
	}
	switch v.session.State {
	case provider.Expired:
		return Expire, nil
	case provider.Complete:
		if p != nil && p.State == provider.Failed {
			return Fail, nil
		}
		return Submit, nil
	case provider.Open:
	}
	return Open, nil
}

// refunded is the checkout with what the provider knows of its refunds.
func (c Checkout) refunded(all []provider.Refund) Checkout {
	for _, p := range all {
		i := slices.IndexFunc(c.Refunds, func(r Refund) bool { return r.ID == p.ID || r.Key != "" && r.Key == p.Key })
		if i < 0 {
			c.Refunds, i = append(c.Refunds, Refund{Key: p.Key, State: Asked}), len(c.Refunds)
		}
		r := &c.Refunds[i]
		was, is := r.State, RefundState(p.State)
		if is.rank() <= was.rank() {
			continue
		}
		r.ID, r.State, r.Cents, r.FeeBack, r.PlatformFeeBack, r.Day = p.ID, is, p.Cents, p.FeeBack, p.PlatformFeeBack, p.Day
		if was == Returned && !c.Unsettled() {
			c.Trouble = &Trouble{Why: RefundFailed}
		}
	}
	return c
}

// disputed is the checkout with what the provider knows of its disputes.
func (c Checkout) disputed(all []provider.Dispute) Checkout {
	for _, p := range all {
		d := Dispute{ID: p.ID, State: p.State, Cents: p.Cents, Fee: p.Fee, FeeBack: p.FeeBack, Day: p.Day}
		i := slices.IndexFunc(c.Disputes, func(d Dispute) bool { return d.ID == p.ID })
		switch {
		case i < 0:
			c.Disputes = append(c.Disputes, d)
		case c.Disputes[i].State == provider.Disputed:
			c.Disputes[i].State, c.Disputes[i].FeeBack = d.State, d.FeeBack
		}
	}
	return c
}
