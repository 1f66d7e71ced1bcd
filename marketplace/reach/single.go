package reach

import (
	"slices"

	"sovite.fi/sovite/matching"
)

// singles are the changes that might each make a task fit on their own: the adaptations that take levels off everything
// that is in the way, and the demand itself where it is the only thing in the way and the employer is ready to change it.
// No other change does; whether one of these does is for the verdict with the change made to say.
func singles(rules matching.RuleSet, p matching.Profile, t matching.Task, v matching.Verdict) []matching.Change {
	gaps, ease := shortOf(v)
	inTheWay := slices.Clone(gaps)
	for _, b := range v.Breaches {
		for _, d := range b.Values {
			if b.Limit == "must_not" && !slices.Contains(inTheWay, matching.Dimension(d)) {
				inTheWay = append(inTheWay, matching.Dimension(d))
			}
		}
	}
	if len(inTheWay) == 0 {
		return nil
	}
	var out []matching.Change
	for _, a := range rules.Adaptations {
		if slices.Contains(p.Needs.Refused, a.Key) || slices.ContainsFunc(inTheWay, func(d matching.Dimension) bool { return a.Relief[d] <= 0 }) {
			continue
		}
		out = append(out, matching.Change{Adaptation: a.Key, Offered: slices.Contains(t.Adaptations, a.Key)})
	}
	if ease && len(gaps) == 1 && len(inTheWay) == 1 {
		out = append(out, matching.Change{Adaptation: matching.EaseDemand, Closes: gaps, Offered: true})
	}
	return out
}

// shortOf are the dimensions of the essential demands that the person does not meet, and whether the employer is ready to
// change all of these demands.
func shortOf(v matching.Verdict) (gaps []matching.Dimension, ease bool) {
	ease = true
	for _, l := range v.Lines {
		if !l.Essential || l.Gap == 0 {
			continue
		}
		ease = ease && l.Adaptable
		if !slices.Contains(gaps, l.Dimension) {
			gaps = append(gaps, l.Dimension)
		}
	}
	return gaps, ease
}
