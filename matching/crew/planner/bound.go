package planner

import (
	"math"
	"sync"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/schedule"
)

// relaxation bounds the cost of every plan from below. It lets each client choose the cheapest schedule on their own,
// exactly within all rules that concern one person, and puts a price on what the clients share: places in a crew, places
// without licence, and the company of somebody they are in conflict with. For any prices the sum is a true bound
// (Lagrangian relaxation, Geoffrion 1974; prices move along a smoothed subgradient, Camerini, Fratta and Maffioli 1975).
// Because a schedule is a whole one, the best prices give at least the bound of the linear relaxation.
type relaxation struct {
	p          *problem
	schedulers []*schedule.Solver
	fixed      int64 // scaled points that no schedule changes

	limits    []limit
	ofFoes    [][]int32 // by client: the limits of conflicts that name them
	place     []int32   // by shift: its limit on places
	noLicence []int32   // by shift: its limit on places without a licence, none if none is needed
	prices    []int64   // by limit, scaled, never negative
	halves    [2]half   // of the clients, worked on side by side
	drift     []float64 // by limit: the smoothed direction

	holders []int64 // by shift: the price for licence holders
	without []int64 // by shift: the price for everybody else

	best       int64 // scaled
	bestPrices []int64
	step       float64
	stale      int // rounds without a better bound
}

// half is the work on every other client.
type half struct {
	first int
	value int64   // scaled cost of the schedules
	whole bool    // every client is in it
	users []int32 // by limit
	own   []int64 // by shift: the prices for one client in conflict with others
}

// limit is a rule that clients share: at most room of its users may take the shift. Everybody uses the limit on
// places. Whoever has no licence uses the limit on places without one, which has no room but what licence holders make:
// each brings room for all the others of a crew. The two clients of a conflict use theirs.
type limit struct{ shift, room int32 }

const (
	maxFoeLimits = 50000 // conflicts beyond it are left out, which only lowers the bound
	patience     = 15    // rounds without a better bound until the steps get shorter
	smoothing    = 0.7
	firstPrice   = 900 // points: a little less than what an empty seat costs

	// highestPrice is above what any seat is worth to anybody, in points: at that price nobody takes it. Without it a price
	// could run away once nothing is overrun any more.
	highestPrice = crew.MissingPoints + crew.FullFit + crew.ChangePoints + 24*(crew.LowHourPoints+crew.UnderHourPoints)
)

func newRelaxation(p *problem) *relaxation {
	r := &relaxation{p: p, step: 1, best: math.MinInt64 / 4}
	r.fixed = priceScale * int64(p.emptyCost())
	for c := range p.clients {
		r.schedulers = append(r.schedulers, newScheduler(p, c))
		r.fixed -= priceScale * (int64(p.clients[c].short[0]) + int64(crew.ChangePoints*len(p.clients[c].previous)))
	}
	r.addLimits()
	r.addFoeLimits()
	r.prices = make([]int64, len(r.limits))
	for _, l := range r.place {
		r.prices[l] = firstPrice * priceScale
	}
	r.bestPrices = append(r.bestPrices, r.prices...)
	r.drift = make([]float64, len(r.limits))
	r.holders, r.without = make([]int64, len(p.shifts)), make([]int64, len(p.shifts))
	for i := range r.halves {
		r.halves[i] = half{first: i, users: make([]int32, len(r.limits)), own: make([]int64, len(p.shifts))}
	}
	return r
}

func (r *relaxation) addLimits() {
	r.place, r.noLicence = nones(len(r.p.shifts)), nones(len(r.p.shifts))
	for s, sh := range r.p.shifts {
		r.place[s] = r.addLimit(int32(s), sh.size)
		if sh.licence {
			r.noLicence[s] = r.addLimit(int32(s), 0)
		}
	}
}

func (r *relaxation) addLimit(s, room int32) int32 {
	r.limits = append(r.limits, limit{s, room})
	return int32(len(r.limits) - 1)
}

func (r *relaxation) addFoeLimits() {
	r.ofFoes = make([][]int32, len(r.p.clients))
	for a := range r.p.clients {
		for _, b := range r.p.clients[a].foes {
			for d := 0; d < r.p.days && int(b) > a && len(r.limits) < maxFoeLimits; d++ {
				r.addFoes(int32(a), b, d)
			}
		}
	}
}

