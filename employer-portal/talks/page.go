package talks

import "sovite.fi/sovite/employer-portal/view"

// Page is what a buyer and an organiser wrote to each other about an order.
type Page struct {
	view.Base
	Lead     string // what was ordered
	Readers  string // who reads what is written, in words
	Messages []Message
	None     string     // said when there is no message
	More     *view.Link // to the later messages
	Action   string
	Key      string // makes a form that is sent twice one message
	Fields   []view.Field
}

// Template implements Page.
func (*Page) Template() string { return "order_thread" }

// Message is one message.
type Message struct {
	Who, When string
	Own       bool // of the reader's side
	Lines     []string
}
