package placement

import (
	"maps"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/rule"
)

// toCase is what the gates may know of a placement on a day.
func (p Placement) toCase(today marketplace.Date) gate.Case {
	t, a := p.Terms, p.About
	c := gate.Case{
		Form: t.Form, Today: today, Start: t.Start, End: t.End, Days: t.Days, DayMinutes: t.DayMinutes, WeekMinutes: t.WeekMinutes, DayStart: t.DayStart,
		DayEnd: t.DayEnd, Break: t.Break, MonthCents: t.monthCents(), Paid: t.Wage.Kind != "" && t.Wage.Kind != "none", Directs: t.Directs,
		Employer: a.EmployerKind, PresentEmployer: a.PresentEmployer, TrialDays: a.TrialDays, RehabDays: a.RehabDays, Subsidy: a.Subsidy, Age: a.Age,
		School: a.School, LightWork: a.LightWork, IncomeLimit: a.IncomeLimit, Checks: a.Checks,
	}
	if n := len(p.Versions); n > 0 {
		c.Signed = p.complete(p.Versions[n-1]) && len(Diff(p.Versions[n-1].Terms, t)) == 0
	}
	if t.Form == "gig" {
		p.addJobs(&c)
	}
	return c
}

// addJobs lets the longest shift, the fullest week and the best paid month count.
func (p Placement) addJobs(c *gate.Case) {
	weeks, months, days := map[string]int{}, map[string]int64{}, map[marketplace.Date]int{}
	for _, j := range p.Jobs {
		if j.State == jobCancelled {
			continue
		}
		year, week := j.Date.Time().ISOWeek()
		days[j.Date] += j.Minutes
		weeks[weekName(year, week)] += j.Minutes
		months[string(j.Date[:7])] += j.Cents
		c.DayMinutes = max(c.DayMinutes, days[j.Date])
		c.WeekMinutes = max(c.WeekMinutes, weeks[weekName(year, week)])
		c.MonthCents = max(c.MonthCents, months[string(j.Date[:7])])
		if c.DayEnd == 0 || j.From < c.DayStart {
			c.DayStart = j.From
		}
		c.DayEnd = max(c.DayEnd, j.From+j.Minutes)
	}
}

// monthCents estimates a month's wage, rounded as money is: twelve months are fifty-two weeks. 0 when it cannot be told.
func (t Terms) monthCents() int64 {
	switch t.Wage.Kind {
	case "month":
		return t.Wage.Cents
	case "hour":
		if month, err := money.Cents(t.Wage.Cents).Ratio(int64(t.WeekMinutes)*52, 60*12); err == nil {
			return int64(month)
		}
	}
	return 0
}

// judge asks the gates anew. What breaks a limit is an Invalid error that names the fields: it is never saved.
func (p *Placement) judge(book *rule.Book, today marketplace.Date, now marketplace.Instant) error {
	found, err := gate.Judge(book, p.toCase(today))
	if err != nil {
		return err
	}
	p.Findings, p.Judged = found, now
	return refuse(gate.Broken(found))
}

// refuse makes an error of findings, with the rule of each; nil when there are none.
func refuse(findings []gate.Finding) error {
	var fields []marketplace.FieldError
	for _, f := range findings {
		args := maps.Clone(f.Args)
		if args == nil {
			args = map[string]string{}
		}
		args["rule"], args["section"], args["confidence"] = f.Rule, f.Section, string(f.Confidence)
		args["valid_from"], args["valid_to"] = string(f.ValidFrom), string(f.ValidTo)
		fields = append(fields, marketplace.FieldError{Field: f.Field, Key: "placement.gate." + f.Todo, Args: args})
	}
	if len(fields) == 0 {
		return nil
	}
	return &marketplace.Error{Kind: marketplace.Invalid, Key: "placement.gates", Fields: fields}
}

// Standing are the findings that stand before a stage and that nobody has taken responsibility for.
func (p Placement) Standing(before gate.Stage) []gate.Finding {
	var out []gate.Finding
	for _, f := range gate.Open(p.Findings, before) {
		if f.Result == gate.Blocked || !p.approved(f) {
			out = append(out, f)
		}
	}
	return out
}

// approved says whether somebody took responsibility for exactly this finding: the same rule, the same numbers.
func (p Placement) approved(f gate.Finding) bool {
	_, ok := p.ApprovalOf(f)
	return ok
}

// ApprovalOf is the approval that covers a finding.
func (p Placement) ApprovalOf(f gate.Finding) (Approval, bool) {
	for _, a := range p.Approvals {
		if a.Finding.Key == f.Key && a.Finding.Cite == f.Cite && maps.Equal(a.Finding.Args, f.Args) && a.Finding.Missing == f.Missing {
			return a, true
		}
	}
	return Approval{}, false
}

// ruleIDs are the rules that were asked, for the fact.
func (p Placement) ruleIDs() string { return strings.Join(gate.Rules(p.Findings), " ") }
