package gate

import "sovite.fi/sovite/marketplace/rule"

// workTrial asks what the law says about work trials.
func (b *bench) workTrial() {
	months, _ := b.number("work_trial.max_total", "max", rule.Months)
	if b.Start == "" || b.End == "" {
		b.find("work_trial.contract", "end", "set_end", Agree, false, false)
	} else {
		last := LastDay(b.Start, months, b.TrialDays)
		b.find("work_trial.max_total", "end", "end_earlier", Agree, true, b.End <= last, "months", months, "last", last)
	}
	b.atLeast("work_trial.day", "min", "day_minutes", "lengthen_day", b.DayMinutes)
	b.atMost("work_trial.day", "max", "day_minutes", "shorten_day", b.DayMinutes)
	days, _ := b.number("work_trial.days_per_week", "max", rule.Days)
	b.find("work_trial.days_per_week", "days", "fewer_days", Agree, b.Days > 0, b.Days <= days, "days", days)
	b.find("work_trial.not_present_employer", "present_employer", "not_present_employer", Agree, b.PresentEmployer != "", b.PresentEmployer == "no")
	b.find("work_trial.no_transfer", "directs", "employer_directs", Agree, b.Directs != "", b.Directs == "employer")
	b.find("work_trial.contract", "agreement", "sign", Start, b.Signed, true)
	b.check("work_trial.tell_shop_steward", "tell_steward", Start, ToldSteward)
}
