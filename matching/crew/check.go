package crew

import (
	"cmp"
	"fmt"
	"slices"
)

// Rule names a hard rule of a plan.
type Rule string

// The hard rules. A plan that breaks one may not be saved.
const (
	NoSuchShift     Rule = "no_such_shift"    // the order does not run on that day
	NoSuchPerson    Rule = "no_such_person"   // neither a client nor a supervisor
	TwiceADay       Rule = "twice_a_day"      // more than one seat on a day
	NotAvailable    Rule = "not_available"    // the person is away that day
	NotEligible     Rule = "not_eligible"     // no fit is known for client and order
	CannotSupervise Rule = "cannot_supervise" // the supervisor is away or does not know the order
	WeeklyHours     Rule = "weekly_hours"     // more hours in a week than the client's limit
	Overstaffed     Rule = "overstaffed"      // more clients than the buyer asked for
	NoLicence       Rule = "no_licence"       // a crew without the licence its order needs
	InConflict      Rule = "in_conflict"      // two clients together who must not be
)

// Fault is one broken hard rule: which, by whom and where.
type Fault struct {
	Rule  Rule
	Who   string // empty where the whole crew is meant
	Other string // the second client of InConflict
	Order string // empty for WeeklyHours
	Day   int    // the first day of the week for WeeklyHours
	Hours int    // planned in the week, for WeeklyHours
}

// String names the fault by ids, for errors and logs.
func (f Fault) String() string {
	who := f.Who
	if who == "" {
		who = "the crew"
	}
	return fmt.Sprintf("%s at order %q on day %d breaks the rule %s", who, f.Order, f.Day, f.Rule)
}

// Check lists every hard rule that the plan breaks; none means that it can be worked as it stands. It shares no code
// with the planner, so that it can judge it.
func Check(in Instance, plan Plan) []Fault {
	t := tally(in, plan)
	faults := t.seatFaults(plan)
	for key, hours := range t.week {
		if hours > t.clients[key.client].MaxHoursWeek {
			faults = append(faults, Fault{Rule: WeeklyHours, Who: key.client, Day: key.week * in.WeekLength, Hours: hours})
		}
	}
	for _, o := range in.Orders {
		for day := range o.Crew {
			faults = append(faults, t.crewFaults(in, o, day)...)
		}
	}
	slices.SortFunc(faults, compareFaults)
	return faults
}

func compareFaults(a, b Fault) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Order, b.Order), cmp.Compare(a.Who, b.Who),
		cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Other, b.Other))
}

func (t ledger) seatFaults(plan Plan) []Fault {
	var faults []Fault
	seen := map[Seat]bool{} // by person and day
	for _, seat := range plan.Seats {
		rules := t.seatRules(seat)
		for _, rule := range rules {
			faults = append(faults, Fault{Rule: rule, Who: seat.Who, Order: seat.Order, Day: seat.Day})
		}
		if slices.Contains(rules, NoSuchShift) {
			continue
		}
		key := Seat{Who: seat.Who, Day: seat.Day}
		if seen[key] {
			faults = append(faults, Fault{Rule: TwiceADay, Who: seat.Who, Order: seat.Order, Day: seat.Day})
		}
		seen[key] = true
	}
	return faults
}

// seatRules are the rules that the seat breaks on its own.
func (t ledger) seatRules(seat Seat) []Rule {
	if _, works := t.orders[seat.Order].Crew[seat.Day]; !works {
		return []Rule{NoSuchShift}
	}
	if c, ok := t.clients[seat.Who]; ok {
		return c.seatRules(seat)
	}
	s, ok := t.supervisors[seat.Who]
	switch {
	case !ok:
		return []Rule{NoSuchPerson}
	case !slices.Contains(s.Days, seat.Day) || !slices.Contains(s.Orders, seat.Order):
		return []Rule{CannotSupervise}
	}
	return nil
}

func (c Client) seatRules(seat Seat) []Rule {
	var rules []Rule
	if !slices.Contains(c.Days, seat.Day) {
		rules = append(rules, NotAvailable)
	}
	if _, eligible := c.Fit[seat.Order]; !eligible {
		rules = append(rules, NotEligible)
	}
	return rules
}

func (t ledger) crewFaults(in Instance, o Order, day int) []Fault {
	var faults []Fault
	crew := t.crews[Shift{o.ID, day}]
	if len(crew) > o.Crew[day] {
		faults = append(faults, Fault{Rule: Overstaffed, Order: o.ID, Day: day})
	}
	licensed := func(id string) bool { return t.clients[id].Licence }
	if o.NeedsLicence && len(crew) > 0 && !slices.ContainsFunc(crew, licensed) {
		faults = append(faults, Fault{Rule: NoLicence, Order: o.ID, Day: day})
	}
	for _, pair := range in.Conflicts {
		if slices.Contains(crew, pair.A) && slices.Contains(crew, pair.B) {
			faults = append(faults, Fault{Rule: InConflict, Who: pair.A, Other: pair.B, Order: o.ID, Day: day})
		}
	}
	return faults
}
