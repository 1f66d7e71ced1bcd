package outcome

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Case is what the definitions need to know of one client of one provider.
type Case struct {
	Client   marketplace.ID
	Coach    marketplace.ID // whose caseload it is on
	Referral Referral
	Engaged  marketplace.Date // when the vocational profile was begun; empty: not yet
	Open     bool             // on the caseload today
	Ended    marketplace.Date // when the coaching ended; empty: it has not, or the day is not known
	Contacts []Contact
	Jobs     []Episode
	Knows    Knows
}

// Referral is how the client came.
type Referral struct {
	Received marketplace.Date
	Accepted marketplace.Date // empty: not yet, or never
	AtWork   *bool            // whether the client came to keep a job they had; nil: not asked
}

// Knows says which of it anybody keeps. What nobody keeps is not known, and never zero.
type Knows struct{ Referral, Contacts, Jobs bool }

// Contact is one contact with an employer about the client.
type Contact struct {
	ID         marketplace.ID
	Coach      marketplace.ID
	On         marketplace.Date
	FaceToFace bool
}

// Episode is one job, or one stay at a workplace.
type Episode struct {
	ID       marketplace.ID
	Form     string           // work form, a key of the closed list
	Start    marketplace.Date // first day of work
	End      marketplace.Date // last day of work; empty: it goes on as far as anybody knows
	Seen     marketplace.Date // the last day on which somebody knew that it went on; counts while End is empty
	Worked   *int             // minutes of paid work done in it so far; nil: not known
	Week     *int             // minutes a week as agreed; nil: not known
	Wage     *int64           // cents an hour; nil: not known
	Forecast string           // the group of the verdict when the client was put forward for it; empty: none is known
}

// PaidForms lists the work forms that count as paid work. An unpaid place is never an outcome, whatever came of it.
func PaidForms() []string { return []string{"employment", "pay_subsidy", "gig", "transitional"} }

func (e Episode) paid() bool { return slices.Contains(PaidForms(), e.Form) }

// standing is whether somebody is known to be at work.
type standing int

const (
	away standing = iota
	unsure
	present
)

// on is where an episode stands on a day.
func (e Episode) on(day marketplace.Date) standing {
	switch {
	case e.Start > day, e.End != "" && e.End < day:
		return away
	case e.End != "", e.Seen >= day:
		return present
	}
	return unsure
}

// openOn says whether the case was on the caseload on a day: from the day it was accepted until the day before it ended.
func (c Case) openOn(day marketplace.Date) bool {
	from := c.Referral.Accepted
	return from != "" && from <= day && (c.Open && c.Ended == "" || c.Ended > day)
}

// Item is one of what a number counts.
type Item struct {
	ID     marketplace.ID // a client, or a contact
	Client marketplace.ID
}

func (c Case) item() Item { return Item{c.Client, c.Client} }
