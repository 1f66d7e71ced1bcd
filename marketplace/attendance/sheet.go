package attendance

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
)

// Sheet is who was there in one shift.
type Sheet struct {
	ID         marketplace.ID      `json:"id"`  // of the shift
	Org        marketplace.ID      `json:"org"` // the organiser
	Order      marketplace.ID      `json:"order"`
	Buyer      marketplace.ID      `json:"buyer"`
	Date       marketplace.Date    `json:"date"`
	From       int                 `json:"from"` // of the shift, minutes from midnight
	To         int                 `json:"to"`
	Planned    int                 `json:"planned"` // people who were sold
	State      State               `json:"state"`
	Members    []Entry             `json:"members,omitempty"`
	Leaders    []Entry             `json:"leaders,omitempty"`
	Made       []Count             `json:"made,omitempty"` // one for each line of the order that is not hours
	Words      Words               `json:"words,omitzero"`
	Seen       []marketplace.ID    `json:"seen,omitempty"` // ids of the changes that were received, sorted
	Late       []LateChange        `json:"late,omitempty"` // came when it was signed; by (marked, id)
	Signatures []Signature         `json:"signatures,omitempty"`
	Corrected  marketplace.Instant `json:"corrected"`        // when it was opened again
	Done       *Done               `json:"done,omitempty"`   // as it was signed last
	Locked     string              `json:"locked,omitempty"` // why, in words
	CheckIn    string              `json:"checkin,omitempty"`
	Draw       int                 `json:"draw,omitempty"` // which of the shift's codes it is; see Code
}

// Entry is one person of a shift.
type Entry struct {
	Person  marketplace.ID      `json:"person"`
	Number  int                 `json:"number"` // the person's own number in this shift, from 1; kept when others leave it
	Mark    Mark                `json:"mark"`   // by a supervisor
	Stamp   Stamp               `json:"stamp,omitzero"`
	Rest    Mark                `json:"rest,omitzero"` // with all others
	RestAt  Stamp               `json:"rest_at,omitzero"`
	Own     marketplace.Instant `json:"own"`                // when they checked in themselves
	OwnTime int                 `json:"own_time,omitempty"` // the same in minutes from midnight
}

// Count is how much was done of a line of the order.
type Count struct {
	Made
	Stamp Stamp `json:"stamp,omitzero"`
}

// Words are what was otherwise than planned, for the buyer to read.
type Words struct {
	Text  string `json:"text"`
	Stamp Stamp  `json:"stamp"`
}

// LateChange is a change that came when the sheet was signed. The supervisor accepts or drops it.
type LateChange struct {
	Change
	By       marketplace.ID      `json:"by"`
	Received marketplace.Instant `json:"received"`
}

// Signature is one signing.
type Signature struct {
	Key marketplace.ID      `json:"key"` // made where it was signed, so that a repeat changes nothing
	By  marketplace.ID      `json:"by"`
	At  marketplace.Instant `json:"at"`
}

// Source is who said that somebody was there.
type Source string

// The sources. What a supervisor marks for one person counts before what that person did, and that before what is marked for
// the rest.
const (
	Nobody     Source = ""
	Supervisor Source = "supervisor"
	Own        Source = "own"
	AllOthers  Source = "all"
)

// newSheet is the empty sheet of a shift.
func newSheet(shift roster.Shift, o order.Order) Sheet {
	s := Sheet{ID: shift.ID, Org: o.Org, Order: o.ID, Buyer: o.Buyer, Date: shift.Date, State: Open}
	return s.following(shift, o)
}

// following is the sheet with the people of the shift and the lines of the order as they are now. Who was marked stays,
// whatever the roster says: that person was there. What was signed stays as it is until it is corrected.
func (s Sheet) following(shift roster.Shift, o order.Order) Sheet {
	if !s.State.Takes() {
		return s
	}
	s.From, s.To, s.Planned = shift.From, shift.To, shift.Participants
	s.Members = followPeople(s.Members, shift.Members)
	s.Leaders = followPeople(s.Leaders, shift.Leaders)
	var made []Count
	for _, l := range o.Newest().Lines {
		line := Made{Unit: l.Unit, Name: l.Name}
		if hours(l.Unit) || slices.ContainsFunc(made, func(c Count) bool { return c.is(line) }) {
			continue
		}
		if at := s.count(line); at >= 0 {
			made = append(made, s.Made[at])
			continue
		}
		made = append(made, Count{Made: line})
	}
	s.Made = made
	return s
}

