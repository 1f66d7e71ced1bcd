package roster

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Emptied is a seat that was taken away because of a fault, with the fault that named it.
type Emptied struct {
	Seat  Seat // the member, or a leader
	Fault Fault
}

// Vacate empties seats until nothing is left that bad finds, and says which. What holds over several days costs the member
// the last of the seats that it is about; who is locked goes last.
func Vacate(c Case, bad func(Fault) bool) (Week, []Emptied, error) {
	var gone []Emptied
	for {
		faults, err := Check(c)
		if err != nil {
			return c.Week, gone, err
		}
		i := slices.IndexFunc(faults, bad)
		if i < 0 {
			c.Week = c.Week.tidied()
			return c.Week, gone, nil
		}
		for _, f := range firstOfEach(slices.DeleteFunc(faults, func(f Fault) bool { return !bad(f) })) {
			seat, found := c.Week.culprit(f, c.Today)
			if !found {
				continue
			}
			gone = append(gone, Emptied{seat, f})
			c.Week = c.Week.Without(seat)
		}
	}
}

// firstOfEach keeps one fault of each person and shift, so that nobody loses more than a fault asks for. What takes several
// seats together is kept only alone: taking another seat may have mended it.
func firstOfEach(faults []Fault) (out []Fault) {
	type about struct{ member, shift marketplace.ID }
	seen := map[about]bool{}
	for _, f := range faults {
		if f.Shift == "" || f.Member == "" || f.Other != "" || f.Key == "at_once" || f.Key == "day_length" {
			if len(out) == 0 {
				out = append(out, f)
			}
			return out
		}
		if k := (about{f.Member, f.Shift}); !seen[k] {
			seen[k] = true
			out = append(out, f)
		}
	}
	return out
}

// culprit is the seat that a fault takes: of those that it is about, one that nobody has promised to anybody.
func (w Week) culprit(f Fault, today marketplace.Date) (Seat, bool) {
	seats := w.about(f, today)
	if len(seats) == 0 {
		return Seat{}, false
	}
	return slices.MaxFunc(seats, func(a, b Seat) int { return cmp.Compare(w.loose(a), w.loose(b)) }), true
}

// about are the seats of which one has to go, the last first.
func (w Week) about(f Fault, today marketplace.Date) []Seat {
	s, _ := w.Shift(f.Shift)
	switch {
	case f.Key == "at_once" || f.Key == "day_length":
		return w.seatsBetween(f.Member, s.Date, s.Date)
	case f.Other != "":
		return []Seat{{f.Shift, f.Member}, {f.Shift, f.Other}}
	case f.Shift != "" && f.Member != "":
		return []Seat{{f.Shift, f.Member}}
	case f.Shift != "":
		return w.seatsIn(s)
	}
	if seats := w.seatsBetween(f.Member, max(today, f.first()), f.last()); len(seats) > 0 {
		return seats
	}
	return w.seatsBetween(f.Member, today, "")
}

// loose is how easily a seat is given up: one that is locked last, before it one that is published.
func (w Week) loose(seat Seat) int {
	s, _ := w.Shift(seat.Shift)
	switch {
	case slices.Contains(w.Locked, seat):
		return 0
	case s.Published:
		return 1
	}
	return 2
}

func (f Fault) first() marketplace.Date { return marketplace.Date(f.Args["from"]) }

func (f Fault) last() marketplace.Date { return marketplace.Date(f.Args["to"]) }

// seatsIn are the seats of a shift, the last first.
func (w Week) seatsIn(s Shift) (out []Seat) {
	for _, id := range slices.Backward(s.Members) {
		out = append(out, Seat{s.ID, id})
	}
	return out
}

// seatsBetween are the seats of a member from one day to another, the latest first; an empty day bounds nothing.
func (w Week) seatsBetween(member marketplace.ID, first, last marketplace.Date) (out []Seat) {
	for _, s := range slices.Backward(w.Of(member)) {
		if s.Date >= first && (last == "" || s.Date <= last) {
			out = append(out, Seat{s.ID, member})
		}
	}
	return out
}

// Without is the week in which somebody has one seat less, as member or as leader.
func (w Week) Without(seat Seat) Week {
	w.Shifts = slices.Clone(w.Shifts)
	for i, s := range w.Shifts {
		if s.ID == seat.Shift {
			w.Shifts[i].Members = lessOne(s.Members, seat.Member)
			if len(w.Shifts[i].Members) == len(s.Members) {
				w.Shifts[i].Leaders = lessOne(s.Leaders, seat.Member)
			}
		}
	}
	return w
}

// lessOne takes the last place of somebody out of a list.
func lessOne(list []marketplace.ID, who marketplace.ID) []marketplace.ID {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == who {
			return slices.Delete(slices.Clone(list), i, i+1)
		}
	}
	return list
}

// isBlocked is what no stored week may hold.
func isBlocked(f Fault) bool { return f.Verdict == verdict.Blocked }

// Stands says whether a fault holds a week up: blocked, or for an owner and not approved.
func (w Week) Stands(f Fault) bool {
	return len(verdict.Standing([]verdict.Finding{f.Finding}, w.Approvals)) > 0
}

// Standing are the faults that hold a week up.
func (w Week) Standing(faults []Fault) []Fault {
	return slices.DeleteFunc(slices.Clone(faults), func(f Fault) bool { return !w.Stands(f) })
}
