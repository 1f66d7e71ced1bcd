package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// RequestReset sends a link for choosing a new password, if the address has an account. The answer, the writes and the
// time are the same if it has none.
func (s *Service) RequestReset(ctx context.Context, address string) error {
	address, bad := email(nil, address)
	if err := marketplace.InvalidFields(bad); err != nil {
		return err
	}
	p, err := s.byEmail(ctx, address)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	l := link{Kind: LinkReset, Person: p.ID, Lang: p.Lang, Proof: s.proof(p)}
	_, err = s.issue(ctx, marketplace.Actor{}, l, "reset.requested")
	return err
}

// CompleteReset sets a new password by a reset link and ends every session of the person. The second factor stays. The
// link opens once, and not after the password has changed in another way: NotFound "account.link_invalid".
func (s *Service) CompleteReset(ctx context.Context, token, password string) error {
	l, err := s.openLink(ctx, token)
	if err != nil || l.Kind != LinkReset || l.Person == "" {
		return linkError(err)
	}
	e, err := s.people.Get(ctx, l.Person)
	if err != nil {
		return err
	}
	if l.Proof != s.proof(e.Value) {
		return linkError(nil)
	}
	if err := strong(password, e.Value); err != nil {
		return err
	}
	if err := s.useReset(ctx, l); err != nil {
		return err
	}
	return s.setPassword(ctx, l.Person, "", password, "reset")
}

// useReset closes the link first: should the program stop before the password is set, the person asks for a new link,
// and nobody else can use this one.
func (s *Service) useReset(ctx context.Context, l link) error {
	actor := marketplace.Actor{Person: l.Person}
	_, err := store.Change(ctx, s.links, l.ID, func(l *link) ([]marketplace.Fact, error) {
		if !l.open(s.clock.Now()) {
			return nil, linkError(nil)
		}
		l.Used, l.UsedBy = s.clock.Now(), l.Person
		return []marketplace.Fact{s.fact(actor, "", "reset.used", links, l.ID, "person", l.Person)}, nil
	})
	return err
}

// ChangePassword sets a new password for the actor, who must know the present one, and ends their other sessions.
func (s *Service) ChangePassword(ctx context.Context, actor marketplace.Actor, current marketplace.ID, old, password string) error {
	if err := s.askPassword(ctx, actor, old); err != nil {
		return err
	}
	e, err := s.people.Get(ctx, actor.Person)
	if err != nil {
		return err
	}
	if err := strong(password, e.Value); err != nil {
		return err
	}
	return s.setPassword(ctx, actor.Person, current, password, "changed")
}

// Confirm says whether it is the actor who sits there: their password is right. Errors are those of a wrong sign-in.
func (s *Service) Confirm(ctx context.Context, actor marketplace.Actor, password string) error {
	return s.askPassword(ctx, actor, password)
}

// askPassword checks the actor's present password; wrong tries count as failed sign-ins do.
func (s *Service) askPassword(ctx context.Context, actor marketplace.Actor, password string) error {
	if err := signedIn(actor); err != nil {
		return err
	}
	e, err := s.people.Get(ctx, actor.Person)
	if err != nil {
		return err
	}
	if err := s.tries.Begin(ctx, e.Value.Email); err != nil {
		return err
	}
	if s.hasher.Matches(password, e.Value.Password) {
		return s.tries.Forget(ctx, e.Value.Email)
	}
	if err := s.tries.Fail(ctx, e.Value.Email, actor.Person); err != nil {
		return err
	}
	return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("password", "account.password_wrong")})
}

func strong(password string, p person) error {
	if key, args := secret.Weakness(password, p.Email, p.Name); key != "" {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("new_password", key, args...)})
	}
	return nil
}

func (s *Service) setPassword(ctx context.Context, who, except marketplace.ID, password, why string) error {
	hash, err := s.hasher.Hash(password)
	if err != nil {
		return err
	}
	actor := marketplace.Actor{Person: who}
	_, err = store.Change(ctx, s.people, who, func(p *person) ([]marketplace.Fact, error) {
		p.Password = hash
		return []marketplace.Fact{s.fact(actor, "", "password.changed", people, who, "why", why, "session", except)}, nil
	})
	return firstError(err, func() error { return s.visits.RevokeAll(ctx, who, except, marketplace.Instant{}, "password") })
}
