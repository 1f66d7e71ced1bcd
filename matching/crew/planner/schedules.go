package planner

import (
	"cmp"
	"math/bits"
	"slices"

	"sovite.fi/sovite/matching/crew"
)

// newScheduler lays the tables out for client c. Tables grow with the limit of a week and the target, both in steps.
func newScheduler(p *problem, c int) *scheduler {
	cl := &p.clients[c]
	members := cl.previous[:min(len(cl.previous), maxClaims)]
	s := &scheduler{claims: 1 << len(members)}
	unit := int32(0)
	for d := range p.days {
		for _, sh := range p.can[c*p.days+d] {
			unit = divisor(unit, p.shifts[sh].hours)
		}
	}
	unit = max(unit, 1)
	for w := range int(p.week[p.days-1]) + 1 {
		s.weeks = append(s.weeks, newWeek(p, c, w, unit, members))
	}
	s.layOut(cl, unit, len(members))
	return s
}

func newWeek(p *problem, c, number int, unit int32, members []int32) week {
	w := week{}
	first := number * p.in.WeekLength
	most := int32(0) // hours, if every day took its longest shift
	for d := first; d < min(first+p.in.WeekLength, p.days); d++ {
		can := p.can[c*p.days+d]
		if len(can) == 0 {
			continue
		}
		longest := int32(0)
		today := day{}
		for _, sh := range can {
			longest = max(longest, p.shifts[sh].hours)
			today.options = append(today.options, newOption(p, c, sh, unit, members))
		}
		slices.SortStableFunc(today.options, func(a, b option) int { return cmp.Compare(a.steps, b.steps) })
		most += longest
		w.days = append(w.days, today)
	}
	w.cap = int(min(p.clients[c].cap, most) / unit)
	size := (w.cap + 1) << len(members)
	w.best = make([]int64, size)
	for range w.days {
		w.choice = append(w.choice, make([]int16, size))
	}
	return w
}

func newOption(p *problem, c int, s, unit int32, members []int32) option {
	sh := &p.shifts[s]
	o := option{shift: s, steps: sh.hours / unit}
	o.base = priceScale * int64(p.misfit[c*p.orders+int(sh.order)]-crew.MissingPoints)
	if i := slices.Index(members, sh.order); i >= 0 {
		o.claim = 1 << i
	}
	return o
}

// layOut makes the tables over all weeks.
func (s *scheduler) layOut(cl *client, unit int32, members int) {
	most := 0
	for i := range s.weeks {
		most += s.weeks[i].cap
	}
	s.target = min(most, int((cl.target+unit-1)/unit))
	width := s.target + 1
	s.total = make([]int64, width*s.claims)
	s.spare = make([]int64, len(s.total))
	s.ending = make([]int64, len(s.total))
	for i := range s.ending {
		hours := min(i%width*int(unit), int(cl.target))
		torn := members - bits.OnesCount(uint(i/width))
		s.ending[i] = priceScale * (int64(cl.short[hours]) + int64(torn*crew.ChangePoints))
	}
	s.trace = make([][]origin, len(s.weeks))
	for i := range s.trace {
		s.trace[i] = make([]origin, len(s.total))
	}
}

func divisor(a, b int32) int32 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
