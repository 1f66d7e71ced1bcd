package oidc

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Return is how a browser comes back from a service.
type Return struct {
	Org       marketplace.ID // whose address it came to
	State     string
	Code      string
	Issuer    string // that the service says it is (RFC 9207); may be empty
	Error     string // code of OAuth, when the service refused
	Cookie    string
	UserAgent string
	Lang      string // for an account that is made
}

// Came is somebody who came in, or who has to show our second factor yet.
type Came struct {
	account.SignedIn
	Next string
}

// Finish lets somebody in who was identified by the service of an organisation. Every refusal has the key of a text that says what to
// do; nothing in it is the service's. What began another visit, came to another browser, is over or was used is Unauthenticated
// "oidc.visit_over"; what the service said and cannot be believed "oidc.not_believed"; whoever may not come in is Forbidden.
func (s *Service) Finish(ctx context.Context, r Return) (Came, error) {
	a, err := s.spend(ctx, r)
	if err != nil {
		return Came{}, err
	}
	reg, err := s.live(ctx, r.Org)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && (reg.Issuer != a.Issuer || reg.ClientID != a.Client) {
		return Came{}, visitOver()
	}
	if err != nil {
		return Came{}, err
	}
	claims, err := s.claims(ctx, a, reg, r)
	if err != nil {
		return Came{}, err
	}
	who, err := s.person(ctx, reg, claims, r.Lang)
	if err != nil {
		return Came{}, err
	}
	in, err := s.Accounts.Vouch(ctx, marketplace.System(r.Org), who, claims.Strong(), r.UserAgent)
	if marketplace.IsKind(err, marketplace.Unauthenticated) {
		err = marketplace.Errorf(marketplace.Forbidden, "oidc.closed", err)
	}
	return Came{SignedIn: in, Next: a.Next}, err
}

// spend finds the attempt that an answer belongs to and uses it up, before anything else happens: of two answers one goes on.
func (s *Service) spend(ctx context.Context, r Return) (attempt, error) {
	claim, code, ok := secret.SplitToken(r.State)
	if !ok || !marketplace.ID(claim).Valid() {
		return attempt{}, visitOver()
	}
	e, err := store.Change(ctx, s.attempts, marketplace.ID(claim), func(a *attempt) ([]marketplace.Fact, error) {
		now := s.Clock.Now()
		if !a.matches(s.Vault, r.Org, code, r.Cookie) || !a.open(now) {
			return nil, visitOver()
		}
		a.Used = now
		return nil, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = visitOver()
	}
	return e.Value, err
}

// claims are what the service says of whoever came back.
func (s *Service) claims(ctx context.Context, a attempt, reg registration, r Return) (Claims, error) {
	switch {
	case r.Issuer != "" && r.Issuer != reg.Issuer:
		return Claims{}, marketplace.Errorf(marketplace.Unauthenticated, "oidc.not_believed")
	case r.Error == "access_denied":
		return Claims{}, marketplace.Errorf(marketplace.Unauthenticated, "oidc.cancelled")
	case r.Error == "temporarily_unavailable" || r.Error == "server_error":
		return Claims{}, away()
	case r.Error != "" || r.Code == "":
		return Claims{}, marketplace.Errorf(marketplace.Unauthenticated, "oidc.refused_there")
	}
	c, err := s.client(reg)
	if err != nil {
		return Claims{}, err
	}
	with, err := a.secrets(s.Vault)
	if err != nil {
		return Claims{}, err
	}
	got, err := s.Provider.Answer(ctx, c, Reply{Code: r.Code, Verifier: with.verifier, Nonce: with.nonce, Redirect: s.Redirect(r.Org)})
	if err == nil && got.Subject == "" {
		err = marketplace.Errorf(marketplace.Unauthenticated, "oidc.not_believed")
	}
	return got, err
}

// person finds whose the identity is, binds it the first time, and notes that it was used.
func (s *Service) person(ctx context.Context, reg registration, claims Claims, lang string) (marketplace.ID, error) {
	key := keyOf(reg.Org, reg.Issuer, claims.Subject)
	bound, err := s.byKey(ctx, key)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return "", err
	}
	who, c, err := s.circumstances(ctx, reg, claims, bound)
	if err != nil {
		return "", err
	}
	switch v := decide(c); v {
	case enter, bind:
	case join:
		who, err = s.enrol(ctx, reg.Org, claims, lang)
	case stranger, foreign, unverified:
		err = marketplace.Errorf(marketplace.Forbidden, string(v))
	}
	if err != nil {
		return "", err
	}
	if err := s.note(ctx, reg, key, who, claims.Strong()); err != nil {
		return "", err
	}
	return who, s.tried(ctx, reg)
}

// circumstances finds out what decide has to know, and whom it is about. Whoever is bound is who they were, whatever address the
// service gives now.
func (s *Service) circumstances(ctx context.Context, reg registration, claims Claims, bound Identity) (marketplace.ID, circumstances, error) {
	program := marketplace.System(reg.Org)
	c := circumstances{bound: bound.Person != "", joins: reg.Joins}
	address, ok := check.Email(claims.Email)
	c.verified = claims.Verified && ok
	if c.bound {
		p, err := s.Accounts.Person(ctx, program, bound.Person)
		if marketplace.IsKind(err, marketplace.NotFound) { // removed since; their address is not asked for any more
			c.home = true
			return "", c, nil
		}
		if err != nil {
			return "", c, err
		}
		c.member = true
		c.home, err = s.confirmed(ctx, reg.Org, p.Email)
		return p.ID, c, err
	}
	var err error
	if c.home, err = s.confirmed(ctx, reg.Org, address); err != nil || !c.verified || !c.home {
		return "", c, err
	}
	p, err := s.Accounts.Known(ctx, program, address)
	if err == nil {
		_, err = s.Accounts.Person(ctx, program, p.ID)
		c.member = err == nil
	}
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = nil
	}
	return p.ID, c, err
}

// confirmed says whether an address is in a domain that is the organisation's.
func (s *Service) confirmed(ctx context.Context, org marketplace.ID, address string) (bool, error) {
	e, err := s.domains.Get(ctx, domainID(org, domainOf(address)))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return err == nil && e.Value.State == Confirmed, err
}

// enrol makes somebody a member without a role. Whoever was one and was removed stays out.
func (s *Service) enrol(ctx context.Context, org marketplace.ID, claims Claims, lang string) (marketplace.ID, error) {
	address, _ := check.Email(claims.Email)
	name := check.Line(claims.Name)
	if runes := []rune(name); name == "" || len(runes) > 120 {
		name, _, _ = strings.Cut(address, "@")
	}
	p, err := s.Accounts.Enrol(ctx, marketplace.System(org), account.NewPerson{Email: address, Name: name, Lang: lang})
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = marketplace.Errorf(marketplace.Forbidden, string(stranger))
	}
	return p.ID, err
}

// tried notes that somebody came in by the service as it is set up now.
func (s *Service) tried(ctx context.Context, reg registration) error {
	if !reg.Tried.IsZero() {
		return nil
	}
	_, err := store.Change(ctx, s.registrations, reg.Org, func(r *registration) ([]marketplace.Fact, error) {
		if !r.Tried.IsZero() || r.Issuer != reg.Issuer || r.ClientID != reg.ClientID {
			return nil, store.ErrUnchanged
		}
		r.Tried = s.Clock.Now()
		return nil, nil
	})
	return err
}

func visitOver() error { return marketplace.Errorf(marketplace.Unauthenticated, "oidc.visit_over") }
