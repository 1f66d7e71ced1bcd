package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/ticket"
	"sovite.fi/sovite/marketplace/store"
)

// Credentials are what somebody signs in with: address and password, or the ticket that a first step gave; and the code
// of the second factor, if they have one (six digits, or a recovery code).
type Credentials struct {
	Email     string
	Password  string
	Ticket    string
	Code      string
	UserAgent string
}

// SignedIn is how a sign-in went. When SecondFactor is set, nobody is signed in yet: ask for a code and come again with
// Ticket within five minutes.
type SignedIn struct {
	SecondFactor bool
	Ticket       string
	Person       Person
	Session      Session
	Refresh      string // the refresh token; shown once
	Memberships  []Belonging
}

// SignIn opens a session. Unauthenticated "account.signin_failed" is the one answer to a wrong address, password or
// code; TooMany "account.locked" (with minutes) after too many of them, for any address alike; what Deps.Elsewhere says for
// an address whose holders come in another way.
func (s *Service) SignIn(ctx context.Context, c Credentials) (SignedIn, error) {
	address, bad := s.address(c)
	if bad != nil {
		return SignedIn{}, signInFailed()
	}
	if c.Ticket == "" && s.elsewhere != nil {
		if err := s.elsewhere(ctx, address); err != nil {
			return SignedIn{}, err
		}
	}
	if err := s.tries.Begin(ctx, address); err != nil {
		return SignedIn{}, err
	}
	p, ok, err := s.proven(ctx, address, c)
	if err != nil {
		return SignedIn{}, err
	}
	if ok && p.Factor.Confirmed {
		if c.Code == "" {
			return s.askCode(p)
		}
		if ok, err = s.useCode(ctx, p.ID, c.Code); err != nil {
			return SignedIn{}, err
		}
	}
	if !ok {
		return SignedIn{}, firstError(s.tries.Fail(ctx, address, p.ID), signInFailed)
	}
	if err := s.tries.Forget(ctx, p.Email); err != nil {
		return SignedIn{}, err
	}
	return s.admit(ctx, p, c)
}

// address is whose sign-in is counted: the one typed, or the one in the ticket.
func (s *Service) address(c Credentials) (string, []marketplace.FieldError) {
	if c.Ticket == "" {
		return email(nil, c.Email)
	}
	t, ok := ticket.Open(s.vault, c.Ticket, s.clock())
	if !ok {
		return "", []marketplace.FieldError{marketplace.Field("ticket", "account.signin_failed")}
	}
	return t.Email, nil
}

// proven finds the person and says whether the first step is proven. An unknown address costs as much time as a known.
func (s *Service) proven(ctx context.Context, address string, c Credentials) (person, bool, error) {
	p, err := s.byEmail(ctx, address)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return person{}, false, err
	}
	if c.Ticket != "" {
		t, ok := ticket.Open(s.vault, c.Ticket, s.clock())
		return p, ok && err == nil && !p.Disabled && s.proves(t.Proof, p) && c.Code != "", nil
	}
	return p, s.hasher.Matches(c.Password, p.Password) && !p.Disabled, nil
}

// admit opens the session of somebody who has proven everything.
func (s *Service) admit(ctx context.Context, p person, c Credentials) (SignedIn, error) {
	if c.Password != "" && s.hasher.Outdated(p.Password) {
		hash, err := s.rehash(ctx, p, c.Password)
		if err != nil {
			return SignedIn{}, err
		}
		p.Password = hash
	}
	belongs, err := s.belongings(ctx, p.ID)
	if err != nil {
		return SignedIn{}, err
	}
	last, err := s.lastOrg(ctx, p.ID, belongs)
	if err != nil {
		return SignedIn{}, err
	}
	agent, _ := text(nil, "", c.UserAgent, 0, false)
	v, refresh, err := s.visits.Open(ctx, Session{Person: p.ID, Org: last, Lang: p.Lang, UserAgent: shortened(agent, 200)})
	if err != nil {
		return SignedIn{}, err
	}
	if err := s.stillProven(ctx, p, v.ID); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Person: p.shown(), Session: v, Refresh: refresh, Memberships: belongs}, nil
}

// stillProven ends a session that was opened while the password changed or the account was closed: whoever did that has
// ended the sessions there were, and this one may have come a moment later.
func (s *Service) stillProven(ctx context.Context, p person, id marketplace.ID) error {
	now, err := s.people.Get(ctx, p.ID)
	if err != nil {
		return err
	}
	if now.Value.Password == p.Password && !now.Value.Disabled {
		return nil
	}
	return firstError(s.visits.Revoke(ctx, id, p.ID, "password"), signInFailed)
}

// lastOrg is the organisation the person acted for in the latest session, or the first they belong to.
func (s *Service) lastOrg(ctx context.Context, who marketplace.ID, belongs []Belonging) (marketplace.ID, error) {
	if len(belongs) == 0 {
		return "", nil
	}
	last, err := s.visits.LastOrg(ctx, who)
	for _, b := range belongs {
		if b.Organisation.ID == last {
			return last, err
		}
	}
	return belongs[0].Organisation.ID, err
}

// rehash saves the password at today's cost and gives the new hash, unless the password has changed meanwhile.
func (s *Service) rehash(ctx context.Context, p person, password string) (string, error) {
	hash, err := s.hasher.Hash(password)
	if err != nil {
		return "", err
	}
	_, err = store.Change(ctx, s.people, p.ID, func(now *person) ([]marketplace.Fact, error) {
		if now.Password != p.Password {
			return nil, store.ErrUnchanged
		}
		now.Password = hash
		return nil, nil
	})
	return hash, err
}

// askCode ends the first step of somebody who has a second factor.
func (s *Service) askCode(p person) (SignedIn, error) {
	sealed, err := ticket.Seal(s.vault, p.Email, s.proof(p), s.clock())
	return SignedIn{SecondFactor: true, Ticket: sealed}, err
}

func (s *Service) proof(p person) string {
	code, err := s.vault.Code("proof", string(p.ID), p.Password)
	if err != nil {
		return ""
	}
	return code
}

func (s *Service) proves(code string, p person) bool {
	return s.vault.Checks(code, "proof", string(p.ID), p.Password)
}

func signInFailed() error {
	return marketplace.Errorf(marketplace.Unauthenticated, "account.signin_failed")
}

func shortened(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit])
	}
	return s
}
