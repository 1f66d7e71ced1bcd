package auth

import (
	"context"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"sovite.fi/sovite/marketplace"
)

// AccessLife is how long an access token is good.
const AccessLife = 15 * time.Minute

const (
	leeway       = 30 * time.Second // between the clocks of two machines
	audience     = "sovite"
	longestToken = 4096
)

// Token is an access token as it is handed out.
type Token struct {
	Access  string
	Expires marketplace.Instant
}

// claims are what an access token states. It states no role: roles are read from the store at every request.
type claims struct {
	jwt.RegisteredClaims
	Org     marketplace.ID `json:"org,omitempty"`
	Session marketplace.ID `json:"sid"`

	Round int              `json:"rnd,omitempty"` // of a visit by a door: see visit.go
	Began *jwt.NumericDate `json:"bgn,omitempty"`
}

// sign makes an access token for a person.
func sign(k key, issuer string, session marketplace.ID, actor marketplace.Actor, now time.Time) (Token, error) {
	return signClaims(k, issuer, claims{
		Org: actor.Org, Session: session,
		RegisteredClaims: jwt.RegisteredClaims{Audience: jwt.ClaimStrings{audience}, Subject: string(actor.Person)},
	}, now)
}

// signClaims signs (EdDSA over Ed25519, RFC 8037) with a key that the token names in kid.
func signClaims(k key, issuer string, c claims, now time.Time) (Token, error) {
	expires := now.Add(AccessLife)
	c.Issuer, c.IssuedAt, c.ExpiresAt = issuer, jwt.NewNumericDate(now), jwt.NewNumericDate(expires)
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	t.Header["kid"] = string(k.id)
	access, err := t.SignedString(k.private)
	return Token{Access: access, Expires: marketplace.At(expires)}, err
}

// read checks everything about a token that can be checked without its session: the algorithm is EdDSA and no other,
// the key is one of ours, the signature is right, issuer and audience (ours, or an entrance's) are right, and it has not expired.
func read(ctx context.Context, keys *Keys, issuer, raw string, now func() time.Time) (claims, error) {
	var c claims
	if len(raw) > longestToken {
		return c, badToken(nil)
	}
	var keyErr error
	find := func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		public, ok, err := keys.verifier(ctx, kid)
		if err != nil || !ok {
			keyErr = err
			return nil, errors.New("no such key")
		}
		return public, nil
	}
	_, err := jwt.ParseWithClaims(raw, &c, find,
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithIssuer(issuer), jwt.WithAudience(audience, clientAudience, supporterAudience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithLeeway(leeway), jwt.WithTimeFunc(now), jwt.WithStrictDecoding())
	switch {
	case keyErr != nil:
		return c, keyErr
	case errors.Is(err, jwt.ErrTokenExpired):
		return c, marketplace.Errorf(marketplace.Unauthenticated, "auth.token_expired", err)
	case err != nil || c.Subject == "" || !c.Session.Valid():
		return c, badToken(err)
	}
	return c, nil
}

func badToken(cause error) error {
	if cause == nil {
		return marketplace.Errorf(marketplace.Unauthenticated, "auth.token_invalid")
	}
	return marketplace.Errorf(marketplace.Unauthenticated, "auth.token_invalid", cause)
}
