package view

// Front is what somebody sees who is not signed in.
type Front struct{ Base }

// Template implements Page.
func (*Front) Template() string { return "front" }

// Single is a page with one form, such as signing in.
type Single struct {
	Base
	Heading, Intro string
	Action         string // where the form is posted
	Submit         string
	Hidden         map[string]string
	Fields         []Field
	Gates          []Gate   // rules that were broken, above the form
	After          []Link   // other ways, below the form
	Note           string   // below the form
	Accounts       []Option // demo accounts that can be tried
	Doors          []Link   // demo clients' links that can be opened
}

// Template implements Page.
func (*Single) Template() string { return "single" }

// Account is a person's own page.
type Account struct {
	Base
	Email    string
	Details  []Field
	Password []Field
	Letters  []Field // how often letters come
	Factor   Factor
	Feed     *Link // for calendars, with its address as text; nil: has nothing in one
	Sessions []Session
}

// Template implements Page.
func (*Account) Template() string { return "account" }

// Factor is the second factor on the account page: off, being set up (Secret is shown), or on.
type Factor struct {
	On       bool
	Secret   string
	Address  string   // the secret as authenticator apps read it; comes back with the code
	QR       string   // the secret as a square of dots, an SVG path
	Size     int      // side of the square in dots
	Recovery []string // shown once
	Fields   []Field
}

// Session is one signed-in device.
type Session struct {
	ID, Device, Used string
	This             bool
}

// Organisation is the page of the organisation that the person acts for.
type Organisation struct {
	Base
	Name    string
	Facts   []Pair
	Members []Member
	Invite  []Field // empty when the person may not invite
	Details []Field // empty when the person may not change them
}

// Template implements Page.
func (*Organisation) Template() string { return "organisation" }

// Pair is a label with a value.
type Pair struct{ Label, Text string }

// Member is one member of the organisation.
type Member struct {
	ID, Name, Email, Roles, Since string
	Change                        []Option // roles to choose; empty when the person may not change them
	Self                          bool
}

// Switch lists the organisations that the person belongs to.
type Switch struct {
	Base
	Orgs []Org
}

// Template implements Page.
func (*Switch) Template() string { return "switch" }

// Org is one organisation to act for.
type Org struct {
	ID, Name, Roles string
	Current         bool
}

// Home is the first page of a person for whom there is no fuller one: links to what exists.
type Home struct {
	Base
	Heading, Intro string
	Due, Waiting   []Link // how much waits for the person, and what
	Doors          []Link
	Note           string
}

// Template implements Page.
func (*Home) Template() string { return "home" }

// Error is the page for something that went wrong.
type Error struct {
	Base
	Status        int
	Heading, Text string
	ID            string // to quote to support; empty when that helps nobody
	Action        Link
}

// Template implements Page.
func (*Error) Template() string { return "error" }

// Help is the page on which help is found.
type Help struct {
	Base
	Email string
}

// Template implements Page.
func (*Help) Template() string { return "help" }

// Statement is the accessibility statement.
type Statement struct {
	Base
	Email string
}

// Template implements Page.
func (*Statement) Template() string { return "statement" }

// Sources names the data of others that the service uses.
type Sources struct{ Base }

// Template implements Page.
func (*Sources) Template() string { return "sources" }

// Mailbox lists the messages that the service sent, in demo mode.
type Mailbox struct {
	Base
	Messages []Message
}

// Template implements Page.
func (*Mailbox) Template() string { return "mailbox" }

// Message is one message of the mailbox.
type Message struct {
	Base
	ID, To, Subject, Sent, Text string
	Links                       []string // addresses in the text that lead into this service
}

// Template implements Page.
func (*Message) Template() string { return "message" }
