package matching

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/matching/cover"
)

// EaseDemand is the Change that is no entry of the catalogue: the employer lowers a demand that it is ready to change.
// It is suggested only where no adaptation closes the gap.
const EaseDemand = "ease_demand"

// shortfall is one essential dimension whose gap has to be closed.
type shortfall struct {
	dimension Dimension
	need      int   // level asked
	has       int   // level the person can do
	adaptable bool  // the employer is ready to change the demand
	closers   []int // indices of adaptations that close it alone, given what the person can do
}

// shortfalls are the essential gaps that remain, in canonical order, one for each dimension.
func (p *Prepared) shortfalls(t *PreparedTask, s setup) []shortfall {
	var out []shortfall
	for _, i := range t.order {
		d := t.Demands[i]
		f := p.fit(d, s)
		if !d.Essential || f.gap == 0 {
			continue
		}
		gap := shortfall{d.Dimension, f.need, f.has.Level(), d.Adaptable, p.closers(d.Dimension, f.need-f.has.Level())}
		if n := len(out); n > 0 && out[n-1].dimension == d.Dimension {
			gap.adaptable = gap.adaptable && out[n-1].adaptable
			out[n-1] = gap // canonical order: the later one asks for more
			continue
		}
		out = append(out, gap)
	}
	return out
}

// closers are the adaptations that take off at least so many levels and suit the person.
func (p *Prepared) closers(d Dimension, levels int) []int {
	var out []int
	for i, a := range p.rules.Adaptations {
		if a.Relief[d] >= levels && !p.refuses(a.Key) {
			out = append(out, i)
		}
	}
	return out
}

// outOfReach are the gaps that neither the catalogue nor the employer can close.
func outOfReach(gaps []shortfall) []Breach {
	var out []Breach
	for _, g := range gaps {
		if len(g.closers) > 0 || g.adaptable {
			continue
		}
		out = append(out, Breach{
			Limit: "gap", Profile: "abilities." + string(g.dimension), Task: "demands." + string(g.dimension),
			Values: []string{string(g.dimension)}, Needs: g.need, Has: g.has,
		})
	}
	return out
}

// changes are the smallest set that closes all gaps; of equal sets the one with most that is already offered or usable,
// then the cheaper, then the first by key.
func (p *Prepared) changes(t *PreparedTask, s setup, gaps []shortfall) []Change {
	options := make([][]int, len(gaps))
	for i, g := range gaps {
		options[i] = g.closers
	}
	price := func(i int) (unready bool, cost int) {
		a := p.rules.Adaptations[i]
		return !slices.Contains(t.Adaptations, a.Key) && !p.profile.Needs.Adaptations.Has(a.Key), a.Cost
	}
	var out []Change
	for _, i := range cover.Smallest(options, price) {
		out = append(out, p.adaptationChange(t, s, i, gaps))
	}
	for _, g := range gaps {
		if len(g.closers) == 0 {
			out = append(out, p.easeChange(t, s, g.dimension))
		}
	}
	return out
}

func (p *Prepared) adaptationChange(t *PreparedTask, s setup, index int, gaps []shortfall) Change {
	a := p.rules.Adaptations[index]
	c := Change{
		Adaptation: a.Key,
		Offered:    slices.Contains(t.Adaptations, a.Key),
		Usable:     p.profile.Needs.Adaptations.Has(a.Key),
		Gain:       p.gain(t, s, s.with(a)),
	}
	for _, g := range gaps {
		if slices.Contains(g.closers, index) {
			c.Closes = append(c.Closes, g.dimension)
		}
	}
	return c
}

func (p *Prepared) easeChange(t *PreparedTask, s setup, d Dimension) Change {
	eased := s
	eased.eased = []Dimension{d}
	return Change{Adaptation: EaseDemand, Closes: []Dimension{d}, Offered: true, Gain: p.gain(t, s, eased)}
}

// gain is the difference of two setups in points of the whole score.
func (p *Prepared) gain(t *PreparedTask, from, to setup) float64 {
	return round4(p.points(t, to).score() - p.points(t, from).score())
}

// Improvements are the single adaptations that would add points, the best first: what to negotiate about. They are
// given whatever the group; an essential gap may remain.
func (p *Prepared) Improvements(t *PreparedTask) []Change {
	s := p.inPlace(t)
	gaps := p.shortfalls(t, s)
	var out []Change
	for i, a := range p.rules.Adaptations {
		if p.refuses(a.Key) || s.has(a.Key) {
			continue
		}
		if c := p.adaptationChange(t, s, i, gaps); c.Gain > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return cmp.Compare(b.Gain, a.Gain) })
	return out
}

func (s setup) has(key string) bool {
	return slices.ContainsFunc(s.active, func(a AdaptationRule) bool { return a.Key == key })
}

// Apply gives both sides as they would be with the changes made: an adaptation is offered and used, an eased demand is
// lowered to what the person can do. The sides given are not changed.
func Apply(rules RuleSet, profile Profile, task Task, changes ...Change) (Profile, Task) {
	for _, c := range changes {
		if c.Adaptation == EaseDemand {
			task.Demands = eased(rules, profile, task, c.Closes)
			continue
		}
		needs := profile.Needs.Adaptations.Values
		profile.Needs.Adaptations = Chosen(append(slices.Clone(needs), c.Adaptation)...)
		task.Adaptations = append(slices.Clone(task.Adaptations), c.Adaptation)
	}
	return profile, task
}

func eased(rules RuleSet, profile Profile, task Task, dimensions []Dimension) []Demand {
	p, t := Prepare(rules, profile), prepareDemands(task)
	s := p.inPlace(t)
	out := slices.Clone(task.Demands)
	for i, d := range out {
		if slices.Contains(dimensions, d.Dimension) {
			out[i].Level = cut(d.Level) - p.fit(d, s).gap
		}
	}
	return out
}
