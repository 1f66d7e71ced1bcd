package matching

import (
	"cmp"
	"math"
	"slices"
)

// Judge compares one profile with one task. It is pure: the same input gives the same Verdict.
func Judge(rules RuleSet, profile Profile, task Task) Verdict {
	return Prepare(rules, profile).Judge(task)
}

// Rank judges all tasks and puts the verdicts in order.
func Rank(rules RuleSet, profile Profile, tasks []Task) []Verdict {
	p := Prepare(rules, profile)
	out := make([]Verdict, len(tasks))
	for i, t := range tasks {
		out[i] = p.Judge(t)
	}
	Order(out)
	return out
}

// Order sorts verdicts: the best group first, then the highest score, then the task's id.
func Order(verdicts []Verdict) {
	slices.SortStableFunc(verdicts, func(a, b Verdict) int {
		return cmp.Or(cmp.Compare(b.Group, a.Group), cmp.Compare(b.Score, a.Score), cmp.Compare(a.Task, b.Task))
	})
}

// Score is the score alone, equal to the last bit to that of Judge, without the explanation. A task that breaks a hard
// limit is not eligible and its score is not counted (0); Judge still counts it.
func (p *Prepared) Score(task Task) (score float64, eligible bool) {
	if !p.eligible(prepareDemands(task)) {
		return 0, false
	}
	return p.ScorePrepared(PrepareTask(task))
}

// ScorePrepared is Score for a task that was made ready.
func (p *Prepared) ScorePrepared(t *PreparedTask) (score float64, eligible bool) {
	if !p.eligible(t) {
		return 0, false
	}
	return p.points(t, p.inPlace(t)).score(), true
}

// BreachesPrepared are the hard limits that a task breaks, without the rest of the verdict: none means eligible.
func (p *Prepared) BreachesPrepared(t *PreparedTask) []Breach { return p.breaches(t) }

// Judge compares the profile with one task.
func (p *Prepared) Judge(task Task) Verdict { return p.JudgePrepared(PrepareTask(task)) }

// JudgePrepared is Judge for a task that was made ready.
func (p *Prepared) JudgePrepared(t *PreparedTask) Verdict {
	s := p.inPlace(t)
	pts, gaps := p.points(t, s), p.shortfalls(t, s)
	v := Verdict{
		Task: t.ID, RuleSet: p.rules.ID, Score: pts.score(), Parts: p.parts(pts),
		Low: p.scoreIf(t, s, Rated(0)), High: p.scoreIf(t, s, Rated(MaxLevel)),
		Breaches: p.breaches(t), Lines: p.lines(t, s), Ask: append(p.questions(t), p.openDemands(t, s)...),
	}
	v.Eligible = len(v.Breaches) == 0
	v.Breaches = append(v.Breaches, outOfReach(gaps)...)
	v.Group = p.group(v, gaps)
	if v.Group == FitsIf || v.Group == Missing {
		v.Changes = p.changes(t, s, gaps)
	}
	if m, known := p.CommuteMinutes(t); known {
		v.Commute = int(math.Ceil(m))
	}
	v.For, v.Against, v.Notes = p.reasonsFor(t, s, v), p.reasonsAgainst(t, v), p.notes(v)
	return v
}

// group: a broken limit decides first, then what is not known, then what has to change.
func (p *Prepared) group(v Verdict, gaps []shortfall) Group {
	switch {
	case len(v.Breaches) > 0:
		return LeftOut
	case len(v.Ask) > 0 || slices.ContainsFunc(v.Lines, withheldEssential):
		return Missing
	case len(gaps) > 0:
		return FitsIf
	}
	return FitsNow
}

func withheldEssential(l Line) bool { return l.Essential && l.State == WithheldBy }

// openDemands asks about essential demands whose ability is not known, and about demands that nobody has told. What the
// person does not want to say is not asked again.
func (p *Prepared) openDemands(t *PreparedTask, s setup) []Question {
	if len(t.Demands) == 0 {
		return []Question{{Of: "employer", Subject: "demands", Profile: "abilities", Task: "demands"}}
	}
	var out []Question
	for _, i := range t.order {
		d := t.Demands[i]
		if f := p.fit(d, s); !d.Essential || !f.open || f.has == Withheld || asked(out, d.Dimension) {
			continue
		}
		out = append(out, Question{
			Of: "client", Subject: string(d.Dimension), Dimension: d.Dimension,
			Profile: "abilities." + string(d.Dimension), Task: "demands." + string(d.Dimension),
		})
	}
	return out
}

func asked(questions []Question, d Dimension) bool {
	return slices.ContainsFunc(questions, func(q Question) bool { return q.Dimension == d })
}

// scoreIf is the score if every ability that is not known had the rating.
func (p *Prepared) scoreIf(t *PreparedTask, s setup, unrated Rating) float64 {
	s.unrated = unrated
	return p.points(t, s).score()
}

func (p *Prepared) parts(pts points) []Part {
	most := p.rules.Weights.list()
	out := make([]Part, len(pts))
	for i, key := range partKeys() {
		out[i] = Part{Key: key, Points: round4(pts[i]), Of: most[i]}
	}
	return out
}

// lines compare demand by demand. Their losses add up to what the parts "demands" and "weakest" lose: the loss of the
// latter is counted with the essential demand that is met least, the first of equals in canonical order.
func (p *Prepared) lines(t *PreparedTask, s setup) []Line {
	_, weights, worst, weakest := p.losses(t, s)
	out := make([]Line, len(t.Demands))
	for i, d := range t.Demands {
		f := p.fit(d, s)
		l := Line{Demand: d, Has: f.has, Relief: f.relief, By: s.by(d.Dimension), Gap: f.gap, State: p.state(d, f)}
		lost := p.rules.Weights.Demands * p.weight(d) * f.loss / weights
		if i == weakest {
			lost += p.rules.Weights.Weakest * worst
		}
		l.Loss = round4(lost)
		out[i] = l
	}
	return out
}

// by are the adaptations in place that give the largest relief of a dimension.
func (s setup) by(d Dimension) []string {
	most := s.relief(d)
	var out []string
	for _, a := range s.active {
		if most > 0 && a.Relief[d] == most {
			out = append(out, a.Key)
		}
	}
	return out
}

func (p *Prepared) state(d Demand, f fit) State {
	spare := f.has.Level() - f.need
	switch {
	case f.open && f.has == Withheld:
		return WithheldBy
	case f.open:
		return Unknown
	case f.gap > 0 && !d.Adaptable && len(p.closers(d.Dimension, f.need-f.has.Level())) == 0:
		return OutOfReach
	case f.gap > 0:
		return Gap
	case f.has.Known() && spare >= p.rules.SurplusFrom:
		return Surplus
	case f.relief > 0 && f.need > 0 && (!f.has.Known() || spare < 0):
		return MetWith
	}
	return Met
}
