package discovery

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search"
)

// Match is one task with its verdict for one client.
type Match struct {
	Task    task.Task
	Verdict matching.Verdict
	Minutes int  // estimated way to work, one way; 0 when either place is not known
	Metres  int  // straight line; 0 when either place is not known
	Known   bool // both places are known
}

// Matches is a client's match list.
type Matches struct {
	Client     profile.Client
	Version    int                 // of the profile
	Saved      marketplace.Instant // of that version
	RuleSet    string
	Considered int              // published tasks there are
	Judged     int              // of these, loaded and judged
	FitsNow    []Match          // best first
	FitsIf     []Match          // best first
	Missing    []Match          // best first
	LeftOut    []Match          // the nearest to fitting first, at most MostLeftOut
	Counts     Counts           // of all tasks, also those not listed
	Limits     []Limit          // which limits leave out most, largest first
	Unjudged   []marketplace.ID // tasks that could not be judged
	Fallback   bool             // the index did not answer; the list comes from the store
}

// MostLeftOut is how many left-out tasks a list shows.
const MostLeftOut = 30

// Counts are how many tasks stand in each group.
type Counts struct{ FitsNow, FitsIf, Missing, LeftOut int }

// Limit is one hard limit with what it does to the list. Tasks is how many tasks it breaks; Returns how many of them
// would no longer be left out if this limit alone were lifted, found by judging.
type Limit struct {
	Limit   string // as in matching.Breach
	Tasks   int
	Returns int
}

// Candidate is one of the coach's own clients for a task.
type Candidate struct {
	Client  profile.Client
	Version int
	Verdict matching.Verdict
}

// Candidates are the coach's own clients for one task, by group and then best first.
type Candidates struct {
	Task       task.Task
	RuleSet    string
	Candidates []Candidate
	Unprofiled []profile.Client // clients without a profile
}

// SearchQuery is what somebody searches published tasks for. Every part may be empty.
type SearchQuery struct {
	Words       string
	Forms       []string // any of
	Regions     []string // any of
	Municipals  []string // any of
	Shifts      []string // only these
	Access      []string // all of
	Adaptations []string // all of
	NotHazards  []string // none of
	HoursFrom   int      // minutes a week
	HoursTo     int      // minutes a week
	Postal      string   // within Kilometres of this postal code
	Kilometres  int      // 1 to 500; 0 = 25
	Sort        search.Sort
	Offset      int
	Limit       int // 1 to 100; 0 = 20
}

// Found is the result of a search.
type Found struct {
	Hits     []Hit
	Total    int
	Facets   map[string]map[string]int // "form", "region", "municipality", "shift", "access"
	Relax    []Relax                   // when nothing was found: which filter to leave out, and what that brings
	Fallback bool                      // the index did not answer; words were not used
}

// Hit is one found task.
type Hit struct {
	Task   task.Task
	Metres int // from the postal code asked; 0 when not asked or not known
}

// Relax is one filter that, left out, would find something.
type Relax struct {
	Filter string // "words", "forms", "regions", "municipals", "shifts", "access", "adaptations", "hazards", "hours", "distance"
	Total  int
}

// Progress is told how many tasks of how many are done.
type Progress func(done, total int)
