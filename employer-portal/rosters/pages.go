package rosters

import "sovite.fi/sovite/employer-portal/view"

// CrewMembers are the people who take part in an organiser's crews.
type CrewMembers struct {
	view.Base
	Lead string
	New  view.Link
	Tabs []view.Link // those who take part, those who have left
	Rows []CrewMemberRow
	None *view.Empty
}

// Template implements Page.
func (*CrewMembers) Template() string { return "crew_members" }

// CrewMemberRow is one person in the list.
type CrewMemberRow struct{ Name, Href, Form, Hours, Days, Cards string }

// CrewMember is the form about one person.
type CrewMember struct {
	view.Base
	Heading, Intro, Action string
	Hidden                 map[string]string
	Blocks                 []view.Block
	Submit                 string
	Code                   *view.Post // for the member's own page
	Ways                   []view.Link
}

// Template implements Page.
func (*CrewMember) Template() string { return "crew_member" }

// Roster is who works which shift of a week.
type Roster struct {
	view.Base
	Lead           string
	Earlier, Later view.Link
	State          []string      // what holds the week up, or that nothing does
	Effect         *RosterEffect // of what was typed, before it is saved
	Action         string
	Hidden         map[string]string
	Shifts         []RosterShift
	Reason         *view.Field // an owner's
	Posts          []view.Post // propose, accept, publish
	Proposal       *RosterProposal
	None           *view.Empty
}

// Template implements Page.
func (*Roster) Template() string { return "roster" }

// RosterEffect says what a change would do.
type RosterEffect struct {
	Heading string
	Changes []string
	Result  string // that nothing stands in the way, or that something does
}

// RosterShift is one shift: who works it, and who is proposed beside.
type RosterShift struct {
	ID, Heading, Where, State string
	Fields                    map[string]string // hidden
	Seats                     []RosterSeat
	Leaders                   []view.Field
	Worked                    []string // names, of a day that has passed
	Faults                    []string
	Away                      []RosterAway
	Proposed                  []RosterReason
	Notes                     []string // empty seats of the proposal and why
}

// RosterSeat is one seat of a shift.
type RosterSeat struct{ Who, Lock view.Field }

// RosterAway is the button that says that somebody cannot come.
type RosterAway struct{ Value, Text string }

// RosterReason is one person of a proposal, or one change of a replacement.
type RosterReason struct {
	Name string
	Why  []string
}

// RosterProposal is what is said of a proposal as a whole.
type RosterProposal struct {
	Lead    string
	Dropped []string
}

// RosterReplace says who would come instead of somebody.
type RosterReplace struct {
	view.Base
	Lead    string
	Changes []RosterReason // what happens, and why of whom
	Result  string
	Action  string
	Typed   []view.Pair
	Submit  string // empty when nothing can be saved
	Leave   view.Link
}

// Template implements Page.
func (*RosterReplace) Template() string { return "roster_replace" }
