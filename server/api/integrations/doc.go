// Package integrations is the JSON interface to what other systems use: the keys of one's organisation, and its webhooks with
// what was sent to them.
//
// An APIKey is a key without its secret, a Webhook an endpoint without its own, a WebhookDelivery one message with its tries.
// Keys and endpoints are made on pages only, because their secrets are shown once and are never part of an answer that is kept
// for a repeated request. A key opens none of these ways in.
//
// It must not decide anything: marketplace/apikey and marketplace/webhook do.
//
// Read next: keys.go, webhooks.go, routes.go for the ways in.
package integrations
