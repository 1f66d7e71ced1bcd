package view

// Placed is a page about placements that is made of parts: a list, one placement, an agreement.
type Placed struct {
	Base
	Heading     string
	State, Tone string // beside the heading, if any
	Lead        []string
	Action      *Link // the one thing to do next
	Parts       []PlacedPart
	Document    bool // to be printed
}

// Template implements Page.
func (*Placed) Template() string { return "placed" }

// PlacedPart is one part of such a page; what is empty is left out.
type PlacedPart struct {
	ID, Heading string
	Lines       []string
	Pairs       []Pair
	Rows        []PlacedRow
	Plot        any // what package drawn drew, if anything
	Table       *Table
	Gates       []Gate
	Ways        []Link
	Posts       []Post
	NoPrint     bool
}

// PlacedRow is one entry of a list.
type PlacedRow struct {
	Link
	State, Tone string
	Lines       []string
	Ways        []Link
}

// Table is a small table with a head; the first cell of each row names it.
type Table struct {
	Caption string
	Head    []string
	Body    [][]string
	Links   []string // where the first cell of each row leads, if anywhere
	Foot    []string // what the columns come to, if anything
	Numbers int      // the column from which on there are numbers; 0: none
}

// Link is where the first cell of a row leads; empty when nowhere.
func (t Table) Link(row int) string {
	if row >= len(t.Links) {
		return ""
	}
	return t.Links[row]
}

// Number says whether there are numbers in a column.
func (t Table) Number(column int) bool { return t.Numbers > 0 && column >= t.Numbers }

// Gate is what a gate of the law found, with its source.
type Gate struct {
	Icon, Result string
	Tone         string
	Text         string
	Rule         Link // to the page of the rule
	Source       string
	Approved     []string // who took responsibility, when and why
	Approve      *Link
}

// PlacedForm is a large form in groups, with what the gates found about it.
type PlacedForm struct {
	Base
	Heading, Intro string
	Method, Action string
	Submit, Second string // the second button checks without saving; empty: none
	Hidden         map[string]string
	Groups         []FieldGroup
	Gates          []Gate
	GatesHeading   string
	Instead        *Link        // where to go instead of sending the form again
	Note           string       // beside Instead
	Parts          []PlacedPart // below the form
}

// Template implements Page.
func (*PlacedForm) Template() string { return "placed_form" }

// FieldGroup is some fields under a heading.
type FieldGroup struct {
	Heading, Note string
	Fields        []Field
	Fold          bool // closed until it is opened
}
