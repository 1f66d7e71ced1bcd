package fake

import (
	"context"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// session is one attempt to pay, with its payment.
type session struct {
	Account   string
	PaymentID string `json:",omitempty"`
	State     provider.SessionState
	Order     provider.Order
	Payment   provider.Payment
	Box       box
	Waiting   bool // messages wait
}

func (f *Fake) shown(id string, s session) provider.Session {
	out := provider.Session{
		ID: id, Account: s.Account, Checkout: s.Order.Checkout, State: s.State, Cents: s.Order.Cents, Currency: provider.Euro, Payment: s.PaymentID,
	}
	if s.State == provider.Open {
		out.Address = f.Origin + SessionPath + id
	}
	return out
}

// Begin implements provider.Provider.
func (f *Fake) Begin(ctx context.Context, o provider.Order) (provider.Session, error) {
	a, err := f.account(ctx, o.Account)
	if err != nil {
		return provider.Session{}, err
	}
	if !a.Takes() || o.Cents <= 0 || o.PlatformFee < 0 || o.PlatformFee > o.Cents || !o.Expires.Time().After(f.Clock()) {
		return provider.Session{}, marketplace.Errorf(marketplace.Invalid, "online.provider.refused")
	}
	id := marketplace.Derived("cs_demo_", idBytes, o.Account, o.Key)
	e, err := f.sessions.Insert(ctx, id, session{Account: o.Account, State: provider.Open, Order: o})
	if marketplace.IsKind(err, marketplace.Conflict) {
		e, err = f.sessions.Get(ctx, id)
	}
	if err == nil && (e.Value.Order.Cents != o.Cents || e.Value.Order.Checkout != o.Checkout) {
		err = marketplace.Errorf(marketplace.Invalid, "online.provider.refused") // another order with the same key
	}
	if err != nil {
		return provider.Session{}, err
	}
	return f.shown(string(id), e.Value), nil
}

// on changes a session; account is empty for who drives the stage.
func (f *Fake) on(ctx context.Context, account, id string, do func(*session) error) (session, error) {
	if !marketplace.ID(id).Valid() {
		return session{}, notFound()
	}
	e, err := store.Change(ctx, f.sessions, marketplace.ID(id), func(s *session) ([]marketplace.Fact, error) {
		if account != "" && s.Account != account {
			return nil, notFound()
		}
		if s.State == provider.Open && !s.Order.Expires.Time().After(f.Clock()) {
			s.expire(id)
		}
		if err := do(s); err != nil {
			return nil, err
		}
		s.Waiting = s.Box.waits()
		return nil, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = notFound()
	}
	return e.Value, err
}

func (s *session) expire(id string) {
	s.State = provider.Expired
	s.Box.add("checkout.session.expired", s.Account, event{Kind: provider.AboutSession, Object: id})
}

// Session implements provider.Provider.
func (f *Fake) Session(ctx context.Context, account, id string) (provider.Session, error) {
	s, err := f.on(ctx, account, id, func(*session) error { return nil })
	return f.shown(id, s), err
}

func wrongState() error { return marketplace.Errorf(marketplace.Conflict, "online.provider.state") }

// Expire implements provider.Provider.
func (f *Fake) Expire(ctx context.Context, account, id string) (provider.Session, error) {
	s, err := f.on(ctx, account, id, func(s *session) error {
		if s.State != provider.Open {
			return wrongState()
		}
		s.expire(id)
		return nil
	})
	f.deliverSome(ctx)
	return f.shown(id, s), err
}

// ofPayment finds the session of a payment.
func (f *Fake) ofPayment(ctx context.Context, account, payment string) (store.Entry[session], error) {
	e, err := f.sessions.First(ctx, store.Query{Index: "payment", Eq: []any{payment}})
	if err == nil && e.Value.Account != account || marketplace.IsKind(err, marketplace.NotFound) {
		err = notFound()
	}
	return e, err
}

// Payment implements provider.Provider.
func (f *Fake) Payment(ctx context.Context, account, payment string) (provider.Payment, error) {
	e, err := f.ofPayment(ctx, account, payment)
	if err != nil {
		return provider.Payment{}, err
	}
	return e.Value.Payment, nil
}

// Refund implements provider.Provider.
func (f *Fake) Refund(ctx context.Context, r provider.RefundOrder) (provider.Refund, error) {
	e, err := f.ofPayment(ctx, r.Account, r.Payment)
	if err != nil {
		return provider.Refund{}, err
	}
	var made provider.Refund
	_, err = f.on(ctx, r.Account, string(e.ID), func(s *session) (err error) {
		made, err = s.refund(r, f.Clock.Today())
		return err
	})
	f.deliverSome(ctx)
	return made, err
}

func (s *session) refund(r provider.RefundOrder, today marketplace.Date) (provider.Refund, error) {
	p, gone := &s.Payment, money.Cents(0)
	for _, one := range p.Refunds {
		if r.Key != "" && one.Key == r.Key {
			return one, nil
		}
		gone += one.Cents
	}
	switch {
	case p.State != provider.Paid || gone+r.Cents > p.Cents:
		return provider.Refund{}, wrongState()
	case r.Cents <= 0:
		return provider.Refund{}, marketplace.Errorf(marketplace.Invalid, "online.provider.refused")
	}
	back, err := p.PlatformFee.Ratio(int64(r.Cents), int64(p.Cents))
	if err != nil {
		return provider.Refund{}, err
	}
	made := provider.Refund{
		ID: p.ID + "_re" + strconv.Itoa(len(p.Refunds)+1), Key: r.Key, State: provider.Returned, Cents: r.Cents, PlatformFeeBack: back, Day: today,
	}
	p.Refunds = append(p.Refunds, made)
	s.Box.add("charge.refunded", s.Account, event{Kind: provider.AboutPayment, Object: p.ID})
	return made, nil
}

// Seen implements provider.Stage.
func (f *Fake) Seen(ctx context.Context, id string) (provider.Scene, error) {
	s, err := f.on(ctx, "", id, func(*session) error { return nil })
	if err != nil {
		return provider.Scene{}, err
	}
	a, err := f.account(ctx, s.Account)
	return provider.Scene{Session: f.shown(id, s), Seller: a.Name, Text: s.Order.Text, Acts: s.acts(), Back: s.Order.Cancel}, err
}

func (s session) acts() []provider.Act {
	switch {
	case s.State == provider.Open:
		return []provider.Act{provider.Pay, provider.Cancel, provider.Fail}
	case s.Payment.State == provider.Paid && len(s.Payment.Disputes) == 0:
		return []provider.Act{provider.Accuse}
	}
	return nil
}

// Act implements provider.Stage.
func (f *Fake) Act(ctx context.Context, id string, act provider.Act) (string, error) {
	s, err := f.on(ctx, "", id, func(s *session) error {
		if !slices.Contains(s.acts(), act) {
			return wrongState()
		}
		return s.act(id, act, f.Clock.Today())
	})
	if err != nil {
		return "", err
	}
	f.deliverSome(ctx)
	switch act {
	case provider.Pay:
		return s.Order.Success, nil
	case provider.Cancel:
		return s.Order.Cancel, nil
	case provider.Fail, provider.Accuse:
	}
	return f.Origin + SessionPath + id, nil
}

func (s *session) act(id string, act provider.Act, today marketplace.Date) error {
	switch act {
	case provider.Pay:
		return s.pay(id, provider.Euro, s.Order.Cents, today)
	case provider.Fail:
		s.try(id)
		s.Payment.State = provider.Failed
		s.Box.add("payment_intent.payment_failed", s.Account, event{Kind: provider.AboutPayment, Object: s.PaymentID})
	case provider.Accuse:
		s.Payment.Disputes = append(s.Payment.Disputes, provider.Dispute{
			ID: s.PaymentID + "_dp1", State: provider.Disputed, Cents: s.Payment.Cents, Fee: disputeFee, Day: today,
		})
		s.Box.add("charge.dispute.created", s.Account, event{Kind: provider.AboutPayment, Object: s.PaymentID})
	case provider.Cancel:
	}
	return nil
}

// try gives the session a payment, which nothing has come of yet.
func (s *session) try(id string) {
	if s.PaymentID == "" {
		s.PaymentID = string(marketplace.Derived("pi_demo_", idBytes, id))
		s.Payment = provider.Payment{
			ID: s.PaymentID, Account: s.Account, Checkout: s.Order.Checkout, State: provider.Pending, Cents: s.Order.Cents, Currency: provider.Euro,
		}
	}
}

func (s *session) pay(id, currency string, cents money.Cents, today marketplace.Date) error {
	share, err := cents.Ratio(feeShare, whole)
	if err != nil {
		return err
	}
	s.try(id)
	p := &s.Payment
	p.State, p.Cents, p.Currency, p.Fee, p.PlatformFee, p.Day = provider.Paid, cents, currency, share+feeFixed, s.Order.PlatformFee, today
	s.State = provider.Complete
	s.Box.add("payment_intent.succeeded", s.Account, event{Kind: provider.AboutPayment, Object: s.PaymentID})
	s.Box.add("checkout.session.completed", s.Account, event{Kind: provider.AboutSession, Object: id})
	return nil
}

// PayAs pays a session with another amount or currency than was asked for, which no page offers.
func (f *Fake) PayAs(ctx context.Context, id, currency string, cents money.Cents) error {
	_, err := f.on(ctx, "", id, func(s *session) error { return s.pay(id, currency, cents, f.Clock.Today()) })
	f.deliverSome(ctx)
	return err
}

// Later lets the buyer finish a session whose money is still on its way; Pay of the stage brings it, Fail ends it.
func (f *Fake) Later(ctx context.Context, id string) error {
	_, err := f.on(ctx, "", id, func(s *session) error {
		s.try(id)
		s.State = provider.Complete
		s.Box.add("checkout.session.completed", s.Account, event{Kind: provider.AboutSession, Object: id})
		return nil
	})
	f.deliverSome(ctx)
	return err
}

// Arrive ends what Later began.
func (f *Fake) Arrive(ctx context.Context, id string, well bool) error {
	_, err := f.on(ctx, "", id, func(s *session) error {
		if well {
			return s.pay(id, provider.Euro, s.Order.Cents, f.Clock.Today())
		}
		s.Payment.State = provider.Failed
		s.Box.add("checkout.session.async_payment_failed", s.Account, event{Kind: provider.AboutSession, Object: id})
		return nil
	})
	f.deliverSome(ctx)
	return err
}

// Close ends the dispute of a session.
func (f *Fake) Close(ctx context.Context, id string, state provider.DisputeState) error {
	_, err := f.on(ctx, "", id, func(s *session) error {
		if len(s.Payment.Disputes) == 0 {
			return wrongState()
		}
		d := &s.Payment.Disputes[0]
		if d.State = state; state == provider.Won {
			d.FeeBack = d.Fee
		}
		s.Box.add("charge.dispute.closed", s.Account, event{Kind: provider.AboutPayment, Object: s.PaymentID})
		return nil
	})
	f.deliverSome(ctx)
	return err
}
