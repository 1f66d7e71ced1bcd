package requests

import "sovite.fi/sovite/employer-portal/view"

// AskPage finds organisers for a request, and lets the buyer choose whom to ask.
type AskPage struct {
	view.Base
	Lead       string
	Action     string       // of the search
	Next       string       // to the check before sending
	Search     []view.Field // of published crews
	Found      string
	Organisers []Asking
	Steps      string // what the button leads to
}

// Template implements view.Page.
func (*AskPage) Template() string { return "request_ask" }

// Asking is one organiser who could be asked, with its crews in a line each.
type Asking struct {
	ID, Value, Text string
	Picked          bool
	Lines           []string
}
