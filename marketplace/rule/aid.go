package rule

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// aid ties a rule of public aid to the adaptations that it may pay for: those named, or those of a kind that one side
// grants.
type aid struct {
	Rule   string   `json:"rule"`
	Keys   []string `json:"keys"`
	Kind   string   `json:"kind"`
	Grants string   `json:"grants"`
}

func (a aid) pays(to matching.Adaptation) bool {
	return slices.Contains(a.Keys, to.Key) || a.Kind != "" && a.Kind == to.Kind && a.Grants == to.Grants
}

// free is the cost of an adaptation that nobody has to pay for.
const free = "none"

// Aids are the rules of public aid, in force on a day, that may pay for an adaptation. One that costs nothing has none.
func (b *Book) Aids(a matching.Adaptation, on marketplace.Date) []Rule {
	if a.Cost == free {
		return nil
	}
	var out []Rule
	for _, mapped := range b.aids {
		if r, ok := b.At(mapped.Rule, on); ok && mapped.pays(a) {
			out = append(out, r)
		}
	}
	return out
}

// Terms are what has to be known to agree on one change of a verdict. Grants, Kind and Cost are words of the catalogue of
// adaptations; Messages words them.
type Terms struct {
	Grants string // who can grant it: employer, coach, authority
	Kind   string // technical, organisational, guidance
	Cost   string // none, low, medium, high
	Ease   bool   // the employer lowers a demand: no entry of the catalogue
	Aids   []Rule // that may pay, in force on the day
}

// TermsOf are the terms of a change on a day; false when the catalogue does not know it. To ease a demand is for the
// employer to grant, changes how the work is organised and has no price of its own, so that no aid pays for it.
func (b *Book) TermsOf(scale *matching.Scale, c matching.Change, on marketplace.Date) (Terms, bool) {
	if c.Adaptation == matching.EaseDemand {
		return Terms{Grants: "employer", Kind: "organisational", Cost: free, Ease: true}, true
	}
	a, ok := scale.Adaptation(c.Adaptation)
	if !ok {
		return Terms{}, false
	}
	return Terms{Grants: a.Grants, Kind: a.Kind, Cost: a.Cost, Aids: b.Aids(a, on)}, true
}

// Messages are the keys of the messages for who grants it, of what kind it is and what it costs.
func (t Terms) Messages() (grants, kind, cost string) {
	if t.Ease {
		return "rule.ease.grants", "rule.ease.kind", "rule.ease.cost"
	}
	return "rule.grants." + t.Grants, "rule.kind." + t.Kind, "rule.cost." + t.Cost
}
