package account

import (
	"context"
	"math"

	"sovite.fi/sovite/marketplace"
)

// tryID names the attempts at an address without holding the address.
func (s *Service) tryID(address string) marketplace.ID {
	code, err := s.vault.Code("attempt", address)
	if err != nil {
		return "attempt"
	}
	return marketplace.ID(code)
}

// beginTry counts a sign-in before it is looked at; TooMany while the address is locked.
func (s *Service) beginTry(ctx context.Context, id marketplace.ID) error {
	now := s.clock.Now()
	_, err := change(ctx, s.tries, id, func(a *attempt) ([]marketplace.Fact, error) {
		if wait := a.wait(now); wait > 0 {
			minutes := int(math.Ceil(wait.Minutes()))
			return nil, marketplace.Errorf(marketplace.TooMany, "account.locked", "minutes", minutes)
		}
		*a = a.begun(now)
		return nil, nil
	})
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	_, err = s.tries.Insert(ctx, id, attempt{}.begun(now))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.beginTry(ctx, id)
	}
	return err
}

// failTry writes down that a sign-in failed and gives the one answer to it.
func (s *Service) failTry(ctx context.Context, id, who marketplace.ID) error {
	_, err := change(ctx, s.tries, id, func(*attempt) ([]marketplace.Fact, error) {
		return []marketplace.Fact{s.fact(marketplace.Actor{}, "", "signin.failed", attempts, id, "person", who)}, nil
	})
	return firstError(err, signInFailed)
}

// forgetTries forgets the failures after a success.
func (s *Service) forgetTries(ctx context.Context, id marketplace.ID) error {
	_, err := change(ctx, s.tries, id, func(a *attempt) ([]marketplace.Fact, error) {
		*a = attempt{Last: a.Last}
		return nil, nil
	})
	return err
}
