package apikey

import (
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/check"
)

// State is how a key stands.
type State string

// The states of a key. One whose last day is over ends by itself; one that was revoked never opens again.
const (
	Open    State = "open"
	Ended   State = "ended"
	Revoked State = "revoked"
)

// Key is a key as it is stored. Its id is also what its token begins with, so that one is recognised without its secret.
type Key struct {
	ID     marketplace.ID      `json:"id"`
	Org    marketplace.ID      `json:"org"`
	Name   string              `json:"name"`
	Scopes []Scope             `json:"scopes"`
	State  State               `json:"state"`
	Digest string              `json:"digest"` // SHA-256 of the secret, sealed: nobody who can write to the store plants a key
	Made   marketplace.Instant `json:"made"`
	By     marketplace.ID      `json:"by"`
	Until  marketplace.Date    `json:"until"`          // last day
	Used   marketplace.Date    `json:"used,omitempty"` // last day on which it was used
	Over   marketplace.Instant `json:"over"`           // when it was revoked or had ended
	OverBy marketplace.ID      `json:"over_by,omitempty"`
	Warned bool                `json:"warned,omitempty"`
}

// Draft is what an owner fills in for a key.
type Draft struct {
	Once   string // chosen by the form: the same form sent twice makes one key
	Name   string
	Scopes []Scope
	Until  marketplace.Date
}

const (
	mostOpen  = 20
	mostName  = 80
	mostLife  = 12 // months
	warnDays  = 14
	secretLen = 32 // bytes: what cannot be guessed needs no slow hash
	prefix    = "svk_"
)

// checked gives the input in its stored form, or the fields that are wrong.
func (d Draft) checked(today marketplace.Date) (Draft, error) {
	var f check.Fields
	d.Name = check.Line(d.Name)
	f.Need("name", d.Name != "")
	f.Text("name", d.Name, mostName)
	var asked []Scope
	for _, s := range Scopes() {
		if slices.Contains(d.Scopes, s) {
			asked = append(asked, s)
		}
	}
	if len(asked) == 0 || len(asked) != len(slices.Compact(slices.Sorted(slices.Values(d.Scopes)))) {
		f.Add("scopes", "apikey.scopes")
	}
	d.Scopes = asked
	if f.Need("until", d.Until != ""); d.Until != "" && f.Date("until", d.Until) && (d.Until < today || d.Until > today.AddMonths(mostLife)) {
		f.Add("until", "apikey.until", "first", today, "last", today.AddMonths(mostLife))
	}
	return d, marketplace.InvalidFields(f.Errors())
}

// idOf is the id of the key that a form makes: recognisable, and the same however often the form is sent.
func idOf(org marketplace.ID, once string) marketplace.ID {
	return marketplace.Derived(prefix, 8, string(org), once)
}

// Is says whether an id is one of a key, as facts name who did something.
func Is(id marketplace.ID) bool { return strings.HasPrefix(string(id), prefix) }

func purpose(id marketplace.ID) string { return "api key " + string(id) }

// locked is the key with the digest of its secret.
func (k Key) locked(v *secret.Vault, text string) (Key, error) {
	sum := sha256.Sum256([]byte(text))
	var err error
	k.Digest, err = v.Seal(purpose(k.ID), sum[:])
	return k, err
}

// fits says whether a secret is the key's, in time that does not depend on where it differs.
func (k Key) fits(v *secret.Vault, text string) bool {
	want, err := v.Open(purpose(k.ID), k.Digest)
	sum := sha256.Sum256([]byte(text))
	return err == nil && subtle.ConstantTimeCompare(want, sum[:]) == 1
}

// opens says whether the key lets anybody in on a day.
func (k Key) opens(today marketplace.Date) bool { return k.State == Open && today <= k.Until }

// Soon says whether an open key ends within a fortnight.
func (k Key) Soon(today marketplace.Date) bool {
	return k.State == Open && today.AddDays(warnDays) >= k.Until
}
