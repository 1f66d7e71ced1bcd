package quote

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
)

// Suggested are the loads that a need asks for, to begin a quote with: every day of it from a day on, as many as a quote can
// have, with the fewest supervisors that the ratio of a crew allows. Nothing when the need does not say when.
func Suggested(n request.Need, ratio int, from marketplace.Date) []capacity.Load {
	var out []capacity.Load
	if n.First == "" || n.Last == "" || n.To == 0 {
		return out
	}
	load := capacity.Load{From: n.From, To: n.To, Participants: n.People, Supervisors: (n.People + ratio - 1) / ratio}
	for d := max(n.First, from); d <= n.Last && len(out) < maxLoads; d = d.AddDays(1) {
		if slices.Contains(n.Weekdays, capacity.Weekdays()[capacity.Monday(d).DaysTo(d)]) {
			load.Date = d
			out = append(out, load)
		}
	}
	return out
}

// Worked is how much of a unit loads come to; false for units that do not follow from when people work.
func Worked(u price.Unit, loads []capacity.Load) (price.Quantity, bool) {
	h := capacity.Booking{Loads: loads}.Hours()
	switch u {
	case price.CrewHour:
		return price.Quantity(h.Crew), true
	case price.SupervisorHour:
		return price.Quantity(h.Supervisors), true
	case price.Piece, price.SquareMetre, price.Result, price.Travel, price.Material:
	}
	return 0, false
}
