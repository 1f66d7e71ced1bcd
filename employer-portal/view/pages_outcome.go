package view

// Chart is a line over time with its points, drawn on the server. Title and Desc say it in words; the numbers stand in the
// table beside it.
type Chart struct {
	ID, Title, Desc string
	Grid            []ChartLine
	Path            string // through the points
	Points          []ChartPoint
	From, To        string // the days at both ends; To is empty when there is one point
}

// ChartLine is a line across with what it stands for.
type ChartLine struct {
	Y    int
	Text string
}

// ChartPoint is one measurement.
type ChartPoint struct {
	X, Y   int
	Text   string // its value; empty when there are too many to write
	Above  int    // the height at which the text stands
	Anchor string // start, middle or end: where the text stands beside the point
}

// Measures is what was measured for one client, for the coach.
type Measures struct {
	Base
	Name     string
	Sections []MeasureSection
	Goals    []MeasureGoal
	NewGoal  Link
	Together *MeasureSection // how far the goals were reached; nil before any was rated
}

// Template implements Page.
func (*Measures) Template() string { return "measures" }

// MeasureSection is one instrument over time.
type MeasureSection struct {
	ID, Heading, Text string
	Chart             *Chart
	Caption           string
	Rows              []MeasureRow
	Add               *Link
}

// MeasureRow is one measurement in the table.
type MeasureRow struct {
	Day, Phase, Value, By string
	Earlier               string // what stood there before
	Correct               Link
}

// MeasureGoal is one goal with its ratings.
type MeasureGoal struct {
	MeasureSection
	Since, Dropped string
	Levels         []Pair
	Drop           *Post
}

// Figures are the numbers by definition for a year.
type Figures struct {
	Base
	Lead, Note string
	Years      []Link
	Ways       []Link
	Cards      []FigureCard
	Forecast   *FigureTable // nil where there is none
}

// Template implements Page.
func (*Figures) Template() string { return "figures" }

// FigureCard is one metric with its definition.
type FigureCard struct {
	ID, Name, Text string
	Value          string
	Hidden         bool // the value
	Rules          []Link
	Rows           []FigureRow
	Empty          string
}

// FigureTable is a metric whose numbers stand in rows and columns: Lines holds its Rows, as many in each as there are
// Columns.
type FigureTable struct {
	FigureCard
	Columns []string
	Lines   []FigureLine
}

// FigureLine is one row of a table of numbers.
type FigureLine struct {
	Name  string
	Cells []FigureRow
}

// FigureRow is one number. Without Href it opens nothing.
type FigureRow struct {
	Name, Number, Href string
	Hidden             bool
}

// Cases are the clients behind a number.
type Cases struct {
	Base
	Lead  string
	Rows  []Link
	Empty string
}

// Template implements Page.
func (*Cases) Template() string { return "cases" }

// Fidelity is the check of what a good service does.
type Fidelity struct {
	Base
	Chapters []FidelityChapter
}

// Template implements Page.
func (*Fidelity) Template() string { return "fidelity" }

// FidelityChapter is a part of the check.
type FidelityChapter struct {
	ID, Heading string
	Rows        []FidelityRow
}

// FidelityRow is one criterion: counted, or rated by people.
type FidelityRow struct {
	Name, State, Note string
	Way               Link // to the numbers, or to the form
}
