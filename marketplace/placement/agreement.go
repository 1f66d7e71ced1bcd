package placement

import (
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
)

// Party is one of the three who agree.
type Party string

// The parties.
const (
	ClientParty   Party = "client"
	EmployerParty Party = "employer"
	CoachParty    Party = "coach" // for the provider
)

// Parties lists the parties in the order of the document.
func Parties() []Party { return []Party{ClientParty, EmployerParty, CoachParty} }

// Version is the agreement as it was put before the three. It never changes but for the answers.
type Version struct {
	Number  int                 `json:"number"` // from 1, without gaps
	Base    int                 `json:"base"`   // the version whose answers hold: its own number, or an earlier one when this only corrects
	Terms   Terms               `json:"terms"`
	Answers []Answer            `json:"answers,omitempty"`
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
}

// Corrects says whether the version only corrects what is no term.
func (v Version) Corrects() bool { return v.Base != v.Number }

// Answer is what one party said to a version, and when. The newest of a party counts.
type Answer struct {
	Party   Party               `json:"party"`
	Yes     bool                `json:"yes"`
	Person  marketplace.ID      `json:"person"`
	Present string              `json:"present,omitempty"` // who was with the client; only for the client
	At      marketplace.Instant `json:"at"`
}

// Change is one field that differs between two versions. Unit says what the values are: form, wage, minutes, clock, date,
// a list of words, or text.
type Change struct {
	Field string `json:"field"`
	Unit  string `json:"unit"`
	From  string `json:"from"`
	To    string `json:"to"`
	Term  bool   `json:"term"` // a change of it needs new answers
}

type spelt struct {
	field, unit, value string
	term               bool
}

// spell says the terms field by field, in the order of the document.
func (t Terms) spell() []spelt {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	wage := t.Wage.Kind
	if t.Wage.Cents > 0 {
		wage += " " + strconv.FormatInt(t.Wage.Cents, 10)
	}
	start := ""
	if t.DayEnd > 0 {
		start = strconv.Itoa(t.DayStart)
	}
	return []spelt{
		{"title", "text", t.Title, false},
		{"form", "form", t.Form, true},
		{"work", "text", t.Work, true},
		{"place", "text", t.Place, true},
		{"contact", "text", t.Contact, false},
		{"arrival", "text", t.Arrival, false},
		{"directs", "directs", t.Directs, true},
		{"start", "date", string(t.Start), true},
		{"end", "date", string(t.End), true},
		{"days", "number", number(t.Days), true},
		{"day_minutes", "minutes", number(t.DayMinutes), true},
		{"week_minutes", "minutes", number(t.WeekMinutes), true},
		{"day_start", "clock", start, true},
		{"day_end", "clock", number(t.DayEnd), true},
		{"break_minutes", "minutes", number(t.Break), true},
		{"wage", "wage", wage, true},
		{"support", "text", t.Support, true},
	}
}

// Diff lists what differs from one to the other, in the order of the document.
func Diff(from, to Terms) []Change {
	var out []Change
	old := from.spell()
	for i, s := range to.spell() {
		if s.value != old[i].value {
			out = append(out, Change{Field: s.field, Unit: s.unit, From: old[i].value, To: s.value, Term: s.term})
		}
	}
	return out
}

// Told is everything that terms say, in the order of the document; what is not told is left out.
func (t Terms) Told() []Change { return Diff(Terms{}, t) }

func termsDiffer(from, to Terms) bool {
	return slices.ContainsFunc(Diff(from, to), func(c Change) bool { return c.Term })
}

// Newest is the newest version of the agreement; false when nothing was put before anybody yet.
func (p Placement) Newest() (Version, bool) {
	if len(p.Versions) == 0 {
		return Version{}, false
	}
	return p.Versions[len(p.Versions)-1], true
}

// AnswerOf is what a party said to a version: to it, or to the version that it only corrects.
func (p Placement) AnswerOf(v Version, party Party) (Answer, bool) {
	var found Answer
	ok := false
	for _, w := range p.Versions {
		if w.Base != v.Base || w.Number > v.Number {
			continue
		}
		for _, a := range w.Answers {
			if a.Party == party {
				found, ok = a, true
			}
		}
	}
	return found, ok
}

// complete says whether all three said yes to a version.
func (p Placement) complete(v Version) bool {
	return !slices.ContainsFunc(Parties(), func(party Party) bool {
		a, ok := p.AnswerOf(v, party)
		return !ok || !a.Yes
	})
}

// Unproposed says whether the terms differ from the newest version that was put before the three.
func (p Placement) Unproposed() bool {
	v, ok := p.Newest()
	return !ok || len(Diff(v.Terms, p.Terms)) > 0
}

// Waiting says whether a party has not yet answered the newest version.
func (p Placement) Waiting(party Party) bool {
	v, ok := p.Newest()
	if !ok || !p.State.Open() {
		return false
	}
	_, answered := p.AnswerOf(v, party)
	return !answered
}
