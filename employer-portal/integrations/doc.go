// Package integrations is an owner's pages about what other systems use: keys to the JSON interface, and webhooks with the log
// of what was sent to them.
//
// What is secret is shown once, on the page that answers the form; no address leads to it again. A form sent twice makes one
// key or one endpoint.
//
// It must not decide anything: marketplace/apikey and marketplace/webhook do. It needs no script. Nothing of it stands in the
// navigation: the page of the organisation leads here.
//
// Read next: ways.go for the pages, keys.go and hooks.go for each half.
package integrations
