package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Refreshed is a session that goes on, with the refresh token to use next.
type Refreshed struct {
	Session Session
	Refresh string
}

// Refresh trades a refresh token for the next one. Each is good once, and for RefreshGrace more, in which it gives the
// same next one again. An older one has been copied by somebody: the session ends, for both. Every refusal is
// Unauthenticated "account.session_over".
func (s *Service) Refresh(ctx context.Context, token string) (Refreshed, error) {
	id, turn, code, ok := splitRefresh(token)
	if !ok {
		return Refreshed{}, sessionOver()
	}
	reused := false
	e, err := change(ctx, s.visits, id, func(v *session) ([]marketplace.Fact, error) {
		reused = false
		now := s.clock.Now()
		if !v.matches(s.vault, turn, code) || !v.open(now) {
			return nil, sessionOver()
		}
		switch v.judge(turn, now) {
		case turnRepeat:
			return nil, errUnchanged
		case turnReused:
			reused = true
			v.Revoked = now
			return []marketplace.Fact{s.revoked(marketplace.Actor{}, *v, "reuse")}, nil
		case turnOn:
			v.Turn++
			v.Used = now
		}
		return nil, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) || reused && err == nil {
		return Refreshed{}, sessionOver()
	}
	if err != nil {
		return Refreshed{}, err
	}
	next, err := e.Value.token(s.vault, e.Value.Turn)
	return Refreshed{Session: e.Value.Session, Refresh: next}, err
}

func (s *Service) revoked(actor marketplace.Actor, v session, why string) marketplace.Fact {
	return s.fact(actor, v.Org, "session.revoked", sessions, v.ID, "person", v.Person, "why", why)
}

func sessionOver() error { return marketplace.Errorf(marketplace.Unauthenticated, "account.session_over") }
