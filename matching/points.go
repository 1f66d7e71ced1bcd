package matching

import (
	"math"

	"sovite.fi/sovite/matching/keys"
	"sovite.fi/sovite/matching/likeness"
)

// setup says under which circumstances points are counted: as things are, or with changes made.
type setup struct {
	active  []AdaptationRule // adaptations in place: offered by the task and usable by the person
	eased   []Dimension      // demands that the employer has eased to what the person can do
	unrated Rating           // what an ability that is not known is taken for; NotAsked: the rule's UnratedLoss
}

// inPlace is the setup as things are.
func (p *Prepared) inPlace(t *PreparedTask) setup {
	var s setup
	for _, a := range p.usable {
		for _, offered := range t.Adaptations {
			if offered == a.Key {
				s.active = append(s.active, a)
				break
			}
		}
	}
	return s
}

// with is the setup with one adaptation more.
func (s setup) with(a AdaptationRule) setup {
	s.active = append(append([]AdaptationRule(nil), s.active...), a)
	return s
}

// without is the setup with one adaptation less.
func (s setup) without(key string) setup {
	var rest []AdaptationRule
	for _, a := range s.active {
		if a.Key != key {
			rest = append(rest, a)
		}
	}
	s.active = rest
	return s
}

// relief is the largest relief of a dimension: two aids for the same thing do not add up.
func (s setup) relief(d Dimension) int {
	most := 0
	for _, a := range s.active {
		most = max(most, a.Relief[d])
	}
	return most
}

// fit is how one demand meets one ability.
type fit struct {
	need, relief, gap int
	has               Rating
	open              bool    // the ability is not known and would decide
	loss              float64 // share lost, 0 to 1
}

func (p *Prepared) fit(d Demand, s setup) fit { return p.fitWith(d, s.relief(d.Dimension), s) }

func (p *Prepared) fitWith(d Demand, relief int, s setup) fit {
	f := fit{need: cut(d.Level), relief: relief, has: p.profile.Abilities[d.Dimension]}
	has := f.has
	if !has.Known() {
		has = s.unrated
	}
	switch {
	case f.need <= f.relief: // nothing is left to be able to do
	case !has.Known():
		f.open, f.loss = true, p.rules.UnratedLoss
	default:
		f.gap = max(0, f.need-f.relief-has.Level())
		for _, eased := range s.eased {
			if eased == d.Dimension {
				f.gap = 0
			}
		}
		f.loss = p.rules.Loss[f.gap]
	}
	return f
}

// weight of a demand in the mean. It does not depend on the level, so easing a demand can never cost points.
func (p *Prepared) weight(d Demand) float64 {
	if d.Essential {
		return p.rules.EssentialWeight
	}
	return 1
}

// losses are the weighted sum of what the demands lose, the sum of the weights, and the greatest loss of an essential
// demand with its index (-1: none loses anything).
func (p *Prepared) losses(t *PreparedTask, s setup) (lost, weights, worst float64, weakest int) {
	weakest = -1
	for _, i := range t.order {
		d := t.Demands[i]
		loss, w := p.fit(d, s).loss, p.weight(d)
		lost += float64(w * loss) // the conversion keeps every machine from fusing the two, so that scores are the same everywhere
		weights += w
		if d.Essential && loss > worst {
			worst, weakest = loss, i
		}
	}
	return lost, max(weights, 1), worst, weakest
}

// points are the points of the six parts, in the order of partKeys.
type points [6]float64

func partKeys() [6]string {
	return [6]string{"demands", "weakest", "goal", "interests", "support", "commute"}
}

func (w Weights) list() points {
	return points{w.Demands, w.Weakest, w.Goal, w.Interests, w.Support, w.Commute}
}

// demandPoints are the two parts that adaptations can change.
func (p *Prepared) demandPoints(t *PreparedTask, s setup) (demands, weakest float64) {
	lost, weights, worst, _ := p.losses(t, s)
	return p.rules.Weights.Demands * (1 - lost/weights), p.rules.Weights.Weakest * (1 - worst)
}

// points counts every part. What the person was not asked costs nothing; what the employer has not told costs half.
func (p *Prepared) points(t *PreparedTask, s setup) points {
	w := p.rules.Weights
	demands, weakest := p.demandPoints(t, s)
	goal, _ := p.goalLikeness(t)
	return points{
		demands, weakest,
		w.Goal * goal,
		w.Interests * p.InterestLikeness(t),
		w.Support * p.SupportShare(t),
		w.Commute * p.CommuteShare(t),
	}
}

