package view

// Course is where a client's coaching stands: the next step, the phases and the forms.
type Course struct {
	Base
	Client  Link
	State   string
	Lead    string
	Next    *NextStep
	First   *FirstContact
	Phases  []CoursePhase
	Forms   []CourseForm
	Moves   []MoveRow // latest first
	Actions []Link
	Empty   *Empty // there is no course yet
}

// Template implements Page.
func (*Course) Template() string { return "course" }

// NextStep is what comes next, in words.
type NextStep struct {
	Text, Due, Owner string
	Late             bool
	Change           Link
}

// FirstContact says until when the first meeting with an employer is due, and by which rule.
type FirstContact struct {
	Text, Said, Section string
	Met                 bool
	Rule                Link
}

// CoursePhase is one of the phases.
type CoursePhase struct {
	Name, About, State, Href string
	Current                  bool
}

// CourseForm is one form with how it stands.
type CourseForm struct {
	Name, State string
	Links       []Link
}

// MoveRow is one move between phases.
type MoveRow struct {
	Text   string
	Unmet  []string
	Reason string
}

// Phase is one phase: what it asks for, which of it holds, and what leads on.
type Phase struct {
	Base
	Client Link
	About  string
	State  string
	Groups []CriteriaGroup
	Forms  []CourseForm
	Moves  []Link
}

// Template implements Page.
func (*Phase) Template() string { return "phase" }

// CriteriaGroup are criteria that are asked at the same moment.
type CriteriaGroup struct {
	Heading string
	Rows    []CriterionRow
}

// CriterionRow is one criterion.
type CriterionRow struct {
	Text, State, Tone, Note string
	Do                      *Link
}

// PaperEdit is a form of the service, to be filled in.
type PaperEdit struct {
	Base
	Client     Link
	Intro      string
	Action     string
	Submit     string
	Hidden     map[string]string
	Fields     []Field
	Rows       []RowGroup
	KnownTitle string
	Known      []Pair
	More       []Link
}

// Template implements Page.
func (*PaperEdit) Template() string { return "paper_edit" }

// Paper is a form of the service, to be read and printed.
type Paper struct {
	Base
	Service    string // who keeps it
	Facts      []Pair // whose, which day, who was there
	KnownTitle string
	Known      []Pair
	Sections   []Pair
	Signed     []string // who signs; none: nobody
	Links      []Link
}

// Template implements Page.
func (*Paper) Template() string { return "paper" }

// CourseLog lists meetings or notes.
type CourseLog struct {
	Base
	Client Link
	Lead   string
	New    Link
	Counts []Pair
	Rows   []LogRow
	Empty  string
	Older  string // address of the next page; empty on the last
}

// Template implements Page.
func (*CourseLog) Template() string { return "course_log" }

// LogRow is one meeting or note.
type LogRow struct {
	Title  string
	Lines  []string
	Change []Link

	Earlier string // that it was corrected; empty: it never was
	Before  []Pair // what it said before: who and when, and the words
}
