package network

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Supporter is one person beside one client. The same person beside two clients is two supporters, who know nothing of each
// other.
type Supporter struct {
	ID       marketplace.ID      `json:"id"`
	Org      marketplace.ID      `json:"org"` // the coaching provider
	Client   marketplace.ID      `json:"client"`
	Name     string              `json:"name"`
	Relation Relation            `json:"relation"`
	Reached  string              `json:"reached"` // how they are reached, such as a telephone number
	Lang     string              `json:"lang"`    // fi, sv or en
	Added    marketplace.Instant `json:"added"`
	AddedBy  marketplace.ID      `json:"added_by"`
	Ended    marketplace.Instant `json:"ended"` // when they left the network; zero: they have not
	EndedBy  marketplace.ID      `json:"ended_by,omitempty"`
}

// Relation is how a supporter is related to the client.
type Relation string

// Relations lists the relations in the order in which forms show them. A guardian is an edunvalvoja.
func Relations() []Relation {
	return []Relation{"family", "guardian", "social_worker", "health_professional", "employment_services", "teacher", "other"}
}

// The bounds of what is written down, in characters.
const (
	mostName    = 120
	mostReached = 200
)

// mostMembers is how many supporters a client can have, with those who left.
const mostMembers = 50

// Details are what a coach writes down of a supporter.
type Details struct {
	Name     string
	Relation Relation
	Reached  string
	Lang     string // empty: fi
}

// checked gives the details in their stored form, or an Invalid error.
func (d Details) checked() (Details, error) {
	var f check.Fields
	d.Name, d.Reached = check.Line(d.Name), check.Line(d.Reached)
	f.Need("name", d.Name != "")
	f.Text("name", d.Name, mostName)
	f.Need("relation", d.Relation != "")
	if d.Relation != "" {
		f.OneOf("relation", string(d.Relation), check.Words(Relations())...)
	}
	f.Need("reached", d.Reached != "")
	f.Text("reached", d.Reached, mostReached)
	if d.Lang == "" {
		d.Lang = "fi"
	}
	f.OneOf("lang", d.Lang, "fi", "sv", "en")
	return d, marketplace.InvalidFields(f.Errors())
}

// in writes the details into a supporter.
func (d Details) in(s Supporter) Supporter {
	s.Name, s.Relation, s.Reached, s.Lang = d.Name, d.Relation, d.Reached, d.Lang
	return s
}
