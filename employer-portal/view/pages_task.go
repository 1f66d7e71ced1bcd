package view

// HomeEmployer is an employer's first page.
type HomeEmployer struct {
	Base
	Due, Waiting []Link // how much waits, and what
	Tasks        []TaskRow
	Drafts       int
	Doors        []Link
}

// Template implements Page.
func (*HomeEmployer) Template() string { return "home_employer" }

// Tasks lists an employer's tasks.
type Tasks struct {
	Base
	Filters []Link
	Tasks   []TaskRow
	Empty   Empty
	Next    string
}

// Template implements Page.
func (*Tasks) Template() string { return "tasks" }

// TaskRow is one task in a list.
type TaskRow struct {
	ID, Title, Href, Status, State string
	Summary                        string
	Employer                       string
	News                           string // a mark, when the task is new to the reader
	Facts                          []Fact
	Missing                        string // what is missing before publishing, in words
	Changed                        string
}

// TaskEdit is the form for a task.
type TaskEdit struct {
	Base
	ID, Heading string
	Status      string // in words; empty for a new task
	State       string // draft, published, closed
	Action      string
	Revision    string
	Sections    []TaskSection
	Missing     []Problem // what publishing would ask for
	Hints       []CarvedHint
	Preview     string // address
	Conflict    []Conflict
	CanPublish  bool
	CanClose    bool
	Added       string // what was put into the form and is not saved yet
	Reach       *Reach
}

// Template implements Page.
func (*TaskEdit) Template() string { return "task_edit" }

// TaskSection is one part of the form.
type TaskSection struct {
	ID, Heading, Intro string
	Blocks             []Block
	Demands            []DemandGroup
}

// DemandGroup is the demands of one group of the scale.
type DemandGroup struct {
	Heading, State string
	Open           bool
	Demands        []Demand
}

// Demand is one demand of the task form.
type Demand struct {
	Level     Field
	Essential Field
	Adaptable Field
}

// Task is a published task as everybody who is signed in sees it.
type Task struct {
	Base
	Row      TaskRow
	Summary  []string // paragraphs
	TextLang string
	Steps    []Pair
	Facts    []Pair
	Demands  []Pair
	Offers   []Pair
	Hazards  []Pair
	Actions  []Link
	Reach    *Reach // for the employer alone
}

// Template implements Page.
func (*Task) Template() string { return "task" }

// Preview is a task as a client sees it, in plain words.
type Preview struct {
	Base
	Heading  string
	TextLang string // language of the employer's own words
	Edit     string // address of the form
	Lines    []SelkoBlock
}

// Template implements Page.
func (*Preview) Template() string { return "preview" }

// SelkoBlock is one question with a few short answers.
type SelkoBlock struct {
	Heading string
	Lines   []string
}

// Import reads tasks from a table.
type Import struct {
	Base
	Field   Field
	Checked bool // the file was read; nothing is saved yet
	Name    string
	Content string // the file, carried to the second step
	Rows    []ImportRow
	Good    int
	Bad     int
	Result  string // what was made, in words
	Columns []Pair
}

// Template implements Page.
func (*Import) Template() string { return "import" }

// ImportRow is one row of the table.
type ImportRow struct {
	Number int
	Title  string
	State  string
	Errors []string
}

// Search finds published tasks.
type Search struct {
	Base
	Fields   []Field
	Facets   []Field
	Found    string // "14 tasks"
	Tasks    []TaskRow
	Relax    []Link // what to leave out when nothing was found, with counts
	Previous string
	Next     string
	Notice   string
	Save     string // address where the search is saved; empty for whoever may not
	Kept     []Link // what one has kept of searches
}

// Template implements Page.
func (*Search) Template() string { return "search" }
