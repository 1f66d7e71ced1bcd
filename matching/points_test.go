package matching_test

import (
	"encoding/json"
	"math"
	"strings"
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
		// Weights 3, 3 and 1; a gap of one level loses 0.3: 50 × (1 − 0.9/7).
		"demands, essential gap": {func(p *matching.Profile, t *matching.Task) { p.Abilities["lifting"] = matching.Rated(2) }, 0, 50 * (1 - 0.9/7)},
		"demands, other gap":     {func(p *matching.Profile, t *matching.Task) { p.Abilities["reading"] = matching.Rated(0) }, 0, 50 * (1 - 0.6/7)},
		"demands, not asked":     {func(p *matching.Profile, t *matching.Task) { delete(p.Abilities, "reading") }, 0, 50 * (1 - 0.2/7)},
		"weakest, two levels":    {func(p *matching.Profile, t *matching.Task) { p.Abilities["lifting"] = matching.Rated(1) }, 1, 12 * 0.4},
		"weakest, not essential": {func(p *matching.Profile, t *matching.Task) { p.Abilities["reading"] = matching.Rated(0) }, 1, 12},
		"goal, same occupation":  {occupation("o1", "9412", "o1", "9412"), 2, 9},
		"goal, same unit":        {occupation("o1", "9412", "o2", "9412"), 2, 6.3},
		"goal, same minor group": {occupation("o1", "9412", "o2", "9411"), 2, 4.5},
		"goal, same sub-major":   {occupation("o1", "9412", "o2", "9429"), 2, 2.25},
		"goal, another field":    {occupation("o1", "9412", "o2", "5223"), 2, 0},
		"goal, same title":       {func(p *matching.Profile, t *matching.Task) { p.Wishes.Goal = "ASTIAHUOLTO!" }, 2, 9},
		"goal, to be avoided":    {func(p *matching.Profile, t *matching.Task) { p.Wishes.Avoid = "astiahuolto" }, 2, 0},
		"interests, the same":    {interested(matching.Interests{1, 0, 0, 0, 0, 0.5}, &matching.Interests{1, 0, 0, 0, 0, 0.5}), 3, 20},
		"interests, opposite":    {interested(matching.Interests{1, 1, 1, 0, 0, 0}, &matching.Interests{0, 0, 0, 1, 1, 1}), 3, 0},
		"interests, flat":        {interested(matching.Interests{0.3, 0.3, 0.3, 0.3, 0.3, 0.3}, &matching.Interests{1, 0, 0, 0, 0, 0}), 3, 10},
		"interests, not told":    {interested(matching.Interests{1, 0, 0, 0, 0, 0}, nil), 3, 10},
		"support, two missing": {func(p *matching.Profile, t *matching.Task) {
			p.Needs.Support, t.Support = matching.Rated(2), 0
		}, 4, 2},
		"support, not asked": {func(p *matching.Profile, t *matching.Task) { p.Needs.Support, t.Support = matching.NotAsked, 0 }, 4, 6},
		"commute, 8 of 16":   {func(p *matching.Profile, t *matching.Task) { p.Limits.Travel.MaxMinutes = 16 }, 5, 1.5},
		"commute, not asked": {func(p *matching.Profile, t *matching.Task) { p.Limits.Travel.MaxMinutes = 0 }, 5, 3},
		"commute, not told":  {func(p *matching.Profile, t *matching.Task) { t.Place.Known = false }, 5, 1.5},
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

// TestSkillsSpeakForATask: the share of the task's skills that the person has is evidence like any other, and neither
// side loses anything by choosing none.
func TestSkillsSpeakForATask(t *testing.T) {
	r := rules(t)
	full := r.Weights.Goal
	tests := []struct {
		name         string
		wished       bool
		mine, theirs []string
		want         float64
		code         string
	}{
		{"all of them", true, []string{"s1", "s2", "s9"}, []string{"s1", "s2"}, full * r.Likeness.Skills, matching.GoalSkills},
		{"half of them, one told twice", true, []string{"s1"}, []string{"s1", "s2", "s1"}, full * r.Likeness.Skills / 2, matching.GoalSkills},
		{"none of them", true, []string{"s9"}, []string{"s1", "s2"}, 0, ""},
		{"the task tells none", true, []string{"s1"}, nil, 0, ""},
		{"the person chose none", true, nil, []string{"s1"}, 0, ""},
		{"no wish was asked", false, []string{"s9"}, []string{"s1"}, full, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := judged(t, func(p *matching.Profile, task *matching.Task) {
				p.Wishes, task.Title, task.Text, task.Occupation, task.OccupID = matching.Wishes{SkillIDs: test.mine}, "", "", "", ""
				if test.wished {
					p.Wishes.Goal = "xyz"
				}
				task.SkillIDs = test.theirs
			})
			code := ""
			for _, reason := range v.For {
				if reason.Task == "skills" {
					code = reason.Code
				}
			}
			if got := v.Parts[2].Points; math.Abs(got-test.want) > 1e-9 || code != test.code {
				t.Errorf("%v points because of %q, want %v because of %q", got, code, test.want, test.code)
			}
		})
	}
}

// TestNoSkillsNoTrace: a profile and a task without skills are written as they were before there were skills, so that
// the digests of logged rankings still hold.
func TestNoSkillsNoTrace(t *testing.T) {
	for _, v := range []any{matching.Profile{}, matching.Task{}} {
		raw, err := json.Marshal(v)
		if err != nil || strings.Contains(string(raw), "Skill") {
			t.Errorf("%s, %v", raw, err)
		}
	}
}
