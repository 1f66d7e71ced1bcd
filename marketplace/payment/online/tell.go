package online

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/notify/notice"
)

// Told lists the facts about which somebody is told.
func Told() []string { return []string{"checkout.waits"} }

// Tell puts a payment that a person has to look into before the organiser's owners and billing. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.checkouts.Get(ctx, marketplace.ID(id))
	if err != nil || !e.Value.Waits {
		return err
	}
	return s.Teller.Roles(ctx, notice.Notice{
		ID: f.ID, Org: e.Value.Org, Kind: f.Type, Args: map[string]string{"number": e.Value.Number}, Path: "/online-payments/" + id, At: f.At,
	}, invoice.Billers()...)
}
