package session

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Refreshed is a session that goes on, with the refresh token to use next.
type Refreshed struct {
	Session Session
	Refresh string
}

// Refresh trades a refresh token for the next one. Each is good once, and for Grace more, in which it gives the same
// next one again. An older one has been copied by somebody: the session ends, for both. Every refusal is
// Unauthenticated "account.session_over".
func (s *Service) Refresh(ctx context.Context, token string) (Refreshed, error) {
	id, turn, code, ok := splitRefresh(token)
	if !ok {
		return Refreshed{}, over()
	}
	reused := false
	e, err := store.Change(ctx, s.records, id, func(r *record) (facts []marketplace.Fact, err error) {
		facts, reused, err = s.turn(r, turn, code)
		return facts, err
	})
	if marketplace.IsKind(err, marketplace.NotFound) || reused && err == nil {
		return Refreshed{}, over()
	}
	if err != nil {
		return Refreshed{}, err
	}
	next, err := e.Value.token(s.vault, e.Value.Turn)
	return Refreshed{Session: e.Value.Session, Refresh: next}, err
}

// turn changes the record as a token of a turn deserves, and says whether the token was an old one.
func (s *Service) turn(r *record, turn int, code string) (facts []marketplace.Fact, reused bool, err error) {
	now := s.facts.Clock.Now()
	if !r.matches(s.vault, turn, code) || !r.open(now) {
		return nil, false, over()
	}
	switch r.judge(turn, now) {
	case turnRepeat:
		return nil, false, store.ErrUnchanged
	case turnReused:
		r.Revoked = now
		return []marketplace.Fact{s.revoked(marketplace.Actor{}, *r, "reuse")}, true, nil
	case turnOn:
		r.Turn++
		r.Used = now
	}
	return nil, false, nil
}

func over() error { return marketplace.Errorf(marketplace.Unauthenticated, "account.session_over") }
