package placement

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/matching"
)

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
	maxLine     = 200
	maxText     = 2000
	maxReason   = 500
	maxCents    = 2_000_000
)

// Draft is what a coach fills in.
type Draft struct {
	Terms Terms
	About About
}

// stored gives the draft in the form in which it is kept.
func (d Draft) stored() Draft {
	t, a := &d.Terms, &d.About
	t.Work, t.Support, t.Arrival = check.Text(t.Work), check.Text(t.Support), check.Text(t.Arrival)
	t.Title, t.Place, t.Contact = check.Line(t.Title), check.Line(t.Place), check.Line(t.Contact)
	if t.Wage.Kind != "hour" && t.Wage.Kind != "month" {
		t.Wage.Cents = 0
	}
	a.Checks = check.Keys(a.Checks)
	a.Subsidy.Number = check.Line(a.Subsidy.Number)
	if t.Form != "pay_subsidy" {
		a.Subsidy = gate.Subsidy{}
	}
	return d
}

// wrong says what is wrong with a draft, field by field. What is missing is not wrong.
func (d Draft) wrong(scale *matching.Scale) []marketplace.FieldError {
	f := check.Fields{Scale: scale}
	t := d.Terms
	f.Need("title", t.Title != "")
	f.Text("title", t.Title, 120)
	f.Need("form", t.Form != "")
	f.Key("form", "form", t.Form)
	f.Text("work", t.Work, maxText)
	f.Text("support", t.Support, maxText)
	f.Text("arrival", t.Arrival, maxText)
	f.Text("place", t.Place, maxLine)
	f.Text("contact", t.Contact, maxLine)
	wordIn(&f, "directs", t.Directs, Directors())
	t.times(&f)
	t.days(&f)
	t.wage(&f)
	d.About.wrong(&f)
	return f.Errors()
}

func (t Terms) times(f *check.Fields) {
	f.Range("days", t.Days, 0, 7)
	f.Range("day_minutes", t.DayMinutes, 0, dayMinutes)
	f.Range("week_minutes", t.WeekMinutes, 0, weekMinutes)
	f.Range("day_start", t.DayStart, 0, dayMinutes)
	f.Range("day_end", t.DayEnd, 0, dayMinutes)
	f.Range("break_minutes", t.Break, 0, dayMinutes)
	if t.Days > 0 && t.DayMinutes > 0 && t.WeekMinutes > t.Days*t.DayMinutes {
		f.Add("week_minutes", "placement.week_too_long", "most", t.Days*t.DayMinutes)
	}
}

func (t Terms) days(f *check.Fields) {
	from, to := f.Date("start", t.Start), f.Date("end", t.End)
	if from && to && t.End < t.Start {
		f.Add("end", "field.order")
	}
}

// wage: some forms have none, and an amount belongs to an hour or a month.
func (t Terms) wage(f *check.Fields) {
	wordIn(f, "wage_kind", t.Wage.Kind, Wages())
	paid := t.Wage.Kind != "" && t.Wage.Kind != "none"
	switch {
	case paid && slices.Contains([]string{"work_trial", "rehabilitative", "work_activity"}, t.Form):
		f.Add("wage_kind", "placement.form_has_no_wage")
	case t.Wage.Kind == "none" && gate.Paid(t.Form):
		f.Add("wage_kind", "placement.form_has_wage")
	case t.Wage.Kind == "hour" || t.Wage.Kind == "month":
		if t.Wage.Cents < 1 || t.Wage.Cents > maxCents {
			f.Add("wage_cents", "placement.wage_cents")
		}
	}
}

func (a About) wrong(f *check.Fields) {
	wordIn(f, "employer_kind", a.EmployerKind, gate.Employers())
	wordIn(f, "present_employer", a.PresentEmployer, []string{"yes", "no"})
	wordIn(f, "age", a.Age, gate.Ages())
	f.Range("trial_days", a.TrialDays, 0, 366)
	f.Range("rehab_days", a.RehabDays, 0, 366)
	wordIn(f, "subsidy_branch", a.Subsidy.Branch, gate.Branches())
	f.Date("subsidy_decided_on", a.Subsidy.DecidedOn)
	f.Date("subsidy_until", a.Subsidy.Until)
	f.Text("subsidy_number", a.Subsidy.Number, 60)
	for _, c := range a.Checks {
		wordIn(f, "checks", c, gate.Checks())
	}
}

func wordIn(f *check.Fields, path, value string, list []string) {
	if value != "" {
		f.OneOf(path, value, list...)
	}
}

// unready are the fields that have to be told before anybody is asked to agree.
func (t Terms) unready() []marketplace.FieldError {
	var f check.Fields
	f.Need("work", t.Work != "")
	f.Need("place", t.Place != "")
	f.Need("directs", t.Directs != "")
	f.Need("start", t.Start != "")
	f.Need("wage_kind", t.Wage.Kind != "")
	f.Need("week_minutes", t.WeekMinutes > 0 || t.Form == "gig")
	f.Need("contact", t.Contact != "")
	return f.Errors()
}