func (r *relaxation) addFoes(a, b int32, d int) {
	for _, s := range r.p.can[int(a)*r.p.days+d] {
		if r.p.mayTake(b, s) {
			l := r.addLimit(s, 1)
			r.ofFoes[a] = append(r.ofFoes[a], l)
			r.ofFoes[b] = append(r.ofFoes[b], l)
		}
	}
}

// bound is the best bound so far in points: the cost of a plan is a whole number, so it is rounded up.
func (r *relaxation) bound() int {
	return int(math.Ceil(float64(r.best) / priceScale))
}

// aim starts again with longer steps, because a better plan is known to aim at.
func (r *relaxation) aim() { r.step, r.stale = max(r.step, 0.1), 0 }

// settled tells that the steps have become too short to move anything.
func (r *relaxation) settled() bool { return r.step < 1e-5 }

// tighten makes one round: it works the bound out under the present prices and moves them, aiming at the cost of a known
// plan.
//
// It does nothing if stop comes in the middle.
func (r *relaxation) tighten(known int, stop func() bool) {
	value, ok := r.evaluate(stop)
	if !ok {
		return
	}
	if value > r.best {
		r.best, r.stale = value, 0
		copy(r.bestPrices, r.prices)
	} else if r.stale++; r.stale >= patience {
		r.stale = 0
		r.step *= 0.6
		copy(r.prices, r.bestPrices)
	}
	r.move(float64(int64(known)*priceScale - value))
}

// evaluate works out the bound under the present prices and how many use each limit.
func (r *relaxation) evaluate(stop func() bool) (value int64, ok bool) {
	r.setPrices()
	var group sync.WaitGroup
	for i := range r.halves {
		group.Go(func() { r.schedule(&r.halves[i], stop) })
	}
	group.Wait()
	value = r.fixed + r.halves[0].value + r.halves[1].value
	for i, l := range r.limits {
		value -= r.prices[i] * int64(l.room)
	}
	return value, r.halves[0].whole && r.halves[1].whole
}

func (r *relaxation) schedule(h *half, stop func() bool) {
	h.value, h.whole = 0, false
	clear(h.users)
	for c := h.first; c < len(r.schedulers); c += len(r.halves) {
		if stop() {
			return
		}
		cost, shifts := r.schedulers[c].Solve(r.pricesFor(c, h.own))
		h.value += cost
		for _, s := range shifts {
			r.count(h.users, c, s)
		}
	}
	h.whole = true
}

func (r *relaxation) setPrices() {
	for s := range r.p.shifts {
		r.holders[s] = r.prices[r.place[s]]
		r.without[s] = r.holders[s]
		if l := r.noLicence[s]; l != none {
			r.without[s] += r.prices[l]
			r.holders[s] -= int64(r.p.shifts[s].size-1) * r.prices[l]
		}
	}
}

// pricesFor uses the buffer own for a client who has prices of their own.
func (r *relaxation) pricesFor(c int, own []int64) []int64 {
	prices := r.without
	if r.p.clients[c].licence {
		prices = r.holders
	}
	if len(r.ofFoes[c]) == 0 {
		return prices
	}
	copy(own, prices)
	for _, l := range r.ofFoes[c] {
		own[r.limits[l].shift] += r.prices[l]
	}
	return own
}

func (r *relaxation) count(users []int32, c int, s int32) {
	users[r.place[s]]++
	if l := r.noLicence[s]; l != none {
		if r.p.clients[c].licence {
			users[l] -= r.p.shifts[s].size - 1
		} else {
			users[l]++
		}
	}
	for _, l := range r.ofFoes[c] {
		if r.limits[l].shift == s {
			users[l]++
		}
	}
}

// move shifts the prices along the smoothed direction: dearer where a limit is overrun, cheaper where it has room.
func (r *relaxation) move(missing float64) {
	norm := 0.0
	for i, l := range r.limits {
		over := r.halves[0].users[i] + r.halves[1].users[i] - l.room
		r.drift[i] = float64(over) + smoothing*r.drift[i]
		if r.prices[i] == 0 && r.drift[i] < 0 {
			r.drift[i] = 0
		}
		norm += r.drift[i] * r.drift[i]
	}
	if norm < 1e-9 || missing <= 0 {
		return
	}
	length := r.step * missing / norm
	for i := range r.prices {
		price := float64(r.prices[i]) + math.Round(length*r.drift[i])
		r.prices[i] = int64(min(max(price, 0), highestPrice*priceScale))
	}
}
