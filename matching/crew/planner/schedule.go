package planner

import "math"

// scheduler finds the cheapest schedule of one client on their own when each shift has a price: exactly, by dynamic
// programming first over the days of a week, then over the weeks. It is the inner problem of the bound (see bound.go).
type scheduler struct {
	claims  int     // sets of previous orders that the schedule may return to: 1 << their number
	ending  []int64 // by claims and steps of all weeks: shortfall and torn crews, scaled
	target  int     // steps of all weeks from which on no hour counts for fairness
	weeks   []week
	total   []int64 // best cost of the weeks so far, by claims and steps
	spare   []int64
	trace   [][]origin // by week, over claims and steps
	visited []int32    // the shifts of the best schedule
}

// week is one week of a client. Hours are counted in steps, the greatest common divisor of the client's shifts.
type week struct {
	cap    int // steps
	days   []day
	best   []int64   // by claims and exact steps
	choice [][]int16 // by day, over claims and steps after the day: number of the option + 1, negative if it claims
}

// day is one day on which the client can work.
type day struct {
	options []option // the shorter first
	offers  []int    // the options worth a look under the present prices, see week.offer
}

// option is one shift that the client can take on a day.
type option struct {
	shift int32
	steps int32
	claim int32 // the bit of the order among the claims, 0 for none
	base  int64 // scaled cost without the price
	cost  int64 // scaled cost with it
}

// origin is how an entry over all weeks came about: what the week gave and what was there before.
type origin struct{ claims, steps, before int32 }

const (
	priceScale = 256               // prices are whole 256ths of a point, so that every sum is exact
	maxClaims  = 4                 // further previous orders of a client count as kept, which only lowers the bound
	impossible = math.MaxInt64 / 8 // above every cost; so is half of it
)

// solve returns the scaled cost of the cheapest schedule when shift s costs prices[s] more, and its shifts, valid until
// the next call.
func (s *scheduler) solve(prices []int64) (int64, []int32) {
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
func (s *scheduler) addWeek(i int, before, after []int64) {
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
func (s *scheduler) addFrom(i, from, own int, cost int64, after []int64) {
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
func (s *scheduler) follow(at int) {
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
		o.cost = o.base + prices[o.shift]
		last := len(d.offers) - 1
		if last < 0 || d.options[d.offers[last]].steps != o.steps {
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
				if left := k - int(o.steps); left >= 0 && row[left]+o.cost < best {
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
		left := k - int(o.steps)
		if int(o.claim)&set == 0 || left < 0 {
			continue
		}
		if c := w.best[(set^int(o.claim))*(w.cap+1)+left] + o.cost; c < best {
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
			set ^= int(o.claim)
		}
		k -= int(o.steps)
		visited = append(visited, o.shift)
	}
	return visited
}

func fill(list []int64, value int64) {
	for i := range list {
		list[i] = value
	}
}
