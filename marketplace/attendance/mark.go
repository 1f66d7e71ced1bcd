package attendance

import (
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// Presence is whether somebody was there. The list is closed.
type Presence string

// Whether somebody was there.
const (
	NotMarked Presence = ""
	Present   Presence = "present"
	Late      Presence = "late"
	LeftEarly Presence = "left_early"
	Absent    Presence = "absent"
)

// Presences lists what can be marked, in the order in which forms show it.
func Presences() []Presence { return []Presence{Present, Late, LeftEarly, Absent} }

// Absence is the neutral class of an absence. The list is closed, and no words are kept beside it.
type Absence string

// The classes.
const (
	Unwell     Absence = "unwell"
	OtherPlans Absence = "other_plans"
	NotKnown   Absence = "not_known" // somebody asks how they are
)

// Absences lists the classes in the order in which forms show them.
func Absences() []Absence { return []Absence{Unwell, OtherPlans, NotKnown} }

// Mark is what is marked for one person in a shift.
type Mark struct {
	State   Presence `json:"state"`
	Absence Absence  `json:"absence,omitempty"` // of Absent
	From    int      `json:"from,omitempty"`    // minutes from midnight, whole quarters; both 0: the shift's
	To      int      `json:"to,omitempty"`
	Break   int      `json:"break,omitempty"` // minutes without work, whole quarters
}

// worked says whether there is time to bill.
func (m Mark) worked() bool { return m.State != NotMarked && m.State != Absent }

// Time is the time that was worked.
func (m Mark) Time() money.Quarters {
	if !m.worked() {
		return 0
	}
	return money.Quarters((m.To - m.From - m.Break) / quarter)
}

// in is a mark in its stored form, on a sheet.
func (m Mark) in(s Sheet) Mark {
	switch {
	case m.State == NotMarked:
		return Mark{}
	case m.State == Absent:
		return Mark{State: Absent, Absence: m.Absence}
	case m.From == 0 && m.To == 0:
		m.From, m.To = s.From, s.To
	}
	m.Absence = ""
	return m
}

// check says what is wrong with the form of a mark. Whether the times are likely is asked when the sheet is signed, so that
// no mark is refused on site.
func (m Mark) check(f *check.Fields, path string) {
	if m.State != NotMarked {
		f.OneOf(path+".state", string(m.State), check.Words(Presences())...)
	}
	if m.State == Absent {
		f.OneOf(path+".absence", string(m.Absence), check.Words(Absences())...)
	}
	if !m.worked() {
		return
	}
	f.Range(path+".from", m.From, 0, dayMinutes)
	f.Range(path+".to", m.To, 0, dayMinutes)
	f.Range(path+".break", m.Break, 0, dayMinutes)
	switch {
	case m.From%quarter != 0 || m.To%quarter != 0 || m.Break%quarter != 0:
		f.Add(path+".from", "attendance.quarters")
	case m.From >= m.To:
		f.Add(path+".to", "attendance.order")
	case m.Break >= m.To-m.From:
		f.Add(path+".break", "attendance.break")
	}
}

const (
	quarter    = 15 // minutes
	dayMinutes = 24 * 60
)

// Stamp orders what was said about the same thing: the later counts, and of two at the same moment the one with the later
// id.
type Stamp struct {
	Marked   marketplace.Instant `json:"marked"` // on the phone; never later than Received
	Change   marketplace.ID      `json:"change,omitempty"`
	By       marketplace.ID      `json:"by,omitempty"`
	Received marketplace.Instant `json:"received"` // by the server's clock
}

func (s Stamp) after(o Stamp) bool {
	if c := s.Marked.Time().Compare(o.Marked.Time()); c != 0 {
		return c > 0
	}
	return s.Change > o.Change
}

// Change is one thing that a supervisor did on a phone, or with a form. What it holds of people, quantities and words is
// settled one by one.
type Change struct {
	ID     marketplace.ID      `json:"id"`             // made where it was done, so that a repeat changes nothing
	Marked marketplace.Instant `json:"marked"`         // when it was done there
	Sent   marketplace.Instant `json:"-"`              // when it was sent, by the same clock; zero: nothing is known about that clock
	Rest   *Rest               `json:"rest,omitempty"` // "all present": counts for whom nothing else is marked
	People []Marking           `json:"people,omitempty"`
	Made   []Made              `json:"made,omitempty"`
	Words  *string             `json:"words,omitempty"` // what was otherwise than planned, for the buyer to read: at most MaxWords characters, no names
}

// Rest is one mark for many people: those of whom the supervisor saw the names.
type Rest struct {
	Mark
	People []marketplace.ID `json:"people"`
}

// Marking is a mark of one person, a member of the crew or a supervisor.
type Marking struct {
	Person marketplace.ID `json:"person"`
	Mark
}

// The bounds of a sheet. 250 people (700 bytes), 2,000 changes (40 bytes) and 100 late ones (at most 250 people of 120 bytes
// each, though a page sends one at a time) stay below four of the 16 megabytes that a document may have.
const (
	MaxWords    = 500 // characters
	maxPeople   = 250
	maxMade     = 50
	maxChanges  = 2_000
	maxLate     = 100
	maxQuantity = 100_000_000
	maxChangeID = 64
)

// checked is a change in its stored form; Invalid when it cannot be one of the sheet.
func (c Change) checked(s Sheet) (Change, error) {
	var f check.Fields
	if !c.ID.Valid() || len(c.ID) > maxChangeID {
		f.Add("id", "field.required")
	}
	if c.Rest != nil {
		rest := Rest{Mark: c.Rest.in(s), People: c.Rest.People}
		f.Count("rest.people", len(rest.People), maxPeople)
		f.OneOf("rest.state", string(rest.State), string(Present))
		rest.check(&f, "rest")
		c.Rest = &rest
	}
	c.People = c.people(s, &f)
	c.Made = c.made(s, &f)
	if c.Words != nil {
		words := check.Text(*c.Words)
		f.Text("words", words, MaxWords)
		c.Words = &words
	}
	return c, marketplace.InvalidFields(f.Errors())
}

func (c Change) people(s Sheet, f *check.Fields) []Marking {
	f.Count("people", len(c.People), maxPeople)
	out := make([]Marking, 0, len(c.People))
	for i, m := range c.People {
		path := check.At("people", i)
		if s.entry(m.Person) == nil {
			f.Add(path+".person", "attendance.not_in_shift")
		}
		m.Mark = m.in(s)
		m.check(f, path)
		out = append(out, m)
	}
	return out
}

func (c Change) made(s Sheet, f *check.Fields) []Made {
	f.Count("made", len(c.Made), maxMade)
	out := make([]Made, 0, len(c.Made))
	for i, m := range c.Made {
		path := check.At("made", i)
		m.Name = strings.TrimSpace(m.Name)
		if s.count(m) < 0 {
			f.Add(path+".name", "attendance.no_line", "name", m.Name)
		}
		if m.Quantity < 0 || m.Quantity > maxQuantity {
			f.Add(path+".quantity", "attendance.quantity")
		}
		out = append(out, m)
	}
	return out
}

// hours says whether a unit is worked time, which follows from who was there.
func hours(u price.Unit) bool { return u == price.CrewHour || u == price.SupervisorHour }
