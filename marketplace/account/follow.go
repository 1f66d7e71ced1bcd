package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Follows lists the facts that Follow wants to hear of.
func Follows() []string {
	return []string{"organisation.created", "invitation.accepted", "person.changed", "person.disabled", "password.changed"}
}

// Follow completes what a verb began, should the program have stopped between its writes: the founder's and the guest's
// membership, the language of open sessions, and the end of sessions. Doing it again changes nothing.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	doc := marketplace.ID(id)
	actor := marketplace.Actor{Person: f.Actor, Org: f.Org, System: f.Actor == ""}
	switch f.Type {
	case "organisation.created":
		return s.seatFounder(ctx, doc, actor)
	case "invitation.accepted":
		return s.seatGuest(ctx, doc, actor)
	case "person.changed":
		e, err := s.people.Get(ctx, doc)
		return firstError(err, func() error { return s.visits.Speak(ctx, doc, e.Value.Lang) })
	case "person.disabled":
		return s.visits.RevokeAll(ctx, doc, "", marketplace.Instant{}, "disabled")
	case "password.changed":
		return s.visits.RevokeAll(ctx, doc, marketplace.ID(f.Data["session"]), f.At, "password")
	}
	return nil
}

// Sweep deletes links, sessions and attempts that ended long ago; a job calls it daily.
func (s *Service) Sweep(ctx context.Context) error {
	before := marketplace.At(s.clock().Add(-keepLinks))
	return errors.Join(store.Sweep(ctx, s.links, "expires", before), s.visits.Sweep(ctx), s.tries.Sweep(ctx))
}

// keepLinks is how long a link stays listed after it expired.
const keepLinks = 30 * 24 * time.Hour
