package account

import (
	"context"
	"encoding/json"
	"time"

	"sovite.fi/sovite/marketplace"
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

const ticketLife = 5 * time.Minute

// SignIn opens a session. Unauthenticated "account.signin_failed" is the one answer to a wrong address, password or
// code; TooMany "account.locked" (with minutes) after too many of them, for any address alike.
func (s *Service) SignIn(ctx context.Context, c Credentials) (SignedIn, error) {
	address, bad := s.address(c)
	if bad != nil {
		return SignedIn{}, signInFailed()
	}
	try := s.tryID(address)
	if err := s.beginTry(ctx, try); err != nil {
		return SignedIn{}, err
	}
	p, ok, err := s.proven(ctx, address, c)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, s.failTry(ctx, try, p.ID)
	}
	if p.Factor.Confirmed && c.Code == "" {
		ticket, err := s.ticket(p)
		return SignedIn{SecondFactor: true, Ticket: ticket}, err
	}
	if p.Factor.Confirmed {
		if used, err := s.useCode(ctx, p.ID, c.Code); err != nil || !used {
			return SignedIn{}, firstError(err, func() error { return s.failTry(ctx, try, p.ID) })
		}
	}
	return s.admit(ctx, p, try, c)
}

// address is whose sign-in is counted: the one typed, or the one in the ticket.
func (s *Service) address(c Credentials) (string, []marketplace.FieldError) {
	if c.Ticket == "" {
		return email(nil, c.Email)
	}
	t, ok := s.readTicket(c.Ticket)
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
		t, ok := s.readTicket(c.Ticket)
		return p, ok && err == nil && !p.Disabled && t.Proof == s.proof(p) && c.Code != "", nil
	}
	stored := p.Password
	if err != nil {
		stored = s.hasher.decoy
	}
	return p, s.hasher.matches(c.Password, stored) && !p.Disabled, nil
}

// admit opens the session of somebody who has proven everything.
func (s *Service) admit(ctx context.Context, p person, try marketplace.ID, c Credentials) (SignedIn, error) {
	if err := s.forgetTries(ctx, try); err != nil {
		return SignedIn{}, err
	}
	if c.Password != "" && s.hasher.outdated(p.Password) {
		if err := s.rehash(ctx, p, c.Password); err != nil {
			return SignedIn{}, err
		}
	}
	belongs, err := s.belongings(ctx, p.ID)
	if err != nil {
		return SignedIn{}, err
	}
	last, err := s.lastOrg(ctx, p.ID, belongs)
	if err != nil {
		return SignedIn{}, err
	}
	v, refresh, err := s.openSession(ctx, p, last, c.UserAgent)
	return SignedIn{Person: p.shown(), Session: v.Session, Refresh: refresh, Memberships: belongs}, err
}

func (s *Service) openSession(ctx context.Context, p person, org marketplace.ID, agent string) (session, string, error) {
	salt, err := s.vault.Random(16)
	if err != nil {
		return session{}, "", err
	}
	now := s.clock.Now()
	agent, _ = text(nil, "", agent, 0, false)
	v := session{Lang: p.Lang, Salt: salt, Turn: 1, Session: Session{
		ID: s.ids(), Person: p.ID, Org: org, UserAgent: shortened(agent, 200), Created: now, Used: now, Expires: marketplace.At(now.Time().Add(SessionLife)),
	}}
	in := s.fact(marketplace.Actor{Person: p.ID}, org, "signin.succeeded", sessions, v.ID, "person", p.ID)
	if _, err := s.visits.Insert(ctx, v.ID, v, in); err != nil {
		return session{}, "", err
	}
	refresh, err := v.token(s.vault, 1)
	return v, refresh, err
}

// lastOrg is the organisation the person acted for in the latest session, or the first they belong to.
func (s *Service) lastOrg(ctx context.Context, who marketplace.ID, belongs []Belonging) (marketplace.ID, error) {
	if len(belongs) == 0 {
		return "", nil
	}
	e, err := s.visits.First(ctx, store.Query{Index: "person", Eq: []any{string(who)}, Desc: true})
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return "", err
	}
	for _, b := range belongs {
		if err == nil && b.Organisation.ID == e.Value.Org {
			return e.Value.Org, nil
		}
	}
	return belongs[0].Organisation.ID, nil
}

func (s *Service) rehash(ctx context.Context, p person, password string) error {
	hash, err := s.hasher.hash(password)
	if err != nil {
		return err
	}
	_, err = change(ctx, s.people, p.ID, func(now *person) ([]marketplace.Fact, error) {
		if now.Password != p.Password {
			return nil, errUnchanged
		}
		now.Password = hash
		return nil, nil
	})
	return err
}

// ticket proves the first step for a few minutes. It is sealed, holds a proof of the password it was given for, and so
// ends when the password changes.
type ticket struct {
	Email string              `json:"email"`
	Proof string              `json:"proof"`
	Until marketplace.Instant `json:"until"`
}

func (s *Service) ticket(p person) (string, error) {
	raw, err := json.Marshal(ticket{Email: p.Email, Proof: s.proof(p), Until: marketplace.At(s.clock().Add(ticketLife))})
	if err != nil {
		return "", err
	}
	return s.vault.Seal("ticket", raw)
}

func (s *Service) readTicket(sealed string) (ticket, bool) {
	var t ticket
	raw, err := s.vault.Open("ticket", sealed)
	if err != nil || json.Unmarshal(raw, &t) != nil {
		return t, false
	}
	return t, s.clock().Before(t.Until.Time())
}

func (s *Service) proof(p person) string {
	code, err := s.vault.Code("proof", string(p.ID), p.Password)
	if err != nil {
		return ""
	}
	return code
}

func signInFailed() error { return marketplace.Errorf(marketplace.Unauthenticated, "account.signin_failed") }

func firstError(err error, otherwise func() error) error {
	if err != nil {
		return err
	}
	return otherwise()
}

func shortened(s string, limit int) string {
	if r := []rune(s); len(r) > limit {
		return string(r[:limit])
	}
	return s
}
