package columns

import (
	"cmp"
	"math"
	"slices"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/likeness"
)

// What a profile says of one value of a part.
const (
	broken = 1 << iota // the limit is broken
	asks               // somebody has to be asked
	far                // the place is beyond what is near
)

// lens is one profile, asked about every different part of the tasks once. It belongs to one state of the table.
type lens struct {
	table    *Table
	prepared *matching.Prepared
	rules    matching.RuleSet
	profile  matching.Profile
	wished   bool

	flags   [][]uint8 // limit → value → flags
	sieve   []int     // limits, the one that leaves out the most tasks first
	commute []float64 // place → share of the points
	work    []float64 // occupation and skills → likeness to the goal
	reading *reading

	usable  uint64           // adaptations that the person can use and that relieve something
	reliefs [][]relief       // bit → what the adaptation relieves
	fits    []fit            // relief × demandCodes + demand → how it is met
	weight  [2]float64       // of a demand, of an essential one
	mustNot matching.Ratings //
	counts  uint64           // adaptations that count for the highest demand allowed
}

type relief struct {
	dimension uint8
	levels    uint8
}

// fit is matching.Fitted in a compact form.
type fit struct {
	loss             float64
	open, gap, close bool
}

// maxRelief is the largest relief that makes a difference: it meets every demand.
const maxRelief = matching.MaxLevel

// look asks the profile about every part. near is how many times the accepted way to work is still near; 0 is once.
func (t *Table) look(rules matching.RuleSet, profile matching.Profile, near float64) *lens {
	w := profile.Wishes
	l := &lens{
		table: t, prepared: matching.Prepare(rules, profile), rules: rules, profile: profile,
		flags: make([][]uint8, len(t.parts)), mustNot: profile.Limits.MustNot,
	}
	l.wished = l.prepared.Wished()
	l.reading = t.words.look(likeness.Of(w.Goal), likeness.Of(w.Goal+" "+w.Text), likeness.Of(w.Avoid))
	var task matching.PreparedTask
	for i, p := range t.parts {
		switch {
		case i == t.travel:
			l.flags[i] = l.places(i, near)
		case p.read != nil:
			l.flags[i] = make([]uint8, len(t.limit[i].values))
			for v, value := range t.limit[i].values {
				p.write(&task.Task, value)
				l.flags[i][v] = l.ask(i, &task)
			}
		}
	}
	l.occupations()
	l.fit()
	l.order()
	return l
}

func (l *lens) ask(limit int, task *matching.PreparedTask) (flags uint8) {
	isBroken, mustAsk := l.prepared.Check(limit, task)
	if isBroken {
		flags |= broken
	}
	if mustAsk {
		flags |= asks
	}
	return flags
}

// places measures the way to every place, and what it costs; but a place that is too far by its latitude alone is not
// measured: that takes most of the time, and most places are.
func (l *lens) places(limit int, near float64) []uint8 {
	t := l.table
	places := t.limit[limit].values
	out := make([]uint8, len(places))
	l.commute = make([]float64, len(places))
	travel := l.profile.Limits.Travel
	reach, limited := l.reach(max(1, near))
	var task matching.PreparedTask
	for i, v := range places {
		task.Place, _ = v.(matching.Place)
		if limited && task.Place.Known && math.Abs(task.Place.Lat-travel.Lat) > reach {
			out[i] = broken | far
			continue
		}
		out[i] = l.ask(limit, &task)
		if m, known := l.prepared.CommuteMinutes(&task); limited && known && m > max(1, near)*float64(travel.MaxMinutes) {
			out[i] |= far
		}
		l.commute[i] = l.prepared.CommuteShare(&task)
	}
	return out
}

// reach is how many degrees of latitude are certainly further than the accepted way to work times a factor: the distance
// is never less than the difference of latitude alone, and a thousandth is left for rounding. false without a limit.
func (l *lens) reach(factor float64) (degrees float64, limited bool) {
	travel, r := l.profile.Limits.Travel, l.rules.Travel
	speed := r.Speed[travel.Transport]
	if !travel.Known || travel.MaxMinutes <= 0 || !(speed > 0) || !(r.Detour > 0) || math.IsNaN(travel.Lat) {
		return 0, false
	}
	km := (float64(travel.MaxMinutes)*factor - r.Extra[travel.Transport]) * speed / (60 * r.Detour)
	return max(0, km)/likeness.Kilometres(0, 0, 1, 0)*1.001 + 1e-6, true
}

// occupations compares every occupation, with its skills, with what the person chose.
func (l *lens) occupations() {
	l.work = make([]float64, len(l.table.work.values))
	var task matching.PreparedTask
	for i, w := range l.table.work.values {
		task.Occupation, task.OccupID, task.SkillIDs = w.isco, w.esco, w.skillIDs()
		l.work[i], _ = l.prepared.TagLikeness(&task)
	}
}

// fit compares every demand that a task has, with every relief there can be of it.
func (l *lens) fit() {
	t := l.table
	var possible [maxDimensions]uint8 // bit n: a relief of n levels
	l.reliefs = make([][]relief, len(t.adaptations))
	for _, a := range l.prepared.Usable() {
		bit := slices.Index(t.adaptations, a.Key)
		if bit < 0 {
			continue
		}
		l.usable |= 1 << bit
		for i, d := range t.dimensions {
			if n := min(a.Relief[d], maxRelief); n > 0 {
				l.reliefs[bit] = append(l.reliefs[bit], relief{uint8(i), uint8(n)}) //nolint:gosec // fewer than 32, at most 5
				possible[i] |= 1 << n
			}
		}
	}
	l.fits = make([]fit, (maxRelief+1)*demandCodes)
	for code, n := range t.used {
		if n == 0 {
			continue
		}
		for r := range maxRelief + 1 {
			if r > 0 && possible[code>>5]&(1<<r) == 0 {
				continue
			}
			f := l.prepared.Fit(t.demand(code), r)
			l.fits[r*demandCodes+code] = fit{f.Loss, f.Open, f.Gap, f.Closed}
			l.weight[code>>1&1] = f.Weight
		}
	}
	for bit, key := range t.adaptations {
		if l.mattersToMustNot(key) {
			l.counts |= 1 << bit
		}
	}
}

func (l *lens) mattersToMustNot(adaptation string) bool {
	for _, a := range l.rules.Adaptations {
		if a.Key != adaptation {
			continue
		}
		for d := range l.mustNot {
			if a.Relief[d] > 0 {
				return true
			}
		}
	}
	return false
}

// order puts the limits that leave out the most tasks first, so that the next ones have fewer to look at.
func (l *lens) order() {
	left := make([]uint64, len(l.table.parts))
	for i, values := range l.flags {
		for v, f := range values {
			if f&broken != 0 {
				left[i] += uint64(l.table.limit[i].count[v])
			}
		}
		if l.flags[i] != nil {
			l.sieve = append(l.sieve, i)
		}
	}
	slices.SortStableFunc(l.sieve, func(a, b int) int { return cmp.Compare(left[b], left[a]) })
}
