package account

import (
	"context"
	"strings"

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
		return firstError(err, func() error { return s.speak(ctx, doc, e.Value.Lang) })
	case "person.disabled":
		return s.revokeAll(ctx, doc, "", "disabled")
	case "password.changed":
		return s.revokeBefore(ctx, doc, marketplace.ID(f.Data["session"]), f.At)
	}
	return nil
}

// revokeBefore ends the sessions that were opened before the password changed, and spares those opened with the new one.
func (s *Service) revokeBefore(ctx context.Context, who, except marketplace.ID, at marketplace.Instant) error {
	q := store.Query{Index: "person", Eq: []any{string(who)}, To: at.String()}
	return s.visits.Each(ctx, q, func(e store.Entry[session]) error {
		if e.ID == except || !e.Value.open(s.clock.Now()) {
			return nil
		}
		return s.revoke(ctx, e.ID, who, "password")
	})
}

// Sweep deletes links, sessions and attempts that ended more than keep ago; a job calls it. What still holds facts to
// be carried stays for the next time.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.clock()
	if err := sweep(ctx, s.links, "expires", marketplace.At(now.Add(-SessionLife))); err != nil {
		return err
	}
	if err := sweep(ctx, s.visits, "expires", marketplace.At(now.Add(-SessionLife))); err != nil {
		return err
	}
	return sweep(ctx, s.tries, "last", marketplace.At(now.Add(-forgetAfter)))
}

func sweep[T any](ctx context.Context, c store.Collection[T], index string, before marketplace.Instant) error {
	return c.Each(ctx, store.Query{Index: index, To: before.String()}, func(e store.Entry[T]) error {
		err := c.Delete(ctx, e)
		if marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
			return nil
		}
		return err
	})
}
