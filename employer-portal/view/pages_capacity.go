package view

// Crews are the crews of an organiser.
type Crews struct {
	Base
	New  Link
	Rows []CrewRow
	None *Empty
}

// Template implements Page.
func (*Crews) Template() string { return "crews" }

// CrewRow is one crew in the list.
type CrewRow struct {
	Name, Href, Site, Trades, Free, Seen string
	Edit                                 Link
}

// CrewForm is a form with rows of times of day: a crew, or an exception of one.
type CrewForm struct {
	Base
	Heading, Intro, Action string
	Hidden                 map[string]string
	Fields                 []Field
	Rows                   *RowGroup
	Last                   []Field // after the rows
	Submit                 string
	Ways                   []Link
}

// Template implements Page.
func (*CrewForm) Template() string { return "crew_form" }

// CrewEffect says what a change would do, before it is saved.
type CrewEffect struct {
	Base
	Lead         string
	Days         []CrewChange
	Holds, Sold  []string
	Same         string // when nothing that is free or promised changes
	Action       string
	Typed        []Pair // what was typed, to be sent again
	Submit, Edit string // the buttons; no Submit when it would be refused
}

// Template implements Page.
func (*CrewEffect) Template() string { return "crew_effect" }

// CrewChange is a day whose free hours change.
type CrewChange struct{ Day, Before, After string }

// CrewCalendar is what is free, held and sold of a crew, by weeks and days or as a list.
type CrewCalendar struct {
	Base
	Lead, Period   string
	Ways           []Link
	Earlier, Later Link
	Views          []Link
	List           bool
	Weekdays       []string
	Weeks          []CrewWeek
	Bookings       []CrewBooking
	NoBookings     string
}

// Template implements Page.
func (*CrewCalendar) Template() string { return "crew" }

// CrewWeek is one row of the calendar.
type CrewWeek struct {
	Name string
	Days []CrewDay
}

// CrewDay is one day: what it says stands in words.
type CrewDay struct {
	Weekday, Day, Full string // Full is the whole name of the day, for the link
	Href               string // to the form for an exception; empty when the day has passed
	Today, Closed      bool
	Crew, Supervisors  string
	Limit, Mark        string // the limit that binds, and its mark: crew, supervisor, both, closed
	Exception          string
}

// CrewBooking is one booking in the table.
type CrewBooking struct{ Buyer, State, Until, Days, Hours string }
