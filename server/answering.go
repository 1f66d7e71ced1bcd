package server

import (
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/privacy/extract"
	"sovite.fi/sovite/marketplace/privacy/retention"
	"sovite.fi/sovite/marketplace/privacy/trail"
)

// answering makes what answers people about their own data.
func (p *Parts) answering() {
	p.Trail = trail.New(trail.Deps{Record: p.Record, People: p.Accounts})
	p.Extracts = extract.New(extract.Deps{Store: p.Store, Clock: p.Clock, Reads: p.Reads, Clients: p.findClient, Trail: p.Trail, Orgs: p.Accounts})
	p.Erasures = privacy.New(privacy.Deps{
		Store: p.Store, Clock: p.Clock, IDs: p.IDs, Clients: p.findClient, Consents: p.Consents, Accounts: p.Accounts,
	})
	p.Retention = retention.New(retention.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Erasures: p.Erasures})
}
