package demo

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// Course is the coaching process of one client. Days are told as days before the day of seeding, or after it for what is
// still to be done, so that an installation begins in the middle of things.
type Course struct {
	Note      string                 `json:"note"` // what it is there to show
	Org       marketplace.ID         `json:"org"`
	Coach     marketplace.ID         `json:"coach"`
	Client    marketplace.ID         `json:"client"`
	Referral  coaching.Referral      `json:"referral"`
	Received  int                    `json:"received"` // days ago
	Accepted  int                    `json:"accepted"` // days ago
	Agreement coaching.AgreementText `json:"agreement"`
	Agreed    int                    `json:"agreed"` // days ago
	Present   string                 `json:"present"`
	Plan      coaching.Plan          `json:"plan"` // without the days of its steps
	PlanDays  []int                  `json:"plan_days"`
	PlanDone  int                    `json:"plan_done"` // how many of the steps are done
	Papers    []Paper                `json:"papers"`
	Meetings  []Meeting              `json:"meetings"`
	Notes     []Note                 `json:"notes"`
	Moves     []coaching.State       `json:"moves"` // where the course went after the first phase
}

// Paper is one form as it was filled in.
type Paper struct {
	Kind    form.Kind         `json:"kind"`
	Ago     int               `json:"ago"`
	Present string            `json:"present"`
	Values  map[string]string `json:"values"`
}

// Meeting is one meeting with an employer.
type Meeting struct {
	ID  marketplace.ID `json:"id"`
	Ago int            `json:"ago"`
	coaching.MeetingInput
}

// Note is one note, with the next step that was agreed in it, if one was.
type Note struct {
	ID  marketplace.ID `json:"id"`
	Ago int            `json:"ago"`
	coaching.NoteInput
	Next  string         `json:"next"`
	In    int            `json:"in"` // days until the next step is due
	Owner coaching.Owner `json:"owner"`
}
