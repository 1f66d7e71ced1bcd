package goidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	library "github.com/coreos/go-oidc/v3/oidc"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// Options are the choices of an installation.
type Options struct {
	Clock   marketplace.Clock
	Private bool              // services may stand at private addresses, and be reached without https
	Inside  http.RoundTripper // answers for a service in this process; nil: all are outside
}

// Provider implements oidc.Provider.
type Provider struct {
	clock  marketplace.Clock
	client *http.Client
	plain  bool

	mu    sync.Mutex
	known map[string]service
}

var _ oidc.Provider = (*Provider)(nil)

// What is remembered of services: for how long, and of how many.
const (
	remembered = time.Hour
	mostKnown  = 200
)

// New makes the adapter.
func New(o Options) *Provider {
	return &Provider{clock: o.Clock, client: newClient(o.Private, o.Inside), plain: o.Private, known: map[string]service{}}
}

// asymmetric are the algorithms by which a token may be signed: with those, only the issuer can sign.
func asymmetric() []string {
	return []string{library.RS256, library.RS384, library.RS512, library.PS256, library.PS384, library.PS512, library.ES256, library.ES384, library.ES512, library.EdDSA}
}

// service is what one says of itself.
type service struct {
	Authorize string   `json:"authorization_endpoint"`
	Token     string   `json:"token_endpoint"`
	Keys      string   `json:"jwks_uri"`
	Methods   []string `json:"token_endpoint_auth_methods_supported"`

	keys library.KeySet
	at   time.Time
}

// Check implements oidc.Provider. It asks anew, whatever is remembered.
func (p *Provider) Check(ctx context.Context, issuer string) error {
	_, err := p.discover(ctx, issuer)
	return err
}

// of is what a service says of itself, asked within the hour.
func (p *Provider) of(ctx context.Context, issuer string) (service, error) {
	p.mu.Lock()
	s, there := p.known[issuer]
	p.mu.Unlock()
	if there && p.clock().Sub(s.at) < remembered {
		return s, nil
	}
	return p.discover(ctx, issuer)
}

func (p *Provider) discover(ctx context.Context, issuer string) (service, error) {
	if !p.fit(issuer) {
		return service{}, unfit("oidc.issuer_https", errPlain)
	}
	ctx = library.ClientContext(ctx, p.client)
	found, err := library.NewProvider(ctx, issuer)
	if err != nil {
		return service{}, undiscovered(err)
	}
	var s service
	if err := found.Claims(&s); err != nil {
		return service{}, unfit("oidc.issuer_unfit", err)
	}
	for _, address := range []string{s.Authorize, s.Token, s.Keys} {
		if !p.fit(address) {
			return service{}, unfit("oidc.issuer_unfit", errPlain)
		}
	}
	if method(s.Methods) == "" {
		return service{}, unfit("oidc.issuer_unfit", errors.New("it knows clients by none of client_secret_basic and client_secret_post"))
	}
	s.keys, s.at = library.NewRemoteKeySet(ctx, s.Keys), p.clock()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= mostKnown {
		clear(p.known)
	}
	p.known[issuer] = s
	return s, nil
}

// fit says whether an address may be asked, or shown to a browser.
func (p *Provider) fit(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || p.plain && u.Scheme == "http")
}

// method is how the client says who it is: as RFC 6749 prefers, or else in the form.
func method(methods []string) string {
	switch {
	case len(methods) == 0, slices.Contains(methods, "client_secret_basic"):
		return "client_secret_basic"
	case slices.Contains(methods, "client_secret_post"):
		return "client_secret_post"
	}
	return ""
}

// Ask implements oidc.Provider.
func (p *Provider) Ask(ctx context.Context, c oidc.Client, q oidc.Question) (string, error) {
	s, err := p.of(ctx, c.Issuer)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(s.Authorize)
	if err != nil {
		return "", unfit("oidc.issuer_unfit", err)
	}
	v := u.Query()
	for name, value := range map[string]string{
		"response_type": "code", "scope": "openid email profile", "client_id": c.ID, "redirect_uri": q.Redirect, "state": q.State, "nonce": q.Nonce,
		"code_challenge": q.Challenge, "code_challenge_method": "S256", "ui_locales": q.Lang,
	} {
		v.Set(name, value)
	}
	u.RawQuery, u.Fragment = v.Encode(), ""
	return u.String(), nil
}

