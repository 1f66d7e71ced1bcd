package gate

import "sovite.fi/sovite/marketplace/rule"

// everybody asks what concerns every work form.
func (b *bench) everybody() {
	b.find("direction.stated", "directs", "say_who_directs", Agree, b.Directs != "", true)
	b.check("safety.accident_insurance", "show_insurance", Start, Insured)
	b.check("safety.site_card_before_start", "sign_site_card", Start, SiteCard)
	if b.Form != "rehabilitative" && b.Form != "work_trial" {
		b.atMost("working_time.regular", "day", "day_minutes", "shorten_day", b.DayMinutes)
		b.atMost("working_time.regular", "week", "week_minutes", "shorten_week", b.WeekMinutes)
	}
}

// check asks whether something was seen to. What is not ticked is not told.
func (b *bench) check(id, todo string, before Stage, what string) {
	b.find(id, "checks", todo, before, b.checked(what), true)
}

// subcontract: whoever is not employed by the employer works under the direction of the provider.
func (b *bench) subcontract() {
	b.find("direction.stated", "directs", "provider_directs", Agree, b.Directs != "", b.Directs == "provider")
}

// age asks what protects young people.
func (b *bench) age() {
	b.find("young_workers.minimum_age", "age", "tell_age", Agree, b.Age != "", true)
	switch b.Age {
	case Young:
		b.atMost("young_workers.fifteen_to_seventeen", "day", "day_minutes", "shorten_day", b.DayMinutes)
		b.atMost("young_workers.fifteen_to_seventeen", "week", "week_minutes", "shorten_week", b.WeekMinutes)
		b.between("young_workers.fifteen_to_seventeen")
	case Child:
		b.find("young_workers.minimum_age", "light_work", "light_work_only", Agree, true, b.LightWork)
		b.atMost("young_workers.under_fifteen", "day", "day_minutes", "shorten_day", b.DayMinutes)
		b.atMost("young_workers.under_fifteen", "week", "week_minutes", "shorten_week", b.WeekMinutes)
		b.between("young_workers.under_fifteen")
	default:
		return
	}
	if b.School {
		b.atMost("young_workers.in_basic_education", "free_day", "day_minutes", "shorten_day", b.DayMinutes)
		b.atMost("young_workers.in_basic_education", "week", "week_minutes", "shorten_week", b.WeekMinutes)
	}
	after, _ := b.number("young_workers.break", "after", rule.Minutes)
	least, _ := b.number("young_workers.break", "min", rule.Minutes)
	b.find("young_workers.break", "break_minutes", "add_break", Agree, b.DayMinutes <= after || b.Break > 0, b.DayMinutes <= after || b.Break >= least, "minutes", least)
}

// between asks whether the day lies between two hours of the clock.
func (b *bench) between(id string) {
	earliest, known := b.number(id, "earliest", rule.HourOfDay)
	latest, _ := b.number(id, "latest", rule.HourOfDay)
	good := known && b.DayStart < b.DayEnd && b.DayStart >= earliest*60 && b.DayEnd <= latest*60
	b.find(id, "day_end", "keep_to_hours", Agree, b.DayEnd > 0, good, "from", earliest, "to", latest)
}

// income only ever warns: what somebody may earn is between them and the payer of the benefit.
func (b *bench) income() {
	if !b.IncomeLimit || !Paid(b.Form) {
		return
	}
	id, good := "income.disability_pension_limit", false
	if r, known := b.book.At(id, b.on()); known {
		if most, err := r.Amount("max", rule.Cents); err == nil {
			good = b.MonthCents > 0 && b.MonthCents <= most
		}
	}
	b.find(id, "wage_kind", "check_income", Agree, true, good)
	b.soften(Warn)
}
