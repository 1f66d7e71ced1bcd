package online

import (
	"context"
	"net/url"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// How long a provider's page can be paid on: the shortest time that providers take, with a margin for their clocks, so that what
// is owed seldom changes meanwhile; and how long before its end it is not handed out any more.
const (
	lasts  = 35 * time.Minute
	enough = 5 * time.Minute
)

const tenThousand = 10_000

// Start gives the buyer a page on which what an invoice owes now can be paid. It is the one handed out before while that one asks
// for the same; Conflict when nothing is owed, the money is on its way already, or the organiser cannot be paid online.
func (s *Service) Start(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID) (Entry, error) {
	if err := actor.Must(Billers()...); err != nil {
		return Entry{}, err
	}
	debt, err := s.Ledger.Owed(ctx, actor, invoice)
	if err != nil {
		return Entry{}, err
	}
	owed := debt.Value.Open()
	last, attempt, err := s.last(ctx, invoice)
	if err != nil {
		return Entry{}, err
	}
	if attempt > 0 && last.Value.Open {
		if last, err = s.closed(ctx, last, owed); err != nil || last.Value.State == Waiting {
			return last, err
		}
		if debt, err = s.Ledger.Owed(ctx, actor, invoice); err != nil { // what came of it meanwhile is booked
			return Entry{}, err
		}
	}
	switch {
	case attempt > 0 && last.Value.State == Coming:
		return last, marketplace.Errorf(marketplace.Conflict, "online.coming")
	case debt.Value.Open() <= 0:
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "online.nothing_owed")
	}
	return s.begin(ctx, actor, debt.Value, attempt+1)
}

// last finds the newest attempt to pay an invoice; 0 when there is none.
func (s *Service) last(ctx context.Context, invoice marketplace.ID) (Entry, int, error) {
	e, err := s.checkouts.First(ctx, store.Query{Index: "invoice", Eq: []any{string(invoice)}, Desc: true})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Entry{}, 0, nil
	}
	return e, e.Value.Attempt, err
}

// closed makes sure that nobody can pay on a page that asks for something else than what is owed, or that ends soon. What was paid on
// it in the last moment counts.
func (s *Service) closed(ctx context.Context, e Entry, owed money.Cents) (Entry, error) {
	e, err := s.carry(ctx, e.ID)
	if err != nil || e.Value.State != Waiting {
		return e, err
	}
	if e.Value.Cents == owed && e.Value.Expires.Time().Sub(s.Clock()) > enough {
		return e, nil
	}
	return s.expire(ctx, e)
}

func (s *Service) expire(ctx context.Context, e Entry) (Entry, error) {
	_, err := s.Provider.Expire(ctx, e.Value.Account, e.Value.Session)
	if err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return e, err
	}
	return s.carry(ctx, e.ID)
}

// begin writes the attempt, and asks the provider for its page.
func (s *Service) begin(ctx context.Context, actor marketplace.Actor, d payment.Receivable, attempt int) (Entry, error) {
	a, err := s.ofOrg(ctx, d.Org)
	if err != nil {
		return Entry{}, err
	}
	if a.Value.State != Ready {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "online.not_offered")
	}
	fee, err := d.Open().Ratio(s.Share, tenThousand)
	if err != nil {
		return Entry{}, err
	}
	now := s.Clock.Now()
	c := Checkout{
		ID: IDOf(d.Invoice, attempt), Org: d.Org, Buyer: d.Buyer, Invoice: d.Invoice, Number: d.Number, Attempt: attempt, Account: a.Value.Account,
		Cents: d.Open(), PlatformFee: fee, Lang: actor.Lang, State: Opening, Expires: marketplace.At(now.Time().Add(lasts)), By: actor.Person, Begun: now,
	}.kept()
	_, err = s.checkouts.Insert(ctx, c.ID, c, s.fact(actor, "checkout.begun", c, "cents", int64(c.Cents)))
	if err != nil && !marketplace.IsKind(err, marketplace.Conflict) { // somebody else began the same attempt: it is theirs and ours
		return Entry{}, err
	}
	e, err := s.carry(ctx, c.ID)
	if err == nil && e.Value.State == Failed {
		err = marketplace.Errorf(marketplace.Conflict, "online.not_offered")
	}
	return e, err
}

// order is what the provider is asked for, the same for the same attempt.
func (s *Service) order(c Checkout) provider.Order {
	back := s.Origin + PayPath + url.PathEscape(string(c.ID))
	return provider.Order{
		Key: Key(c.Invoice, c.Attempt), Account: c.Account, Checkout: c.ID, Invoice: c.Invoice, Text: s.Bundle.In(i18n.ParseVoice(c.Lang)).T("online.line", "number", c.Number), Cents: c.Cents,
		PlatformFee: c.PlatformFee, Lang: c.Lang, Success: back + "?back=paid", Cancel: back + "?back=not", Expires: c.Expires,
	}
}

// PayPath is where the buyer comes back to, before the id of the checkout.
const PayPath = "/bill-payments/"

// Key is the key under which the provider makes the page of an attempt once.
func Key(invoice marketplace.ID, attempt int) string {
	return "inv-" + string(invoice) + "-checkout-" + number(attempt)
}
