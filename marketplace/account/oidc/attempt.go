package oidc

import (
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

// Life is how long a visit to the service may take.
const Life = 10 * time.Minute

// attempt is one visit of a browser to the service. Everything that has to be kept secret is derived from its id, its salt and the
// installation's secret: whoever copies the store can neither finish a visit nor forge one.
type attempt struct {
	ID      marketplace.ID      `json:"id"`
	Salt    string              `json:"salt"`
	Org     marketplace.ID      `json:"org"`
	Issuer  string              `json:"issuer"` // that was asked; an answer is not taken to another
	Client  string              `json:"client"`
	Next    string              `json:"next"` // where to go then
	Created marketplace.Instant `json:"created"`
	Expires marketplace.Instant `json:"expires"`
	Used    marketplace.Instant `json:"used"`
}

// secrets are what belongs to an attempt: the cookie holds it to one browser, the state to one question, the nonce to one token, the
// verifier to one code.
type secrets struct{ cookie, state, nonce, verifier string }

func (a attempt) secrets(v *secret.Vault) (s secrets, err error) {
	if s.state, err = v.Token("oidc state", string(a.ID), a.Salt); err != nil {
		return s, err
	}
	for _, of := range []struct {
		purpose string
		to      *string
	}{{"oidc browser", &s.cookie}, {"oidc nonce", &s.nonce}, {"oidc verifier", &s.verifier}} {
		if *of.to, err = v.Code(of.purpose, string(a.ID), a.Salt); err != nil {
			return s, err
		}
	}
	return s, nil
}

// matches says whether an answer belongs to this attempt and came to the browser that began it.
func (a attempt) matches(v *secret.Vault, org marketplace.ID, code, cookie string) bool {
	state := v.Checks(code, "oidc state", string(a.ID), a.Salt)
	browser := v.Checks(cookie, "oidc browser", string(a.ID), a.Salt)
	return state && browser && a.Org == org
}

// open says whether the attempt can still be finished.
func (a attempt) open(now marketplace.Instant) bool {
	return a.Used.IsZero() && now.Time().Before(a.Expires.Time())
}
