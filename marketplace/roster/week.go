package roster

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
)

// Week is who works which shift of one organiser from a Monday to the Sunday after.
type Week struct {
	ID        marketplace.ID     `json:"id"` // WeekIDOf
	Org       marketplace.ID     `json:"org"`
	Monday    marketplace.Date   `json:"monday"`
	Shifts    []Shift            `json:"shifts,omitempty"`  // by time, then order
	Work      []Work             `json:"work,omitempty"`    // what each order of the shifts is
	Locked    []Seat             `json:"locked,omitempty"`  // seats that a proposal leaves as they are
	Emptied   []Vacated          `json:"emptied,omitempty"` // by the program, until somebody plans the shift anew
	Approvals []verdict.Approval `json:"approvals,omitempty"`
}

// Vacated is a seat that somebody may not have any more.
type Vacated struct {
	Seat
	Why string `json:"why"` // key of the fault
}

// Seat is one member in one shift.
type Seat struct {
	Shift  marketplace.ID `json:"shift"`
	Member marketplace.ID `json:"member"`
}

// Work is what an order of the week is: a copy of what was agreed, so that a week can be checked by itself.
type Work struct {
	Order     marketplace.ID  `json:"order"`
	Version   int             `json:"version"` // of what was agreed
	Title     string          `json:"title"`
	Address   string          `json:"address"`
	Trades    []string        `json:"trades"`
	Hazards   matching.Choice `json:"hazards"`   // at the site
	Allergens matching.Choice `json:"allergens"` // that are handled
}

// WeekIDOf is the id of an organiser's week.
func WeekIDOf(org marketplace.ID, monday marketplace.Date) marketplace.ID {
	return org + "-" + marketplace.ID(monday)
}

// Shift finds a shift of the week.
func (w Week) Shift(id marketplace.ID) (Shift, bool) {
	i := slices.IndexFunc(w.Shifts, func(s Shift) bool { return s.ID == id })
	if i < 0 {
		return Shift{}, false
	}
	return w.Shifts[i], true
}

// WorkOf finds what an order of the week is.
func (w Week) WorkOf(order marketplace.ID) (Work, bool) {
	i := slices.IndexFunc(w.Work, func(k Work) bool { return k.Order == order })
	if i < 0 {
		return Work{}, false
	}
	return w.Work[i], true
}

// WorkOf is what an order is now.
func WorkOf(o order.Order) Work {
	a := o.Newest()
	return Work{
		Order: o.ID, Version: a.Number, Title: a.Title, Address: a.Address, Trades: a.Trades, Hazards: a.Hazards, Allergens: a.Allergens,
	}
}

// follow is the week after its orders have changed: the shifts of today and later are those of the loads, with whoever works
// them; what was worked before today stays.
func (w Week) follow(orders []order.Order, today marketplace.Date) Week {
	var shifts []Shift
	for _, o := range orders {
		shifts = append(shifts, w.shiftsOf(o, today)...)
	}
	for _, s := range w.Shifts {
		if s.Date < today {
			shifts = append(shifts, s)
		}
	}
	slices.SortFunc(shifts, func(a, b Shift) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID))
	})
	w.Shifts, w.Work = shifts, w.workAfter(orders, shifts)
	return w.tidied()
}

// shiftsOf are the shifts of an order of today and later, with the people they have now as far as they are still wanted.
func (w Week) shiftsOf(o order.Order, today marketplace.Date) (out []Shift) {
	for _, l := range o.Newest().Loads {
		if l.Date < today || capacity.Monday(l.Date) != w.Monday {
			continue
		}
		s := Shift{
			ID: ShiftIDOf(o.ID, l.Date, l.From), Order: o.ID, Buyer: o.Buyer, Crew: o.Crew, Date: l.Date, From: l.From, To: l.To,
			Participants: l.Participants, Supervisors: l.Supervisors,
		}
		if was, there := w.Shift(s.ID); there {
			s.Members, s.Leaders, s.Published = w.wanted(was, l.Participants), was.Leaders, was.Published
		}
		out = append(out, s)
	}
	return out
}

// wanted are the members of a shift that has room for so many: those who are locked stay longest, then those who came first.
func (w Week) wanted(s Shift, room int) []marketplace.ID {
	members := slices.Clone(s.Members)
	for i := len(members) - 1; i >= 0 && len(members) > room; i-- {
		if !slices.Contains(w.Locked, Seat{s.ID, members[i]}) {
			members = slices.Delete(members, i, i+1)
		}
	}
	return members[:min(room, len(members))]
}

func (w Week) workAfter(orders []order.Order, shifts []Shift) (out []Work) {
	seen := map[marketplace.ID]bool{}
	for _, s := range shifts {
		if seen[s.Order] {
			continue
		}
		seen[s.Order] = true
		work, _ := w.WorkOf(s.Order)
		if i := slices.IndexFunc(orders, func(o order.Order) bool { return o.ID == s.Order }); i >= 0 {
			work = WorkOf(orders[i])
		}
		out = append(out, work)
	}
	return out
}

// tidied is the week without locks on seats that nobody has, and without word of shifts that are not there any more.
func (w Week) tidied() Week {
	w.Locked = slices.DeleteFunc(slices.Clone(w.Locked), func(seat Seat) bool {
		s, there := w.Shift(seat.Shift)
		return !there || !slices.Contains(s.Members, seat.Member)
	})
	w.Emptied = slices.DeleteFunc(slices.Clone(w.Emptied), func(v Vacated) bool {
		_, there := w.Shift(v.Shift)
		return !there
	})
	return w
}

// Same says whether two states of a shift are alike to whoever works in it.
func (s Shift) Same(o Shift) bool {
	return s.From == o.From && s.To == o.To && s.Participants == o.Participants && s.Supervisors == o.Supervisors &&
		s.Published == o.Published && sameIDs(s.Members, o.Members) && sameIDs(s.Leaders, o.Leaders)
}

func sameIDs(a, b []marketplace.ID) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// Minutes is how long a shift is.
func (s Shift) Minutes() int { return s.To - s.From }

// Overlaps says whether nobody can be in both shifts.
func (s Shift) Overlaps(o Shift) bool { return s.Date == o.Date && s.From < o.To && o.From < s.To }

// Guides is how many supervisors so many members need, by what was sold of both.
func (s Shift) Guides(members int) int {
	if s.Participants == 0 {
		return 0
	}
	return (members*s.Supervisors + s.Participants - 1) / s.Participants
}

// Joined is the week in which a member has one seat more.
func (w Week) Joined(shift, member marketplace.ID) Week {
	w.Shifts = slices.Clone(w.Shifts)
	for i, s := range w.Shifts {
		if s.ID == shift {
			w.Shifts[i].Members = append(slices.Clone(s.Members), member)
		}
	}
	return w
}

// LockedIn are the members who are locked in a shift.
func (w Week) LockedIn(shift marketplace.ID) (out []marketplace.ID) {
	for _, seat := range w.Locked {
		if seat.Shift == shift {
			out = append(out, seat.Member)
		}
	}
	return out
}
