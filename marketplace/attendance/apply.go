package attendance

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Outcome is what became of a change.
type Outcome string

// The outcomes.
const (
	Taken    Outcome = "taken"
	Repeated Outcome = "repeated" // it was received before; nothing changed
	KeptLate Outcome = "late"     // the sheet was signed; the supervisor decides
	Refused  Outcome = "refused"  // it cannot be one of this sheet
)

// Apply is the sheet with a change that is in its stored form, by somebody, received at a moment. Whatever the order in which
// the same changes come, and however often, an open sheet comes to the same: of two marks for one person, of two counts of
// one line, and of two texts the later by (marked, id) counts, and a mark for everybody else counts only for whom nothing
// else was marked. A sheet that takes no marks keeps the change aside.
func Apply(s Sheet, c Change, by marketplace.ID, received marketplace.Instant) (Sheet, Outcome) {
	at, seen := slices.BinarySearch(s.Seen, c.ID)
	if seen {
		return s, Repeated
	}
	s.Seen = slices.Insert(slices.Clone(s.Seen), at, c.ID)
	c.Marked, c.Sent = ours(c.Marked, c.Sent, received), marketplace.Instant{}
	if !s.State.Takes() {
		return s.keep(LateChange{Change: c, By: by, Received: received}), KeptLate
	}
	return s.settle(c, by, received), Taken
}

// ours is a moment of a phone's clock by ours: as long before it was received as it was before it was sent. Without a word about
// that clock it is taken as it is, but never as later than it was received, so that a fast clock does not win for ever.
func ours(then, sent, received marketplace.Instant) marketplace.Instant {
	switch ago := sent.Time().Sub(then.Time()); {
	case then.IsZero():
		return received
	case !sent.IsZero() && ago >= 0:
		return marketplace.At(received.Time().Add(-ago))
	case then.Time().After(received.Time()):
		return received
	}
	return then
}

func (s Sheet) keep(l LateChange) Sheet {
	s.Late = slices.Clone(s.Late)
	at, _ := slices.BinarySearchFunc(s.Late, l, func(a, b LateChange) int {
		if b.stamp().after(a.stamp()) {
			return -1
		}
		return 1
	})
	s.Late = slices.Insert(s.Late, at, l)
	return s
}

func (l LateChange) stamp() Stamp {
	return Stamp{Marked: l.Marked, Change: l.ID, By: l.By, Received: l.Received}
}

// settle writes what a change says wherever nothing later was said.
func (s Sheet) settle(c Change, by marketplace.ID, received marketplace.Instant) Sheet {
	stamp := Stamp{Marked: c.Marked, Change: c.ID, By: by, Received: received}
	s.Members, s.Leaders, s.Made = slices.Clone(s.Members), slices.Clone(s.Leaders), slices.Clone(s.Made)
	if c.Rest != nil {
		for _, person := range c.Rest.People {
			if e := s.entry(person); e != nil && stamp.after(e.RestAt) {
				e.Rest, e.RestAt = c.Rest.Mark, stamp
			}
		}
	}
	for _, m := range c.People {
		if e := s.entry(m.Person); e != nil && stamp.after(e.Stamp) {
			e.Mark, e.Stamp = m.Mark, stamp
		}
	}
	for _, m := range c.Made {
		if at := s.count(m); at >= 0 && stamp.after(s.Made[at].Stamp) {
			s.Made[at] = Count{m, stamp}
		}
	}
	if c.Words != nil && stamp.after(s.Words.Stamp) {
		s.Words = Words{*c.Words, stamp}
	}
	return s
}

// CheckIn is the sheet with a person's own check-in, by their number, at a time of day in minutes from midnight. The first one
// counts; false when nobody has the number.
func CheckIn(s Sheet, number int, at marketplace.Instant, time int) (Sheet, bool) {
	i := slices.IndexFunc(s.Members, func(e Entry) bool { return e.Number == number })
	if i < 0 {
		return s, false
	}
	if e := s.Members[i]; e.Own.IsZero() || at.Time().Before(e.Own.Time()) {
		s.Members = slices.Clone(s.Members)
		s.Members[i].Own, s.Members[i].OwnTime = at, time
	}
	return s, true
}
