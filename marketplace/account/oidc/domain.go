package oidc

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// State is how far a Domain is.
type State string

// The states.
const (
	Asked     State = "asked"     // an administrator has to look
	Confirmed State = "confirmed" // the organisation's
	Refused   State = "refused"   // an administrator said no
	Dropped   State = "dropped"   // the organisation does not want it any more
)

// Domain is what stands after the @ in addresses for which an organisation's service may answer. The words of an organisation are
// not enough: an administrator confirms it, and what is confirmed for one is nobody else's.
type Domain struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`
	Name    string              `json:"name"` // such as "hyvinvointialue.fi", in lower case
	State   State               `json:"state"`
	Taken   string              `json:"taken,omitempty"` // the name while it is confirmed; unique
	Asked   marketplace.Instant `json:"asked"`
	Decided marketplace.Instant `json:"decided"`
	By      marketplace.ID      `json:"by,omitempty"` // who decided
}

// domainID is the same for an organisation and a name always, so that asking twice meets the same document.
func domainID(org marketplace.ID, name string) marketplace.ID {
	return marketplace.Derived("dom-", 16, string(org), name)
}

// ask is the domain after its organisation asked for it; false if there is nothing to ask.
func (d Domain) ask(now marketplace.Instant) (Domain, bool) {
	if d.State == Asked || d.State == Confirmed {
		return d, false
	}
	d.State, d.Asked, d.Decided, d.By = Asked, now, marketplace.Instant{}, ""
	return d, true
}

// decide is the domain after an administrator looked at it. What is not asked for can only be refused.
func (d Domain) decide(yes bool, by marketplace.ID, now marketplace.Instant) (Domain, error) {
	if yes && d.State != Asked {
		return d, marketplace.Errorf(marketplace.Conflict, "oidc.domain_not_asked")
	}
	d.State, d.Taken, d.Decided, d.By = Refused, "", now, by
	if yes {
		d.State, d.Taken = Confirmed, d.Name
	}
	return d, nil
}

// drop is the domain after its organisation gave it up.
func (d Domain) drop(by marketplace.ID, now marketplace.Instant) Domain {
	d.State, d.Taken, d.Decided, d.By = Dropped, "", now, by
	return d
}

// anybodys are domains in which anybody can have an address: they are no organisation's, whoever confirms it.
func anybodys() []string {
	return []string{
		"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.fi", "live.com", "live.fi", "msn.com", "yahoo.com", "icloud.com", "me.com",
		"proton.me", "protonmail.com", "luukku.com", "suomi24.fi", "kolumbus.fi", "elisanet.fi", "pp.inet.fi", "gmx.com", "mail.com",
	}
}

// domainName reads what was typed: with or without the @, in any case.
func domainName(s string) (string, error) {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "@")
	key := ""
	switch {
	case s == "":
		key = "field.required"
	case !isDomain(s):
		key = "oidc.domain_form"
	case slices.Contains(anybodys(), s):
		key = "oidc.domain_anybodys"
	}
	if key == "" {
		return s, nil
	}
	return s, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("domain", key)})
}

func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	if len(labels) < 2 || len(s) > 253 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.Trim(label, "-") != label || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

// domainOf is what stands after the @ of an address.
func domainOf(address string) string {
	at := strings.LastIndexByte(address, '@')
	return strings.ToLower(address[at+1:])
}
