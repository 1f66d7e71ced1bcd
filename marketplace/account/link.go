package account

import (
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
)

// LinkKind is what a link in a message is for.
type LinkKind string

// The kinds of link.
const (
	LinkInvitation LinkKind = "invitation" // join an organisation
	LinkSignUp     LinkKind = "signup"     // make an account of one's own
	LinkReset      LinkKind = "reset"      // choose a new password
)

// lifetime is how long a link of the kind opens.
func (k LinkKind) lifetime() time.Duration {
	if k == LinkInvitation {
		return 14 * 24 * time.Hour
	}
	return time.Hour
}

// link is the stored form of an invitation, a sign-up or a reset. Its token is not stored: see token.
type link struct {
	ID      marketplace.ID      `json:"id"`
	Kind    LinkKind            `json:"kind"`
	Org     marketplace.ID      `json:"org,omitempty"`
	Email   string              `json:"email,omitempty"` // to whom it is sent
	Person  marketplace.ID      `json:"person,omitempty"`
	Lang    string              `json:"lang"`
	Roles   []marketplace.Role  `json:"roles,omitempty"`
	Inviter marketplace.ID      `json:"inviter,omitempty"`
	Proof   string              `json:"proof,omitempty"` // of the password that a reset replaces: any new one closes the link
	Salt    string              `json:"salt"`
	Created marketplace.Instant `json:"created"`
	Expires marketplace.Instant `json:"expires"`
	Used    marketplace.Instant `json:"used"` // used or withdrawn; a link opens once
	UsedBy  marketplace.ID      `json:"used_by,omitempty"`
}

// Invitation is what an owner, or the holder of its link, may see of a link.
type Invitation struct {
	ID      marketplace.ID      `json:"id"`
	Kind    LinkKind            `json:"kind"`
	Org     marketplace.ID      `json:"org,omitempty"`
	OrgName string              `json:"org_name,omitempty"`
	Email   string              `json:"email"`
	Known   bool                `json:"known"` // the address has an account already; only told to the holder of the link
	Roles   []marketplace.Role  `json:"roles,omitempty"`
	Created marketplace.Instant `json:"created"`
	Expires marketplace.Instant `json:"expires"`
	Open    bool                `json:"open"`
}

func (l link) shown(now marketplace.Instant) Invitation {
	return Invitation{ID: l.ID, Kind: l.Kind, Org: l.Org, Email: l.Email, Roles: l.Roles, Created: l.Created, Expires: l.Expires, Open: l.open(now)}
}

func (l link) open(now marketplace.Instant) bool {
	return l.Used.IsZero() && now.Time().Before(l.Expires.Time())
}

// token is the secret part of a link's address: the link's id and a code over it. It can be computed again whenever the
// message is sent, so it stands neither in the document nor in the fact that asks for the message.
func (l link) token(v *secret.Vault) (string, error) {
	return v.Token("link "+string(l.Kind), string(l.ID), l.Salt)
}

func (l link) matches(v *secret.Vault, code string) bool {
	return v.Checks(code, "link "+string(l.Kind), string(l.ID), l.Salt)
}
