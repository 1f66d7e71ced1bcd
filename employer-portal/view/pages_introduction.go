package view

// Introductions lists introductions: those that wait for somebody first, then the ended ones.
type Introductions struct {
	Base
	Lead  string
	Open  []IntroductionRow
	Ended []IntroductionRow
	Empty Empty
	More  []Link // older ones
}

// Template implements Page.
func (*Introductions) Template() string { return "introductions" }

// IntroductionRow is one introduction in a list.
type IntroductionRow struct {
	Title, Href, Note string
	State, Tone       string
	Due               string // who has to act, and until when; empty at the end
}

// Introduction is one introduction as the coach or the employer sees it.
type Introduction struct {
	Base
	Lead    string
	State   string
	Tone    string
	Heading string // above what is asked
	Asked   string // what is asked of whom, and until when
	Yours   bool   // it is asked of whoever reads the page
	Facts   []Pair
	Task    Link
	Answers []Link // equal buttons
	More    []Link // less common ways
	Card    *Card
	Readers string // who reads the messages
	Thread  []IntroductionMessage
	Quiet   string // when there are no messages, or when nobody can write any more
	Write   *WriteForm
	History []Pair
}

// Template implements Page.
func (*Introduction) Template() string { return "introduction" }

// IntroductionMessage is one message about an introduction.
type IntroductionMessage struct {
	Who, When string
	ForClient bool
	Lines     []string
}

// WriteForm is the form for a message.
type WriteForm struct {
	Action string
	Fields []Field
}
