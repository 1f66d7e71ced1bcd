package gate

import "sovite.fi/sovite/marketplace/rule"

// rehabilitative asks what the law says about rehabilitative work activity.
func (b *bench) rehabilitative() {
	b.find("rehabilitative_work.no_company", "employer_kind", "no_company", Agree, b.Employer != "", b.Employer != "company")
	least, _ := b.number("rehabilitative_work.days_per_week", "min", rule.Days)
	most, _ := b.number("rehabilitative_work.days_per_week", "max", rule.Days)
	b.find("rehabilitative_work.days_per_week", "days", "change_days", Agree, b.Days > 0, b.Days >= least && b.Days <= most, "min", least, "max", most)
	b.atLeast("rehabilitative_work.min_day", "min", "day_minutes", "lengthen_day", b.DayMinutes)
	b.atMost("rehabilitative_work.working_time", "day", "day_minutes", "shorten_day", b.DayMinutes)
	b.atMost("rehabilitative_work.working_time", "week", "week_minutes", "shorten_week", b.WeekMinutes)
	b.rehabilitativePeriod()
	b.check("rehabilitative_work.no_replacement", "declare_no_replacement", Agree, NoReplacement)
	b.check("rehabilitative_work.plan_fields", "complete_plan", Start, PlanComplete)
	b.check("rehabilitative_work.tell_shop_steward", "tell_steward", Start, ToldSteward)
}

// rehabilitativePeriod asks how long the activity lasts, and how many days come together within twelve months.
func (b *bench) rehabilitativePeriod() {
	least, _ := b.number("rehabilitative_work.period", "min", rule.Months)
	most, _ := b.number("rehabilitative_work.period", "max", rule.Months)
	if b.Start == "" || b.End == "" {
		b.find("rehabilitative_work.period", "end", "change_end", Agree, false, false, "min", least, "max", most)
		return
	}
	long := b.End >= LastDay(b.Start, least, 0) && b.End <= LastDay(b.Start, most, 0)
	b.find("rehabilitative_work.period", "end", "change_end", Agree, true, long, "min", least, "max", most)
	if b.Days == 0 {
		return
	}
	days, _ := b.number("rehabilitative_work.days_per_year", "max", rule.Days)
	planned := b.PlannedDays()
	b.find("rehabilitative_work.days_per_year", "days", "fewer_days_a_year", Agree, true, planned <= days, "max", days, "days", planned)
	if planned > days || b.RehabDays == 0 {
		return
	}
	// When the days used before fall out of the twelve months is not known, so together they never block.
	b.find("rehabilitative_work.days_per_year", "rehab_days", "count_days", Agree, true, planned+b.RehabDays <= days, "max", days, "days", planned+b.RehabDays)
	b.soften(Approval)
}

// PlannedDays counts the days of participation in the first twelve months: full weeks times days, and of the last week as
// many days as fit.
func (c Case) PlannedDays() int {
	end := min(c.End, LastDay(c.Start, 12, 0))
	n := Days(c.Start, end)
	return n/7*c.Days + min(n%7, c.Days)
}
