package view

// Carvings lists what is being carved out of the staff's week.
type Carvings struct {
	Base
	Lead   string
	Start  *Post // begins one
	Ways   []Link
	Groups []CarvingGroup
	Empty  *Empty
	Next   string
}

// Template implements Page.
func (*Carvings) Template() string { return "carvings" }

// CarvingGroup is one list of carvings.
type CarvingGroup struct {
	ID, Heading, None string
	Rows              []CarvingRow
}

// CarvingRow is one carving in a list.
type CarvingRow struct {
	Title             Link
	Note, State, Tone string
}

// CarvingStep is one step of carving: a form that is saved whichever button is pressed.
type CarvingStep struct {
	Base
	Heading, Intro, Action, Revision string
	Steps                            []Link
	First                            *CarvingPart // what Enter sends: adding to the list
	Parts                            []CarvingPart
	Empty                            string
	Totals                           []Pair
	Cites                            []Cite
	Submit                           string
	Previous                         bool
}

// Template implements Page.
func (*CarvingStep) Template() string { return "carving_step" }

// CarvingPart is the part of the form about one everyday task or one job.
type CarvingPart struct {
	ID, Heading, Note string
	Fields            []Field
	Row               bool // the fields stand side by side
	Blocks            []Block
	Buttons           []CarvingButton
}

// CarvingButton sends the form with what to do.
type CarvingButton struct{ Do, Icon, Text string }

// Cite is a legal rule behind a text.
type Cite struct {
	Link        Link
	Text, Where string
}

// CarvingCheck is everything that was filled in, and what can be done now.
type CarvingCheck struct {
	Base
	Heading, Intro, State, Tone string
	Steps                       []Link
	List                        Pair // how many everyday tasks
	ListEdit                    string
	Jobs                        []CarvedJob
	None                        string
	Freed                       []Pair
	FreedNote                   string
	Cites                       []Cite
	Action, Revision            string
	Moves                       []CarvingMove
	Ask                         *Field // whom to ask for help
}

// Template implements Page.
func (*CarvingCheck) Template() string { return "carving" }

// CarvedJob is one job in the check of the answers.
type CarvedJob struct {
	ID, Title string
	Lines     []CarvedLine
	Links     []Link
	Hints     []CarvedHint
}

// CarvedLine is one answer with the way to change it.
type CarvedLine struct{ Label, Text, Edit string }

// CarvedHint is a word that may shut somebody out.
type CarvedHint struct{ Word, Why, Instead string }

// CarvingMove is a button that brings something about. Look is a class of the button; it may be empty.
type CarvingMove struct{ Do, Text, Look string }
