package integrations

import (
	"net/http"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/webhook"
	"sovite.fi/sovite/server/openapi"
)

// Routes lists the ways in of this package. They are for owners who are signed in; no key opens one.
func Routes(keys *apikey.Service, hooks *webhook.Service) []openapi.Route {
	k, w, owner := Keys{keys}, Webhooks{hooks}, openapi.Only(marketplace.RoleOwner)
	const one, sent = "/webhooks/{id}", "/webhooks/{id}/deliveries/{delivery}"
	return []openapi.Route{
		{Method: http.MethodGet, Path: "/keys", Who: owner, Name: "list-key", Summary: "List the keys of one's organisation", Verb: openapi.Verb(k.List)},
		{Method: http.MethodGet, Path: "/keys/{id}", Who: owner, Name: "read-key", Summary: "Read a key", Verb: openapi.Verb(k.Read)},
		{Method: http.MethodPost, Path: "/keys/{id}/revoke", Who: owner, Name: "revoke-key", Summary: "End a key at once", Verb: openapi.Verb(k.Revoke)},
		{Method: http.MethodGet, Path: "/webhooks", Who: owner, Name: "list-webhook", Summary: "List the webhooks of one's organisation", Verb: openapi.Verb(w.List)},
		{Method: http.MethodGet, Path: one, Who: owner, Name: "read-webhook", Summary: "Read a webhook", Verb: openapi.Verb(w.Read)},
		{Method: http.MethodPost, Path: one + "/pause", Who: owner, Name: "pause-webhook", Summary: "Stop messages to a webhook", Verb: openapi.Verb(w.Pause)},
		{Method: http.MethodPost, Path: one + "/resume", Who: owner, Name: "resume-webhook", Summary: "Let messages go to a webhook again", Verb: openapi.Verb(w.Resume)},
		{Method: http.MethodPost, Path: one + "/test", Who: owner, Name: "test-webhook", Summary: "Send a message that says nothing", Verb: openapi.Verb(w.Test)},
		{Method: http.MethodGet, Path: one + "/deliveries", Who: owner, Name: "list-delivery", Summary: "List what was sent to a webhook or waits to be", Verb: openapi.Verb(w.Deliveries)},
		{Method: http.MethodGet, Path: sent, Who: owner, Name: "read-delivery", Summary: "Read a message with every try to send it", Verb: openapi.Verb(w.Delivery)},
		{Method: http.MethodPost, Path: sent + "/again", Who: owner, Name: "repeat-delivery", Summary: "Send a message once more", Verb: openapi.Verb(w.Again)},
	}
}
