package passkey

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/store"
)

// Ask asks the browser of whoever wants to come in for any of its keys.
func (s *Service) Ask(ctx context.Context) (Asked, error) {
	if s.Ceremony == nil {
		return Asked{}, away()
	}
	q, err := s.Ceremony.Ask()
	if err != nil {
		return Asked{}, err
	}
	return s.ask(ctx, q, challenge{})
}

// SignIn opens a session for whoever holds the key. It stands for both factors. Conflict "passkey.over" for a challenge that is over or
// used, "passkey.refused" for an answer that is not good, whatever is wrong with it; what Elsewhere says for somebody who has to come in
// by their organisation's own service.
func (s *Service) SignIn(ctx context.Context, id marketplace.ID, answer []byte, agent string) (account.SignedIn, error) {
	if s.Ceremony == nil {
		return account.SignedIn{}, away()
	}
	c, err := s.spend(ctx, id, "")
	if err != nil {
		return account.SignedIn{}, err
	}
	k, err := s.named(ctx, answer)
	if err != nil {
		return account.SignedIn{}, err
	}
	me := marketplace.Actor{Person: k.Person}
	p, err := s.Accounts.Me(ctx, me)
	if err != nil {
		return account.SignedIn{}, err
	}
	record, err := s.Ceremony.Asked(Owner{Handle: []byte(p.ID), Email: p.Email, Name: p.Name}, k.Record, c.Kept, answer)
	if err != nil {
		return account.SignedIn{}, refused(err)
	}
	if s.Elsewhere != nil {
		if err := s.Elsewhere(ctx, p.Email); err != nil {
			return account.SignedIn{}, err
		}
	}
	_, err = store.Change(ctx, s.keys, k.ID, func(now *passkey) ([]marketplace.Fact, error) {
		if now.Person != k.Person { // removed meanwhile
			return nil, refused(errors.New("removed"))
		}
		now.Record, now.Used = record, s.Clock.Now()
		return []marketplace.Fact{s.fact(me, "passkey.used", k.ID)}, nil
	})
	if err != nil {
		return account.SignedIn{}, err
	}
	return s.Accounts.Vouch(ctx, marketplace.System(""), p.ID, true, agent)
}

// named finds the passkey that an answer says it was made by.
func (s *Service) named(ctx context.Context, answer []byte) (passkey, error) {
	key, err := s.Ceremony.Names(answer)
	if err != nil {
		return passkey{}, refused(err)
	}
	e, err := s.keys.Get(ctx, passkeyID(key))
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.Person == "" {
		return passkey{}, refused(errors.New("nobody's key"))
	}
	return e.Value, err
}
