package daybook

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Bundle   *i18n.Bundle
	Invoices Invoices
	Ledger   Ledger
}

// Ledger is the sales ledger that the books follow; payment.Service does it.
type Ledger interface {
	Step(ctx context.Context, org, id marketplace.ID) (payment.Step, error)
	Receivables(ctx context.Context, actor marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[payment.Entry], error)
}

// Invoices reads what was issued, and who the organiser is; invoice.Service does it.
type Invoices interface {
	Issued(ctx context.Context, id marketplace.ID) (invoice.Invoice, error)
	ReadProfile(ctx context.Context, actor marketplace.Actor) (store.Entry[invoice.Profile], error)
}

// Service holds the verbs of the books. An organiser's owners and billing read and close their own; to everybody else there are
// none.
type Service struct {
	Deps
	facts  marketplace.Facts
	leaves store.Collection[Leaf]
	charts store.Collection[journal.Chart]
}

// Entry is a leaf with its revision.
type Entry = store.Entry[Leaf]

// Schemas declares the collections of this package. A chart is only ever read by the id of its organisation.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "journal", Indexes: []store.Index{
			{Name: "pos", Fields: []string{"org", "pos"}, Unique: true},              // the next leaf follows the last
			{Name: "number", Fields: []string{"org", "entry.number"}, Unique: true},  //
			{Name: "event", Fields: []string{"org", "entry.event"}, Unique: true},    // what happened is booked once
			{Name: "fixed", Fields: []string{"org", "entry.corrects"}, Unique: true}, // an entry is corrected once
			{Name: "day", Fields: []string{"org", "entry.day", "entry.number"}},
			{Name: "kind", Fields: []string{"org", "entry.kind", "entry.day", "entry.number"}},
			{Name: "closing", Fields: []string{"org", "closing.through"}},
			{Name: "books", Fields: []string{"pos", "org"}},
		}},
		{Collection: "charts"},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, leaves: store.NewCollection[Leaf](d.Store, s[0]),
		charts: store.NewCollection[journal.Chart](d.Store, s[1]),
	}
}

// Keepers are the roles that read and close the books of their organisation.
func Keepers() []marketplace.Role { return invoice.Billers() }

// last is the last leaf of an organiser; before the first one it is empty but for the organiser.
func (s *Service) last(ctx context.Context, org marketplace.ID) (Leaf, error) {
	e, err := s.leaves.First(ctx, store.Query{Index: "pos", Eq: []any{string(org)}, Desc: true})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Leaf{Org: org}, nil
	}
	return e.Value, err
}
