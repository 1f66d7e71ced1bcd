package capacity

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Lacks is what loads lack beside everything that is promised of the crew, without what is promised for one quote or order
// (its id; empty: none), whose place they would take. Nothing when they fit.
func (c Crew) Lacks(loads []Load, instead marketplace.ID, now marketplace.Instant) []Shortage {
	return c.short(loads, c.beside(instead, now))
}

// beside are the bookings that count at a moment, without those for one quote or order.
func (c Crew) beside(instead marketplace.ID, now marketplace.Instant) []Booking {
	return slices.DeleteFunc(c.live(now, ""), func(b Booking) bool { return instead != "" && b.For == instead })
}

// nearDays is how many days earlier and later something is proposed.
const nearDays = 28

// Nearest proposes other times for one of some loads (its place in the list), as long and with as many people: at most n, one
// a day, none before tomorrow, and only what fits beside the other loads and what is promised, as for Lacks. The day of the
// load comes first, then the days around it, of two equally near the later one; on each day the start that is nearest, of two
// the earlier one.
func (c Crew) Nearest(loads []Load, at, n int, instead marketplace.ID, now marketplace.Instant) []Load {
	want, others, beside := loads[at], slices.Delete(slices.Clone(loads), at, at+1), c.beside(instead, now)
	var out []Load
	for i := 0; i <= 2*nearDays && len(out) < n; i++ {
		moved := want
		moved.Date = plusDays(want.Date, outward(i))
		if moved.Date <= now.Day() || moved.Date > plusDays(now.Day(), horizonDays) {
			continue
		}
		if start, there := c.start(moved, others, beside); there {
			moved.From, moved.To = start, start+want.To-want.From
			out = append(out, moved)
		}
	}
	return out
}

// outward goes from a day to the days around it: 0, 1, -1, 2, -2, …
func outward(i int) int {
	if i%2 == 1 {
		return (i + 1) / 2
	}
	return -i / 2
}

// start is the start nearest to that of a load at which it fits on its day.
func (c Crew) start(want Load, others []Load, beside []Booking) (int, bool) {
	offered, taken := c.offered(want.Date), used(beside, want.Date)
	if len(c.windows(want.Date)) == 0 || want.Supervisors*c.Terms.Ratio < want.Participants {
		return 0, false
	}
	best, found := 0, false
	for from := 0; from+want.To-want.From <= dayMinutes; from += quarter {
		if found && distance(from, want.From) >= distance(best, want.From) {
			continue
		}
		wanted := used([]Booking{{Loads: others}}, want.Date)
		wanted.load(Load{want.Date, from, from + want.To - want.From, want.Participants, want.Supervisors})
		if len(lacking(want.Date, offered, taken, wanted)) == 0 {
			best, found = from, true
		}
	}
	return best, found
}

func distance(a, b int) int { return max(a-b, b-a) }
