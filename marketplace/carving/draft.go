package carving

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// draftID is the id of the task made of a job: always the same, so that it is made once.
func draftID(carving marketplace.ID, job string) marketplace.ID {
	return marketplace.Derived("carved", 24, string(carving), job)
}

// Draft is the task that a job becomes. The minutes are those of its duties, shared out among its people.
func (c Content) Draft(j Job, cat *Catalogue) task.Task {
	duties := c.Of(j.Key)
	if !j.Checked {
		j = Unchecked(j, cat.Suggest(duties))
	}
	t := task.Task{
		Title: j.Title, Summary: j.Summary, Lang: c.Lang, Demands: j.Demands, Hazards: j.Hazards, Allergens: j.Allergens, Adaptations: j.Adaptations,
		Place: task.Place{Postal: j.Postal}, Places: max(j.People, 1),
	}
	if form := cat.Form(j.Route); form != "" {
		t.Forms = []string{form}
	}
	for _, d := range duties {
		t.Steps = append(t.Steps, task.Step{Name: d.Name, Minutes: d.Minutes})
	}
	each := minutes(duties) / t.Places
	t.WeekMinutes = matching.Window{Min: each, Max: each}
	return t
}

// Unchecked is a job that nobody has gone through, filled in from the catalogue. Hazards and allergens stay not told: a
// guess of ours is no answer of the employer's.
func Unchecked(j Job, s Suggestion) Job {
	j.Demands, j.Adaptations = s.Demands, s.Adaptations
	j.Hazards, j.Allergens = matching.Choice{}, matching.Choice{}
	return j
}

// Suggestion is what the types of some duties say about them together.
type Suggestion struct {
	Demands     []matching.Demand
	Hazards     []string
	Allergens   []string
	Adaptations []string
}

// Suggest joins what the types of duties say: of each demand the highest level. A demand is essential as soon as one
// type says so, and adaptable only when every type that has it does.
func (cat *Catalogue) Suggest(duties []Duty) Suggestion {
	var s Suggestion
	at := map[matching.Dimension]int{}
	for _, d := range duties {
		typ, ok := cat.TypeOf(d)
		if !ok {
			continue
		}
		for _, demand := range typ.Demands {
			i, there := at[demand.Dimension]
			if !there {
				at[demand.Dimension] = len(s.Demands)
				s.Demands = append(s.Demands, demand)
				continue
			}
			s.Demands[i] = joined(s.Demands[i], demand)
		}
		s.Hazards, s.Allergens = append(s.Hazards, typ.Hazards...), append(s.Allergens, typ.Allergens...)
		s.Adaptations = append(s.Adaptations, typ.Adaptations...)
	}
	slices.SortFunc(s.Demands, func(a, b matching.Demand) int { return strings.Compare(string(a.Dimension), string(b.Dimension)) })
	s.Hazards, s.Allergens, s.Adaptations = check.Keys(s.Hazards), check.Keys(s.Allergens), check.Keys(s.Adaptations)
	return s
}

func joined(a, b matching.Demand) matching.Demand {
	a.Level, a.Essential, a.Adaptable = max(a.Level, b.Level), a.Essential || b.Essential, a.Adaptable && b.Adaptable
	return a
}