// Answer implements oidc.Provider.
func (p *Provider) Answer(ctx context.Context, c oidc.Client, a oidc.Reply) (oidc.Claims, error) {
	s, err := p.of(ctx, c.Issuer)
	if err != nil {
		return oidc.Claims{}, err
	}
	raw, err := p.exchange(ctx, s, c, a)
	if err != nil {
		return oidc.Claims{}, err
	}
	return p.believe(ctx, s, c, a.Nonce, raw)
}

// believe checks a token: the library its signature, issuer, audience and times; the nonce and for whom it was made are checked here.
func (p *Provider) believe(ctx context.Context, s service, c oidc.Client, nonce, raw string) (oidc.Claims, error) {
	keys := &watched{KeySet: s.keys}
	verifier := library.NewVerifier(c.Issuer, keys, &library.Config{ClientID: c.ID, SupportedSigningAlgs: asymmetric(), Now: p.clock})
	token, err := verifier.Verify(ctx, raw)
	if keys.err != nil && strings.HasPrefix(keys.err.Error(), "fetching keys") { // as the library says when it could not have them
		return oidc.Claims{}, marketplace.Errorf(marketplace.Unavailable, "oidc.away", keys.err)
	}
	if err != nil {
		return oidc.Claims{}, unbelieved(err)
	}
	var said struct {
		Party    string          `json:"azp"`
		Email    string          `json:"email"`
		Verified json.RawMessage `json:"email_verified"`
		Name     string          `json:"name"`
		ACR      string          `json:"acr"`
		AMR      []string        `json:"amr"`
	}
	if err := token.Claims(&said); err != nil {
		return oidc.Claims{}, unbelieved(err)
	}
	switch {
	case nonce == "" || subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(nonce)) != 1:
		return oidc.Claims{}, unbelieved(errors.New("another nonce"))
	case said.Party != "" && said.Party != c.ID, said.Party == "" && len(token.Audience) > 1:
		return oidc.Claims{}, unbelieved(errors.New("made for another client"))
	}
	verified := string(said.Verified)
	return oidc.Claims{
		Subject: token.Subject, Email: said.Email, Verified: verified == "true" || verified == `"true"`, Name: said.Name, ACR: said.ACR, AMR: said.AMR,
	}, nil
}

// watched remembers why a key could not be had: the library tells it in words only.
type watched struct {
	library.KeySet
	err error
}

// VerifySignature implements the library's KeySet.
func (w *watched) VerifySignature(ctx context.Context, raw string) ([]byte, error) {
	payload, err := w.KeySet.VerifySignature(ctx, raw)
	w.err = err
	return payload, err
}

// undiscovered says why a service could not be read. What does not answer may do so later; all else is not as it has to be.
func undiscovered(err error) error {
	if errors.Is(err, errPrivate) {
		return unfit("oidc.issuer_private", err)
	}
	if _, lost := errors.AsType[*url.Error](err); lost {
		return marketplace.Errorf(marketplace.Unavailable, "oidc.away", err)
	}
	if _, other := errors.AsType[*library.IssuerMismatchError](err); other {
		return unfit("oidc.issuer_other", err)
	}
	if strings.HasPrefix(err.Error(), "5") { // the library begins with the status
		return marketplace.Errorf(marketplace.Unavailable, "oidc.away", err)
	}
	return unfit("oidc.issuer_unfit", err)
}

// unfit is an issuer that cannot be used, as the mistake of the field that names it.
func unfit(key string, cause error) error {
	e := marketplace.Errorf(marketplace.Invalid, "error.invalid", cause)
	e.Fields = []marketplace.FieldError{marketplace.Field("issuer", key)}
	return e
}

func unbelieved(cause error) error {
	return marketplace.Errorf(marketplace.Unauthenticated, "oidc.not_believed", cause)
}
