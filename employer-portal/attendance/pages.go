package attendance

import (
	"sovite.fi/sovite/employer-portal/present/drawn"
	"sovite.fi/sovite/employer-portal/view"
)

// ShiftsPage are the shifts of a day, for whoever leads them.
type ShiftsPage struct {
	view.Base
	Lead    string
	Rows    []Row
	None    *view.Empty
	Offline Offline
}

// Template implements Page.
func (*ShiftsPage) Template() string { return "shifts" }

// Row is one shift in the list.
type Row struct{ Title, Href, When, Site, State, Late string }

// Offline is what a page says that works without network: the texts are put in by its script.
type Offline struct {
	Stale  string // from when the page is, shown when it was kept on the phone
	Person string // whose marks wait on the phone
	Org    string
}

// SheetPage is who was there in a shift: a form as long as marks are taken, a table after that.
type SheetPage struct {
	view.Base
	When, Site, State string
	Hazards           []string
	Induction         string
	Offline           Offline
	ID, Action        string
	Takes             bool // marks
	Change            string
	Rev               string
	People            []Person
	Made              []Count
	Words             Count
	Late              []Late
	Sums              []view.Pair // what was signed
	Code              *view.Post
	Reopen            *view.Post
	Signs             bool // the day has come
}

// Template implements Page.
func (*SheetPage) Template() string { return "sheet" }

// Person is one person of the sheet.
type Person struct {
	ID, Name, Number string
	Leads            bool
	Base             view.Pair // hidden: what was shown, so that only what was changed is taken
	Who              view.Pair // hidden
	State, Absence   view.Field
	Times            []view.Field
	Open             bool   // the times
	Note             string // who said it, when it was not marked for this person
	Ask              string // when nobody knows why they are away
	Result           string // when no marks are taken
}

// Count is a field with what was shown.
type Count struct {
	Field  view.Field
	Base   view.Pair
	Line   view.Pair // hidden: the line of the order
	Result string
}

// Late is a change that came when the sheet was signed.
type Late struct {
	Lines        []string
	When         string
	Accept, Drop view.Post
}

// CodePage is the code of a shift, to be shown to the people in it: as digits, and as an address to point a camera at.
type CodePage struct {
	view.Base
	Lead, Code, Address string
	QR                  drawn.Code
	People              []view.Pair // number and name
}

// Template implements Page.
func (*CodePage) Template() string { return "shift_code" }
