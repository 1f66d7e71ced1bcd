package session

import (
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

// How long a session lives, and how long the refresh token before the last one is still good, so that two pages that
// load at once do not look like a thief.
const (
	Life  = 30 * 24 * time.Hour
	Grace = 30 * time.Second
)

// Session is one signed-in browser or device, as its owner may see it.
type Session struct {
	ID        marketplace.ID      `json:"id"`
	Person    marketplace.ID      `json:"person"`
	Org       marketplace.ID      `json:"org,omitempty"` // for which organisation the person acts at present
	Lang      string              `json:"lang"`
	UserAgent string              `json:"user_agent"`
	Created   marketplace.Instant `json:"created"`
	Used      marketplace.Instant `json:"used"` // last refresh
	Expires   marketplace.Instant `json:"expires"`
}

// record is the stored form. Turn counts the refresh tokens handed out; only the newest is good.
type record struct {
	Session
	Salt    string              `json:"salt"`
	Turn    int                 `json:"turn"`
	Revoked marketplace.Instant `json:"revoked"`
}

func (r record) open(now marketplace.Instant) bool {
	return r.Revoked.IsZero() && now.Time().Before(r.Expires.Time())
}

// token is the refresh token of a turn: the session's id, the turn and a code over both and the salt.
func (r record) token(v *secret.Vault, turn int) (string, error) {
	return v.Token("refresh", string(r.ID)+"."+strconv.Itoa(turn), r.Salt)
}

func (r record) matches(v *secret.Vault, turn int, code string) bool {
	return v.Checks(code, "refresh", string(r.ID)+"."+strconv.Itoa(turn), r.Salt)
}

// turning is what a genuine refresh token of some turn deserves.
type turning int

const (
	turnOn     turning = iota // the newest: hand out the next one
	turnRepeat                // the one before, just now: hand out the newest again
	turnReused                // an older one: somebody else has it; end the session
)

// judge decides about a genuine token of a turn.
func (r record) judge(turn int, now marketplace.Instant) turning {
	switch {
	case turn == r.Turn:
		return turnOn
	case turn == r.Turn-1 && now.Time().Sub(r.Used.Time()) <= Grace:
		return turnRepeat
	}
	return turnReused
}

// splitRefresh parts a refresh token into session, turn and code; false if it cannot be one.
func splitRefresh(token string) (id marketplace.ID, turn int, code string, ok bool) {
	claim, code, ok := secret.SplitToken(token)
	at := strings.LastIndexByte(claim, '.')
	if !ok || at < 1 {
		return "", 0, "", false
	}
	turn, err := strconv.Atoi(claim[at+1:])
	id = marketplace.ID(claim[:at])
	return id, turn, code, err == nil && turn > 0 && id.Valid()
}
