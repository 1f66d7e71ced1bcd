package gate

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Case is what the gates may know about a placement. Empty means not told.
type Case struct {
	Form  string           // work form of the scale
	Today marketplace.Date // of the judgement; the rules are those in force on Start, or today without one
	Start marketplace.Date
	End   marketplace.Date // last day; empty: until further notice

	Days        int   // a week
	DayMinutes  int   // the longest day
	WeekMinutes int   // planned
	DayStart    int   // minutes after midnight when the day begins at the earliest
	DayEnd      int   // and ends at the latest; 0: not told
	Break       int   // minutes of break in the longest day
	MonthCents  int64 // gross wage estimated for a month
	Paid        bool  // a wage is agreed

	Directs         string // who directs the work: employer or provider
	Employer        string // kind of employer, one of Employers
	PresentEmployer string // yes or no: works there now
	TrialDays       int    // calendar days of work trial already used that count
	RehabDays       int    // days of rehabilitative work activity in the twelve months before Start
	Subsidy         Subsidy
	Age             string // one of Ages
	School          bool   // in basic education
	LightWork       bool   // nothing but light work
	IncomeLimit     bool   // an income limit has to be looked after
	Checks          []string
	Signed          bool // all three have agreed
}

// Subsidy is the decision on wage subsidy.
type Subsidy struct {
	Branch    string           `json:"branch,omitempty"` // one of Branches
	DecidedOn marketplace.Date `json:"decided_on,omitempty"`
	Number    string           `json:"number,omitempty"` // of the decision
	Until     marketplace.Date `json:"until,omitempty"`  // last day that is subsidised
}

// Employers are the kinds of employer that the rules tell apart.
func Employers() []string {
	return []string{"company", "association", "foundation", "municipality", "joint_authority", "county", "state", "religious"}
}

// Branches are the branches of wage subsidy.
func Branches() []string {
	return []string{"basic", "long", "reduced", "extension", "full", "sixty_plus", "fifty_five_plus"}
}

// The ages that the rules tell apart: 18 or over, 15 to 17, under 15.
const (
	Adult = "18_plus"
	Young = "15_17"
	Child = "under_15"
)

// Ages lists the ages.
func Ages() []string { return []string{Adult, Young, Child} }

// The things that somebody has to see to, and ticks.
const (
	ToldSteward   = "told_steward"   // the shop steward was told
	Insured       = "insured"        // accident insurance was shown
	PlanComplete  = "plan_complete"  // the plan of rehabilitative work activity has all its points
	NoReplacement = "no_replacement" // the activity replaces no employed work
	SiteCard      = "site_card"      // site card and induction are signed off
)

// Checks lists the things to see to.
func Checks() []string { return []string{ToldSteward, Insured, PlanComplete, NoReplacement, SiteCard} }

// Paid says whether a work form is employment, so that a wage is paid.
func Paid(form string) bool {
	return slices.Contains([]string{"employment", "pay_subsidy", "gig", "transitional"}, form)
}

func (c Case) checked(what string) bool { return slices.Contains(c.Checks, what) }

// on is the day whose rules count.
func (c Case) on() marketplace.Date {
	if c.Start != "" {
		return c.Start
	}
	return c.Today
}

// Days counts the calendar days from one day to another, both included; 0 when the second comes first.
func Days(from, to marketplace.Date) int {
	return max(0, int(to.Time().Sub(from.Time()).Hours()/24)+1)
}

// LastDay is the last day of a period of so many months that begins on a day, when some days are used up already.
func LastDay(start marketplace.Date, months, used int) marketplace.Date {
	return start.AddMonths(months).AddDays(-1 - used)
}
