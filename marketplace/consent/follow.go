package consent

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// memberLeft is the fact that a member of a client's network is in it no more.
const memberLeft = "supporter.ended"

// Follows lists the facts of other slices after which Follow has something to do: an introduction came to nothing, or a
// member left a client's network.
func Follows() []string {
	return []string{"introduction.refused", "introduction.withdrawn", "introduction.closed_unanswered", memberLeft}
}

// Follow writes down that the consent under which an introduction was sent has served its purpose, and that nothing is asked
// or told of somebody who left the network. Nothing depends on it being done: nothing is read from the end on. It may run twice, and leaves alone what the client took back or
// what ran out before.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	if f.Type != memberLeft {
		return s.over(ctx, marketplace.ID(f.Data["consent"]), Fulfil)
	}
	q := store.Query{Index: "active", Eq: []any{f.Data["client"], f.Data["supporter"]}, In: []any{string(Asked), string(Given)}, Limit: mostHeld}
	found, _, err := s.consents.Find(ctx, q)
	for _, e := range found {
		event := Fulfil
		if e.Value.State == Asked {
			event = Lapse
		}
		if err == nil && e.Value.Purpose == Network {
			err = s.over(ctx, e.ID, event)
		}
	}
	return err
}

// over makes a move that the end of what a consent was for brings.
func (s *Service) over(ctx context.Context, id marketplace.ID, event Event) error {
	_, err := store.Change(ctx, s.consents, id, func(c *Consent) ([]marketplace.Fact, error) {
		next, err := c.moved(event, s.Clock.Now(), s.Today())
		if err != nil {
			return nil, store.ErrUnchanged
		}
		*c = next
		return []marketplace.Fact{s.fact(marketplace.System(c.Org), "consent."+string(next.State), *c)}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}
