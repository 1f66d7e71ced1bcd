package coaching

import (
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// Meeting is one contact with an employer for a client (työnantajatapaaminen).
type Meeting struct {
	ID     marketplace.ID      `json:"id"`
	Org    marketplace.ID      `json:"org"`
	Client marketplace.ID      `json:"client"`
	Course marketplace.ID      `json:"course"`
	Coach  marketplace.ID      `json:"coach"` // who met
	Logged marketplace.Instant `json:"logged"`
	Next   Step                `json:"next"` // agreed in it; empty: none
	MeetingInput
}

// MeetingInput is what a coach writes down about a meeting.
type MeetingInput struct {
	Day          marketplace.Date `json:"day"`
	Organisation string           `json:"organisation"`    // its name, at most 120 characters
	Firm         marketplace.ID   `json:"firm,omitempty"`  // its id, when it is in the service
	Met          string           `json:"met,omitempty"`   // whom, at most 120 characters
	Kind         string           `json:"kind"`            // one of MeetingKinds
	Face         bool             `json:"face"`            // face to face
	Outcome      string           `json:"outcome"`         // one of Outcomes
	Need         string           `json:"need,omitempty"`  // what the employer needs, at most 500 characters
	Tasks        string           `json:"tasks,omitempty"` // tasks seen, at most 500 characters
	Minutes      int              `json:"minutes"`         // 0 to 600
	Step         *StepInput       `json:"-"`               // a next step, if one was agreed
}

// MeetingKinds lists the kinds of meetings in the order in which forms show them.
func MeetingKinds() []string { return []string{"first", "meeting", "follow_up"} }

// Outcomes lists what a meeting can have led to.
func Outcomes() []string {
	return []string{"interested", "task_found", "meets_client", "work_agreed", "later", "no"}
}

func (m MeetingInput) checked(today marketplace.Date) (MeetingInput, error) {
	var f check.Fields
	form.Past(&f, "day", m.Day, today)
	m.Organisation, m.Met, m.Need, m.Tasks = check.Line(m.Organisation), check.Line(m.Met), check.Text(m.Need), check.Text(m.Tasks)
	f.Need("organisation", m.Organisation != "")
	f.Text("organisation", m.Organisation, 120)
	f.Text("met", m.Met, 120)
	f.OneOf("kind", m.Kind, MeetingKinds()...)
	f.OneOf("outcome", m.Outcome, Outcomes()...)
	f.Text("need", m.Need, 500)
	f.Text("tasks", m.Tasks, 500)
	f.Range("minutes", m.Minutes, 0, mostMinutes)
	if m.Step != nil {
		step := m.Step.check(&f, "step.", today)
		m.Step = &step
	}
	return m, marketplace.InvalidFields(f.Errors())
}

// mostMinutes is the longest that one note or meeting takes.
const mostMinutes = 600

// Note is a short structured note (merkintä) about something that was done for a client. It never holds anything about
// health.
type Note struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`
	Client  marketplace.ID      `json:"client"`
	Course  marketplace.ID      `json:"course"`
	Coach   marketplace.ID      `json:"coach"` // who wrote it, and alone may correct it
	Written marketplace.Instant `json:"written"`
	Next    Step                `json:"next"` // agreed then; empty: none
	NoteInput
	Corrected marketplace.Instant `json:"corrected"`         // when it was corrected last
	Earlier   []Former            `json:"earlier,omitempty"` // what stood there before, oldest first; never deleted
}

// Former is what a note said before it was corrected.
type Former struct {
	NoteInput
	By marketplace.ID      `json:"by"` // who wrote it
	At marketplace.Instant `json:"at"` // when that was written
}

// mostCorrections is how often one note may be corrected.
const mostCorrections = 20

// Correctable refuses everybody but who wrote the note.
func (n Note) Correctable(by marketplace.Actor) error {
	if by.System || by.Person == "" || by.Person != n.Coach {
		return marketplace.Errorf(marketplace.Forbidden, "coaching.not_the_writer")
	}
	return nil
}

// corrected is the note with new words; what it said before is kept behind them. The next step that was agreed stays.
// Conflict when it was corrected too often. It is pure.
func (n Note) corrected(in NoteInput, now marketplace.Instant) (Note, error) {
	if len(n.Earlier) >= mostCorrections {
		return n, marketplace.Errorf(marketplace.Conflict, "coaching.too_often")
	}
	since := n.Written
	if !n.Corrected.IsZero() {
		since = n.Corrected
	}
	n.Earlier = append(slices.Clone(n.Earlier), Former{NoteInput: n.NoteInput, By: n.Coach, At: since})
	n.NoteInput, n.Corrected = in, now
	return n, nil
}

// NoteInput is what a coach writes in under a minute.
type NoteInput struct {
	Day     marketplace.Date `json:"day"`     // empty: today
	Kind    string           `json:"kind"`    // one of NoteKinds
	Line    string           `json:"line"`    // at most 200 characters
	Minutes int              `json:"minutes"` // 0 to 600
	Step    *StepInput       `json:"-"`       // a next step, if one was agreed
}

// NoteKinds lists the kinds of notes in the order in which forms show them.
func NoteKinds() []string {
	return []string{"talk", "phone", "message", "workplace", "search", "network", "other"}
}

func (n NoteInput) checked(today marketplace.Date) (NoteInput, error) {
	var f check.Fields
	if n.Day == "" {
		n.Day = today
	}
	form.Past(&f, "day", n.Day, today)
	f.OneOf("kind", n.Kind, NoteKinds()...)
	n.Line = check.Line(n.Line)
	f.Need("line", n.Line != "")
	f.Text("line", n.Line, 200)
	f.Range("minutes", n.Minutes, 0, mostMinutes)
	if n.Step != nil {
		step := n.Step.check(&f, "step.", today)
		n.Step = &step
	}
	return n, marketplace.InvalidFields(f.Errors())
}

// Week counts a coach's contacts with employers in one week.
type Week struct {
	Monday   marketplace.Date
	Meetings int
	Faces    int // of them face to face
}

// Weeks counts meetings by the week of their day, latest week first. Weeks without meetings are left out.
func Weeks(meetings []Meeting) []Week {
	var out []Week
	at := map[marketplace.Date]int{}
	for _, m := range meetings {
		monday := mondayOf(m.Day)
		i, ok := at[monday]
		if !ok {
			i = len(out)
			at[monday] = i
			out = append(out, Week{Monday: monday})
		}
		out[i].Meetings++
		if m.Face {
			out[i].Faces++
		}
	}
	sortWeeks(out)
	return out
}

func mondayOf(day marketplace.Date) marketplace.Date {
	return day.AddDays(-(int(day.Time().Weekday()-time.Monday+7) % 7))
}
