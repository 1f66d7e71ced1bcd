package task

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// Task is one adapted task of an employer. An empty field means "not told".
type Task struct {
	ID           marketplace.ID      `json:"id"`
	Org          marketplace.ID      `json:"org"`      // the employer
	Employer     string              `json:"employer"` // the employer's name as it was when saved, for lists
	Status       Status              `json:"status"`
	Title        string              `json:"title"`   // at most 120 characters
	Summary      string              `json:"summary"` // at most 4,000 characters
	Lang         string              `json:"lang"`    // language of the texts: fi, sv or en
	Steps        []Step              `json:"steps,omitempty"`
	Occupation   string              `json:"occupation,omitempty"`  // ESCO occupation id
	ESCOSkills   []string            `json:"esco_skills,omitempty"` // ESCO skill ids that the task uses, at most thirty
	Demands      []matching.Demand   `json:"demands,omitempty"`     // at most one per dimension
	Hazards      matching.Choice     `json:"hazards"`
	Allergens    matching.Choice     `json:"allergens"`
	Certificates []string            `json:"certificates,omitempty"` // must be held
	WeekMinutes  matching.Window     `json:"week_minutes"`
	DayMinutes   int                 `json:"day_minutes,omitempty"`
	Weekdays     matching.Choice     `json:"weekdays"`
	Shifts       matching.Choice     `json:"shifts"`
	Place        Place               `json:"place"`
	Adaptations  []string            `json:"adaptations,omitempty"` // offered
	Support      int                 `json:"support"`               // support the place gives, 0 none to 3 daily
	Forms        []string            `json:"forms,omitempty"`       // work form routes offered
	Interests    *matching.Interests `json:"interests,omitempty"`
	Places       int                 `json:"places"` // open places, 1 to 200
	Pay          Pay                 `json:"pay"`
	Start        marketplace.Date    `json:"start,omitempty"` // empty: at once
	Created      marketplace.Instant `json:"created"`
	Published    marketplace.Instant `json:"published"`
	Changed      marketplace.Instant `json:"changed"`
	First        marketplace.Instant `json:"first,omitzero"`       // when it was published first, once it was closed and reopened
	ImportKey    string              `json:"import_key,omitempty"` // names the file and row it came from
}

// FirstPublished is when the task was published for the first time; reopening does not make it new.
func (t Task) FirstPublished() marketplace.Instant {
	if t.First.IsZero() {
		return t.Published
	}
	return t.First
}

// Step is one of the everyday tasks that the task is made of.
type Step struct {
	Name    string `json:"name"`
	Minutes int    `json:"minutes"` // a week; 0 = not told
}

// Place is where the work is done.
type Place struct {
	Postal  string   `json:"postal,omitempty"` // five digits
	Address string   `json:"address,omitempty"`
	Access  []string `json:"access,omitempty"` // accessibility features of the closed list
}

// Pay is what is paid, if anything.
type Pay struct {
	Kind  string `json:"kind,omitempty"`  // none, hour, month, agreement; empty = not told
	Cents int64  `json:"cents,omitempty"` // per hour or month, gross
}

// Status is the state of a task.
type Status string

// The states of a task: draft → published → closed, and closed → published again.
const (
	Draft     Status = "draft"
	Published Status = "published"
	Closed    Status = "closed"
)
