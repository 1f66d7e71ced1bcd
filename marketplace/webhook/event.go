package webhook

import (
	"encoding/json"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// Group is what an endpoint can be told of.
type Group string

// The groups of events.
const (
	Orders     Group = "order"
	Invoices   Group = "invoice"
	Timesheets Group = "timesheet"
	Tasks      Group = "task"
)

// Groups lists every group, in the order in which forms show them.
func Groups() []Group { return []Group{Orders, Invoices, Timesheets, Tasks} }

// types are the facts of each group, without the group.
func types() map[Group][]string {
	return map[Group][]string{
		Orders: {
			"begun", "told", "approved", "confirmed", "proposed", "proposal_declined", "changing", "changed", "not_changed", "cancelled", "finished",
		},
		Invoices:   {"begun", "issued", "credited", "dropped"},
		Timesheets: {"built", "added", "amended", "signed_off", "answered", "approved", "disputed", "undone", "billed", "unbilled"},
		Tasks:      {"created", "changed", "published", "closed", "reopened"},
	}
}

// Follows lists the facts of which endpoints are told.
func Follows() []string {
	var out []string
	for _, g := range Groups() {
		for _, t := range types()[g] {
			out = append(out, string(g)+"."+t)
		}
	}
	return out
}

// Message is the body of what is sent.
type Message struct {
	ID      marketplace.ID `json:"id"`   // the same at every try
	Type    string         `json:"type"` // "order.confirmed"
	Time    string         `json:"time"` // when it happened
	Subject Subject        `json:"subject"`
	Link    string         `json:"link"` // where the JSON interface tells more
}

// Subject is what a message is about.
type Subject struct {
	Kind string         `json:"kind"` // "order", "invoice", "timesheet", "task" or "webhook"
	ID   marketplace.ID `json:"id"`
}

// test is the type of a message that an owner sends to try an endpoint.
const test = "webhook.test"

// receivers are the organisations that a fact belongs to: that of its record, and the buyer where both sides read the record.
func receivers(f marketplace.Fact) []marketplace.ID {
	out := []marketplace.ID{f.Org}
	group, _, _ := strings.Cut(f.Type, ".")
	shared := Group(group) == Orders || f.Type == "invoice.issued"
	if buyer := marketplace.ID(f.Data["buyer"]); shared && buyer != "" && buyer != f.Org {
		out = append(out, buyer)
	}
	return out
}

// message is what an organisation is told of a fact; false when the fact is about something else than a record of a group.
func message(id, org marketplace.ID, f marketplace.Fact, origin string) (Message, bool) {
	group, _, _ := strings.Cut(f.Type, ".")
	collection, subject, _ := strings.Cut(f.Subject, "/")
	if !slices.Contains(Groups(), Group(group)) || collection != group+"s" {
		return Message{}, false
	}
	place := collection
	if org != f.Org {
		place = map[Group]string{Orders: "purchases", Invoices: "received-invoices"}[Group(group)]
	}
	return Message{
		ID: id, Type: f.Type, Time: f.At.String(), Subject: Subject{Kind: group, ID: marketplace.ID(subject)},
		Link: origin + "/api/v1/" + place + "/" + subject,
	}, true
}

// body is the message as it is sent and signed, to the byte.
func (m Message) body() (string, error) {
	raw, err := json.Marshal(m)
	return string(raw), err
}
