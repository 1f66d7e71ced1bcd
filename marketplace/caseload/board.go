package caseload

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Kind is what an item is about. The list is closed.
type Kind string

// The kinds.
const (
	Step         Kind = "step" // the next step of the course
	Consent      Kind = "consent"
	Introduction Kind = "introduction"
	Placement    Kind = "placement" // beginning it, a follow-up or a contact afterwards
	Profile      Kind = "profile"   // nothing of it was saved, and there is no course to say what comes next
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Step, Consent, Introduction, Placement, Profile} }

// Item is one thing that waits for somebody.
type Item struct {
	Client marketplace.ID
	Kind   Kind
	Ref    marketplace.ID   // of the consent, the introduction or the placement; empty for a course and a profile
	Part   marketplace.ID   // of the visit that is planned at a placement; empty when none is
	Due    marketplace.Date // the last day to act; empty: no day was set
	Key    string           // what is to be done, as a code of its kind; empty when Text says it all
	Text   string           // in somebody's own words: a step that a coach wrote, or the title of the work
	Mine   bool             // the coach has to act
	Who    string           // who else has to: client or employer; empty when Mine
}

// When is when something has to be done, as it is seen on a day.
type When string

// The times.
const (
	Overdue When = "overdue"
	Today   When = "today"
	Week    When = "week" // within the seven days after today
	Later   When = "later"
)

// Times lists the times, the most urgent first.
func Times() []When { return []When{Overdue, Today, Week, Later} }

// On says when the item has to be done, seen on a day. Without a day of its own it is for later.
func (i Item) On(today marketplace.Date) When {
	switch {
	case i.Due == "":
		return Later
	case i.Due < today:
		return Overdue
	case i.Due == today:
		return Today
	case i.Due <= today.AddDays(7):
		return Week
	}
	return Later
}

// Needs says whether the coach is needed today: for what is their own and due, and for what somebody else has let pass.
func (i Item) Needs(today marketplace.Date) bool {
	when := i.On(today)
	return when == Overdue || when == Today && i.Mine
}

// sorted puts the earliest first; on one day, what is the coach's own.
func sorted(items []Item) []Item {
	out := slices.Clone(items)
	slices.SortStableFunc(out, func(a, b Item) int {
		return cmp.Or(compareDays(a.Due, b.Due), compareMine(a, b), cmp.Compare(a.Client, b.Client), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref))
	})
	return out
}

// compareDays puts what has no day after everything that has one.
func compareDays(a, b marketplace.Date) int {
	if (a == "") != (b == "") {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}

func compareMine(a, b Item) int {
	switch {
	case a.Mine == b.Mine:
		return 0
	case a.Mine:
		return -1
	}
	return 1
}

// next is a client's next step among sorted items: the earliest of the coach's own, or else the earliest that waits for
// somebody. Nil when nothing waits.
func next(items []Item, client marketplace.ID) *Item {
	var waiting *Item
	for i := range items {
		switch it := &items[i]; {
		case it.Client != client:
		case it.Mine:
			return it
		case waiting == nil:
			waiting = it
		}
	}
	return waiting
}

// hasStep says whether a client has an open course: one always has a next step.
func hasStep(items []Item, client marketplace.ID) bool {
	return slices.ContainsFunc(items, func(i Item) bool { return i.Client == client && i.Kind == Step })
}

// Load is how many active clients a coach has, against the number that a rule names for one who works full time.
type Load struct {
	Clients int
	Limit   int    // 0: no rule names one on this day
	Rule    string // its id
}

// State is the load in a word: room, full, over, or unknown when no rule names a number.
func (l Load) State() string {
	switch {
	case l.Limit == 0:
		return "unknown"
	case l.Clients < l.Limit:
		return "room"
	case l.Clients == l.Limit:
		return "full"
	}
	return "over"
}

// Row is one active client with the next step.
type Row struct {
	ID   marketplace.ID
	Name string
	Code string
	Next *Item // nil when nothing waits
	Open bool  // a course is open: notes can be kept
}

// Board is what waits for a coach on a day.
type Board struct {
	Day     marketplace.Date
	Items   []Item // the earliest first
	Clients []Row  // in the order of their names
	Load    Load
}

// Needing lists the items for which the coach is needed today.
func (b Board) Needing() []Item {
	return b.pick(func(i Item) bool { return i.Needs(b.Day) })
}

// Soon lists the coach's own items of the coming week.
func (b Board) Soon() []Item {
	return b.pick(func(i Item) bool { return i.Mine && i.On(b.Day) == Week })
}

// After lists the coach's own items for later.
func (b Board) After() []Item {
	return b.pick(func(i Item) bool { return i.Mine && i.On(b.Day) == Later })
}

// Waiting lists what somebody else has to do and still has time for.
func (b Board) Waiting() []Item {
	return b.pick(func(i Item) bool { return !i.Mine && !i.Needs(b.Day) })
}

func (b Board) pick(keep func(Item) bool) []Item {
	out := []Item{}
	for _, i := range b.Items {
		if keep(i) {
			out = append(out, i)
		}
	}
	return out
}
