package account

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/check"
)

// Person is what may be shown of somebody who can sign in: to themselves and, without TwoFactor, to fellow members.
type Person struct {
	ID        marketplace.ID      `json:"id"`
	Email     string              `json:"email"`
	Name      string              `json:"name"`
	Lang      string              `json:"lang"`
	TwoFactor bool                `json:"two_factor"`
	Created   marketplace.Instant `json:"created"`
}

// person is the stored form: what can be shown, and what must not be.
type person struct {
	ID       marketplace.ID      `json:"id"`
	Email    string              `json:"email"` // lower case; unique
	Name     string              `json:"name"`
	Lang     string              `json:"lang"`
	Password string              `json:"password"` // PHC string
	Factor   factor              `json:"factor"`
	Created  marketplace.Instant `json:"created"`
	Via      marketplace.ID      `json:"via,omitempty"` // the link through which the person came
	Disabled bool                `json:"disabled,omitempty"`
}

// factor is the second factor.
type factor struct {
	Secret    string   `json:"secret,omitempty"` // sealed
	Confirmed bool     `json:"confirmed,omitempty"`
	Used      int64    `json:"used,omitempty"`     // the last thirty-second step whose code was accepted
	Recovery  []string `json:"recovery,omitempty"` // hashes of the recovery codes still unused
}

func (p person) shown() Person {
	return Person{ID: p.ID, Email: p.Email, Name: p.Name, Lang: p.Lang, TwoFactor: p.Factor.Confirmed, Created: p.Created}
}

// NewPerson is what somebody fills in to get an account.
type NewPerson struct {
	Email    string // not used when a link says it
	Name     string
	Lang     string
	Password string
}

func email(bad []marketplace.FieldError, value string) (string, []marketplace.FieldError) {
	parsed, ok := check.Email(value)
	if !ok {
		bad = append(bad, marketplace.Field("email", "field.email", "value", value))
	}
	return parsed, bad
}

// checked gives the input in its stored form, or the fields that are wrong. A trusted caller may choose a password that
// is easy to guess, for demo accounts, but not a short one.
func (n NewPerson) checked(trusted bool, known secret.Breached) (NewPerson, error) {
	var bad []marketplace.FieldError
	if trusted {
		known = nil
	}
	n.Email, bad = email(bad, n.Email)
	n.Name, bad = text(bad, "name", n.Name, 120, true)
	n.Lang, bad = lang(bad, n.Lang)
	key, args, err := secret.Judged(known, n.Password, n.Email, n.Name)
	if err != nil {
		return n, err
	}
	if key != "" && (!trusted || len(n.Password) < secret.MinPassword) {
		bad = append(bad, marketplace.Field("password", key, args...))
	}
	return n, marketplace.InvalidFields(bad)
}
