package daybook

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/store"
)

func isUnchanged(err error) bool { return errors.Is(err, store.ErrUnchanged) }

// State is how far the books of an organiser are.
type State struct {
	Number int              // of the last entry; 0: there is none
	Closed marketplace.Date // the last day that takes no entry; empty: none is closed
}

// State tells owners and billing how far their books are.
func (s *Service) State(ctx context.Context, actor marketplace.Actor) (State, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return State{}, err
	}
	l, err := s.last(ctx, actor.Org)
	return State{l.Number, l.Closed}, err
}

// Entry loads one entry of one's own books; NotFound when there is none of that number.
func (s *Service) Entry(ctx context.Context, actor marketplace.Actor, number int) (journal.Entry, error) {
	return s.one(ctx, actor, "number", number)
}

// CorrectionOf is the entry that corrects another one; NotFound when none does.
func (s *Service) CorrectionOf(ctx context.Context, actor marketplace.Actor, number int) (journal.Entry, error) {
	return s.one(ctx, actor, "fixed", number)
}

func (s *Service) one(ctx context.Context, actor marketplace.Actor, index string, number int) (journal.Entry, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return journal.Entry{}, err
	}
	e, err := s.leaves.First(ctx, store.Query{Index: index, Eq: []any{string(actor.Org), number}})
	if err != nil {
		return journal.Entry{}, err
	}
	return *e.Value.Entry, nil
}

// List gives a page of the entries of a period, by day, of one kind or with none of all.
func (s *Service) List(ctx context.Context, actor marketplace.Actor, p Period, kind journal.Kind, page marketplace.Page) (marketplace.List[journal.Entry], error) {
	out := marketplace.List[journal.Entry]{Items: []journal.Entry{}}
	if err := actor.Must(Keepers()...); err != nil {
		return out, err
	}
	if err := p.Check(); err != nil {
		return out, err
	}
	q := p.query(actor.Org)
	if kind != "" {
		q.Index, q.Eq = "kind", append(q.Eq, string(kind))
	}
	q.Limit, q.After = page.Size(), page.After
	found, next, err := s.leaves.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, *e.Value.Entry)
	}
	out.Next = next
	return out, err
}

// query reads the entries of a period by day.
func (p Period) query(org marketplace.ID) store.Query {
	return store.Query{Index: "day", Eq: []any{string(org)}, From: string(p.From), To: string(p.To.AddDays(1))}
}

// walk goes through the entries of a period by day.
func (s *Service) walk(ctx context.Context, org marketplace.ID, p Period) journal.Walk {
	return func(do func(journal.Entry) error) error {
		return s.leaves.Each(ctx, p.query(org), func(e Entry) error { return do(*e.Value.Entry) })
	}
}

// Trial is the trial balance of a period. It reads the entries from the last closing before the period on.
func (s *Service) Trial(ctx context.Context, actor marketplace.Actor, p Period) ([]journal.Balance, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	return s.balances(ctx, actor.Org, p, p.To)
}

// beginning is a day before any entry.
const beginning = marketplace.Date("0001-01-01")

// balances adds up a period, of the entries until a day: the last closing before it, and what came after that.
func (s *Service) balances(ctx context.Context, org marketplace.ID, p Period, until marketplace.Date) ([]journal.Balance, error) {
	sums, from := journal.NewSums(p.From, p.To), beginning
	c, err := s.leaves.First(ctx, store.Query{Index: "closing", Eq: []any{string(org)}, From: string(beginning), To: string(p.From), Desc: true})
	switch {
	case err == nil:
		from = c.Value.Closing.Through.AddDays(1)
		if err := sums.Open(c.Value.Closing.Balances); err != nil {
			return nil, err
		}
	case !marketplace.IsKind(err, marketplace.NotFound):
		return nil, err
	}
	err = s.walk(ctx, org, Period{from, until})(sums.Add)
	return sums.Balances(), err
}

// Reconciliation holds the books against the sales ledger.
type Reconciliation struct {
	Books       journal.Item // the sums of every invoice, without an id
	Invoices    int          // in the books
	Account     money.Cents  // balance of the account of receivables
	Told        money.Cents  // open in the sales ledger
	Differences []journal.Difference
}

// Agrees says whether the books and the sales ledger say the same of every invoice.
func (r Reconciliation) Agrees() bool { return len(r.Differences) == 0 && r.Books.Open == r.Account }

// Reconcile holds the books of the actor's organisation against its sales ledger, for owners and billing. It goes through all
// entries one by one. What is being booked at this moment may show as a difference for a moment.
func (s *Service) Reconcile(ctx context.Context, actor marketplace.Actor) (Reconciliation, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return Reconciliation{}, err
	}
	told := map[marketplace.ID]money.Cents{}
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Ledger.Receivables(ctx, actor, true, page)
		if err != nil {
			return Reconciliation{}, err
		}
		for _, e := range list.Items {
			told[e.ID] = e.Value.Open()
		}
		if page.After = list.Next; page.After == "" {
			return s.reconcile(ctx, actor.Org, told)
		}
	}
}

// reconcile holds the books of an organiser against what is told to be open: every invoice of which something is.
func (s *Service) reconcile(ctx context.Context, org marketplace.ID, told map[marketplace.ID]money.Cents) (Reconciliation, error) {
	const end = marketplace.Date("9998-12-31")
	open, out := journal.NewOpen(end), Reconciliation{}
	err := s.walk(ctx, org, Period{beginning, end})(func(e journal.Entry) error {
		for _, l := range e.Lines {
			if l.Use == journal.Receivables {
				out.Account += l.Cents
			}
		}
		return open.Add(e)
	})
	items := open.Items()
	for _, i := range items {
		out.Books.Plus(i)
	}
	for _, cents := range told {
		out.Told += cents
	}
	out.Invoices, out.Differences = len(items), journal.Differences(items, told)
	return out, err
}
