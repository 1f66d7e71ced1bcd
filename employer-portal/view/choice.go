package view

// Choosing is what a coach chose about a task for a client, and what can be chosen now.
type Choosing struct {
	State   string   // open, kept, dismissed, or back: put aside, but the task was changed since
	Icon    string   // for what was said
	Said    []string // what was chosen, when and why
	Keep    *Post    // keeps at once; nil when a reason has to be given first
	Ways    []Link   // to the forms in which a reason is given
	Undo    *Post
	Earlier []string // choices before, in words, newest first
}

// Post is a form of one button.
type Post struct {
	Action, Text string
	About        string // what the button is about, for those who do not see the place it stands at
	CSRF         string
	Hidden       map[string]string
}

// Chosen is a task in a list of what was chosen.
type Chosen struct {
	Task   Link // without an address when the task is no longer open
	Group  string
	Then   string // the verdict when it was chosen
	Choice Choosing
}
