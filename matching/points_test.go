package matching_test

import (
	"math"
	"testing"

	"sovite.fi/sovite/matching"
)

// TestPointsOfTheParts works single parts out by hand.
func TestPointsOfTheParts(t *testing.T) {
	for name, c := range map[string]struct {
		change
		part int
		want float64
	}{
		// Weights 3, 3 and 1; a gap of one level loses 0.3: 40 × (1 − 0.9/7).
		"demands, essential gap": {func(p *matching.Profile, t *matching.Task) { p.Abilities["lifting"] = matching.Rated(2) }, 0, 40 * (1 - 0.9/7)},
		"demands, other gap":     {func(p *matching.Profile, t *matching.Task) { p.Abilities["reading"] = matching.Rated(0) }, 0, 40 * (1 - 0.6/7)},
		"demands, not asked":     {func(p *matching.Profile, t *matching.Task) { delete(p.Abilities, "reading") }, 0, 40 * (1 - 0.2/7)},
		"weakest, two levels":    {func(p *matching.Profile, t *matching.Task) { p.Abilities["lifting"] = matching.Rated(1) }, 1, 15 * 0.4},
		"weakest, not essential": {func(p *matching.Profile, t *matching.Task) { p.Abilities["reading"] = matching.Rated(0) }, 1, 15},
		"goal, same occupation":  {occupation("o1", "9412", "o1", "9412"), 2, 10},
		"goal, same unit":        {occupation("o1", "9412", "o2", "9412"), 2, 7},
		"goal, same minor group": {occupation("o1", "9412", "o2", "9411"), 2, 5},
		"goal, same sub-major":   {occupation("o1", "9412", "o2", "9429"), 2, 2.5},
		"goal, another field":    {occupation("o1", "9412", "o2", "5223"), 2, 0},
		"goal, same title":       {func(p *matching.Profile, t *matching.Task) { p.Wishes.Goal = "ASTIAHUOLTO!" }, 2, 10},
		"goal, to be avoided":    {func(p *matching.Profile, t *matching.Task) { p.Wishes.Avoid = "astiahuolto" }, 2, 0},
		"interests, the same":    {interested(matching.Interests{1, 0, 0, 0, 0, 0.5}, &matching.Interests{1, 0, 0, 0, 0, 0.5}), 3, 25},
		"interests, opposite":    {interested(matching.Interests{1, 1, 1, 0, 0, 0}, &matching.Interests{0, 0, 0, 1, 1, 1}), 3, 0},
		"interests, flat":        {interested(matching.Interests{0.3, 0.3, 0.3, 0.3, 0.3, 0.3}, &matching.Interests{1, 0, 0, 0, 0, 0}), 3, 12.5},
		"interests, not told":    {interested(matching.Interests{1, 0, 0, 0, 0, 0}, nil), 3, 12.5},
		"support, two missing": {func(p *matching.Profile, t *matching.Task) {
			p.Needs.Support, t.Support = matching.Rated(2), 0
		}, 4, 5.0 / 3},
		"support, not asked": {func(p *matching.Profile, t *matching.Task) { p.Needs.Support, t.Support = matching.NotAsked, 0 }, 4, 5},
		"commute, 8 of 16":   {func(p *matching.Profile, t *matching.Task) { p.Limits.Travel.MaxMinutes = 16 }, 5, 2.5},
		"commute, not asked": {func(p *matching.Profile, t *matching.Task) { p.Limits.Travel.MaxMinutes = 0 }, 5, 5},
		"commute, not told":  {func(p *matching.Profile, t *matching.Task) { t.Place.Known = false }, 5, 2.5},
	} {
		t.Run(name, func(t *testing.T) {
			v := judged(t, c.change)
			if got := v.Parts[c.part].Points; math.Abs(got-c.want) > 1e-3 {
				t.Errorf("%s: got %v, want %v", v.Parts[c.part].Key, got, c.want)
			}
		})
	}
}

func TestOfTwoReliefsTheLargerCounts(t *testing.T) {
	v := judged(t, func(p *matching.Profile, t *matching.Task) {
		p.Abilities["lifting"] = matching.Rated(0)
		p.Needs.Adaptations = matching.Chosen("lifting_aid", "light_duties_only")
		t.Adaptations = []string{"light_duties_only", "lifting_aid"}
	})
	if l := v.Lines[0]; l.Relief != 2 || l.Gap != 1 || len(l.By) != 2 {
		t.Errorf("two reliefs of 2 for a gap of 3: got %+v", l)
	}
}

func occupation(wishedID, wished, taskID, task string) change {
	return func(p *matching.Profile, t *matching.Task) {
		p.Wishes.OccupIDs, p.Wishes.Occupations = []string{wishedID}, []string{wished}
		t.OccupID, t.Occupation = taskID, task
	}
}

func interested(mine matching.Interests, task *matching.Interests) change {
	return func(p *matching.Profile, t *matching.Task) { p.Wishes.Interests, t.Interests = &mine, task }
}

func TestTheRulesAreSound(t *testing.T) {
	r := rules(t)
	w := r.Weights
	if sum := w.Demands + w.Weakest + w.Goal + w.Interests + w.Support + w.Commute; sum != 100 {
		t.Errorf("the weights add up to %v, want 100", sum)
	}
	for i := 1; i < len(r.Loss); i++ {
		if r.Loss[i] < r.Loss[i-1] {
			t.Errorf("a gap of %d loses less than one of %d", i, i-1)
		}
	}
	if r.Loss[0] != 0 || r.UnratedLoss > r.Loss[1] {
		t.Errorf("no gap loses nothing, and what is not known at most what one level loses: got %v, %v", r.Loss[0], r.UnratedLoss)
	}
	for _, transport := range loadScale(t).Keys("transport") {
		if r.Travel.Speed[transport] <= 0 || r.Travel.Extra[transport] <= 0 {
			t.Errorf("%s has no speed or no extra minutes", transport)
		}
	}
}
