package planner

// nearPoints is how far above the cheapest schedule a shift may push a client and still count as likely.
const nearPoints = 1

// focus marks the takers of each shift whom the best prices favour, so that a search may look at them first. Nobody is
// left out: the bound only tells where good plans are likely to be. When stop says so, the rest has no favourites.
func (r *relaxation) focus(stop func() bool) *problem {
	p := *r.p
	p.likely = make([][]int32, len(p.shifts))
	copy(r.prices, r.bestPrices)
	r.setPrices()
	for c, s := range r.schedulers {
		if stop() {
			break
		}
		for _, sh := range s.within(r.pricesFor(c, r.halves[0].own), nearPoints*priceScale) {
			p.likely[sh] = append(p.likely[sh], int32(c))
		}
	}
	return &p
}

// within lists the shifts whose use costs less than allowed (scaled) above the cheapest schedule. Of equally long
// shifts on a day only the cheapest is tried: another one in its place costs the difference more.
func (s *scheduler) within(prices []int64, allowed int64) []int32 {
	own := append([]int64(nil), prices...)
	cheapest, _ := s.solve(own)
	var out []int32
	for i := range s.weeks {
		for d := range s.weeks[i].days {
			today := &s.weeks[i].days[d]
			for _, best := range append([]int(nil), today.offers...) {
				extra := s.forced(own, today.options[best].shift) - cheapest
				out = append(out, today.near(best, own, allowed-extra)...)
			}
		}
	}
	return out
}

// near lists the shifts as long as that of option best which cost less than allowed more.
func (d *day) near(best int, prices []int64, allowed int64) []int32 {
	var out []int32
	b := &d.options[best]
	for i := range d.options {
		o := &d.options[i]
		if o.steps == b.steps && o.base+prices[o.shift]-b.base-prices[b.shift] < allowed {
			out = append(out, o.shift)
		}
	}
	return out
}

// forced is the cost of the cheapest schedule that contains the shift.
func (s *scheduler) forced(prices []int64, shift int32) int64 {
	const lure = 1 << 40
	prices[shift] -= lure
	cost, _ := s.solve(prices)
	prices[shift] += lure
	return cost + lure
}
