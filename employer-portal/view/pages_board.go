package view

// Board is a coach's first page: what needs them today, and every active client with the next step.
type Board struct {
	Base
	Lead    string // how much waits, in a sentence
	Groups  []BoardGroup
	Clients []BoardClient
	Load    string // in words
	Rule    *Link  // that names the number; nil when no rule does
	Empty   Empty  // when there is no active client
}

// Template implements Page.
func (*Board) Template() string { return "board" }

// BoardGroup is a part of the list of what waits.
type BoardGroup struct {
	ID, Heading string
	None        string // what it says when nothing waits; empty: then the group is left out
	Folded      bool
	Rows        []BoardRow
}

// BoardRow is one thing that waits.
type BoardRow struct {
	What   Link   // to the page where it is done
	Client string // the name
	Due    string // in words
	Tag    string // overdue, or whom it waits for; may be empty
	Tone   string // of the tag
}

// BoardClient is one active client with the next step.
type BoardClient struct {
	Name, Code, Href string
	Step             Link   // to the page where it is done, or where one is agreed on
	Due              string // in words; empty when there is no next step
	Missing          bool   // there is no next step
	Note             string // address of the quick note; empty when no course is open
}
