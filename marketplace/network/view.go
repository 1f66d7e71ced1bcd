package network

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile"
)

// View is all that a supporter sees. There is no field for anything else, not even for how much else there is.
type View struct {
	Fields   []consent.Field // that the client said yes to, in their order; a field of which there is nothing to tell stands here alone
	Lines    []profile.CardLine
	Next     *Step
	Meetings []Meeting
	Work     []Work
}

// Step is what comes next.
type Step struct {
	Key   string // one of the program's own steps; empty: the Text
	Text  string
	Due   marketplace.Date
	Owner coaching.Owner
}

// Meeting is a planned day on which client and coach meet.
type Meeting struct {
	Date  marketplace.Date
	OnJob bool // at the workplace
}

// Work is one place where the client works, or has agreed to. Times are minutes after midnight; 0 means not told.
type Work struct {
	Place            string
	Days             int // a week
	DayStart, DayEnd int
	Start, End       marketplace.Date // End empty: until further notice
}

// Sources are what a view is made from on a day.
type Sources struct {
	Today      marketplace.Date
	Lines      []profile.CardLine // of the card of the consents
	Course     coaching.Course
	Placements []placement.Placement
}

// Shown makes the view of some fields. It is pure, and what is not among the fields changes nothing of it.
func Shown(fields []consent.Field, from Sources) View {
	v := View{Fields: fields}
	for _, line := range from.Lines {
		if slices.Contains(fields, line.Field) && !line.Field.Live() {
			v.Lines = append(v.Lines, line)
		}
	}
	if slices.Contains(fields, consent.NextStep) {
		v.Next = from.next()
	}
	if slices.Contains(fields, consent.Meetings) {
		v.Meetings = from.meetings()
	}
	if slices.Contains(fields, consent.Workdays) {
		v.Work = from.work()
	}
	return v
}

func (from Sources) next() *Step {
	s := from.Course.Next
	if !from.Course.State.Open() || !s.Good() {
		return nil
	}
	return &Step{Key: s.Key, Text: s.Text, Due: s.Due, Owner: s.Owner}
}

// meetings are the follow-ups that are planned from today on, the next first; of placements that the client has been shown.
func (from Sources) meetings() []Meeting {
	var out []Meeting
	for _, p := range from.Placements {
		for _, v := range p.Visits {
			if v.State == support.Planned && v.Date >= from.Today && p.State.Supported() && len(p.Versions) > 0 {
				out = append(out, Meeting{Date: v.Date, OnJob: v.OnJob})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Meeting) int { return b.Date.DaysTo(a.Date) })
	return out
}

// work is what was agreed, is going on or rests for a while: terms that all three said yes to and nothing else.
func (from Sources) work() []Work {
	var out []Work
	for _, p := range from.Placements {
		t, ok := p.InForce()
		if !ok || p.State != placement.Agreed && !p.State.AtWork() {
			continue
		}
		out = append(out, Work{Place: t.Place, Days: t.Days, DayStart: t.DayStart, DayEnd: t.DayEnd, Start: t.Start, End: t.End})
	}
	return out
}
