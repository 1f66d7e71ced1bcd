// Package oidc lets organisations have their own people identified by a service of their own, such as a county's, instead of a
// password here (OpenID Connect; kirjautuminen organisaation omalla tunnuksella).
//
// A Registration is an organisation's service: issuer, client and sealed client secret, and whether it is the only way in. A
// Domain is a part of e-mail addresses for which it may answer, once an administrator has confirmed that the domain is the
// organisation's; one domain belongs to one organisation. An attempt is one visit of a browser to the service: its state, nonce
// and verifier are derived, never stored, and it is spent once. An Identity is what the service calls somebody (issuer and
// subject), bound to one person here.
//
// It must not give anybody a role, sign in anybody of another organisation or outside the confirmed domains, or show any word
// that the service wrote. It knows no library: Provider is the port, the adapters are account/oidc/goidc and the stand-in
// account/oidc/fake. SAML is not spoken; a broker in between is.
//
// Read next: provider.go for the port, decide.go for who comes in, finish.go for the whole way, registration.go and domain.go for
// what an organisation sets up.
package oidc
