package liability

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/marketplace/store"
)

// watchPack finds the day on which the program reminds of a paper: two weeks before the newest of its kind runs out.
func (s *Service) watchPack(p *Pack) error {
	b := &verdict.Bench{Book: s.Rules, On: s.Today()}
	p.Watch, p.Next = false, ""
	for _, paper := range Papers(b, *p, true) {
		if !paper.remindable() {
			continue
		}
		if day := paper.Until.AddDays(1 - soonDays); !p.Watch || day < p.Next {
			p.Watch, p.Next = true, day
		}
	}
	return b.Err
}

// remindable says whether somebody has to be reminded of a paper: not again, and not of one that was old when it was added.
func (s Standing) remindable() bool {
	return s.Document != nil && !s.Document.Reminded && s.Until >= s.Document.CheckedOn
}

// watchRelation finds the day on which the program reminds that proofs are due again.
func (s *Service) watchRelation(ctx context.Context, r *Relation) error {
	due, found, err := s.due(ctx, *r)
	r.Watch, r.Next = found && due != r.Reminded, ""
	if r.Watch {
		r.Next = due.AddDays(-soonDays)
	}
	return err
}

// due is the first day on which proofs of taxes and pension insurance are due again in a relation.
func (s *Service) due(ctx context.Context, r Relation) (marketplace.Date, bool, error) {
	p, err := s.pack(ctx, r.Supplier)
	if err != nil {
		return "", false, err
	}
	b := &verdict.Bench{Book: s.Rules, On: s.Today()}
	var days []marketplace.Date
	for _, c := range r.Contracts {
		if day, ok := recheck(b, Question{Today: s.Today(), Relation: r, Pack: p}, c); ok {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return "", false, b.Err
	}
	return slices.Min(days), true, b.Err
}

// Work reminds suppliers of papers that run out and customers of proofs that are due again. It is a job: it may be done twice,
// and one that comes late does later what it would have done then.
func (s *Service) Work(ctx context.Context) error {
	q := store.Query{Index: "next", Eq: []any{true}, To: string(s.Today().AddDays(1))}
	if err := s.packs.Each(ctx, q, func(e store.Entry[Pack]) error { return s.remindPack(ctx, e.ID) }); err != nil {
		return err
	}
	return s.relations.Each(ctx, q, func(e store.Entry[Relation]) error { return s.remindRelation(ctx, e.ID) })
}

func (s *Service) remindPack(ctx context.Context, id marketplace.ID) error {
	_, err := store.Change(ctx, s.packs, id, func(p *Pack) ([]marketplace.Fact, error) {
		if !p.Watch || p.Next > s.Today() {
			return nil, store.ErrUnchanged // somebody was quicker
		}
		until := marketplace.Date("")
		b := &verdict.Bench{Book: s.Rules, On: s.Today()}
		for _, paper := range Papers(b, *p, true) {
			if paper.remindable() && paper.Status != Good {
				at := slices.IndexFunc(p.Documents, func(d Document) bool { return d.ID == paper.Document.ID })
				p.Documents[at].Reminded = true
				if until == "" || paper.Until < until {
					until = paper.Until
				}
			}
		}
		if until == "" {
			return nil, store.ErrUnchanged
		}
		if err := s.watchPack(p); err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.facts.New(marketplace.System(p.Org), "liability.document_expiring", s.packs.Subject(p.Org), "due", until)}, nil
	})
	return err
}

func (s *Service) remindRelation(ctx context.Context, id marketplace.ID) error {
	_, err := store.Change(ctx, s.relations, id, func(r *Relation) ([]marketplace.Fact, error) {
		if !r.Watch || r.Next > s.Today() {
			return nil, store.ErrUnchanged
		}
		due, found, err := s.due(ctx, *r)
		if err != nil {
			return nil, err
		}
		r.Watch, r.Next = false, ""
		if !found {
			return nil, nil
		}
		r.Reminded = due
		f := s.facts.New(marketplace.System(r.Customer), "liability.recheck_due", s.relations.Subject(r.ID), "due", due, "customer", r.Customer, "supplier", r.Supplier)
		return []marketplace.Fact{f}, nil
	})
	return err
}
