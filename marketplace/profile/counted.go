package profile

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// EachCounted calls do with the profile of every active client, of whichever provider, whose own consent to be counted in
// totals holds today, and of nobody else. It is for the program itself, and tells nothing of who they are.
func (s *Service) EachCounted(ctx context.Context, actor marketplace.Actor, do func(Content) error) error {
	return s.Consents.EachHolding(ctx, actor, consent.CountedInTotals, func(client marketplace.ID) error {
		e, err := s.clients.Get(ctx, client)
		if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.Status != Active {
			return nil
		}
		if err != nil {
			return err
		}
		v, err := s.newest(ctx, client)
		if err != nil || v.Number == 0 {
			return err
		}
		return do(v.Content)
	})
}
