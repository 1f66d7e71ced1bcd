package auth

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

type contextKey int

const (
	sessionKey contextKey = iota
	csrfKey
)

// SessionFrom is the session of a request; empty when nobody is signed in.
func SessionFrom(ctx context.Context) marketplace.ID {
	id, _ := ctx.Value(sessionKey).(marketplace.ID)
	return id
}

// CSRFFrom is the token that every form of a page must carry in its hidden field "csrf", and every other unsafe request
// in the header X-CSRF-Token.
func CSRFFrom(ctx context.Context) string {
	token, _ := ctx.Value(csrfKey).(string)
	return token
}
