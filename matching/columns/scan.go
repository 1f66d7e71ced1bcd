package columns

import (
	"math/bits"

	"sovite.fi/sovite/matching"
)

// Limits is a set of hard limits: bit n is the n-th of matching.LimitKeys, and the bit after the last is the gap that
// nothing closes.
type Limits uint16

// Gap is the key of a gap that nothing closes.
const Gap = "gap"

// Keys are the limits of the set, in the order in which breaches are told.
func (s Limits) Keys() []string {
	if s == 0 {
		return nil
	}
	var out []string
	for i, key := range append(matching.LimitKeys(), Gap) {
		if s&(1<<i) != 0 {
			out = append(out, key)
		}
	}
	return out
}

// Len is how many limits are in the set.
func (s Limits) Len() int { return bits.OnesCount16(uint16(s)) }

// found is one row with what was decided.
type found struct {
	row    int32
	group  matching.Group
	broken Limits
	score  float64
}

// scan goes over the rows for one profile. It is not safe for concurrent use; several can go over one lens.
type scan struct {
	*lens
	actives  map[uint64]*[maxDimensions]uint8 // adaptations in place → relief by dimension
	forbid   map[uint64]*[demandCodes]bool    // adaptations that count → demands above what is allowed
	union    []uint64
	task     matching.PreparedTask
	asked    bool // of the row at hand: a limit has to be asked about
	mustNot  int  // the place of the limit among the keys
	selected []int32
	floor    func(matching.Group) float64 // the score below which a task is counted and no more
}

// block is how many rows are sifted at once: their numbers stay in the fastest memory.
const block = 2048

func (l *lens) scan() *scan {
	s := &scan{
		lens: l, actives: map[uint64]*[maxDimensions]uint8{}, forbid: map[uint64]*[demandCodes]bool{},
		union: make([]uint64, l.reading.wide), selected: make([]int32, 0, block),
	}
	for i, key := range matching.LimitKeys() {
		if key == limitMustNot {
			s.mustNot = i
		}
	}
	return s
}

// eligible calls do for every row from one to another that breaks no limit.
func (s *scan) eligible(from, to int, do func(found)) {
	for ; from < to; from += block {
		for _, r := range s.sift(from, min(from+block, to)) {
			f := found{row: r}
			if s.breaksMustNot(int(r)) {
				continue
			}
			s.asked = s.mustAsk(int(r))
			do(s.decide(f))
		}
	}
}

// near calls do for every row from one to another whose place is near, whatever limits it breaks.
func (s *scan) near(from, to int, do func(found)) {
	t := s.table
	for r := from; r < to; r++ {
		if s.flags[t.travel][t.part[t.travel][r]]&far != 0 {
			continue
		}
		f := found{row: int32(r)} //nolint:gosec // a table holds fewer than 2^31 rows
		s.asked = false
		for i, values := range s.flags {
			if values == nil {
				continue
			}
			flags := values[t.part[i][r]]
			f.broken |= Limits(flags&broken) << i
			s.asked = s.asked || flags&asks != 0
		}
		if s.breaksMustNot(r) {
			f.broken |= 1 << s.mustNot
		}
		do(s.decide(f))
	}
}

// sift leaves the rows that break none of the limits on single parts, limit by limit.
func (s *scan) sift(from, to int) []int32 {
	t, rows := s.table, s.selected[:0]
	first := s.sieve[0]
	flags, part := s.flags[first], t.part[first][from:to]
	rows = rows[:cap(rows)]
	n := 0
	for i, v := range part {
		rows[n] = int32(from + i) //nolint:gosec // a table holds fewer than 2^31 rows
		n += 1 - int(flags[v]&broken)
	}
	rows = rows[:n]
	for _, limit := range s.sieve[1:] {
		flags, part := s.flags[limit], t.part[limit]
		n := 0
		for _, r := range rows {
			rows[n] = r
			n += 1 - int(flags[part[r]]&broken)
		}
		rows = rows[:n]
	}
	return rows
}

func (s *scan) mustAsk(r int) bool {
	var flags uint8
	for _, limit := range s.sieve {
		flags |= s.flags[limit][s.table.part[limit][r]]
	}
	return flags&asks != 0
}

// breaksMustNot says whether a demand of the row is above what is ever allowed.
func (s *scan) breaksMustNot(r int) bool {
	if len(s.lens.mustNot) == 0 {
		return false
	}
	t := s.table
	key := t.offer[r] & s.counts
	forbidden := s.forbid[key]
	if forbidden == nil {
		forbidden = s.forbidden(key)
		s.forbid[key] = forbidden
	}
	for _, code := range t.asks.at(t.rest[r].asks) {
		if forbidden[code] {
			return true
		}
	}
	return false
}

