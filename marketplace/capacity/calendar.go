package capacity

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Day is how a crew stands on a day.
type Day struct {
	Date      marketplace.Date
	Offered   Hours
	Held      Hours
	Sold      Hours
	Free      Hours          // of each sort by itself
	Sellable  money.Quarters // crew hours for which supervisors are free, too
	Limit     Limit          // what runs out first, or has run out
	Exception *Exception
}

// Day reckons a day. On a day that has passed, free is nothing.
func (c Crew) Day(d marketplace.Date, now marketplace.Instant) Day {
	offered, held, sold := c.offered(d), c.of(d, now, Held), c.of(d, now, Sold)
	out := Day{Date: d, Offered: offered.hours(), Held: held.hours(), Sold: sold.hours()}
	if x, there := c.exception(d); there {
		out.Exception = &x
	}
	if d < now.Day() {
		return out
	}
	for q, at := range offered {
		crew := max(0, at.crew-held[q].crew-sold[q].crew)
		supervisors := max(0, at.supervisors-held[q].supervisors-sold[q].supervisors)
		out.Free = out.Free.plus(Hours{money.Quarters(crew), money.Quarters(supervisors)})
		out.Sellable += money.Quarters(min(crew, supervisors*c.Terms.Ratio))
	}
	out.Limit = out.limit()
	return out
}

// limit names what binds: nothing where nothing is offered; both where neither is left; otherwise what has run out, or
// would if all were sold.
func (d Day) limit() Limit {
	switch {
	case d.Offered == Hours{}:
		return NoLimit
	case d.Free == Hours{}:
		return BothLimits
	case d.Sellable < d.Free.Crew:
		return SupervisorLimit
	}
	return CrewLimit
}

// of are the people of the bookings in a state at a moment. What is left of a released booking was worked, and sold.
func (c Crew) of(d marketplace.Date, now marketplace.Instant, s State) *day {
	var in []Booking
	for _, b := range c.Bookings {
		if at := b.At(now); at == s || s == Sold && at == Released {
			in = append(in, b)
		}
	}
	return used(in, d)
}

// Calendar are the days from one on, at most 92.
func (c Crew) Calendar(from marketplace.Date, days int, now marketplace.Instant) []Day {
	out := make([]Day, 0, min(days, maxSpan))
	for i := range min(days, maxSpan) {
		out = append(out, c.Day(plusDays(from, i), now))
	}
	return out
}
