package kept

import "sovite.fi/sovite/employer-portal/view"

// Kept lists what somebody kept: saved searches, or lists of tasks.
type Kept struct {
	view.Base
	Lead string
	New  view.Link
	Rows []KeptRow
	None *view.Empty
	Next string
}

// Template implements Page.
func (*Kept) Template() string { return "kept" }

// KeptRow is one of them.
type KeptRow struct {
	Name, Href string
	Lines      []string
	News       string // how much is new; empty when nothing is
	Ways       []view.Link
}

// Saved is a saved search with what it finds now.
type Saved struct {
	view.Base
	Asks           string // what it asks, in words
	Told           string // how the person is told
	Ways           []view.Link
	Found, Notice  string
	Seen           *Seen // nil when nothing is new
	Tasks          []view.TaskRow
	Previous, Next string
}

// Template implements Page.
func (*Saved) Template() string { return "saved" }

// Seen is the button that says that what is new has been seen.
type Seen struct {
	Action, Text string
	Look         int
}

// Shortlist is a list of tasks that coaches share.
type Shortlist struct {
	view.Base
	Lead string
	Ways []view.Link
	Rows []PickRow
	Drop string // where taking a task off is posted
	None *view.Empty
}

// Template implements Page.
func (*Shortlist) Template() string { return "shortlist" }

// PickRow is a task on a list.
type PickRow struct {
	ID, Title, Href, Employer string
	Facts                     []view.Fact
	Gone                      string // said when it is no longer published
	Note, Who                 string
	Edit                      string
}
