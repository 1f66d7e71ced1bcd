package matching

// What stands here lets somebody who keeps many tasks by their distinct parts (matching/columns) ask about each part
// once, instead of once for every task that has it, without stating any rule again.

// LimitKeys are the keys of the hard limits, in the order in which breaches are told.
func LimitKeys() []string {
	var out []string
	for _, l := range hardLimits() {
		out = append(out, l.key)
	}
	return out
}

// Check asks one hard limit, by its place in Limits, about a task of which only the part that it compares is filled in:
// whether it is broken, and whether somebody has to be asked first.
func (p *Prepared) Check(limit int, t *PreparedTask) (broken, asks bool) {
	client, employer := p.limits[limit].asks(p, t)
	return p.limits[limit].broken(p, t), client || employer
}

// Fitted is how one demand meets one ability.
type Fitted struct {
	Loss   float64 // share lost, 0 to 1
	Weight float64 // of the demand in the mean
	Open   bool    // the ability is not known and would decide
	Gap    bool    // the demand is above what the person can do
	Closed bool    // an adaptation of the catalogue would close the gap
}

// Fit compares one demand, with adaptations in place that take so many levels off it.
func (p *Prepared) Fit(d Demand, relief int) Fitted {
	f := p.fitWith(d, relief, setup{})
	out := Fitted{Loss: f.loss, Weight: p.weight(d), Open: f.open, Gap: f.gap > 0}
	out.Closed = out.Gap && len(p.closers(d.Dimension, f.need-f.has.Level())) > 0
	return out
}

// Usable are the adaptations that the person can use, in the order of their keys.
func (p *Prepared) Usable() []AdaptationRule { return p.usable }

// Total adds the points of the parts, given in the order of the Parts of a Verdict.
func Total(parts [6]float64) float64 { return points(parts).score() }

// InOrder are the demands in the order in which they are added up: canonical, so that a sum does not depend on the order
// in which the employer wrote them.
func (t *PreparedTask) InOrder() []Demand {
	out := make([]Demand, len(t.order))
	for i, n := range t.order {
		out[i] = t.Demands[n]
	}
	return out
}

// Wished says whether a goal or a wish was told.
func (p *Prepared) Wished() bool { return p.wished }