func followPeople(was []Entry, now []marketplace.ID) (out []Entry) {
	last := 0
	for _, e := range was {
		last = max(last, e.Number)
		if e.said() || slices.Contains(now, e.Person) {
			out = append(out, e)
		}
	}
	for _, id := range now {
		if !slices.ContainsFunc(out, func(e Entry) bool { return e.Person == id }) {
			last++
			out = append(out, Entry{Person: id, Number: last})
		}
	}
	return out
}

// said says whether anything was marked for this person.
func (e Entry) said() bool {
	return e.Mark.State != NotMarked || e.Rest.State != NotMarked || !e.Own.IsZero()
}

// entry finds a person in the sheet; nil when they are not in it.
func (s Sheet) entry(person marketplace.ID) *Entry {
	for _, list := range [][]Entry{s.Members, s.Leaders} {
		for i := range list {
			if list[i].Person == person {
				return &list[i]
			}
		}
	}
	return nil
}

// count is where a line stands in Made; -1 when the order has none like it.
func (s Sheet) count(m Made) int {
	return slices.IndexFunc(s.Made, func(c Count) bool { return c.is(m) })
}

func (m Made) is(o Made) bool { return m.Unit == o.Unit && m.Name == o.Name }

// Of is what counts for a person, and who said it.
func (s Sheet) Of(e Entry) (Mark, Source) {
	switch {
	case e.Mark.State != NotMarked:
		return e.Mark, Supervisor
	case !e.Own.IsZero():
		return s.ownMark(e.OwnTime), Own
	case e.Rest.State != NotMarked:
		return e.Rest, AllOthers
	}
	return Mark{}, Nobody
}

// ownMark is what a check-in at a time comes to: who came more than a quarter after the beginning was there from the quarter
// in which they came. The supervisor signs it, or marks otherwise.
func (s Sheet) ownMark(time int) Mark {
	came := min(time-time%quarter, s.To-quarter)
	if came <= s.From {
		return Mark{State: Present, From: s.From, To: s.To}
	}
	return Mark{State: Late, From: came, To: s.To}
}

// Tally is how many are what.
type Tally struct {
	People, Marked, There, Away int
}

// Tally counts the members of the crew, not the supervisors.
func (s Sheet) Tally() (t Tally) {
	for _, e := range s.Members {
		t.People++
		switch m, _ := s.Of(e); {
		case m.worked():
			t.Marked++
			t.There++
		case m.State == Absent:
			t.Marked++
			t.Away++
		}
	}
	return t
}

// Has says whether a change was received.
func (s Sheet) Has(change marketplace.ID) bool {
	_, seen := slices.BinarySearch(s.Seen, change)
	return seen
}

// signing is the number of the newest signature.
func (s Sheet) signing() int { return len(s.Signatures) }

// comesTo is what the sheet comes to, as it is.
func (s Sheet) comesTo(at marketplace.Instant) Done {
	d := Done{
		Shift: s.ID, Order: s.Order, Org: s.Org, Buyer: s.Buyer, Date: s.Date, Signing: s.signing(), Planned: s.Planned,
		Workers: s.workers(s.Members), Supervisors: s.workers(s.Leaders), Signed: at,
	}
	for _, c := range s.Made {
		if c.Quantity > 0 {
			d.Made = append(d.Made, c.Made)
		}
	}
	if s.Words.Text != "" {
		d.Deviations = []string{s.Words.Text}
	}
	return d
}

// workers are those who worked, by their place among them: never by anything that tells who it was.
func (s Sheet) workers(list []Entry) (out []Worker) {
	for _, e := range list {
		if m, _ := s.Of(e); m.worked() {
			out = append(out, Worker{Number: len(out) + 1, Time: m.Time()})
		}
	}
	return out
}
