package plant

import (
	"context"
	"slices"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
)

// supplier puts an organiser's papers in, and what its customers did with them. What is there already stays as it is.
func (s *seeder) supplier(ctx context.Context, data demo.Data, d demo.Supplier) error {
	keeper := member(data, d.Person)
	err := s.daysAgo(d.Added, func() error {
		if err := s.Liability.SetForm(ctx, keeper, d.Form); err != nil {
			return err
		}
		for _, p := range d.Papers {
			err := s.named(p.ID, func() error {
				return last(s.Liability.AddDocument(ctx, keeper, liability.NewDocument{
					Kind: p.Kind, Issued: s.Liability.Today().AddDays(d.Added - p.Ago), Source: p.Source, Reference: p.Reference,
				}))
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range d.Customers {
		if err := s.daysAgo(c.Ago, func() error { return s.customer(ctx, keeper, member(data, c.Person), c) }); err != nil {
			return err
		}
	}
	return nil
}

// customer asks, checks what is shown, and makes contracts.
func (s *seeder) customer(ctx context.Context, keeper, buyer marketplace.Actor, c demo.Customer) error {
	if err := last(s.Liability.Ask(ctx, buyer, keeper.Org)); err != nil || !c.Checked {
		return err
	}
	if err := s.Liability.Share(ctx, keeper, buyer.Org); err != nil {
		return err
	}
	v, err := s.Liability.Read(ctx, buyer, keeper.Org, liability.Contract{Type: liability.Subcontract})
	if err != nil {
		return err
	}
	if len(v.Checks) == 0 {
		if err := last(s.Liability.Check(ctx, buyer, keeper.Org, false)); err != nil {
			return err
		}
	}
	now := s.Liability.Today().AddDays(c.Ago)
	for _, d := range c.Contracts {
		if slices.ContainsFunc(v.Contracts, func(o liability.Contract) bool { return o.ID == d.ID }) {
			continue
		}
		deal := liability.Contract{ID: d.ID, Type: liability.Subcontract, Agreed: now.AddDays(-d.Ago), Cents: d.Cents, ChainedTo: d.Follows, Note: d.Words}
		if d.Ended > 0 {
			deal.Ended = now.AddDays(-d.Ended)
		}
		if err := last(s.Liability.Record(ctx, buyer, keeper.Org, deal)); err != nil {
			return err
		}
	}
	return nil
}

// daysAgo does something as if it were so many days ago.
func (s *seeder) daysAgo(days int, do func() error) error {
	*s.back = time.Duration(days) * 24 * time.Hour
	defer func() { *s.back = 0 }()
	return do()
}

// member is somebody of the demo data as an actor.
func member(data demo.Data, who marketplace.ID) marketplace.Actor {
	for _, p := range data.People {
		if p.ID == who {
			return marketplace.Actor{Person: p.ID, Org: p.Org, Roles: p.Roles, Lang: p.Lang}
		}
	}
	return marketplace.Actor{}
}
