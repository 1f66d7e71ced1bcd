package network

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// Follows lists the facts after which a link may have to end: nothing more may be shown to its holder.
func Follows() []string {
	return []string{"supporter.ended", "consent.withdrawn", "consent.expired", "consent.fulfilled"}
}

// Follow closes the door of a supporter to whom nothing may be shown any more, so that a later yes needs a new link. Nothing
// depends on it being done: such a door is shut from that moment on. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	id := marketplace.ID(f.Data["supporter"])
	if f.Type != "supporter.ended" {
		if f.Data["purpose"] != string(consent.Network) {
			return nil
		}
		id = marketplace.ID(f.Data["receiver"])
	}
	one, held, err := s.held(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && len(held) > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return s.Doors.Close(ctx, marketplace.System(one.Org), id)
}
