package online

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Provider provider.Provider
	Ledger   Ledger
	Orgs     Orgs
	Teller   request.Teller
	Bundle   *i18n.Bundle
	Origin   string // where the pages are reached, such as "https://sovite.fi"
	Share    int64  // of each payment that is the platform's, in ten-thousandths, 0 to 10,000
}

// Ledger is the sales ledger; payment.Service is. What is told twice with the same id is booked once.
type Ledger interface {
	// Owed says what an issued invoice owes, for its buyer; NotFound for everybody else.
	Owed(ctx context.Context, actor marketplace.Actor, invoice marketplace.ID) (payment.Entry, error)
	Card(ctx context.Context, p payment.CardPayment) (applied, rest money.Cents, err error)
	Refund(ctx context.Context, f payment.CardRefund) error
	Dispute(ctx context.Context, d payment.DisputeChange) error
	PayOut(ctx context.Context, p payment.Payout) error
}

// Orgs names organisations; account.Service does.
type Orgs interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service holds the verbs of online payments. An organiser's owners and billing see its account and what was paid to it; a buyer's
// the attempts to pay its invoices. To everybody else each verb answers as if there were none.
type Service struct {
	Deps
	facts     marketplace.Facts
	accounts  store.Collection[Account]
	checkouts store.Collection[Checkout]
	messages  store.Collection[Message]
}

// Entry is a checkout with its revision.
type Entry = store.Entry[Checkout]

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "payment_accounts", Indexes: []store.Index{{Name: "account", Fields: []string{"account"}, Unique: true}}},
		{Collection: "checkouts", Indexes: []store.Index{
			{Name: "invoice", Fields: []string{"invoice", "attempt"}, Unique: true}, // one attempt at a time
			{Name: "session", Fields: []string{"session"}, Unique: true},
			{Name: "payment", Fields: []string{"payment_id"}, Unique: true},
			{Name: "org", Fields: []string{"org", "waits", "begun"}},
			{Name: "open", Fields: []string{"open", "begun"}},
		}},
		{Collection: "payment_events", Indexes: []store.Index{
			{Name: "open", Fields: []string{"open", "received"}},
			{Name: "state", Fields: []string{"state", "org", "received"}},
		}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, accounts: store.NewCollection[Account](d.Store, s[0]),
		checkouts: store.NewCollection[Checkout](d.Store, s[1]), messages: store.NewCollection[Message](d.Store, s[2]),
	}
}

// Billers are the roles that pay online, and that are in charge of what was paid.
func Billers() []marketplace.Role { return invoice.Billers() }

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// fact tells what happened to a checkout, in the organiser's record.
func (s *Service) fact(actor marketplace.Actor, typ string, c Checkout, more ...any) marketplace.Fact {
	actor.Org = c.Org
	return s.facts.New(actor, typ, s.checkouts.Subject(c.ID), append([]any{"invoice", c.Invoice, "state", c.State}, more...)...)
}

// change saves a checkout with what decide makes of it; nothing when it stays as it is. Whoever has to act is told once.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(Checkout) (Checkout, error)) (Entry, error) {
	return store.Change(ctx, s.checkouts, id, func(c *Checkout) ([]marketplace.Fact, error) {
		after, err := decide(*c)
		if err != nil {
			return nil, err
		}
		same, err := equal(*c, after)
		if err != nil {
			return nil, err
		}
		if same {
			return nil, store.ErrUnchanged
		}
		var facts []marketplace.Fact
		if after.State != c.State {
			facts = append(facts, s.fact(actor, "checkout."+string(after.State), after))
		}
		if after.Waits && !c.Waits {
			facts = append(facts, s.fact(actor, "checkout.waits", after))
		}
		for i := len(c.Refunds); i < len(after.Refunds); i++ {
			facts = append(facts, s.fact(actor, "checkout.refund", after, "cents", int64(after.Refunds[i].Cents)))
		}
		*c = after
		return facts, nil
	})
}
