package account

import (
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
)

// How long a session lives, and how long the refresh token before the last one is still good, so that two pages that
// load at once do not look like a thief.
const (
	SessionLife  = 30 * 24 * time.Hour
	RefreshGrace = 30 * time.Second
)

// Session is one signed-in browser or device, as its owner may see it.
type Session struct {
	ID        marketplace.ID      `json:"id"`
	Person    marketplace.ID      `json:"person"`
	Org       marketplace.ID      `json:"org,omitempty"` // for which organisation the person acts at present
	UserAgent string              `json:"user_agent"`
	Created   marketplace.Instant `json:"created"`
	Used      marketplace.Instant `json:"used"` // last refresh
	Expires   marketplace.Instant `json:"expires"`
}

// session is the stored form. Turn counts the refresh tokens handed out; only the newest is good.
type session struct {
	Session
	Lang    string              `json:"lang"`
	Salt    string              `json:"salt"`
	Turn    int                 `json:"turn"`
	Revoked marketplace.Instant `json:"revoked"`
}

func (s session) open(now marketplace.Instant) bool {
	return s.Revoked.IsZero() && now.Time().Before(s.Expires.Time())
}

// token is the refresh token of a turn: the session's id, the turn and a code over both.
func (s session) token(v *Vault, turn int) (string, error) {
	n := strconv.Itoa(turn)
	code, err := v.Code("refresh", string(s.ID), s.Salt, n)
	return string(s.ID) + "." + n + "." + code, err
}

func (s session) matches(v *Vault, turn int, code string) bool {
	return v.Checks(code, "refresh", string(s.ID), s.Salt, strconv.Itoa(turn))
}

// turning is what a genuine refresh token of some turn deserves.
type turning int

const (
	turnOn     turning = iota // the newest: hand out the next one
	turnRepeat                // the one before, just now: hand out the newest again
	turnReused                // an older one: somebody else has it; end the session
)

// judge decides about a genuine token of a turn.
func (s session) judge(turn int, now marketplace.Instant) turning {
	switch {
	case turn == s.Turn:
		return turnOn
	case turn == s.Turn-1 && now.Time().Sub(s.Used.Time()) <= RefreshGrace:
		return turnRepeat
	}
	return turnReused
}

// splitRefresh parts a refresh token into session, turn and code; false if it cannot be one.
func splitRefresh(token string) (marketplace.ID, int, string, bool) {
	rest, code, ok := splitToken(token)
	at := strings.LastIndexByte(string(rest), '.')
	if !ok || at < 1 {
		return "", 0, "", false
	}
	turn, err := strconv.Atoi(string(rest[at+1:]))
	id := rest[:at]
	return id, turn, code, err == nil && turn > 0 && id.Valid()
}
