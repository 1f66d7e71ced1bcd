package main

import (
	"context"
	"crypto/rand"

	"sovite.fi/sovite/cmd/sovite/demo/plant"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/account/oidc/fake"
	"sovite.fi/sovite/marketplace/account/oidc/goidc"
	"sovite.fi/sovite/marketplace/account/passkey"
	"sovite.fi/sovite/marketplace/account/passkey/gowebauthn"
)

// openSignIn chooses who speaks with organisations' own sign-in services: over the network, or, in the demo, with the stand-in in this
// process only.
func (in *installation) openSignIn(cfg *Config, clock marketplace.Clock, origin string) (oidc.Provider, error) {
	if !cfg.standIn {
		return goidc.New(goidc.Options{Clock: clock, Private: cfg.SignInPrivate}), nil
	}
	var err error
	if in.County, err = fake.Demo(clock, rand.Reader, origin, oidc.RedirectAt(origin, plant.CountyOrg)); err != nil {
		return nil, err
	}
	return goidc.New(goidc.Options{Clock: clock, Private: true, Inside: in.County}), nil
}

// county registers the demo's sign-in service, at the origin of this start.
func (in *installation) county(ctx context.Context) error {
	return plant.County(ctx, in.SignIns, in.County.Client)
}

// openPasskeys chooses who speaks with browsers about keys; nobody at an origin for which browsers make none, such as a bare IP address.
func openPasskeys(origin string) passkey.Ceremony {
	c, err := gowebauthn.New(origin)
	if err != nil {
		return nil
	}
	return c
}
