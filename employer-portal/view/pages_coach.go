package view

// Empty is what a list says when nothing is in it: what this is, why it is empty, one thing to do.
type Empty struct {
	Heading, Text string
	Action        Link
}

// Caseload lists the coach's clients.
type Caseload struct {
	Base
	Groups  []Count // the groups that are counted
	Clients []ClientRow
	Empty   Empty
	Next    string // address of the next page; empty on the last
}

// Template implements Page.
func (*Caseload) Template() string { return "caseload" }

// ClientRow is one client on the caseload.
type ClientRow struct {
	ID, Name, Code, Status string
	Profile                string // when and how the profile was saved, in words
	Counts                 []Count
	Step                   Link // the next step
}

// Count is how many tasks are in one group.
type Count struct {
	Group, Text string
	N           int
}

// Client is one client's page.
type Client struct {
	Base
	Name, Code string
	Facts      []Pair
	Step       Link
	Talk       []Chosen // kept to talk about with the client
	Counted    Counted
	Counts     []Count
	Stamp      string // when the profile was confirmed together
	Sections   []Section
	Details    []Field // change form
}

// Template implements Page.
func (*Client) Template() string { return "client" }

// Counted says whether a client is counted in totals for employers.
type Counted struct {
	Text string
	Ask  *Link // where to ask; nil when there is nothing to ask
}

// Section is one part of the profile with its state in words.
type Section struct {
	Text, Href, State string
	Current           bool
}

// Profile is one part of the profile editor.
type Profile struct {
	Base
	Client         Link
	Heading, Intro string
	Sections       []Section
	Progress       string // "12/30 asked"
	Asked, All     int
	Blocks         []Block
	Action         string
	BaseVersion    int
	Beside         *Link // the client's own rating and all evidence
}

// Template implements Page.
func (*Profile) Template() string { return "profile" }

// Block is one thing that is asked: exactly one of its members is set.
type Block struct {
	Heading string
	Field   *Field
	Choice  *ChoiceField
	Scale   *ScaleItem
	Rows    *RowGroup
	Picker  *Picker
}

// ChoiceField asks whether something was asked, and then which of a list.
type ChoiceField struct{ Asked, Values Field }

// ScaleItem is one item of the scale: levels as sentences, with the evidence.
type ScaleItem struct {
	Rating   Field // Options: not asked, levels, does not want to say
	Question string
	Evidence string // what is known about the source, in a line
	Note     Field
	Source   Field
	On       Field
	Own      []string // the client's own rating and what lies between, in words
	Seen     []string // evidence, a line each
	Add      *Link    // more evidence
	Plain    bool     // only the rating is asked
}

// RowGroup is a list of equal rows, such as earlier jobs; empty rows are left out when saving.
type RowGroup struct {
	Heading, Hint string
	Rows          []Row
	Add           string // value of the button that adds empty rows
	AddText       string
}

// Row is one row of fields.
type Row struct {
	Legend string
	Fields []Field
}

// Conflict shows a field that somebody else changed meanwhile.
type Conflict struct{ Label, Theirs, Yours string }

// Versions lists the versions of a profile and the differences between two.
type Versions struct {
	Base
	Client   Link
	Versions []VersionRow
	Compared string // which two are compared, in words; empty when there is only one
	Changes  []Changed
}

// Template implements Page.
func (*Versions) Template() string { return "versions" }

// VersionRow is one version.
type VersionRow struct {
	Number                int
	Saved, By, State, URL string
	Current               bool
}

// Changed is one field before and after.
type Changed struct{ Label, Before, After string }
