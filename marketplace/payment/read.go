package payment

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/store"
)

// Receivable loads what is open of an invoice, for its seller's owners and billing. NotFound also until the ledger has followed
// the invoice.
func (s *Service) Receivable(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, actor, id, func(r Receivable) bool { return r.Org == actor.Org })
}

// Owed loads what the actor's organisation still owes on an invoice.
func (s *Service) Owed(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.load(ctx, actor, id, func(r Receivable) bool { return r.Buyer == actor.Org })
}

func (s *Service) load(ctx context.Context, actor marketplace.Actor, id marketplace.ID, may func(Receivable) bool) (Entry, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return Entry{}, err
	}
	e, err := s.receivables.Get(ctx, id)
	if err == nil && !may(e.Value) {
		return Entry{}, notFound()
	}
	return e, err
}

// Receivables lists what is open, or what is not, of the invoices of the actor's organisation, due first first.
func (s *Service) Receivables(ctx context.Context, actor marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[Entry], error) {
	return s.list(ctx, actor, "org", open, page)
}

// Debts lists what the actor's organisation owes, or what it does not owe any more, due first first.
func (s *Service) Debts(ctx context.Context, actor marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[Entry], error) {
	return s.list(ctx, actor, "buyer", open, page)
}

func (s *Service) list(ctx context.Context, actor marketplace.Actor, index string, open bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(invoice.Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: index, Eq: []any{string(actor.Org), open}, Limit: page.Size(), After: page.After}
	found, next, err := s.receivables.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// StepsOf lists the steps of an organiser after a number, in their order, at most limit of them (1 to 1,000). It is for the books.
func (s *Service) StepsOf(ctx context.Context, org marketplace.ID, after int64, limit int) ([]Step, error) {
	found, _, err := s.steps.Find(ctx, store.Query{Index: "seq", Eq: []any{string(org)}, From: after + 1, Limit: limit})
	out := make([]Step, 0, len(found))
	for _, e := range found {
		out = append(out, e.Value)
	}
	return out, err
}

// Step loads one step of an organiser by its id. It is for the books; NotFound when it is another's.
func (s *Service) Step(ctx context.Context, org, id marketplace.ID) (Step, error) {
	e, err := s.steps.Get(ctx, id)
	if err == nil && e.Value.Org != org {
		return Step{}, notFound()
	}
	return e.Value, err
}
