package account

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Kind is what an organisation does on the marketplace; an organisation can be of several kinds.
type Kind string

// The kinds of organisation.
const (
	KindEmployer  Kind = "employer"  // has work to be done
	KindOrganiser Kind = "organiser" // sells supervised crew hours
	KindCoaching  Kind = "coaching"  // has job coaches and their clients
)

// Kinds lists every kind, in the order in which forms show them.
func Kinds() []Kind { return []Kind{KindEmployer, KindOrganiser, KindCoaching} }

// Organisation is an employer, an organiser or a coaching unit.
type Organisation struct {
	ID           marketplace.ID      `json:"id"`
	Name         string              `json:"name"`
	BusinessID   string              `json:"business_id,omitempty"` // Y-tunnus such as "0737546-2"; unique when given
	Kinds        []Kind              `json:"kinds"`
	Municipality string              `json:"municipality,omitempty"`
	Lang         string              `json:"lang"` // language of messages to the organisation
	Suspended    bool                `json:"suspended,omitempty"`
	Created      marketplace.Instant `json:"created"`
	Owners       []marketplace.ID    `json:"owners,omitempty"` // the members who hold RoleOwner
	Founder      marketplace.ID      `json:"founder,omitempty"`
	FounderRoles []marketplace.Role  `json:"founder_roles,omitempty"`
}

// NewOrganisation is what somebody fills in to found or change an organisation.
type NewOrganisation struct {
	Name         string
	BusinessID   string // may be empty
	Kinds        []Kind
	Municipality string
	Lang         string
	Roles        []marketplace.Role // what the founder does besides owning; only used by CreateOrganisation
}

// Roles lists the roles that members of an organisation of these kinds can hold. RoleAdministrator is not among them:
// it belongs to the installation and is given by the command line or another administrator.
func Roles(kinds []Kind) []marketplace.Role {
	out := []marketplace.Role{marketplace.RoleOwner, marketplace.RoleBilling, marketplace.RoleAuditor}
	for _, k := range Kinds() {
		if role, ok := working(k); ok && slices.Contains(kinds, k) {
			out = append(out, role)
		}
	}
	return out
}

// working is the role that does the work of a kind of organisation.
func working(k Kind) (marketplace.Role, bool) {
	switch k {
	case KindEmployer:
		return marketplace.RoleEmployer, true
	case KindOrganiser:
		return marketplace.RoleSupervisor, true
	case KindCoaching:
		return marketplace.RoleCoach, true
	}
	return "", false
}

// checked gives the input in its stored form, or the fields that are wrong.
func (n NewOrganisation) checked() (NewOrganisation, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	n.Name, bad = text(bad, "name", n.Name, 200, true)
	n.Municipality, bad = text(bad, "municipality", n.Municipality, 80, false)
	n.Lang, bad = lang(bad, n.Lang)
	if n.BusinessID != "" {
		id, ok := check.BusinessID(n.BusinessID)
		if !ok {
			bad = append(bad, marketplace.Field("business_id", "account.business_id", "value", n.BusinessID))
		}
		n.BusinessID = id
	}
	if len(n.Kinds) == 0 {
		bad = append(bad, marketplace.Field("kinds", "field.required"))
	}
	n.Kinds, bad = choices(bad, "kinds", n.Kinds, Kinds())
	return n, bad
}

// founderRoles is owner, what the founder asked for, and for employers the role that posts tasks. The role of coach
// opens clients' profiles and is therefore never given unasked.
func (n NewOrganisation) founderRoles() ([]marketplace.Role, []marketplace.FieldError) {
	roles := append([]marketplace.Role{marketplace.RoleOwner}, n.Roles...)
	if len(n.Roles) == 0 && slices.Contains(n.Kinds, KindEmployer) {
		roles = append(roles, marketplace.RoleEmployer)
	}
	return checkedRoles(roles, Roles(n.Kinds))
}

// checkedRoles sorts roles into the kernel's order without doubles and names those that are not allowed.
func checkedRoles(roles, allowed []marketplace.Role) ([]marketplace.Role, []marketplace.FieldError) {
	var bad []marketplace.FieldError
	if len(roles) == 0 {
		bad = append(bad, marketplace.Field("roles", "field.required"))
	}
	roles, bad = choices(bad, "roles", roles, allowed)
	slices.SortFunc(roles, func(a, b marketplace.Role) int {
		return slices.Index(marketplace.Roles(), a) - slices.Index(marketplace.Roles(), b)
	})
	return roles, bad
}

func text(bad []marketplace.FieldError, field, value string, limit int, required bool) (string, []marketplace.FieldError) {
	value = strings.Join(strings.Fields(value), " ")
	switch {
	case required && value == "":
		bad = append(bad, marketplace.Field(field, "field.required"))
	case utf8.RuneCountInString(value) > limit:
		bad = append(bad, marketplace.Field(field, "field.too_long", "max", limit))
	}
	return value, bad
}

// lang checks a language; the empty one is Finnish.
func lang(bad []marketplace.FieldError, value string) (string, []marketplace.FieldError) {
	switch value {
	case "":
		return "fi", bad
	case "fi", "sv", "en":
		return value, bad
	}
	return value, append(bad, marketplace.Field("lang", "field.choice", "value", value, "choices", "fi, sv, en"))
}

func choices[T ~string](bad []marketplace.FieldError, field string, values, allowed []T) ([]T, []marketplace.FieldError) {
	var out []T
	for _, v := range values {
		if !slices.Contains(allowed, v) {
			bad = append(bad, marketplace.Field(field, "field.choice", "value", v, "choices", joined(allowed)))
			continue
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out, bad
}

func joined[T ~string](list []T) string { return strings.Join(check.Words(list), ", ") }
