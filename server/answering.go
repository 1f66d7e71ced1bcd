package server

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/privacy/extract"
	"sovite.fi/sovite/marketplace/privacy/retention"
	"sovite.fi/sovite/marketplace/privacy/trail"
	"sovite.fi/sovite/marketplace/request"
	own "sovite.fi/sovite/server/api/privacy"
	"sovite.fi/sovite/server/openapi"
)

// answering makes what answers people about their own data.
func (p *Parts) answering() {
	p.Trail = trail.New(trail.Deps{Record: p.Record, People: p.Accounts})
	p.Extracts = extract.New(extract.Deps{Store: p.Store, Clock: p.Clock, Reads: p.Reads, Clients: p.findClient, Trail: p.Trail, Orgs: p.Accounts})
	p.Erasures = privacy.New(privacy.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Reads: p.Reads, Clients: p.findClient, Consents: p.Consents, Accounts: p.Accounts, SignIns: p.Passkeys, Teller: request.Teller{Accounts: p.Accounts, Notices: p.Notices}})
	p.Retention = retention.New(retention.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Rules: p.Rules, Erasures: p.Erasures})
}

// asking are the ways to one's own data, and to what coaches and owners decide about it.
func asking(d Deps) []way {
	h := own.Handlers{Extracts: d.Extracts, Erasures: d.Erasures, Trail: d.Trail, Store: d.Store}
	decider := openapi.Only(marketplace.RoleCoach, marketplace.RoleOwner)
	const one = "/clients/{id}/erasure"
	return []way{
		{get, "/my/extract", client(), "read-own-extract", "Get a copy of everything that is held about oneself", openapi.Verb(h.Mine)},
		{get, "/my/erasure", client(), "read-own-erasure", "Read how one's request to be erased stands", openapi.Verb(h.MyErasure)},
		{post, "/my/erasure", client(), "ask-own-erasure", "Ask for one's data to be erased", openapi.Verb(h.AskMine)},
		{post, "/my/erasure/back", client(), "take-back-erasure", "Take the request back", openapi.Verb(h.TakeBack)},
		{get, "/clients/{id}/extract", coach(), "read-client-extract", "Get a copy on a client's behalf; the client sees that it was made", openapi.Verb(h.OfClient)},
		{get, one, decider, "read-erasure", "Read what erasing a client would do, and what stands in the way", openapi.Verb(h.Preview)},
		{post, one, coach(), "ask-erasure", "Ask on a client's behalf", openapi.Verb(h.Ask)},
		{post, one + "/decide", decider, "decide-erasure", "Erase a client's data for good", openapi.Verb(h.Decide)},
		{post, one + "/refuse", decider, "refuse-erasure", "Say no, and why", openapi.Verb(h.Refuse)},
		{get, "/erasures", owner(), "list-erasure", "List the requests of one's organisation that wait", openapi.Verb(h.Waiting)},
		{get, "/me/extract", signedIn(), "read-extract", "Get a copy of everything that is held about oneself", openapi.Verb(h.Me)},
		{get, "/me/trail", signedIn(), "list-trail", "List who looked at one's account or changed it", openapi.Verb(h.OfAccount)},
		{post, "/me/close", signedIn(), "close-account", "Close one's account for good", openapi.Verb(h.Close)},
	}
}
