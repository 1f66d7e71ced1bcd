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
		for _, sh := range s.Within(r.pricesFor(c, r.halves[0].own), nearPoints*priceScale) {
			p.likely[sh] = append(p.likely[sh], int32(c))
		}
	}
	return &p
}
