package oidc

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Registration is the service of an organisation, as its owners may see it. An organisation has one at most.
type Registration struct {
	Org      marketplace.ID      `json:"org"`
	Name     string              `json:"name"` // of the service, on the button
	Issuer   string              `json:"issuer"`
	ClientID string              `json:"client_id"`
	On       bool                `json:"on,omitempty"`    // people may come in by it
	Only     bool                `json:"only,omitempty"`  // and not by a password, whose address is in a confirmed domain
	Joins    bool                `json:"joins,omitempty"` // somebody unknown becomes a member, without a role
	Changed  marketplace.Instant `json:"changed"`
	Tried    marketplace.Instant `json:"tried"` // when somebody first came in by this issuer and client
}

// registration is the stored form, with what nobody may see.
type registration struct {
	Registration
	Secret string `json:"secret"` // sealed
}

// Setup is what somebody fills in to register a service.
type Setup struct {
	Name     string
	Issuer   string
	ClientID string
	Secret   string // empty: stays as it is, for the same issuer and client
}

// Switches are the choices about a registered service.
type Switches struct{ On, Only, Joins bool }

// The longest texts.
const (
	mostName   = 60
	mostIssuer = 300
	mostClient = 200
	mostSecret = 1000
)

// checked gives the input in its stored form, or the fields that are wrong.
func (n Setup) checked(first bool) (Setup, error) {
	var f check.Fields
	n.Name, n.Issuer, n.ClientID, n.Secret = check.Line(n.Name), strings.TrimSpace(n.Issuer), strings.TrimSpace(n.ClientID), strings.TrimSpace(n.Secret)
	f.Need("name", n.Name != "")
	f.Text("name", n.Name, mostName)
	f.Need("client_id", n.ClientID != "")
	f.Text("client_id", n.ClientID, mostClient)
	f.Text("issuer", n.Issuer, mostIssuer)
	f.Text("client_secret", n.Secret, mostSecret)
	if !isIssuer(n.Issuer) {
		f.Add("issuer", "oidc.issuer_form")
	}
	if first {
		f.Need("client_secret", n.Secret != "")
	}
	return n, marketplace.InvalidFields(f.Errors())
}

// isIssuer says whether a text can be an issuer: an address without query, fragment or somebody's name. Whether it has to be https is
// the adapter's to say, because only the demo's is not.
func isIssuer(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsAny(s, "?# ")
}

// with is the registration after its owners changed it. Another issuer or client has to be tried again before it can be the only
// way in.
func (r registration) with(n Setup, now marketplace.Instant) registration {
	if r.Issuer != n.Issuer || r.ClientID != n.ClientID {
		r.Only, r.Tried = false, marketplace.Instant{}
	}
	r.Name, r.Issuer, r.ClientID, r.Changed = n.Name, n.Issuer, n.ClientID, now
	return r
}

// set is the registration after its switches were set. What nobody has tried yet cannot be the only way in, so that nobody locks
// their own people out.
func (r registration) set(s Switches, now marketplace.Instant) (registration, error) {
	if s.Only && (!s.On || r.Tried.IsZero()) {
		return r, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("switches", "oidc.only_untried")})
	}
	r.On, r.Only, r.Joins, r.Changed = s.On, s.Only, s.Joins, now
	return r, nil
}
