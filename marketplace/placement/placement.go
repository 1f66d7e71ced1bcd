package placement

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
)

// Placement is one client's work at one employer.
type Placement struct {
	ID           marketplace.ID `json:"id"`
	Org          marketplace.ID `json:"org"` // the coaching provider
	Client       marketplace.ID `json:"client"`
	Coach        marketplace.ID `json:"coach"` // who changed it last; the client's coach is who may
	Employer     marketplace.ID `json:"employer"`
	Task         marketplace.ID `json:"task,omitempty"`
	Introduction marketplace.ID `json:"introduction,omitempty"` // it began with; at most one placement begins with each
	State        State          `json:"state"`

	// Forecast is the group of the verdict on the task when the client was put forward for it, or when the placement was
	// planned without an introduction; empty when none is known. It is kept to judge the matcher by what came of it, and
	// shown with no placement.
	Forecast string `json:"forecast,omitempty"`

	Terms     Terms               `json:"terms"` // as they are wanted now; what holds is InForce
	About     About               `json:"about"`
	Findings  []gate.Finding      `json:"findings"` // of the gates when it was saved last
	Judged    marketplace.Instant `json:"judged"`
	Approvals []Approval          `json:"approvals,omitempty"`
	Versions  []Version           `json:"versions,omitempty"` // of the agreement, the first first
	Jobs      []Job               `json:"jobs,omitempty"`     // single shifts of gig work

	Plan         *support.Plan         `json:"plan,omitempty"`
	Visits       []support.Visit       `json:"visits,omitempty"`
	Observations []support.Observation `json:"observations,omitempty"`
	Ending       *Ending               `json:"ending,omitempty"`
	Care         *CarePlan             `json:"care,omitempty"`

	Created marketplace.Instant `json:"created"`
	Changed marketplace.Instant `json:"changed"`
	Started marketplace.Date    `json:"started,omitempty"`
	Next    marketplace.Date    `json:"next"` // the next follow-up or contact; every placement at work has one
}

// Terms are what the three agree to. An empty field means not told. Times are minutes.
type Terms struct {
	Form        string           `json:"form"` // work form of the scale
	Work        string           `json:"work"` // what the client does, at most 2,000 characters
	Place       string           `json:"place"`
	Directs     string           `json:"directs"` // who directs the work: employer or provider
	Days        int              `json:"days"`    // a week, 0 to 7
	DayMinutes  int              `json:"day_minutes"`
	WeekMinutes int              `json:"week_minutes"`
	DayStart    int              `json:"day_start"` // minutes after midnight
	DayEnd      int              `json:"day_end"`   // 0: not told
	Break       int              `json:"break_minutes"`
	Wage        Wage             `json:"wage"`
	Start       marketplace.Date `json:"start"`
	End         marketplace.Date `json:"end"`     // last day; empty: until further notice
	Support     string           `json:"support"` // what the workplace and the coach do to support, at most 2,000 characters

	// What follows is no term: correcting it needs no new answer.
	Title   string `json:"title"`   // at most 120 characters
	Contact string `json:"contact"` // whom the client asks at the workplace, and how
	Arrival string `json:"arrival"` // how to get there, what to take along
}

// Wage is what is paid, gross.
type Wage struct {
	Kind  string `json:"kind"`            // one of Wages; empty: not told
	Cents int64  `json:"cents,omitempty"` // per hour or month
}

// Wages are the kinds of wage: none, by the hour, by the month, or what the collective agreement says.
func Wages() []string { return []string{"none", "hour", "month", "agreement"} }

// Directors are who can direct the work.
func Directors() []string { return []string{"employer", "provider"} }

// About is what the gates have to know and nobody but the coach sees. Empty means not told.
type About struct {
	EmployerKind    string       `json:"employer_kind,omitempty"`    // one of gate.Employers
	PresentEmployer string       `json:"present_employer,omitempty"` // yes or no: the client works there now
	Age             string       `json:"age,omitempty"`              // one of gate.Ages; never a day of birth
	School          bool         `json:"school,omitempty"`           // in basic education
	LightWork       bool         `json:"light_work,omitempty"`
	TrialDays       int          `json:"trial_days,omitempty"` // of work trial used already that count
	RehabDays       int          `json:"rehab_days,omitempty"` // of rehabilitative work activity in the twelve months before
	IncomeLimit     bool         `json:"income_limit,omitempty"`
	Subsidy         gate.Subsidy `json:"subsidy"`
	Checks          []string     `json:"checks,omitempty"` // of gate.Checks
}

// Approval is a named person's word for a finding that no rule decides.
type Approval struct {
	Finding gate.Finding        `json:"finding"` // as it was then
	Reason  string              `json:"reason"`  // at most 500 characters
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
}

// Job is one single shift of gig work.
type Job struct {
	ID      marketplace.ID   `json:"id"`
	Date    marketplace.Date `json:"date"`
	From    int              `json:"from"`    // minutes after midnight
	Minutes int              `json:"minutes"` // 15 to 720
	Cents   int64            `json:"cents"`   // paid for the shift, gross
	State   string           `json:"state"`   // planned, done or cancelled
}

// Ending is why and when the work ended.
type Ending struct {
	Reason  EndReason        `json:"reason"`
	Lessons string           `json:"lessons,omitempty"` // at most 2,000 characters; must be given with other
	On      marketplace.Date `json:"on"`
	By      marketplace.ID   `json:"by"`
}

// EndReason is why a placement ended. The list is closed, and says nothing of health.
type EndReason string

// EndReasons lists the reasons in the order in which forms show them.
func EndReasons() []EndReason {
	return []EndReason{
		"went_on_without_support", "hired", "term_over", "client_left", "employer_ended", "new_job", "studies", "life_situation", "not_a_fit", "never_started", "other",
	}
}

// CarePlan is how the coach keeps in touch afterwards.
type CarePlan struct {
	Plan string           `json:"plan"` // at most 2,000 characters
	Next marketplace.Date `json:"next"` // the next contact
}

// InForce are the terms of the newest version that all three said yes to; false when there is none yet.
func (p Placement) InForce() (Terms, bool) {
	for i := len(p.Versions) - 1; i >= 0; i-- {
		if v := p.Versions[i]; p.complete(v) {
			return v.Terms, true
		}
	}
	return Terms{}, false
}

// Valid are the terms to show: those in force, or those wanted.
func (p Placement) Valid() Terms {
	if t, ok := p.InForce(); ok {
		return t
	}
	return p.Terms
}
