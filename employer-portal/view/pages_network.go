package view

// Network is the people around a client, for the coach.
type Network struct {
	Base
	Client Link
	Add    Link
	Lead   string
	Rows   []NetworkRow
	Empty  string
}

// Template implements Page.
func (*Network) Template() string { return "network" }

// NetworkRow is one of them: how related and reached, and what they see.
type NetworkRow struct {
	Link        Link
	State, Tone string
	Lines       []string
}

// Supporter is one of the people around a client, for the coach.
type Supporter struct {
	Base
	Heading, State, Tone string
	Lead                 string
	Path                 string
	Parts                []string // what they see or is asked for, by whose yes and until when
	Sees                 string   // said instead of the parts
	Ask                  []Field  // none when everything is shown or asked for
	Link                 string   // the supporter's link, shown this once
	Door, DoorNote       string   // how the link stands
	Makeable, Closable   bool     // a link can be made, and ended
	Details              []Field
	Changing             bool // the details are open, because something is wrong with them
	Ended                bool
}

// Template implements Page.
func (*Supporter) Template() string { return "supporter" }
