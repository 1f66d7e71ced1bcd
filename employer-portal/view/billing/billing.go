package billing

import "sovite.fi/sovite/employer-portal/view"

// Preview is what would be invoiced. Nothing of it has a number.
type Preview struct {
	view.Base
	Heading string
	Lead    []string
	Until   view.Field // up to which day
	Find    string     // the button of it
	Action  string     // of both forms
	Stopped *Stopped   // exceptions, before everything else
	Checked string     // what was checked of the others; empty: there are none
	Groups  []Group
	Submit  string // empty: nothing can be made
	Hidden  map[string]string
	Empty   *view.PlacedPart // instead of everything, when nothing waits
}

// Template implements Page.
func (*Preview) Template() string { return "invoice_preview" }

// Stopped is what keeps invoices from being made, each with where it is mended.
type Stopped struct {
	Heading, Lead string
	Rows          []StoppedRow
}

// StoppedRow is one invoice that cannot be made.
type StoppedRow struct {
	Text, Note string
	Why        []view.Link // with where it is mended; without an address when somebody else has to
}

// Group is the invoices whose sale is treated alike in value added taxation.
type Group struct {
	ID, Heading, Lead string
	Head              []string // the choice, the buyer, from when to when, lines, without tax, tax, together
	Rows              []Candidate
	Foot              []string
}

// Candidate is an invoice that can be made.
type Candidate struct {
	ID, Value, Label string // of the box
	Picked           bool
	Buyer, Reference string
	Cells            []string
	Lines            []string // what would stand on it
}

// Progress is how far a run of invoices is.
type Progress struct {
	view.Base
	Heading      string
	State, Tone  string
	Lead         []string
	Going        bool // the page asks again
	Done, Of     int
	Bar, Reload  string // what the bar shows in words, and the link for who has no scripts
	Parts        []view.PlacedPart
	StoppedParts []Stopped
}

// Template implements Page.
func (*Progress) Template() string { return "invoice_run" }

// Document is one invoice or credit note.
type Document struct {
	view.Base
	Heading     string // with its number
	State, Tone string
	Lead        []string
	Action      *view.Link
	Parties     []Party
	Facts       view.PlacedPart // days, references, how to pay
	Lines       Lines
	Taxes       view.PlacedPart
	Parts       []view.PlacedPart // payments, credits, delivery, downloads
}

// Template implements Page.
func (*Document) Template() string { return "invoice" }

// Party is the seller or the buyer.
type Party struct {
	ID, Heading string
	Lines       []string // name and address
	Pairs       []view.Pair
}

// Lines are what is asked to be paid for.
type Lines struct {
	Heading string
	Head    []string // what, how much, for how much, tax, together
	Rows    []Row
	Foot    []view.Pair
}

// Row is one line, with the approvals it came from, for the seller alone.
type Row struct {
	Name     string
	Notes    []string
	Cells    []string
	Evidence string // how many approvals; empty: they are not shown
	From     []Evidence
}

// Evidence is one approval that a line came from.
type Evidence struct {
	Text  string
	Links []view.Link
}

// Crediting is the form in which an invoice or some of it is given back.
type Crediting struct {
	view.Base
	Heading     string
	Lead        []string
	Consequence []string // in plain words
	Action      string
	Hidden      map[string]string
	Fields      []view.Field // the whole or chosen lines, why
	Lines       Group        // to choose from
	Submit      string
}

// Template implements Page.
func (*Crediting) Template() string { return "invoice_credit" }

// Confirm asks once more before invoices are made, with what they come to.
type Confirm struct {
	view.Base
	Heading        string
	Lead           []string
	Action, Submit string
	Hidden         map[string]string
	Plans          []Seen
	Table          view.Table
	Cancel         view.Link
}

// Template implements Page.
func (*Confirm) Template() string { return "invoice_confirm" }

// Seen names an invoice as it was seen in the preview.
type Seen struct{ Buyer, Reference, Digest string }
