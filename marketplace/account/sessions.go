package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// SignOut ends a session. Ending one that is over, or was never there, is no error.
func (s *Service) SignOut(ctx context.Context, id marketplace.ID) error {
	err := s.revoke(ctx, id, "", "signout")
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}

// Sessions lists the actor's open sessions, newest first.
func (s *Service) Sessions(ctx context.Context, actor marketplace.Actor) ([]Session, error) {
	if err := signedIn(actor); err != nil {
		return nil, err
	}
	out := []Session{}
	now := s.clock.Now()
	q := store.Query{Index: "person", Eq: []any{string(actor.Person)}, Desc: true}
	err := s.visits.Each(ctx, q, func(e store.Entry[session]) error {
		if e.Value.open(now) {
			out = append(out, e.Value.Session)
		}
		return nil
	})
	return out, err
}

// Revoke ends one of the actor's own sessions; anybody else's is NotFound.
func (s *Service) Revoke(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	return s.revoke(ctx, id, actor.Person, "revoked")
}

// revoke ends a session; if who is given, only one of theirs.
func (s *Service) revoke(ctx context.Context, id, who marketplace.ID, why string) error {
	_, err := change(ctx, s.visits, id, func(v *session) ([]marketplace.Fact, error) {
		if who != "" && v.Person != who {
			return nil, notFound()
		}
		if !v.Revoked.IsZero() {
			return nil, errUnchanged
		}
		v.Revoked = s.clock.Now()
		return []marketplace.Fact{s.revoked(marketplace.Actor{Person: v.Person}, *v, why)}, nil
	})
	return err
}

// revokeAll ends every session of a person except one.
func (s *Service) revokeAll(ctx context.Context, who, except marketplace.ID, why string) error {
	return s.visits.Each(ctx, store.Query{Index: "person", Eq: []any{string(who)}}, func(e store.Entry[session]) error {
		if e.ID == except || !e.Value.open(s.clock.Now()) {
			return nil
		}
		return s.revoke(ctx, e.ID, who, why)
	})
}

// SwitchOrg makes a session act for another organisation its person belongs to; NotFound for any other. Tokens made for
// the organisation before are refused from then on.
func (s *Service) SwitchOrg(ctx context.Context, actor marketplace.Actor, id, org marketplace.ID) (Session, error) {
	if err := signedIn(actor); err != nil {
		return Session{}, err
	}
	m, err := s.members.Get(ctx, membershipID(actor.Person, org))
	if err != nil || !m.Value.Active {
		return Session{}, firstError(err, notFound)
	}
	e, err := change(ctx, s.visits, id, func(v *session) ([]marketplace.Fact, error) {
		if v.Person != actor.Person || !v.open(s.clock.Now()) {
			return nil, notFound()
		}
		if v.Org == org {
			return nil, errUnchanged
		}
		v.Org = org
		return []marketplace.Fact{s.fact(actor, org, "session.switched", sessions, v.ID, "person", v.Person)}, nil
	})
	return e.Value.Session, err
}

func signedIn(actor marketplace.Actor) error {
	if actor.Person == "" {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return nil
}
