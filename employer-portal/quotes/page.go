package quotes

import "sovite.fi/sovite/employer-portal/view"

// Editor is the form of a quote: what it is about, when the work is done, what it costs, and until when it is valid.
type Editor struct {
	view.Base
	Lead, Action string
	Hidden       map[string]string
	First        []view.Field
	Loads        *view.RowGroup
	Fill         string // the button that fills the days in as they are asked for
	Lines        *view.RowGroup
	Count        string // the button that reckons the quantities from the days
	Last         []view.Field
	Submit       string
}

// Template implements view.Page.
func (*Editor) Template() string { return "quote_edit" }
