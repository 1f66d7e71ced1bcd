package fake

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

// Deps is what a Fake needs.
type Deps struct {
	Clock    marketplace.Clock
	Random   io.Reader // crypto/rand.Reader
	Client   oidc.Client
	Redirect string // the one address that people may be sent back to; empty: any
	Guests   []oidc.Guest
	Bend     func(*Token) // changes what is signed; nil: nothing is changed
}

// Token is what is about to be signed.
type Token struct {
	Header map[string]any // besides alg
	Claims jwt.MapClaims
	Method jwt.SigningMethod
	Key    any
}

// Fake is the service. It is safe for concurrent use.
type Fake struct {
	Deps
	key *ecdsa.PrivateKey
	kid string

	mu    sync.Mutex
	codes map[string]grant
}

// grant is what a code stands for.
type grant struct {
	guest     oidc.Guest
	strong    bool
	redirect  string
	nonce     string
	challenge string
	until     time.Time
}

var _ oidc.Stage = (*Fake)(nil)

const codeLife = time.Minute

// New makes a service with a new key.
func New(d Deps) (*Fake, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), d.Random)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	f := &Fake{Deps: d, key: key, codes: map[string]grant{}}
	f.kid, err = f.random()
	return f, err
}

// Demo is the service of the demo's county, for the organisation's way back.
func Demo(clock marketplace.Clock, random io.Reader, origin, redirect string) (*Fake, error) {
	return New(Deps{
		Clock: clock, Random: random, Redirect: redirect,
		Client: oidc.Client{Issuer: strings.TrimRight(origin, "/") + oidc.StagePath, ID: "sovite-demo", Secret: "no secret of anybody"},
		Guests: []oidc.Guest{
			{ID: "coach", Name: "Riikka Salmenkoski", Email: "valmentaja@demo.sovite.fi"},
			{ID: "newcomer", Name: "Uusi Työntekijä", Email: "uusi@demo.sovite.fi"},
			{ID: "unchecked", Name: "Aarne Arvoitus", Email: "valmentaja@demo.sovite.fi", Unverified: true},
			{ID: "visitor", Name: "Veera Vieras", Email: "veera@muualla.example"},
		},
	})
}

// Guests implements oidc.Stage.
func (f *Fake) Guests() []oidc.Guest { return f.Deps.Guests }

// Grant implements oidc.Stage.
func (f *Fake) Grant(_ context.Context, question url.Values, guest string, strong bool) (string, error) {
	back := question.Get("redirect_uri")
	if question.Get("client_id") != f.Client.ID || question.Get("response_type") != "code" || question.Get("code_challenge_method") != "S256" ||
		back == "" || f.Redirect != "" && back != f.Redirect {
		return "", marketplace.Errorf(marketplace.Invalid, "error.invalid")
	}
	u, err := url.Parse(back)
	if err != nil {
		return "", marketplace.Errorf(marketplace.Invalid, "error.invalid", err)
	}
	v := url.Values{"state": {question.Get("state")}, "iss": {f.Client.Issuer}}
	if guest == "" {
		v.Set("error", "access_denied")
		u.RawQuery = v.Encode()
		return u.String(), nil
	}
	for _, g := range f.Deps.Guests {
		if g.ID != guest {
			continue
		}
		code, err := f.random()
		if err != nil {
			return "", err
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.forget()
		f.codes[code] = grant{g, strong, back, question.Get("nonce"), question.Get("code_challenge"), f.Clock().Add(codeLife)}
		v.Set("code", code)
		u.RawQuery = v.Encode()
		return u.String(), nil
	}
	return "", marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

// forget lets go of codes that nobody came for.
func (f *Fake) forget() {
	for code, g := range f.codes {
		if f.Clock().After(g.until) {
			delete(f.codes, code)
		}
	}
}

// take gives what a code stands for, once.
func (f *Fake) take(code string) (grant, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget()
	g, there := f.codes[code]
	delete(f.codes, code)
	return g, there
}

// ServeHTTP is what a service shows to programs, below its issuer.
func (f *Fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	base, err := url.Parse(f.Client.Issuer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	switch strings.TrimPrefix(r.URL.Path, base.Path) {
	case "/.well-known/openid-configuration":
		f.discovery(w)
	case "/keys":
		f.keys(w)
	case "/token":
		f.token(w, r)
	default:
		http.NotFound(w, r)
	}
}

func (f *Fake) discovery(w http.ResponseWriter) {
	write(w, http.StatusOK, map[string]any{
		"issuer": f.Client.Issuer, "authorization_endpoint": f.Client.Issuer + "/authorize", "token_endpoint": f.Client.Issuer + "/token",
		"jwks_uri": f.Client.Issuer + "/keys", "response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
		"id_token_signing_alg_values_supported": []string{"ES256"}, "code_challenge_methods_supported": []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic"}, "authorization_response_iss_parameter_supported": true,
	})
}

func (f *Fake) keys(w http.ResponseWriter) {
	point, err := f.key.PublicKey.Bytes()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	b64 := base64.RawURLEncoding.EncodeToString
	write(w, http.StatusOK, map[string]any{"keys": []any{map[string]any{
		"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": f.kid, "x": b64(point[1:33]), "y": b64(point[33:]),
	}}})
}

func (f *Fake) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if id != url.QueryEscape(f.Client.ID) || secret != url.QueryEscape(f.Client.Secret) {
		write(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
		return
	}
	g, ok := f.take(r.PostFormValue("code"))
	if !ok || r.PostFormValue("grant_type") != "authorization_code" || g.redirect != r.PostFormValue("redirect_uri") ||
		oidc.Challenge(r.PostFormValue("code_verifier")) != g.challenge {
		write(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	signed, err := f.sign(g)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write(w, http.StatusOK, map[string]any{"id_token": signed, "access_token": "of no use", "token_type": "Bearer", "expires_in": 60})
}

func (f *Fake) sign(g grant) (string, error) {
	now := f.Clock()
	t := Token{
		Header: map[string]any{"kid": f.kid}, Method: jwt.SigningMethodES256, Key: f.key,
		Claims: jwt.MapClaims{
			"iss": f.Client.Issuer, "sub": g.guest.ID, "aud": f.Client.ID, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "nonce": g.nonce,
			"email": g.guest.Email, "email_verified": !g.guest.Unverified, "name": g.guest.Name, "amr": []string{"pwd"},
		},
	}
	if g.strong {
		t.Claims["amr"] = []string{"pwd", "otp", "mfa"}
	}
	if f.Bend != nil {
		f.Bend(&t)
	}
	unsigned := jwt.NewWithClaims(t.Method, t.Claims)
	for name, value := range t.Header {
		unsigned.Header[name] = value
	}
	return unsigned.SignedString(t.Key)
}

func (f *Fake) random() (string, error) {
	raw := make([]byte, 24)
	if _, err := io.ReadFull(f.Random, raw); err != nil {
		return "", fmt.Errorf("read randomness: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), nil
}

func write(w http.ResponseWriter, status int, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		status, raw = http.StatusInternalServerError, nil
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(raw)
}
