package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// What another service says of somebody reaches an account by these verbs. Only the program itself calls them: whoever does
// has checked what the service said.

// Known finds the person of an address. NotFound if the address has no account.
func (s *Service) Known(ctx context.Context, actor marketplace.Actor, address string) (Person, error) {
	if !actor.System {
		return Person{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	p, err := s.byEmail(ctx, address)
	return p.shown(), err
}

// Enrol makes somebody a member of the actor's organisation, without any role. Whoever has no account gets one, with a
// password that nobody knows. NotFound for somebody who was a member: only an invitation brings them back.
func (s *Service) Enrol(ctx context.Context, actor marketplace.Actor, in NewPerson) (Person, error) {
	p, err := s.Known(ctx, actor, in.Email)
	if marketplace.IsKind(err, marketplace.NotFound) {
		if in.Password, err = s.vault.Random(32); err != nil {
			return Person{}, err
		}
		var made person
		made, err = s.register(ctx, in, "", false)
		p = made.shown()
	}
	if err != nil {
		return Person{}, err
	}
	m, err := s.members.Get(ctx, membershipID(p.ID, actor.Org))
	if err == nil && !m.Value.Active {
		return Person{}, notFound()
	}
	return p, s.give(ctx, actor, p.ID, actor.Org, nil, "enrolment")
}

// Vouch opens a session for somebody whom another service has identified. strong says that it asked for two factors; when it
// did not, whoever has a second factor here is asked for it, as by SignIn. Unauthenticated for a closed account.
func (s *Service) Vouch(ctx context.Context, actor marketplace.Actor, who marketplace.ID, strong bool, agent string) (SignedIn, error) {
	if !actor.System {
		return SignedIn{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	e, err := s.people.Get(ctx, who)
	if err != nil || e.Value.Disabled {
		return SignedIn{}, firstError(err, signInFailed)
	}
	if e.Value.Factor.Confirmed && !strong {
		return s.askCode(e.Value)
	}
	return s.admit(ctx, e.Value, Credentials{UserAgent: agent})
}
