package schedule

import (
	"cmp"
	"math"
	"slices"
)

// Solver finds the cheapest schedule of one person on their own when each shift has a price: exactly, by dynamic
// programming first over the days of a week, then over the weeks. Use New. It is not safe for two goroutines at once.
type Solver struct {
	claims  int // sets of claims: 1 << their number
	target  int
	ending  []int64
	weeks   []week
	total   []int64 // best cost of the weeks so far, by claims and steps
	spare   []int64
	trace   [][]origin // by week, over claims and steps
	visited []int32    // the shifts of the best schedule
}

// Week is the days of one week on which the person can work, and how many steps they may work in it.
type Week struct {
	Cap  int
	Days [][]Option
}

// Option is one shift on a day.
type Option struct {
	Shift int32
	Steps int32 // at least 1
	Claim int32 // the bit of the claim that the shift satisfies, 0 for none
	Base  int64 // cost without the price
}

type week struct {
	cap    int
	days   []day
	best   []int64   // by claims and exact steps
	choice [][]int16 // by day, over claims and steps after the day: number of the option + 1, negative if it claims
}

type day struct {
	options []option // the shorter first
	offers  []int    // the options worth a look under the present prices, see offer
}

type option struct {
	Option
	cost int64 // with the price
}

// origin is how an entry over all weeks came about: what the week gave and what was there before.
type origin struct{ claims, steps, before int32 }

// impossible is above every cost; so is half of it.
const impossible = math.MaxInt64 / 8

// New lays the tables out for somebody with that many claims. ending has the cost that depends on the whole schedule, by
// set of claims and steps: entry set*(target+1)+steps, where more steps than target count as target. The tables grow with
// the caps and the target.
func New(claims, target int, ending []int64, weeks []Week) *Solver {
	s := &Solver{claims: 1 << claims, target: target, ending: ending}
	s.total, s.spare = make([]int64, len(ending)), make([]int64, len(ending))
	for _, w := range weeks {
		s.weeks = append(s.weeks, newWeek(w, s.claims))
		s.trace = append(s.trace, make([]origin, len(ending)))
	}
	return s
}

func newWeek(from Week, claims int) week {
	size := (from.Cap + 1) * claims
	w := week{cap: from.Cap, best: make([]int64, size)}
	for _, options := range from.Days {
		today := day{}
		for _, o := range options {
			today.options = append(today.options, option{Option: o})
		}
		slices.SortStableFunc(today.options, func(a, b option) int { return cmp.Compare(a.Steps, b.Steps) })
		w.days = append(w.days, today)
		w.choice = append(w.choice, make([]int16, size))
	}
	return w
}

// Solve returns the cost of the cheapest schedule when shift s costs prices[s] more, and its shifts, valid until
// the next call.
func (s *Solver) Solve(prices []int64) (int64, []int32) {
	for i := range s.weeks {
		s.weeks[i].solve(s.claims, prices)
	}
	cur, next := s.total, s.spare
	fill(cur, impossible)
	cur[0] = 0
	for i := range s.weeks {
		fill(next, impossible)
		s.addWeek(i, cur, next)
		cur, next = next, cur
	}
	at := 0
	for i := range cur {
		if cur[i]+s.ending[i] < cur[at]+s.ending[at] {
			at = i
		}
	}
	s.follow(at)
	return cur[at] + s.ending[at], s.visited
}

// addWeek combines the weeks before with week i. Claims of different weeks must not overlap: each set says which
// orders are surely returned to, and once is enough.
func (s *Solver) addWeek(i int, before, after []int64) {
	width := s.target + 1
	for from, cost := range before {
		if cost >= impossible/2 {
			continue
		}
		claims := from / width
		for own := range s.claims {
			if own&claims == 0 {
				s.addFrom(i, from, own, cost, after)
			}
		}
	}
}

// addFrom extends one entry of the weeks before by everything that week i offers with the claims own.
func (s *Solver) addFrom(i, from, own int, cost int64, after []int64) {
	w, width := &s.weeks[i], s.target+1
	start := (own | from/width) * width
	for k, more := range w.best[own*(w.cap+1) : (own+1)*(w.cap+1)] {
		to := start + min(from%width+k, s.target)
		if total := cost + more; total < after[to] {
			after[to] = total
			s.trace[i][to] = origin{int32(own), int32(k), int32(from)}
		}
	}
}

