package outcome

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// within counts the cases of which a day lies in a period.
func within(cases []Case, p Period, day func(Case) marketplace.Date) []Item {
	var out []Item
	for _, c := range cases {
		if p.Has(day(c)) {
			out = append(out, c.item())
		}
	}
	return sorted(out)
}

func receivedOn(c Case) marketplace.Date { return c.Referral.Received }
func acceptedOn(c Case) marketplace.Date { return c.Referral.Accepted }

// engagedOn is the day the profile was begun, but not before the client was accepted.
func engagedOn(c Case) marketplace.Date {
	if c.Engaged == "" || c.Referral.Accepted == "" {
		return ""
	}
	return max(c.Engaged, c.Referral.Accepted)
}

// firstJob is the first job that counts as a start: paid, begun when the client had been accepted, with at least so many
// minutes of paid work done. False when there is none.
func (c Case) firstJob(least int) (Episode, bool) {
	var first Episode
	found := false
	for _, e := range c.Jobs {
		if c.couldStart(e) && e.Worked != nil && *e.Worked >= least && (!found || e.Start < first.Start) {
			first, found = e, true
		}
	}
	return first, found
}

// couldStart says whether a job would count as a start if enough work was done in it.
func (c Case) couldStart(e Episode) bool {
	return e.paid() && e.Start != "" && c.Referral.Accepted != "" && e.Start >= c.Referral.Accepted
}

// startedIn says whether the first job began in the period: yes, no, or unknown, when somebody began a paid job in the
// period and nobody knows how much work was done.
func (c Case) startedIn(p Period, least int) string {
	if !c.Knows.Jobs {
		if c.openIn(p) {
			return Unknown
		}
		return No
	}
	if first, ok := c.firstJob(least); ok {
		if p.Has(first.Start) {
			return Yes
		}
		return No
	}
	for _, e := range c.Jobs {
		if c.couldStart(e) && e.Worked == nil && p.Has(e.Start) {
			return Unknown
		}
	}
	return No
}

// openIn says whether the case was on the caseload on any day of the period.
func (c Case) openIn(p Period) bool {
	from := c.Referral.Accepted
	return from != "" && from <= p.To && (c.Open && c.Ended == "" || c.Ended > p.From)
}

// split puts each case into one part; the empty part is none.
func split(cases []Case, part func(Case) string) map[string][]Item {
	out := map[string][]Item{}
	for _, c := range cases {
		if key := part(c); key != "" {
			out[key] = append(out[key], c.item())
		}
	}
	for _, items := range out {
		slices.SortFunc(items, byID)
	}
	return out
}

// firstMeeting is the first meeting face to face with an employer from the day the client was accepted; empty when there
// was none until a day.
func (c Case) firstMeeting(until marketplace.Date) marketplace.Date {
	var first marketplace.Date
	for _, m := range c.Contacts {
		if m.FaceToFace && m.On >= c.Referral.Accepted && m.On <= until && (first == "" || m.On < first) {
			first = m.On
		}
	}
	return first
}

// met says how soon after being accepted in the period the first meeting was, as known on a day.
func (c Case) met(p Period, asOf marketplace.Date, days int) string {
	accepted := c.Referral.Accepted
	if !p.Has(accepted) {
		return ""
	}
	first := c.firstMeeting(asOf)
	switch {
	case !c.Knows.Contacts:
		return Unknown
	case first != "" && accepted.DaysTo(first) <= days:
		return Within
	case first == "" && accepted.DaysTo(asOf) <= days:
		return NotDue
	}
	return Late
}

// meetings are the contacts face to face in a period.
func meetings(cases []Case, p Period) []Item {
	var out []Item
	for _, c := range cases {
		for _, m := range c.Contacts {
			if m.FaceToFace && p.Has(m.On) {
				out = append(out, Item{m.ID, c.Client})
			}
		}
	}
	return sorted(out)
}

// retained says where somebody stands the given months after the first job began, when that day lies in the period: at
// work in any paid job, not at work, or not known. The empty part: nothing to ask in this period.
func (c Case) retained(p Period, months, least int) string {
	first, ok := c.firstJob(least)
	if !ok || !c.Knows.Jobs || !p.Has(first.Start.AddMonths(months)) {
		return ""
	}
	day, out := first.Start.AddMonths(months), No
	for _, e := range c.Jobs {
		if !e.paid() {
			continue
		}
		switch e.on(day) {
		case present:
			return Yes
		case unsure:
			out = Unknown
		case away:
		}
	}
	return out
}

// keeps says whether somebody on the caseload on a day came to keep the job they had.
func (c Case) keeps(day marketplace.Date) string {
	switch {
	case !c.openOn(day):
		return ""
	case c.Referral.AtWork == nil:
		return Unknown
	case *c.Referral.AtWork:
		return Yes
	}
	return No
}

// median is the middle of some numbers, the mean of the two middle ones rounded down when they are even; false of none.
func median(values []int64) (int64, bool) {
	if len(values) == 0 {
		return 0, false
	}
	slices.Sort(values)
	mid := len(values) / 2
	if len(values)%2 == 1 {
		return values[mid], true
	}
	return (values[mid-1] + values[mid]) / 2, true
}

func byID(a, b Item) int { return cmp.Compare(a.ID, b.ID) }

func sorted(items []Item) []Item {
	slices.SortFunc(items, byID)
	return items
}
