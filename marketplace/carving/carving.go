package carving

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// Carving is what an employer carves out of the work of one place or team. An empty field means "not told".
type Carving struct {
	ID  marketplace.ID `json:"id"`
	Org marketplace.ID `json:"org"` // the employer
	Content
	State    State                     `json:"state"`
	Shown    bool                      `json:"shown"` // the employer has seen it: begun by them, or offered
	Help     Help                      `json:"help"`
	Drafts   map[string]marketplace.ID `json:"drafts,omitempty"` // job → the task made of it; once finished
	By       marketplace.ID            `json:"by"`               // who began it
	Created  marketplace.Instant       `json:"created"`
	Changed  marketplace.Instant       `json:"changed"`
	Finished marketplace.Instant       `json:"finished"`
}

// Help is about the coach of a carving.
type Help struct {
	To       marketplace.ID `json:"to,omitempty"`        // asked for: a coaching provider, or Anybody
	Coach    marketplace.ID `json:"coach,omitempty"`     // who helps, or prepared it
	CoachOrg marketplace.ID `json:"coach_org,omitempty"` // for which provider
}

// Anybody asks the coaches of every provider.
const Anybody marketplace.ID = "anybody"

// Content is what is filled in.
type Content struct {
	Title     string `json:"title"`                // the place or team, at most 120 characters
	Lang      string `json:"lang"`                 // of the texts: fi, sv or en
	Sector    string `json:"sector,omitempty"`     // key of the catalogue whose examples are offered
	Duties    []Duty `json:"duties,omitempty"`     // at most 100
	Jobs      []Job  `json:"jobs,omitempty"`       // at most 20
	HourCents int64  `json:"hour_cents,omitempty"` // what an hour of the staff costs, if the employer wants it counted
}

// Duty is one everyday task of somebody's week.
type Duty struct {
	Key     string `json:"key"` // within the carving; never used again for another
	Name    string `json:"name"`
	Often   Often  `json:"often,omitempty"`
	Minutes int    `json:"minutes,omitempty"` // a week, on average; 0 = not told
	Who     string `json:"who,omitempty"`     // does it now: a role or a team, not a name
	Mark    Mark   `json:"mark,omitempty"`
	Type    string `json:"type,omitempty"` // key of the catalogue; NoType: of none; empty: recognised by its name
	Job     string `json:"job,omitempty"`  // key of the one job that it is in
}

// NoType says that a duty is of no type of the catalogue, whatever its name.
const NoType = "none"

// Often says how often a duty is done.
type Often string

// Oftens lists how often a duty can be done, in the order in which forms show it.
func Oftens() []Often { return []Often{"daily", "weekly", "monthly", "seldom"} }

// Mark sorts a duty.
type Mark string

// The marks. No mark means that nobody has sorted it yet.
const (
	Expertise Mark = "expertise" // needs the staff's own expertise
	Somebody  Mark = "somebody"  // could be somebody else's
	Undone    Mark = "undone"    // is never done, or far too seldom
)

// Marks lists the marks, in the order in which forms show them.
func Marks() []Mark { return []Mark{Expertise, Somebody, Undone} }

// Job is a tailored job, or an order for a crew.
type Job struct {
	Key     string `json:"key"` // within the carving; never used again for another
	Title   string `json:"title"`
	Summary string `json:"summary,omitempty"` // in the employer's words, at most 4,000 characters
	Route   Route  `json:"route,omitempty"`
	People  int    `json:"people,omitempty"` // how many share it, 1 to 200; 0 = 1
	Postal  string `json:"postal,omitempty"` // five digits

	// Checked says that the employer went through what follows. Until then the catalogue fills in what it can, and
	// hazards and allergens count as not told.
	Checked     bool              `json:"checked,omitempty"`
	Demands     []matching.Demand `json:"demands,omitempty"`
	Hazards     matching.Choice   `json:"hazards"`
	Allergens   matching.Choice   `json:"allergens"`
	Adaptations []string          `json:"adaptations,omitempty"`
}

// Of are the duties of a job, in their order.
func (c Content) Of(job string) []Duty {
	var out []Duty
	for _, d := range c.Duties {
		if d.Job == job && job != "" {
			out = append(out, d)
		}
	}
	return out
}

// Minutes are the minutes a week of a job: those of its duties.
func (c Content) Minutes(job string) int { return minutes(c.Of(job)) }

func minutes(duties []Duty) int {
	sum := 0
	for _, d := range duties {
		sum += d.Minutes
	}
	return sum
}

// Job finds a job.
func (c Content) Job(key string) (Job, bool) {
	for _, j := range c.Jobs {
		if j.Key == key {
			return j, true
		}
	}
	return Job{}, false
}

// Free are the duties that could be gathered into jobs: those that somebody else could do, and those never done.
func (c Content) Free() []Duty {
	var out []Duty
	for _, d := range c.Duties {
		if d.free() {
			out = append(out, d)
		}
	}
	return out
}

func (d Duty) free() bool { return d.Mark == Somebody || d.Mark == Undone }
