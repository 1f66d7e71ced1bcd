package account

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Membership gives a person roles in one organisation. There is at most one per person and organisation; it is kept
// when it ends, because the audit record names it.
type Membership struct {
	ID     marketplace.ID      `json:"id"`
	Person marketplace.ID      `json:"person"`
	Org    marketplace.ID      `json:"org"`
	Roles  []marketplace.Role  `json:"roles"` // stored without RoleOwner: Organisation.Owners decides that one
	Since  marketplace.Instant `json:"since"`
	Active bool                `json:"active"`
	Ended  marketplace.Instant `json:"ended"`         // when it last ended; invitations from before open nothing
	Via    []string            `json:"via,omitempty"` // the links and the founding that gave it, so that none gives it twice
}

// Member is a membership with what the organisation may know of the person.
type Member struct {
	Person marketplace.ID      `json:"person"`
	Name   string              `json:"name"`
	Email  string              `json:"email"`
	Roles  []marketplace.Role  `json:"roles"`
	Since  marketplace.Instant `json:"since"`
}

// membershipID is made from the two ids, so that giving the same membership twice meets the same document, and so that
// checking a request is a read by id.
func membershipID(person, org marketplace.ID) marketplace.ID {
	if id := person + "." + org; len(id) <= 64 {
		return id
	}
	sum := sha256.Sum256([]byte(person + "." + org))
	return marketplace.ID(hex.EncodeToString(sum[:]))
}

// effective is what the member may do at present. The owners are listed in the organisation itself, so that two owners
// who remove each other at the same moment meet in one document and one of them stays. The roles that do not fit the
// organisation's present kinds rest. A suspended organisation leaves no role at all, so that every verb that asks for
// one is closed while a person can still read their own account and sign out.
func effective(o Organisation, m Membership) []marketplace.Role {
	if o.Suspended || !m.Active || m.Org != o.ID {
		return nil
	}
	allowed := append(Roles(o.Kinds), marketplace.RoleAdministrator)
	var out []marketplace.Role
	if slices.Contains(o.Owners, m.Person) {
		out = append(out, marketplace.RoleOwner)
	}
	for _, r := range m.Roles {
		if r != marketplace.RoleOwner && slices.Contains(allowed, r) {
			out = append(out, r)
		}
	}
	return out
}

// given is the membership after something gave roles to it: what it had, if it is active, and the new ones.
func (m Membership) given(roles []marketplace.Role, via string, now marketplace.Instant) Membership {
	if !m.Active {
		m.Roles, m.Since, m.Active = nil, now, true
	}
	m.Roles = union(m.Roles, withoutOwner(roles))
	m.Via = union(m.Via, []string{via})
	return m
}

func withoutOwner(roles []marketplace.Role) []marketplace.Role {
	return slices.DeleteFunc(slices.Clone(roles), func(r marketplace.Role) bool { return r == marketplace.RoleOwner })
}

func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
