package view

// Card is a client's card exactly as the receiver sees it.
type Card struct {
	Code  string
	Lines []Pair
}

// My is a page of a client's own: one thing to know or to decide.
type My struct {
	Base
	Heading string
	Lead    []string // sentences below the heading
	Doors   []Link   // places to go, as large buttons
	Blocks  []SelkoBlock
	Text    string // language of the blocks, where they are the employer's own words
	Card    *Card
	CardFor string // who sees the card
	After   []SelkoBlock
	Facts   []Pair
	Charts  []MyChart
	Rows    []MyRow
	Empty   string
	Answers []Link // equal buttons
	Form    *MyForm
	More    []Link // less important ways on
}

// Template implements Page.
func (*My) Template() string { return "my" }

// MyChart is what was measured over time: the picture, and the same in sentences.
type MyChart struct {
	Heading, Text string
	Chart         *Chart
	Lines         []string
}

// MyRow is one entry of a list.
type MyRow struct {
	Heading string
	Lines   []string
	Action  *Link
}

// MyForm is the one form of a client's page.
type MyForm struct {
	Action, Submit string
	Second         bool // less important than the answers
	Hidden         map[string]string
	Fields         []Field
}

// Consents is what a client was asked for, and the client's own link, for the coach.
type Consents struct {
	Base
	Client   Link
	Ask      Link
	Rows     []ConsentRow
	Empty    string
	Door     string // how the client's link stands
	DoorNote string
	Link     string // the client's link, shown this once
	Closable bool
	Path     string // of the client
}

// Template implements Page.
func (*Consents) Template() string { return "consents" }

// ConsentRow is one consent in the coach's list.
type ConsentRow struct {
	Title, State, Tone string
	Lines              []string
	Send               string // the consent under which an introduction can be sent; empty when none can
	Sent               *Link  // the introduction that was sent
}

// ConsentNew is the form by which a coach asks for a consent, with the card that it would make.
type ConsentNew struct {
	Base
	Client  Link
	Action  string
	Fields  []Field
	Card    *Card
	CardFor string
	NoCard  string // said instead of the card
}

// Template implements Page.
func (*ConsentNew) Template() string { return "consent_new" }
