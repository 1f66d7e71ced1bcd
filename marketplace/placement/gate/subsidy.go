package gate

import (
	"slices"

	"sovite.fi/sovite/marketplace/rule"
)

// wageSubsidy asks what the law says about subsidised work.
func (b *bench) wageSubsidy() {
	s := b.Subsidy
	b.find("wage_subsidy.decision_first", "subsidy_decided_on", "wait_for_decision", Start, s.DecidedOn != "" && b.Start != "", s.DecidedOn <= b.Start)
	b.find("wage_subsidy.pay", "wage_kind", "agree_wage", Agree, b.Paid, true)
	b.find("wage_subsidy.no_state_office", "employer_kind", "no_state_office", Agree, b.Employer != "", b.Employer != "state")
	if b.Employer == "municipality" || b.Employer == "joint_authority" {
		good := slices.Contains([]string{"reduced", "extension", "sixty_plus", "fifty_five_plus"}, s.Branch)
		b.find("wage_subsidy.municipality", "subsidy_branch", "branch_of_municipality", Agree, s.Branch != "", good)
	}
	if s.Branch == "full" {
		good := slices.Contains([]string{"association", "foundation", "religious"}, b.Employer)
		b.find("wage_subsidy.full_employer", "subsidy_branch", "branch_of_association", Agree, b.Employer != "", good)
	}
	if s.Branch == "fifty_five_plus" {
		b.atLeast("wage_subsidy.fifty_five_plus_aid", "week", "week_minutes", "lengthen_week", b.WeekMinutes)
	}
	b.subsidised()
}

// subsidised asks whether the subsidised time is as long as the branch lets it be.
func (b *bench) subsidised() {
	numbers := map[string][2]string{
		"basic": {"wage_subsidy.basic_duration", "basic"}, "long": {"wage_subsidy.basic_duration", "long"},
		"reduced": {"wage_subsidy.reduced_capacity", "duration"}, "extension": {"wage_subsidy.reduced_capacity_extension", "max"},
		"full": {"wage_subsidy.full_formula", "duration"}, "sixty_plus": {"wage_subsidy.sixty_plus", "duration"},
		"fifty_five_plus": {"wage_subsidy.fifty_five_plus_aid", "duration"},
	}
	n, ok := numbers[b.Subsidy.Branch]
	if !ok || b.Start == "" || b.Subsidy.Until == "" {
		return
	}
	months, _ := b.number(n[0], n[1], rule.Months)
	last := LastDay(b.Start, months, 0)
	b.find(n[0], "subsidy_until", "subsidy_ends", Agree, true, b.Subsidy.Until <= last, "months", months, "last", last)
}