// follow collects the shifts that lead to an entry over all weeks.
func (s *Solver) follow(at int) {
	s.visited = s.visited[:0]
	for i := len(s.weeks) - 1; i >= 0; i-- {
		o := s.trace[i][at]
		s.visited = s.weeks[i].follow(s.visited, int(o.claims), int(o.steps))
		at = int(o.before)
	}
}

func (w *week) solve(claims int, prices []int64) {
	fill(w.best, impossible)
	w.best[0] = 0
	for d := range w.days {
		w.days[d].offer(prices)
		w.addDay(d, claims)
	}
}

// offer prices the options and picks those worth a look: of equally long shifts the cheapest.
func (d *day) offer(prices []int64) {
	d.offers = d.offers[:0]
	for i := range d.options {
		o := &d.options[i]
		o.cost = o.Base + prices[o.Shift]
		last := len(d.offers) - 1
		if last < 0 || d.options[d.offers[last]].Steps != o.Steps {
			d.offers = append(d.offers, i)
		} else if o.cost < d.options[d.offers[last]].cost {
			d.offers[last] = i
		}
	}
}

// addDay lets the client work one more day or not. Steps go downward, so that every entry still is that of the day
// before when it is read.
func (w *week) addDay(d, claims int) {
	width := w.cap + 1
	today, choice := &w.days[d], w.choice[d]
	clear(choice)
	for k := w.cap; k >= 0; k-- {
		for set := range claims {
			row := w.best[set*width : set*width+k+1]
			best, chosen := row[k], int16(0)
			for _, i := range today.offers {
				o := &today.options[i]
				if left := k - int(o.Steps); left >= 0 && row[left]+o.cost < best {
					best, chosen = row[left]+o.cost, int16(i+1)
				}
			}
			if set != 0 {
				best, chosen = w.claim(today, set, k, best, chosen)
			}
			row[k], choice[set*width+k] = best, chosen
		}
	}
}

// claim looks for something better than best that returns to one of the orders in the set.
func (w *week) claim(d *day, set, k int, best int64, chosen int16) (int64, int16) {
	for i := range d.options {
		o := &d.options[i]
		left := k - int(o.Steps)
		if int(o.Claim)&set == 0 || left < 0 {
			continue
		}
		if c := w.best[(set^int(o.Claim))*(w.cap+1)+left] + o.cost; c < best {
			best, chosen = c, int16(-i-1)
		}
	}
	return best, chosen
}

// follow adds the shifts that lead to an entry of the week.
func (w *week) follow(visited []int32, set, k int) []int32 {
	for d := len(w.days) - 1; d >= 0; d-- {
		i := w.choice[d][set*(w.cap+1)+k]
		if i == 0 {
			continue
		}
		o := &w.days[d].options[max(i, -i)-1]
		if i < 0 {
			set ^= int(o.Claim)
		}
		k -= int(o.Steps)
		visited = append(visited, o.Shift)
	}
	return visited
}

func fill(list []int64, value int64) {
	for i := range list {
		list[i] = value
	}
}

// Within lists the shifts whose use costs less than allowed above the cheapest schedule, and perhaps a few more. Of
// equally long shifts on a day only the cheapest is tried, since another one in its place costs the difference more; shifts
// that satisfy a claim are each tried on their own.
func (s *Solver) Within(prices []int64, allowed int64) []int32 {
	own := slices.Clone(prices)
	cheapest, _ := s.Solve(own)
	var out []int32
	for i := range s.weeks {
		for d := range s.weeks[i].days {
			today := &s.weeks[i].days[d]
			for _, best := range slices.Clone(today.offers) {
				extra := s.forced(own, today.options[best].Shift) - cheapest
				out = append(out, today.near(best, own, allowed-extra)...)
			}
			for _, o := range today.options {
				if o.Claim != 0 && s.forced(own, o.Shift)-cheapest < allowed {
					out = append(out, o.Shift)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// near lists the shifts as long as that of option best which cost less than allowed more.
func (d *day) near(best int, prices []int64, allowed int64) []int32 {
	var out []int32
	b := &d.options[best]
	for i := range d.options {
		o := &d.options[i]
		if o.Steps == b.Steps && o.Base+prices[o.Shift]-b.Base-prices[b.Shift] < allowed {
			out = append(out, o.Shift)
		}
	}
	return out
}

// forced is the cost of the cheapest schedule that contains the shift.
func (s *Solver) forced(prices []int64, shift int32) int64 {
	const lure = 1 << 40
	prices[shift] -= lure
	cost, _ := s.Solve(prices)
	prices[shift] += lure
	return cost + lure
}
