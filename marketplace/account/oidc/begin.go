package oidc

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Offer is a way in, for a button.
type Offer struct {
	Org  marketplace.ID
	Name string // of the service
	Only bool
}

// OfferFor is the way in for an address: by the service of the organisation whose its domain is. NotFound when there is none.
func (s *Service) OfferFor(ctx context.Context, address string) (Offer, error) {
	e, err := s.domains.First(ctx, store.Query{Index: "taken", Eq: []any{domainOf(address)}})
	if err != nil {
		return Offer{}, err
	}
	r, err := s.live(ctx, e.Value.Org)
	return Offer{Org: r.Org, Name: r.Name, Only: r.Only}, err
}

// Offer is the way in by the service of an organisation. NotFound when it has none that is switched on.
func (s *Service) Offer(ctx context.Context, org marketplace.ID) (Offer, error) {
	r, err := s.live(ctx, org)
	return Offer{Org: r.Org, Name: r.Name, Only: r.Only}, err
}

// Elsewhere is the error that refuses a password for an address whose organisation lets its people in by its own service only:
// Conflict "oidc.only" with its name.
func (s *Service) Elsewhere(ctx context.Context, address string) error {
	o, err := s.OfferFor(ctx, address)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return nil
	case err == nil && o.Only:
		return marketplace.Errorf(marketplace.Conflict, "oidc.only", "name", o.Name)
	}
	return err
}

// live is a registration by which people may come in at this moment: switched on, and of an organisation that is not suspended.
func (s *Service) live(ctx context.Context, org marketplace.ID) (registration, error) {
	e, err := s.registrations.Get(ctx, org)
	if err != nil {
		return registration{}, err
	}
	o, err := s.Accounts.Organisation(ctx, marketplace.System(org), org)
	if err == nil && (!e.Value.On || o.Suspended) {
		err = notFound()
	}
	return e.Value, err
}

func (s *Service) client(r registration) (Client, error) {
	plain, err := s.Vault.Open(clientPurpose, r.Secret)
	if err != nil {
		return Client{}, marketplace.Errorf(marketplace.Unavailable, "oidc.secret_lost", err)
	}
	return Client{Issuer: r.Issuer, ID: r.ClientID, Secret: string(plain)}, nil
}

// Begun is where to send the browser, and what it has to bring back in a cookie of its own.
type Begun struct{ Address, Cookie string }

// Begin sends somebody to the service of an organisation; next is where they wanted to go. NotFound when the organisation has none
// that is switched on, Unavailable when it does not answer.
func (s *Service) Begin(ctx context.Context, org marketplace.ID, next, lang string) (Begun, error) {
	r, err := s.live(ctx, org)
	if err != nil {
		return Begun{}, err
	}
	c, err := s.client(r)
	if err != nil {
		return Begun{}, err
	}
	salt, err := s.Vault.Random(16)
	if err != nil {
		return Begun{}, err
	}
	now := s.Clock.Now()
	a := attempt{ID: s.IDs(), Salt: salt, Org: org, Issuer: r.Issuer, Client: r.ClientID, Next: next, Created: now, Expires: marketplace.At(now.Time().Add(Life))}
	with, err := a.secrets(s.Vault)
	if err != nil {
		return Begun{}, err
	}
	address, err := s.Provider.Ask(ctx, c, Question{
		Redirect: s.Redirect(org), State: with.state, Nonce: with.nonce, Challenge: Challenge(with.verifier), Lang: lang,
	})
	if err != nil {
		return Begun{}, err
	}
	_, err = s.attempts.Insert(ctx, a.ID, a)
	return Begun{Address: address, Cookie: with.cookie}, err
}
