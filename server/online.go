package server

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/online"
	api "sovite.fi/sovite/server/api/online"
	"sovite.fi/sovite/server/hooks"
	"sovite.fi/sovite/server/openapi"
)

// paying are the ways of online payments: the organiser's account and what came, the buyer's page, and the provider's messages, which
// are believed for their signature.
func paying(d Deps) []way {
	p, h := api.Handlers{Service: d.Online}, hooks.Payments{Service: d.Online}
	biller := openapi.Only(online.Billers()...)
	overseer := openapi.Only(append(online.Billers(), marketplace.RoleAdministrator)...)
	const one = "/online-payments/{id}"
	return []way{
		{get, "/payment-account", biller, "read-payment-account", "Read how one's account for online payments stands", openapi.Verb(p.Account)},
		{post, "/payment-account", biller, "open-payment-account", "Get the page on which to tell the provider about oneself", openapi.Verb(p.Onboard)},
		{get, "/online-payments", biller, "list-online-payment", "List what buyers paid online or tried to", openapi.Verb(p.List)},
		{get, one, biller, "read-online-payment", "Read an online payment", openapi.Verb(p.Read)},
		{post, one + "/refund", biller, "refund-online-payment", "Give a part of a payment back, with a reason", openapi.Verb(p.Refund)},
		{post, one + "/settle", biller, "settle-online-payment", "Say what was decided about money that did not match", openapi.Verb(p.Settle)},
		{get, "/payment-events", overseer, "list-payment-event", "List the provider's messages that a person has to look into", openapi.Verb(p.Messages)},
		{post, "/payment-events/{id}/again", overseer, "follow-payment-event", "Have a message followed once more", openapi.Verb(p.Again)},
		{post, "/received-invoices/{id}/pay", biller, "pay-received-invoice", "Get a page on which to pay what an invoice owes", openapi.Verb(p.Pay)},
		{get, "/payments/{id}", biller, "read-payment", "Read how far a payment of one's own is", openapi.Verb(p.Paid)},
		{post, "/hooks/payments", anyone(), "receive-payment-event", "Take a message of the payment provider", openapi.Raw(h.Receive)},
	}
}
