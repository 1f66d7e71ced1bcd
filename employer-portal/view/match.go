package view

// Matches is a client's match list: four groups, never a naked ranking.
type Matches struct {
	Base
	ClientID, Name, Code string
	Lead                 string // profile date and how many tasks were looked at
	Counts               []Count
	Groups               []MatchGroup
	LeftOut              []LeftOut
	LeftOutCount         int
	Aside                []Chosen // put aside by the coach
	Unjudged             []Link   // tasks that could not be evaluated
	Warning              string   // the index was out of date, or the list was cut
	Empty                *Empty
}

// Template implements Page.
func (*Matches) Template() string { return "matches" }

// MatchGroup is one of the groups with cards.
type MatchGroup struct {
	Key, Heading, Intro string
	Count               int
	Empty               string
	Cards               []MatchCard
	More                *Link
}

// MatchCard is one task with its verdict in words.
type MatchCard struct {
	ID, Title, Href, Employer string
	Group, Word               string
	Facts                     []Fact
	For, Against              []string
	Ask                       []string
	Changes                   []Change
	Lines                     []Line
	Choice                    Choosing
}

// Fact is a short fact with a sign.
type Fact struct{ Icon, Label, Text string }

// Change is something to agree on so that the task fits.
type Change struct {
	Name, Text, Closes string
	Who, Kind, Cost    string
	Aids               []Aid
}

// Aid is public aid that may pay for a change, with the page about its rule.
type Aid struct {
	Text string
	Rule Link
}

// Line is one row of the comparison table.
type Line struct {
	Demand, Asks, Person, Adaptation, Verdict string
	State                                     string
	Source                                    string // the two lines that it comes from
}

// LeftOut is one limit that leaves tasks out, with how many would return if it changed.
type LeftOut struct {
	Limit, Text, Returns string
	Tasks                []Link
}

// Match is one task for one client, with everything.
type Match struct {
	Base
	ClientID, Name, Code string
	Stamp                string // when the profile was confirmed together
	Card                 MatchCard
	Intro                string
	Breaches             []string
	Parts                []Part
	Total                Part
	Range                string // how much what is not known could change
	RuleSet              string
	Notes                []string
	Selko                Selko
	Introduce            *Link // asks the client for the consent to be introduced, or leads to what was asked
}

// Template implements Page.
func (*Match) Template() string { return "match" }

// Part is one summand of the order.
type Part struct{ Name, Text, Points, Of string }

// Selko is the client's version, in plain Finnish.
type Selko struct {
	Lang  string
	Title string
	Lines []string
	Open  []string
}

// Compare shows two tasks side by side for one client.
type Compare struct {
	Base
	ClientID, Name string
	Left, Right    MatchCard
	Rows           []CompareRow
}

// Template implements Page.
func (*Compare) Template() string { return "compare" }

// CompareRow is one demand or fact of two tasks.
type CompareRow struct{ Name, Left, Right string }