// score adds the parts in fixed order and rounds to 4 decimals, 0 to 100.
func (pts points) score() float64 {
	var sum float64
	for _, v := range pts {
		sum += v
	}
	return round4(min(max(sum, 0), 100))
}

// goalLikeness is how close the task is to the goal and the wishes, 0 to 1, and the code of the strongest evidence;
// what the person wants to avoid is taken off. Wishes that were not asked are not unfulfilled.
func (p *Prepared) goalLikeness(t *PreparedTask) (float64, string) {
	best, code := 1.0, ""
	if p.wished {
		best, code = p.TagLikeness(t)
		if v := p.goal.Cosine(t.title); v > best {
			best, code = v, GoalTitle
		}
		if v := min(1, p.rules.Likeness.TextFactor*p.wishes.Cosine(t.text)); v > best {
			best, code = v, GoalText
		}
	}
	return max(0, best-p.avoided(t)), code
}

// avoided is how much the task is like what the person does not want to do, 0 to 1.
func (p *Prepared) avoided(t *PreparedTask) float64 {
	return min(1, p.rules.Likeness.TextFactor*p.avoid.Cosine(t.text))
}

// OccupationLikeness compares codes: ESCO occupations, then the levels of ISCO-08.
func (p *Prepared) OccupationLikeness(t *PreparedTask) (float64, string) {
	w, l := p.profile.Wishes, p.rules.Likeness
	for _, id := range w.OccupIDs {
		if id != "" && id == t.OccupID {
			return l.Occupation, GoalOccupation
		}
	}
	best, code := 0.0, ""
	for _, isco := range w.Occupations {
		v, c := l.isco(isco, t.Occupation)
		if v > best {
			best, code = v, c
		}
	}
	return best, code
}

// TagLikeness is how close the ESCO occupation and skills of a task are to what the person chose, 0 to 1, and the code of
// the stronger evidence.
func (p *Prepared) TagLikeness(t *PreparedTask) (float64, string) {
	best, code := p.OccupationLikeness(t)
	if v := p.skillLikeness(t); v > best {
		return v, GoalSkills
	}
	return best, code
}

// skillLikeness is the share of the task's skills that the person has, in the likeness that all of them are worth.
// Nothing chosen on either side is no evidence.
func (p *Prepared) skillLikeness(t *PreparedTask) float64 {
	held, of := keys.Count(t.SkillIDs, p.profile.Wishes.SkillIDs)
	return p.rules.Likeness.Skills * float64(held) / float64(max(1, of))
}

func (l Likeness) isco(a, b string) (float64, string) {
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	switch {
	case same >= 4:
		return l.Unit, GoalUnit
	case same == 3:
		return l.Minor, GoalMinor
	case same == 2:
		return l.SubMajor, GoalSubMajor
	}
	return 0, ""
}

func (p *Prepared) InterestLikeness(t *PreparedTask) float64 {
	switch mine := p.profile.Wishes.Interests; {
	case mine == nil:
		return 1
	case t.Interests == nil:
		return 0.5
	default:
		return (likeness.Correlation(*mine, *t.Interests) + 1) / 2
	}
}

// supportMissing is how many levels of support are missing; 0 when the need is not known.
func (p *Prepared) supportMissing(t *PreparedTask) int {
	return max(0, min(p.profile.Needs.Support.Level(), p.rules.MaxSupport)-max(0, t.Support))
}

func (p *Prepared) SupportShare(t *PreparedTask) float64 {
	return 1 - float64(p.supportMissing(t))/float64(max(1, p.rules.MaxSupport))
}

func (p *Prepared) CommuteShare(t *PreparedTask) float64 {
	if !p.travelAsked() {
		return 1
	}
	m, known := p.CommuteMinutes(t)
	if !known {
		return 0.5
	}
	return max(0, 1-m/float64(p.profile.Limits.Travel.MaxMinutes))
}

// cut brings a level into the scale.
func cut(level int) int { return min(max(level, 0), MaxLevel) }

func round4(v float64) float64 { return math.Round(v*1e4) / 1e4 }
