package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/session"
)

// Session is one signed-in browser or device, as its owner may see it.
type Session = session.Session

// Refreshed is a session that goes on, with the refresh token to use next.
type Refreshed = session.Refreshed

// Refresh trades a refresh token for the next one; see session.Service.Refresh.
func (s *Service) Refresh(ctx context.Context, token string) (Refreshed, error) {
	return s.visits.Refresh(ctx, token)
}

// SignOut ends a session. Ending one that is over, or was never there, is no error.
func (s *Service) SignOut(ctx context.Context, id marketplace.ID) error {
	err := s.visits.Revoke(ctx, id, "", "signout")
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
	return s.visits.List(ctx, actor.Person)
}

// Revoke ends one of the actor's own sessions; anybody else's is NotFound.
func (s *Service) Revoke(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	return s.visits.Revoke(ctx, id, actor.Person, "revoked")
}

// SwitchOrg makes a session act for another organisation its person belongs to; NotFound for any other. Access tokens
// made for the organisation before are refused from then on.
func (s *Service) SwitchOrg(ctx context.Context, actor marketplace.Actor, id, org marketplace.ID) (Session, error) {
	if err := signedIn(actor); err != nil {
		return Session{}, err
	}
	m, err := s.members.Get(ctx, membershipID(actor.Person, org))
	if err != nil || !m.Value.Active {
		return Session{}, firstError(err, notFound)
	}
	return s.visits.Switch(ctx, id, actor.Person, org)
}

func signedIn(actor marketplace.Actor) error {
	if actor.Person == "" {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return nil
}
