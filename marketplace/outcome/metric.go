package outcome

import (
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
)

// Metric is one definition. What it says stands in the catalogue under "outcome.metric.<key>" and
// "outcome.metric.<key>.text", in every language; the pages and the report show it beside each number.
type Metric string

// The metrics.
const (
	Received       Metric = "received"
	Accepted       Metric = "accepted"
	Engaged        Metric = "engaged"
	JobStarts      Metric = "job_starts"
	FirstContact   Metric = "first_contact"
	ContactsWeek   Metric = "contacts_week"
	Retention3     Metric = "retention_3"
	Retention6     Metric = "retention_6"
	Retention12    Metric = "retention_12"
	Hours          Metric = "hours"
	Wage           Metric = "wage"
	Caseload       Metric = "caseload"
	RetentionShare Metric = "retention_share"
	Forecast       Metric = "forecast" // what the matcher forecast, against what happened
)

// Metrics lists the metrics in the order of the story.
func Metrics() []Metric {
	return []Metric{
		Received, Accepted, Engaged, FirstContact, ContactsWeek, JobStarts, Hours, Wage, Retention3, Retention6, Retention12, Caseload,
		RetentionShare, Forecast,
	}
}

// The parts into which metrics fall. Those of one metric share nobody, but for Total, which is their sum, and quarters.
const (
	Total    = "total"
	Yes      = "yes"
	No       = "no"
	Within   = "within"   // the limit
	Late     = "late"     // later than the limit, or still not and the limit is over
	NotDue   = "not_due"  // not yet, and there is still time
	Known    = "known"    // those whose number is known
	Unknown  = "unknown"  // nobody wrote it down
	Contacts = "contacts" // counts contacts, not people
)

func quarterPart(q int) string { return "q" + strconv.Itoa(q) }

// Limits are the numbers of the rules that the definitions use, on the day for which they are figured.
type Limits struct {
	JobStartMinutes int   // paid work in the first job before it counts
	ContactDays     int   // from being accepted to the first meeting with an employer
	ContactsWeekly  int   // meetings with employers per coach and week
	Caseload        int   // clients per coach
	RetentionShare  int64 // hundredths of a per cent
	SmallGroup      int   // groups below this are hidden
}

// The rules that hold the numbers.
const (
	ruleJobStart       = "coaching_quality.job_start"
	ruleFirstContact   = "coaching_quality.first_contact"
	ruleContacts       = "coaching_quality.employer_contacts"
	ruleCaseload       = "coaching_quality.caseload"
	ruleRetentionShare = "coaching_quality.retention_share"
	ruleSmallGroups    = "coaching_quality.small_groups"
	ruleMonths         = "coaching_quality.months"
	ruleNoUnpaid       = "coaching_quality.no_unpaid_outcome"
)

// Rules are the ids of the rules that a metric rests on, to be named beside it.
func (m Metric) Rules() []string {
	switch m {
	case JobStarts, Hours, Wage:
		return []string{ruleJobStart, ruleNoUnpaid}
	case FirstContact:
		return []string{ruleFirstContact}
	case ContactsWeek:
		return []string{ruleContacts}
	case Forecast:
		return []string{ruleNoUnpaid, ruleMonths}
	case Retention3, Retention6, Retention12:
		return []string{ruleJobStart, ruleNoUnpaid, ruleMonths}
	case Caseload:
		return []string{ruleCaseload}
	case RetentionShare:
		return []string{ruleRetentionShare}
	case Received, Accepted, Engaged:
	}
	return nil
}

// LimitsOn reads the numbers that are in force on a day.
func LimitsOn(b *rule.Book, day marketplace.Date) (Limits, error) {
	var out Limits
	var hours, days, contacts, caseload, small int64
	for _, n := range []struct {
		id, name string
		unit     rule.Unit
		into     *int64
	}{
		{ruleJobStart, "min", rule.Hours, &hours},
		{ruleFirstContact, "max", rule.Days, &days},
		{ruleContacts, "min", rule.Number, &contacts},
		{ruleCaseload, "best", rule.Number, &caseload},
		{ruleRetentionShare, "max", rule.BasisPoints, &out.RetentionShare},
		{ruleSmallGroups, "min", rule.Number, &small},
	} {
		r, ok := b.At(n.id, day)
		if !ok {
			return out, marketplace.Errorf(marketplace.Internal, "error.internal", noRule(n.id))
		}
		var err error
		if *n.into, err = r.Amount(n.name, n.unit); err != nil {
			return out, err
		}
	}
	out.JobStartMinutes, out.ContactDays, out.ContactsWeekly = int(hours)*60, int(days), int(contacts)
	out.Caseload, out.SmallGroup = int(caseload), int(small)
	return out, nil
}

// noRule is the private cause of the error about a rule that is not in force.
type noRule string

func (n noRule) Error() string { return "no rule " + string(n) + " is in force" }
