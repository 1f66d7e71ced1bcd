package discovery

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/matching"
)

// Limit is what one hard limit costs among the tasks that are near enough.
type Limit struct {
	Limit   string `json:"limit"`    // the Breach's Limit, such as "shift"
	LeftOut int    `json:"left_out"` // tasks that break it
	Returns int    `json:"returns"`  // of those, how many would not be left out without it, by judging them again
}

// limits counts what each limit costs, the most expensive first. What returns is found by judging again with the limit
// taken away, never by guessing: a task can break two limits at once.
func (b *bench) limits(order []judged) []Limit {
	broken := map[string][]judged{}
	for _, j := range order {
		for _, key := range limitsOf(j.breaches) {
			broken[key] = append(broken[key], j)
		}
	}
	out := make([]Limit, 0, len(broken))
	for key, tasks := range broken {
		out = append(out, Limit{Limit: key, LeftOut: len(tasks), Returns: b.returns(without(b.profile, key), tasks)})
	}
	slices.SortFunc(out, func(a, b Limit) int {
		return cmp.Or(cmp.Compare(b.Returns, a.Returns), cmp.Compare(b.LeftOut, a.LeftOut), cmp.Compare(a.Limit, b.Limit))
	})
	return out
}

func (b *bench) returns(p matching.Profile, tasks []judged) int {
	eased, n := b.service.bench(b.rules, p), 0
	for _, j := range tasks {
		if again, err := eased.place(j.item); err == nil && again.group != matching.LeftOut {
			n++
		}
	}
	return n
}

// limitsOf are the different limits that are broken, each once.
func limitsOf(breaches []matching.Breach) []string {
	var out []string
	for _, b := range breaches {
		if !slices.Contains(out, b.Limit) {
			out = append(out, b.Limit)
		}
	}
	return out
}

// without is the profile as if a limit had not been asked about. A gap is no limit that anybody has set, so nothing
// takes it away.
func without(p matching.Profile, limit string) matching.Profile {
	none := matching.Choice{}
	switch limit {
	case "hours":
		p.Limits.WeekMinutes = matching.Window{}
	case "day_length":
		p.Limits.DayMinutes = 0
	case "weekday":
		p.Limits.Weekdays = none
	case "shift":
		p.Limits.Shifts = none
	case "certificate":
		p.Certificates = none
	case "hazard":
		p.Limits.Hazards = none
	case "allergen":
		p.Limits.Allergens = none
	case "form":
		p.Limits.Forms = none
	case "commute":
		p.Limits.Travel.MaxMinutes = 0
	case "must_not":
		p.Limits.MustNot = nil
	}
	return p
}

// nearMisses orders what is left out: the fewest broken limits first, and among these as they were.
func nearMisses(members []judged) []judged {
	slices.SortStableFunc(members, func(x, y judged) int { return cmp.Compare(len(x.breaches), len(y.breaches)) })
	return members
}
