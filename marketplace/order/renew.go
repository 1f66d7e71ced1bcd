package order

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// mostRenewals is how many orders are looked back at, one after the other.
const mostRenewals = 400

// renews is the order whose work goes on in that of an accepted quote: the one that the request names, if the same two made it.
func (s *Service) renews(ctx context.Context, r request.Request, q quote.Quote) (marketplace.ID, error) {
	if r.Follows == "" {
		return "", nil
	}
	before, err := s.Standing(ctx, r.Follows)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return "", nil
	case err != nil:
		return "", err
	case before.Org != q.Org || before.Buyer != q.Buyer:
		return "", nil
	}
	return before.ID, nil
}

// chained is the newest order before this one, of those whose work goes on in it, that became a contract: contractor's
// liability counts the contracts of such a chain together (1233/2006 4.2 §, KHO 2017:135). Empty when there is none.
func (s *Service) chained(ctx context.Context, o Order) (marketplace.ID, error) {
	for range mostRenewals {
		if o.Renews == "" {
			break
		}
		before, err := s.Standing(ctx, o.Renews)
		if err != nil {
			return "", err
		}
		if before.Decision != nil && before.counts() {
			return before.ID, nil
		}
		o = before
	}
	return "", nil
}

// counts says whether the order is a contract that counts for contractor's liability: what costs nothing does not.
func (o Order) counts() bool {
	c := o.contract(o.Begun.Day())
	return o.Buyer != o.Org && (c.Type != liability.Subcontract || c.Cents != 0)
}
