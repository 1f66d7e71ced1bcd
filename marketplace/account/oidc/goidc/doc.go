// Package goidc speaks OpenID Connect with the services of organisations, by github.com/coreos/go-oidc.
//
// The library reads what a service says of itself and checks the signature, issuer, audience and times of a token; the exchange of a
// code is one posted form. A service is outside: its addresses come from an organisation, so requests go to public addresses by https
// only, wait a few seconds, read a megabyte at most and follow no redirect to another host.
//
// It must not keep anything but what a service says of itself, for an hour; must not accept a token that is signed with a shared secret
// or not at all; and must not hand on any text of a service but as the private cause of an error.
//
// Read next: goidc.go for the port, client.go for what requests may do.
package goidc
