package passkey

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Passkey is one key of a person.
type Passkey struct {
	ID      marketplace.ID      `json:"id"`
	Person  marketplace.ID      `json:"person"`
	Name    string              `json:"name"`
	Created marketplace.Instant `json:"created"`
	Used    marketplace.Instant `json:"used"`
}

// passkey is the stored form, with what only the adapter understands.
type passkey struct {
	Passkey
	Record json.RawMessage `json:"record"`
}

// Life is how long a browser has for its answer; recent is how fresh a sign-in has to be to make a passkey without the password.
const (
	Life   = 5 * time.Minute
	recent = 10 * time.Minute
)

const (
	mostKeys = 20
	mostName = 60
)

// challenge is a question to a browser, kept until it is answered.
type challenge struct {
	ID      marketplace.ID      `json:"id"`
	Person  marketplace.ID      `json:"person,omitempty"` // who makes a passkey; empty: somebody signs in
	Name    string              `json:"name,omitempty"`   // of the passkey that is made
	Kept    []byte              `json:"kept"`
	Expires marketplace.Instant `json:"expires"`
	Used    marketplace.Instant `json:"used"`
}

// open says whether the challenge may be answered: once, in time, by whom and for what it was made.
func (c challenge) open(who marketplace.ID, now marketplace.Instant) bool {
	return c.Used.IsZero() && now.Time().Before(c.Expires.Time()) && c.Person == who
}

// passkeyID is the same for a key always, so that a key belongs to one person.
func passkeyID(key []byte) marketplace.ID {
	return marketplace.Derived("key-", 24, base64.RawURLEncoding.EncodeToString(key))
}
