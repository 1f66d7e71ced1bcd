package reminder

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Rules  *rule.Book
	Bundle *i18n.Bundle
	Ledger Ledger

	Invoices payment.Invoices
	Orgs     Orgs
	Sender   notify.Sender
	Origin   string // where the pages are reached, such as "https://sovite.fi"
}

// Ledger is the sales ledger; payment.Service is it.
type Ledger interface {
	Receivables(ctx context.Context, actor marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[payment.Entry], error)
	Receivable(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (payment.Entry, error)
	Step(ctx context.Context, org, id marketplace.ID) (payment.Step, error)
	Charge(ctx context.Context, c payment.Charge) error
	Uncharge(ctx context.Context, c payment.Charge) error
	WriteOff(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string) (money.Cents, error)
	Recover(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string) (money.Cents, error)
}

// Orgs tells who belongs to an organisation and what it is called; account.Service does.
type Orgs interface {
	Organisation(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (account.Organisation, error)
	Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error)
}

// Service holds the verbs of reminders. An organiser's owners and billing see and send its own. To everybody else each verb answers
// as if there were none.
type Service struct {
	Deps
	facts     marketplace.Facts
	reminders store.Collection[Reminder]
	holds     store.Collection[Hold]
	losses    store.Collection[Loss]
}

// Entry is a reminder with its revision.
type Entry = store.Entry[Reminder]

// Schemas declares the collections of this package. Holds and losses are only ever read by the id of
// their invoice.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "reminders", Indexes: []store.Index{
			{Name: "invoice", Fields: []string{"invoice", "nth"}, Unique: true}, // no two people send the same one
			{Name: "org", Fields: []string{"org", "state", "begun"}},
			{Name: "open", Fields: []string{"open", "begun"}},
		}},
		{Collection: "reminder_holds"},
		{Collection: "reminder_losses"},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, reminders: store.NewCollection[Reminder](d.Store, s[0]),
		holds: store.NewCollection[Hold](d.Store, s[1]), losses: store.NewCollection[Loss](d.Store, s[2]),
	}
}

func may(actor marketplace.Actor) error { return actor.Must(invoice.Billers()...) }

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Get loads a reminder of the actor's organisation.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := may(actor); err != nil {
		return Entry{}, err
	}
	e, err := s.reminders.Get(ctx, id)
	if err == nil && e.Value.Org != actor.Org {
		return Entry{}, notFound()
	}
	return e, err
}

// Mine lists the reminders of the actor's organisation in one state, newest first.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, state State, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := may(actor); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), string(state)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.reminders.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// of are the reminders of an invoice, oldest first.
func (s *Service) of(ctx context.Context, invoice marketplace.ID) (out []Reminder, err error) {
	err = s.reminders.Each(ctx, store.Query{Index: "invoice", Eq: []any{string(invoice)}}, func(e Entry) error {
		out = append(out, e.Value)
		return nil
	})
	return out, err
}
