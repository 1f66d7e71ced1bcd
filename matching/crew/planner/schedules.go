package planner

import (
	"math/bits"
	"slices"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/schedule"
)

const (
	priceScale = 256 // prices are whole 256ths of a point, so that every sum is exact
	maxClaims  = 4   // further previous orders of a client count as kept, which only lowers the bound
)

// newScheduler states the schedules of client c: steps are the greatest common divisor of the client's shifts, claims
// their returns to previous crews.
func newScheduler(p *problem, c int) *schedule.Solver {
	cl := &p.clients[c]
	members := cl.previous[:min(len(cl.previous), maxClaims)]
	unit := int32(0)
	for d := range p.days {
		for _, sh := range p.can[c*p.days+d] {
			unit = divisor(unit, p.shifts[sh].hours)
		}
	}
	unit = max(unit, 1)
	var weeks []schedule.Week
	most := 0
	for w := range int(p.week[p.days-1]) + 1 {
		weeks = append(weeks, newWeek(p, c, w, unit, members))
		most += weeks[w].Cap
	}
	target := min(most, int((cl.target+unit-1)/unit))
	return schedule.New(len(members), target, ending(cl, unit, target, len(members)), weeks)
}

func newWeek(p *problem, c, number int, unit int32, members []int32) schedule.Week {
	w := schedule.Week{}
	first := number * p.in.WeekLength
	most := int32(0) // hours, if every day took its longest shift
	for d := first; d < min(first+p.in.WeekLength, p.days); d++ {
		longest := int32(0)
		var today []schedule.Option
		for _, sh := range p.can[c*p.days+d] {
			longest = max(longest, p.shifts[sh].hours)
			today = append(today, newOption(p, c, sh, unit, members))
		}
		if len(today) > 0 {
			most += longest
			w.Days = append(w.Days, today)
		}
	}
	w.Cap = int(min(p.clients[c].cap, most) / unit)
	return w
}

func newOption(p *problem, c int, s, unit int32, members []int32) schedule.Option {
	sh := &p.shifts[s]
	o := schedule.Option{Shift: s, Steps: sh.hours / unit, Base: priceScale * int64(p.seatCost(c, s))}
	if i := slices.Index(members, sh.order); i >= 0 {
		o.Claim = 1 << i
	}
	return o
}

// ending is the scaled shortfall and the torn crews, by claims and steps.
func ending(cl *client, unit int32, target, members int) []int64 {
	width := target + 1
	out := make([]int64, width<<members)
	for i := range out {
		hours := min(i%width*int(unit), int(cl.target))
		torn := members - bits.OnesCount(uint(i/width))
		out[i] = priceScale * (int64(cl.short[hours]) + int64(torn*crew.ChangePoints))
	}
	return out
}

func divisor(a, b int32) int32 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
