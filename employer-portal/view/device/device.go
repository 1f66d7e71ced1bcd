package device

import "sovite.fi/sovite/employer-portal/view"

// Ceremony is a page that asks the browser for a key. It needs the script; without it the page says so, and where else to go.
type Ceremony struct {
	view.Base
	Heading string
	Lead    []string
	Kind    string // "create" for a new key, "get" for one that is there
	Options string // of the question, as JSON
	Action  string // where the answer goes
	Hidden  map[string]string
	Submit  string
	Without string      // without the script, or in a browser that knows no keys
	Failed  string      // when the device gave no answer
	After   []view.Link // other ways
}

// Template implements view.Page.
func (*Ceremony) Template() string { return "passkey" }
