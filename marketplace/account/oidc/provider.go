package oidc

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/url"

	"sovite.fi/sovite/marketplace"
)

// Provider speaks with the services of organisations. Adapters are safe for concurrent use, wait a few seconds at most, and
// reach no address that the installation does not allow. Every method returns a *marketplace.Error: Unavailable "oidc.away" (the
// service does not answer; may be tried again), Invalid (it is not what it has to be) or, from Answer, Unauthenticated
// "oidc.not_believed" (what it said is not what was asked, not signed by it, or over). Nothing of the service's own words is in
// an error but as its private cause.
type Provider interface {
	// Check reads what the service says of itself. Invalid for one whose issuer is another or that cannot be used.
	Check(ctx context.Context, issuer string) error

	// Ask gives the address at which the service identifies somebody.
	Ask(ctx context.Context, c Client, q Question) (string, error)

	// Answer trades a code for what the service says of somebody: signed by a key of the issuer, for this client and this nonce, at
	// this time.
	Answer(ctx context.Context, c Client, a Reply) (Claims, error)
}

// Client is this installation as a service knows it.
type Client struct{ Issuer, ID, Secret string }

// Question is what a browser takes to the service.
type Question struct {
	Redirect  string // where the answer goes
	State     string
	Nonce     string
	Challenge string // of the verifier, by S256
	Lang      string // in which the service may speak
}

// Reply is what is needed to trade a code.
type Reply struct {
	Code     string
	Verifier string
	Nonce    string
	Redirect string
}

// Claims is what a service says of somebody.
type Claims struct {
	Subject  string
	Email    string
	Verified bool // the service has checked the address
	Name     string
	ACR      string
	AMR      []string
}

// Strong says whether the service asked for more than one factor: by the method names of RFC 8176, or by a class that stands for
// strong identification (NIST AAL 2 and 3, REFEDS MFA, eIDAS substantial and high, Finnish bank and mobile identification).
func (c Claims) Strong() bool {
	for _, method := range c.AMR {
		if method == "mfa" {
			return true
		}
	}
	switch c.ACR {
	case "https://refeds.org/profile/mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
		"http://eidas.europa.eu/LoA/substantial", "http://eidas.europa.eu/LoA/high",
		"http://ftn.ficora.fi/2017/loa2", "http://ftn.ficora.fi/2017/loa3",
		"urn:nist:800-63-3:aal:2", "urn:nist:800-63-3:aal:3":
		return true
	}
	return false
}

// Challenge is what a verifier becomes on its way through the browser (RFC 7636, S256).
func Challenge(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Away is the port of an installation that lets nobody in by another service.
type Away struct{}

func away() error { return marketplace.Errorf(marketplace.Unavailable, "oidc.away") }

// Check implements Provider.
func (Away) Check(context.Context, string) error { return away() }

// Ask implements Provider.
func (Away) Ask(context.Context, Client, Question) (string, error) { return "", away() }

// Answer implements Provider.
func (Away) Answer(context.Context, Client, Reply) (Claims, error) { return Claims{}, away() }

// Stage is what the stand-in's own page does in place of a service's. Only the demo has one.
type Stage interface {
	// Guests lists whom the page offers.
	Guests() []Guest

	// Grant answers a question for a guest, and gives the address to go back to. Invalid for a question that is none of this
	// installation's, NotFound for a guest whom nobody knows.
	Grant(ctx context.Context, question url.Values, guest string, strong bool) (string, error)
}

// Guest is somebody whom the stand-in knows.
type Guest struct {
	ID, Name, Email string
	Unverified      bool // the stand-in has not checked the address
}

// StagePath is where the stand-in stands below the origin; its page is at "/authorize" below.
const StagePath = "/demo-county"
