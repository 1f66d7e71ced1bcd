package plant

import (
	"context"
	"slices"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// onboarded opens the account for online payments of an organiser with the stand-in, so that the demo pays an invoice without an
// account at a real provider. With that one, or with none, the organiser has still to tell about itself.
func (s *seeder) onboarded(ctx context.Context, o demo.Organisation) error {
	stage, is := s.Payments.(provider.Stage)
	if !is || !slices.Contains(o.Kinds, account.KindOrganiser) {
		return nil
	}
	actor := marketplace.System(o.ID)
	a, err := s.Online.Account(ctx, actor)
	if err != nil || a.State == online.Ready {
		return err
	}
	if _, err := s.Online.Onboard(ctx, actor); err != nil {
		return err
	}
	if a, err = s.Online.Account(ctx, actor); err != nil {
		return err
	}
	if _, err := stage.Enrol(ctx, a.Account); err != nil {
		return err
	}
	_, err = s.Online.Account(ctx, actor)
	return err
}
