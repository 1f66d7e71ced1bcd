package apikey

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// Area is a part of the JSON interface to which a key can be let in.
type Area string

// The areas. What is about a client is in none of them.
const (
	Tasks      Area = "tasks"
	Capacity   Area = "capacity"
	Prices     Area = "prices"
	Quotes     Area = "quotes"
	Orders     Area = "orders"
	Rosters    Area = "rosters"
	Timesheets Area = "timesheets"
	Invoices   Area = "invoices"
	Payments   Area = "payments"
	Books      Area = "books"
)

// Areas lists every area, in the order in which forms show them.
func Areas() []Area {
	return []Area{Tasks, Capacity, Prices, Quotes, Orders, Rosters, Timesheets, Invoices, Payments, Books}
}

// Scope is reading or writing one area, such as "orders:read". Writing does not hold reading.
type Scope string

// Read is the scope for reading an area.
func Read(a Area) Scope { return Scope(a) + ":read" }

// Write is the scope for writing an area.
func Write(a Area) Scope { return Scope(a) + ":write" }

// Scopes lists every scope there is: each area can be read, some can be written.
func Scopes() []Scope {
	var out []Scope
	for _, a := range Areas() {
		out = append(out, Read(a))
		if slices.Contains([]Area{Tasks, Orders, Timesheets, Invoices, Payments}, a) {
			out = append(out, Write(a))
		}
	}
	return out
}

// Area is the area of a scope.
func (s Scope) Area() Area {
	area, _, _ := strings.Cut(string(s), ":")
	return Area(area)
}

// Roles are the roles in which a key acts where a scope lets it in. The verbs ask for them as they ask a person; shifts are
// listed as their owner sees them, because a supervisor sees only those that they lead.
func (s Scope) Roles() []marketplace.Role {
	switch s.Area() {
	case Tasks:
		return []marketplace.Role{marketplace.RoleEmployer}
	case Capacity:
		return []marketplace.Role{marketplace.RoleSupervisor}
	case Quotes:
		return []marketplace.Role{marketplace.RoleEmployer, marketplace.RoleBilling}
	case Orders:
		return []marketplace.Role{marketplace.RoleEmployer, marketplace.RoleSupervisor, marketplace.RoleBilling}
	case Rosters:
		return []marketplace.Role{marketplace.RoleOwner}
	case Timesheets:
		return []marketplace.Role{marketplace.RoleSupervisor, marketplace.RoleBilling}
	case Prices, Invoices, Payments, Books:
		return []marketplace.Role{marketplace.RoleBilling}
	}
	return nil
}

// Holder is who comes with a key.
type Holder struct {
	Actor  marketplace.Actor // without a role: see For
	Scopes []Scope
}

// For is the holder as an actor where a way in asks for a scope; Forbidden "apikey.no_scope" without it, or where no scope
// lets any key in (the empty one).
func (h Holder) For(s Scope) (marketplace.Actor, error) {
	if s == "" {
		return marketplace.Actor{}, marketplace.Errorf(marketplace.Forbidden, "apikey.closed")
	}
	if !slices.Contains(h.Scopes, s) {
		return marketplace.Actor{}, marketplace.Errorf(marketplace.Forbidden, "apikey.no_scope", "scope", s)
	}
	actor := h.Actor
	actor.Roles = s.Roles()
	return actor, nil
}
