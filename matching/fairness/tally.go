package fairness

import (
	"cmp"
	"maps"
	"slices"
)

// tally is the sums over the clients of a group.
type tally struct {
	clients, reached, presented int
	pairs, eligible             int // of client and job
	removed                     map[string]Removal
}

// tallies sums by shown group and over all of them.
func (a *auditor) tallies(values, shown []string) (groups []tally, total tally) {
	groups = make([]tally, len(shown))
	for i, c := range a.clients {
		g := slices.Index(shown, values[i])
		if g < 0 {
			continue
		}
		reached := slices.ContainsFunc(c.Eligible, func(s Scored) bool { return s.Score >= a.threshold })
		groups[g].add(c, reached, a.presented[i])
		total.add(c, reached, a.presented[i])
	}
	return groups, total
}

func (t *tally) add(c Client, reached, presented bool) {
	t.clients++
	t.reached += number(reached)
	t.presented += number(presented)
	t.pairs += c.Jobs
	t.eligible += len(c.Eligible)
	if t.removed == nil {
		t.removed = map[string]Removal{}
	}
	for limit, r := range c.Removed {
		sum := t.removed[limit]
		t.removed[limit] = Removal{All: sum.All + r.All, Alone: sum.Alone + r.Alone}
	}
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// group compares a group with the others, which are the total without it.
func (t tally) group(value string, total tally) Group {
	out := Group{
		Value: value, Clients: t.clients,
		Reached:   rate(t.reached, t.clients, total.reached-t.reached, total.clients-t.clients),
		Presented: rate(t.presented, t.clients, total.presented-t.presented, total.clients-t.clients),
		Eligible:  t.share(total, t.eligible, total.eligible),
		Limits:    []Limit{},
	}
	for _, limit := range slices.Sorted(maps.Keys(total.removed)) {
		ours, all := t.removed[limit], total.removed[limit]
		out.Limits = append(out.Limits, Limit{
			Limit: limit, All: t.share(total, ours.All, all.All), Alone: t.share(total, ours.Alone, all.Alone),
		})
	}
	slices.SortStableFunc(out.Limits, func(x, y Limit) int { return cmp.Compare(y.All.Group, x.All.Group) })
	return out
}

func (t tally) share(total tally, ours, all int) Share {
	return Share{Group: part(ours, t.pairs), Others: part(all-ours, total.pairs-t.pairs)}
}

func part(n, of int) float64 { return round6(float64(n) / float64(max(of, 1))) }

// highest is the limit with the largest difference to the others, and the difference; nothing when no limit takes more
// from this group.
func (g Group) highest() (limit string, most float64) {
	for _, l := range g.Limits {
		if more := l.All.Group - l.All.Others; more > most {
			limit, most = l.Limit, more
		}
	}
	return limit, most
}

// nameBarriers names each group's highest limit if it is higher than the noise.
func (a *Attribute) nameBarriers() {
	for i, g := range a.Groups {
		if limit, more := g.highest(); more > a.Noise {
			a.Groups[i].Barrier = limit
		}
	}
}

// rate compares a selected out of n with b selected out of m. The ratio is one division of whole numbers, so that
// exactly four fifths is not flagged by rounding.
func rate(a, n, b, m int) Rate {
	r := Rate{Selected: a, Share: part(a, n), Others: part(b, m)}
	if m == 0 {
		return r
	}
	p := fisher(a, n, b, m)
	r.P = told(p)
	if b > 0 {
		ratio := float64(a*m) / float64(b*n)
		r.Ratio, r.Flagged = told(ratio), ratio < MinRatio && p < MaxP
	}
	return r
}
