package server

import (
	"context"

	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/webhook"
)

// integrate makes what other systems use: keys to the JSON interface, and messages that tell them what happened.
func (p *Parts) integrate() {
	tell := request.Teller{Accounts: p.Accounts, Notices: p.Notices}
	p.APIKeys = apikey.New(apikey.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Vault: p.Vault, Orgs: p.Accounts, Teller: tell})
	p.Webhooks = webhook.New(webhook.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Vault: p.Vault, Poster: p.outside(), Teller: tell, Origin: p.Origin, Loopback: p.Loopback})
}

// holders finds who comes with a key; the gate is made before the keys are.
type holders struct{ *Parts }

// Authenticate implements auth.Holders.
func (h holders) Authenticate(ctx context.Context, token string) (apikey.Holder, error) {
	return h.APIKeys.Authenticate(ctx, token)
}

// outside carries messages of webhooks; without a way out, none arrives.
func (p *Parts) outside() webhook.Poster {
	if p.Poster == nil {
		return nowhere{}
	}
	return p.Poster
}

type nowhere struct{}

// Post implements webhook.Poster.
func (nowhere) Post(context.Context, webhook.Call) (int, webhook.Why) { return 0, webhook.Unreached }
