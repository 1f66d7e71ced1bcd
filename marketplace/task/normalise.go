package task

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/matching"
)

// Normalise gives the task in the form in which it is stored: texts trimmed, lists without empty and repeated entries,
// sorted where their order has no meaning, demands in the order of their keys. Normalising twice changes nothing.
func (t Task) Normalise() Task {
	t.Title, t.Summary = check.Line(t.Title), check.Text(t.Summary)
	if t.Lang == "" {
		t.Lang = "fi"
	}
	if t.Places == 0 {
		t.Places = 1
	}
	t.Steps = steps(t.Steps)
	t.Occupation, t.ESCOSkills = check.Occupation(t.Occupation), check.ESCO(t.ESCOSkills)
	t.Demands = demands(t.Demands)
	t.Hazards, t.Allergens = check.Choice(t.Hazards), check.Choice(t.Allergens)
	t.Weekdays, t.Shifts = check.Choice(t.Weekdays), check.Choice(t.Shifts)
	t.Certificates, t.Adaptations, t.Forms = check.Keys(t.Certificates), check.Keys(t.Adaptations), check.Keys(t.Forms)
	t.Place = Place{Postal: check.Line(t.Place.Postal), Address: check.Line(t.Place.Address), Access: check.Keys(t.Place.Access)}
	t.Pay.Kind = check.Line(t.Pay.Kind)
	return t
}

func steps(list []Step) []Step {
	var out []Step
	for _, s := range list {
		s.Name = check.Line(s.Name)
		if s != (Step{}) {
			out = append(out, s)
		}
	}
	return out
}

// demands keeps two demands on one dimension apart, so that Validate can say so.
func demands(list []matching.Demand) []matching.Demand {
	if len(list) == 0 {
		return nil
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b matching.Demand) int { return strings.Compare(string(a.Dimension), string(b.Dimension)) })
	return out
}
