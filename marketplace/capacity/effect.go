package capacity

import (
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Effect is what a change of a crew would do.
type Effect struct {
	Days  []DayChange
	Holds []Booking // would be released
	Sold  []Booking // have no room any more: the change is refused
}

// DayChange is a day whose free hours change.
type DayChange struct {
	Date          marketplace.Date
	Before, After Hours
}

// replan is a changed crew without the holds that have no room in it any more, and what the change does to the days from
// one to another. Holds keep their room in the order in which they were made. It is pure.
func (c Crew) replan(changed Crew, from, to marketplace.Date, now marketplace.Instant) (Crew, Effect) {
	effect := Effect{Sold: changed.broken(now)}
	var kept []Booking
	for _, b := range changed.live(now, "") {
		if b.State == Sold {
			kept = append(kept, b)
		}
	}
	for _, b := range changed.live(now, "") {
		if b.State != Held {
			continue
		}
		if len(changed.short(since(b.Loads, now.Day()), kept)) > 0 {
			effect.Holds = append(effect.Holds, b)
			b.State, b.Loads, b.Changed = Displaced, nil, now
			changed = changed.with(b)
			continue
		}
		kept = append(kept, b)
	}
	for d := from; d <= to; d = plusDays(d, 1) {
		if was, is := c.Day(d, now).Free, changed.Day(d, now).Free; was != is {
			effect.Days = append(effect.Days, DayChange{d, was, is})
		}
	}
	return changed, effect
}

// broken are the sold bookings that take part, today or later, in a quarter-hour at which more is sold than offered, or
// have too few supervisors.
func (c Crew) broken(now marketplace.Instant) []Booking {
	var sold []Booking
	for _, b := range c.live(now, "") {
		if b.State == Sold {
			sold = append(sold, b)
		}
	}
	return slices.DeleteFunc(slices.Clone(sold), func(b Booking) bool {
		beside := slices.DeleteFunc(slices.Clone(sold), func(o Booking) bool { return o.ID == b.ID })
		return len(c.short(since(b.Loads, now.Day()), beside)) == 0
	})
}

// refused is the Conflict for a change that would break what is sold, naming the orders.
func (e Effect) refused() error {
	if len(e.Sold) == 0 {
		return nil
	}
	err := marketplace.Errorf(marketplace.Conflict, "capacity.breaks_sold", "n", len(e.Sold))
	for _, b := range e.Sold {
		err.Fields = append(err.Fields, marketplace.Field(string(b.For), "capacity.sold_broken", "for", b.For, "date", b.Loads[len(b.Loads)-1].Date))
	}
	return err
}
