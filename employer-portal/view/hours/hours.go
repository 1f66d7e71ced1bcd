package hours

import "sovite.fi/sovite/employer-portal/view"

// Timesheet is what was done for an order in a week, in tables by who has to do what about it.
type Timesheet struct {
	view.Base
	Heading     string
	State, Tone string // beside the heading
	Lead        []string
	Facts       []view.Pair
	Action      *view.Link // the one thing to do next, elsewhere
	Tables      []Table
	Parts       []view.PlacedPart // below
}

// Template implements Page.
func (*Timesheet) Template() string { return "timesheet" }

// Table is some lines, with a form around them when something can be decided at once.
type Table struct {
	ID, Heading, Lead string
	Head              []string // of the columns: what, planned, done, price, cost, how it stands, the decision
	Rows              []Row
	Foot              []string     // what the columns come to
	Action            string       // of the form; empty: none
	All               []string     // every line as it was seen, for the button about all of them
	Last              []view.Field // below the table
	Buttons           []Button
}

// Row is one line.
type Row struct {
	ID, Name, Day              string
	Planned, Done, Price, Cost string
	Before                     string // what it said before it changed; empty: it did not change
	State, Tone                string
	Notes                      []string
	Box                        *Box
	Answer                     *view.Field // instead of the box
	Ways                       []view.Link
}

// Box chooses a line; the label names it.
type Box struct {
	ID, Value, Text, Label string
	Picked                 bool
}

// Button sends the form with what to do.
type Button struct {
	Do, Text string
	Second   bool
}
