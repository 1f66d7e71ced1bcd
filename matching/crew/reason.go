package crew

import "slices"

// Reason says why a client has a seat, in numbers that anybody can work out again from instance and plan.
type Reason struct {
	Seat  Seat
	Fit   int  // 0 to 100
	Hours int  // of the client over all days, this seat included
	Worth Cost // by how much each part of the cost would grow if the seat were empty; Fit is never above 0

	OnlyLicence bool         // the order needs a licence and nobody else in the crew has one
	Free        int          // other clients who could have the seat instead, with the rest of the plan as it is
	Best        *Alternative // the cheapest of them, nil if there is none
	Blocked     map[Rule]int // how many other clients could not, by the first rule in their way
}

// Alternative is another client for a seat and what the plan would cost more, or less if negative, with them.
type Alternative struct {
	Client string
	Extra  int
}

// Explain gives the reason of every seat of a client, in the order of the plan. The plan must be without faults.
func Explain(in Instance, plan Plan) []Reason {
	t := tally(in, plan)
	previous := members(in)
	var reasons []Reason
	for _, seat := range plan.Seats {
		if c, ok := t.clients[seat.Who]; ok {
			reasons = append(reasons, t.explain(in, previous, c, seat))
		}
	}
	return reasons
}

func members(in Instance) map[Member]bool {
	out := make(map[Member]bool, len(in.Previous))
	for _, m := range in.Previous {
		out[m] = true
	}
	return out
}

func (t ledger) explain(in Instance, previous map[Member]bool, c Client, seat Seat) Reason {
	r := Reason{Seat: seat, Fit: c.Fit[seat.Order], Hours: t.hours[c.ID], Worth: t.loss(previous, c, seat), Blocked: map[Rule]int{}}
	r.OnlyLicence = t.orders[seat.Order].NeedsLicence && c.Licence && t.licences(seat, c.ID) == 0
	for _, other := range in.Clients {
		if slices.Contains(t.crews[Shift{seat.Order, seat.Day}], other.ID) {
			continue
		}
		if rule, blocked := t.blocks(in, other, seat, c.ID); blocked {
			r.Blocked[rule]++
			continue
		}
		r.Free++
		extra := r.Worth.Total() - t.gain(previous, other, seat)
		if r.Best == nil || extra < r.Best.Extra {
			r.Best = &Alternative{other.ID, extra}
		}
	}
	return r
}

// loss is what the plan would cost more, by part, if the client left the seat and nobody took it.
func (t ledger) loss(previous map[Member]bool, c Client, seat Seat) Cost {
	hours := t.hours[c.ID]
	cost := Cost{Missing: MissingPoints, Fit: c.Fit[seat.Order] - FullFit}
	cost.Fairness = Shortfall(c.TargetHours, hours-t.orders[seat.Order].Hours) - Shortfall(c.TargetHours, hours)
	if m := (Member{c.ID, seat.Order}); previous[m] && t.used[m] == 1 {
		cost.Stability = ChangePoints
	}
	return cost
}

// gain is what the plan would cost less if the client took the seat while it is empty.
func (t ledger) gain(previous map[Member]bool, c Client, seat Seat) int {
	hours := t.hours[c.ID]
	gain := MissingPoints - FullFit + c.Fit[seat.Order]
	gain += Shortfall(c.TargetHours, hours) - Shortfall(c.TargetHours, hours+t.orders[seat.Order].Hours)
	if m := (Member{c.ID, seat.Order}); previous[m] && t.used[m] == 0 {
		gain += ChangePoints
	}
	return gain
}

// licences counts the licence holders in the crew of a seat, without one person.
func (t ledger) licences(seat Seat, without string) int {
	n := 0
	for _, id := range t.crews[Shift{seat.Order, seat.Day}] {
		if id != without && t.clients[id].Licence {
			n++
		}
	}
	return n
}

// blocks is the first rule that keeps a client out of the seat when the person without is not in the crew. Rules about
// the person come first, those about the crew last.
func (t ledger) blocks(in Instance, c Client, seat Seat, without string) (Rule, bool) {
	order := t.orders[seat.Order]
	crew := t.crews[Shift{seat.Order, seat.Day}]
	if rules := t.seatRules(Seat{c.ID, seat.Order, seat.Day}); len(rules) > 0 {
		return rules[0], true
	}
	if t.busy[Seat{Who: c.ID, Day: seat.Day}] {
		return TwiceADay, true
	}
	if t.week[clientWeek{c.ID, seat.Day / in.WeekLength}]+order.Hours > c.MaxHoursWeek {
		return WeeklyHours, true
	}
	for _, pair := range in.Conflicts {
		foe, involved := pair.other(c.ID)
		if involved && foe != without && slices.Contains(crew, foe) {
			return InConflict, true
		}
	}
	return NoLicence, order.NeedsLicence && !c.Licence && t.licences(seat, without) == 0
}

func (p Conflict) other(id string) (string, bool) {
	switch id {
	case p.A:
		return p.B, true
	case p.B:
		return p.A, true
	}
	return "", false
}