// forbidden are the demands above what is allowed, with some adaptations offered.
func (s *scan) forbidden(offered uint64) *[demandCodes]bool {
	var out [demandCodes]bool
	var task matching.PreparedTask
	for bit, key := range s.table.adaptations {
		if offered&(1<<bit) != 0 {
			task.Adaptations = append(task.Adaptations, key)
		}
	}
	for code, n := range s.table.used {
		out[code] = n > 0 && s.prepared.Above(&task, s.table.demand(code)) > 0
	}
	return &out
}

// decide finds the group and the score of a row whose limits were looked at.
func (s *scan) decide(f found) found {
	f, m := s.group(f)
	f.score = matching.Total(s.points(f, &s.table.rest[f.row], m))
	return f
}

// group finds the group alone.
func (s *scan) group(f found) (found, met) {
	t, r := s.table, &s.table.rest[f.row]
	demands := t.asks.at(r.asks)
	m := s.meet(demands, s.relief(t.offer[f.row]&s.usable))
	if m.out {
		f.broken |= 1 << len(s.flags)
	}
	switch {
	case f.broken != 0:
		f.group = matching.LeftOut
	case s.asked || m.open || len(demands) == 0:
		f.group = matching.Missing
	case m.gap:
		f.group = matching.FitsIf
	default:
		f.group = matching.FitsNow
	}
	return f, m
}

// met is how all demands of a task are met.
type met struct {
	demands, weakest float64 // shares of the points
	open, gap, out   bool    // of an essential demand: not known; above the ability; and nothing closes it
}

// meet adds up in the order and with the operations of matching, so that the sum is the same to the last bit.
func (s *scan) meet(demands []uint16, relief *[maxDimensions]uint8) met {
	var m met
	var lost, weights, worst float64
	for _, code := range demands {
		f := &s.fits[int(relief[code>>5])*demandCodes+int(code)]
		w := s.weight[code>>1&1]
		lost += float64(w * f.loss)
		weights += w
		if code&essential == 0 {
			continue
		}
		worst = max(worst, f.loss)
		m.open = m.open || f.open
		m.gap = m.gap || f.gap
		m.out = m.out || f.gap && !f.close && code&adaptable == 0
	}
	m.demands, m.weakest = 1-lost/max(weights, 1), 1-worst
	return m
}

// relief is by how much the adaptations in place relieve each dimension: of several the largest counts.
func (s *scan) relief(active uint64) *[maxDimensions]uint8 {
	if known := s.actives[active]; known != nil {
		return known
	}
	out := new([maxDimensions]uint8)
	for bit, list := range s.reliefs {
		if active&(1<<bit) == 0 {
			continue
		}
		for _, r := range list {
			out[r.dimension] = max(out[r.dimension], r.levels)
		}
	}
	s.actives[active] = out
	return out
}

// points are the points of the parts. What is left out keeps the score without its texts, which orders near misses. The
// texts take most of the time: they are not read when even the best of texts could not lift the task among those kept.
func (s *scan) points(f found, r *remainder, m met) [6]float64 {
	w, t := s.rules.Weights, s.table
	s.task.Support, s.task.Interests = int(r.support), nil
	if r.told {
		s.task.Interests = &r.interests
	}
	goal := 1.0
	if s.wished {
		goal = s.work[t.works[f.row]]
	}
	out := [6]float64{
		w.Demands * m.demands, w.Weakest * m.weakest, w.Goal,
		w.Interests * s.prepared.InterestLikeness(&s.task), w.Support * s.prepared.SupportShare(&s.task),
		w.Commute * s.commute[t.part[t.travel][f.row]],
	}
	if f.group != matching.LeftOut && matching.Total(out) >= s.floor(f.group) {
		goal = s.goal(r, goal)
	}
	out[2] = w.Goal * goal
	return out
}

// goal is how close a row is to the goal and the wishes, from how close its occupation is.
func (s *scan) goal(r *remainder, occupation float64) float64 {
	factor, best := s.rules.Likeness.TextFactor, occupation
	title, wish, avoid := s.reading.likenesses(s.table.text.at(r.text), int(r.inTitle), r.titleGrams, r.grams, s.union)
	if s.wished {
		best = max(best, title, min(1, factor*wish))
	}
	return max(0, best-min(1, factor*avoid))
}
