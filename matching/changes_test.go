package matching_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
)

func hasGap(v matching.Verdict) bool {
	return slices.ContainsFunc(v.Lines, func(l matching.Line) bool { return l.Essential && l.Gap > 0 })
}

// TestChangesCloseEveryGapAndNoneIsSpare applies each suggestion to the data and judges again: the gaps must be gone,
// every change must have brought what it said, and leaving any change out must open a gap.
func TestChangesCloseEveryGapAndNoneIsSpare(t *testing.T) {
	r := rules(t)
	groups := map[matching.Group]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.open()
		v := matching.Judge(r, p, task)
		groups[v.Group]++
		if v.Group != matching.FitsIf && v.Group != matching.Missing {
			if len(v.Changes) > 0 {
				t.Fatalf("%v needs no changes, got %+v", v.Group, v.Changes)
			}
			return
		}
		q, u := matching.Apply(r, p, task, v.Changes...)
		after := matching.Judge(r, q, u)
		if hasGap(after) || v.Group == matching.FitsIf && after.Group != matching.FitsNow {
			t.Fatalf("after %+v: %v, lines %+v", v.Changes, after.Group, after.Lines)
		}
		for i, c := range v.Changes {
			if q, u = matching.Apply(r, p, task, without(v.Changes, i)...); !hasGap(matching.Judge(r, q, u)) {
				t.Fatalf("%s is not needed in %+v", c.Adaptation, v.Changes)
			}
			q, u = matching.Apply(r, p, task, c)
			if gain := matching.Judge(r, q, u).Score - v.Score; math.Abs(gain-c.Gain) > 1e-9 {
				t.Fatalf("%s: said to add %v, adds %v", c.Adaptation, c.Gain, gain)
			}
		}
	})
	for _, g := range []matching.Group{matching.LeftOut, matching.Missing, matching.FitsIf, matching.FitsNow} {
		if groups[g] == 0 {
			t.Errorf("no case was %v", g)
		}
	}
}

func TestImprovementsBringWhatTheySay(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.profile(), w.task("t")
		v := matching.Judge(r, p, task)
		last := math.Inf(1)
		for _, c := range matching.Prepare(r, p).Improvements(matching.PrepareTask(task)) {
			q, u := matching.Apply(r, p, task, c)
			if gain := matching.Judge(r, q, u).Score - v.Score; math.Abs(gain-c.Gain) > 1e-9 || c.Gain <= 0 {
				t.Fatalf("%s: said to add %v, adds %v", c.Adaptation, c.Gain, gain)
			}
			if c.Gain > last || slices.Contains(p.Needs.Refused, c.Adaptation) {
				t.Fatalf("%s stands in the wrong place or was refused", c.Adaptation)
			}
			last = c.Gain
		}
	})
}

func gaps(levels map[matching.Dimension]int, more change) change {
	return func(p *matching.Profile, t *matching.Task) {
		p.Abilities, t.Demands = matching.Ratings{}, nil
		for _, d := range []matching.Dimension{"lifting", "stamina", "attention", "stress_tolerance", "far_vision"} {
			if level, ok := levels[d]; ok {
				p.Abilities[d] = matching.Rated(3 - level)
				t.Demands = append(t.Demands, matching.Demand{Dimension: d, Level: 3, Essential: true})
			}
		}
		more(p, t)
	}
}

func TestWhichChangesAreSuggested(t *testing.T) {
	nothing := func(*matching.Profile, *matching.Task) {}
	for name, c := range map[string]struct {
		change
		group matching.Group
		want  []string
	}{
		"one for two gaps": {gaps(map[matching.Dimension]int{"stamina": 2, "attention": 1}, nothing), matching.FitsIf, []string{"extra_breaks"}},
		"the cheaper":      {gaps(map[matching.Dimension]int{"lifting": 2}, nothing), matching.FitsIf, []string{"light_duties_only"}},
		"the offered before the cheaper": {gaps(map[matching.Dimension]int{"lifting": 2}, func(p *matching.Profile, t *matching.Task) {
			t.Adaptations = []string{"lifting_aid"}
		}), matching.FitsIf, []string{"lifting_aid"}},
		"the usable before the cheaper": {gaps(map[matching.Dimension]int{"lifting": 2}, func(p *matching.Profile, t *matching.Task) {
			p.Needs.Adaptations = matching.Chosen("lifting_aid")
		}), matching.FitsIf, []string{"lifting_aid"}},
		"never the refused": {gaps(map[matching.Dimension]int{"lifting": 2}, func(p *matching.Profile, t *matching.Task) {
			p.Needs.Refused = []string{"light_duties_only"}
		}), matching.FitsIf, []string{"lifting_aid"}},
		"first by key":            {gaps(map[matching.Dimension]int{"stress_tolerance": 1}, nothing), matching.FitsIf, []string{"own_pace"}},
		"reliefs do not add up":   {gaps(map[matching.Dimension]int{"lifting": 3}, nothing), matching.LeftOut, nil},
		"nothing helps far sight": {gaps(map[matching.Dimension]int{"far_vision": 1}, nothing), matching.LeftOut, nil},
		"the employer eases": {gaps(map[matching.Dimension]int{"far_vision": 1, "lifting": 1}, func(p *matching.Profile, t *matching.Task) {
			for i := range t.Demands {
				t.Demands[i].Adaptable = true
			}
		}), matching.FitsIf, []string{"light_duties_only", matching.EaseDemand}},
		"also when something is missing": {gaps(map[matching.Dimension]int{"lifting": 2}, func(p *matching.Profile, t *matching.Task) {
			t.Place.Known = false
		}), matching.Missing, []string{"light_duties_only"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := judged(t, c.change)
			var got []string
			for _, ch := range v.Changes {
				got = append(got, ch.Adaptation)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || v.Group != c.group {
				t.Errorf("got %v %v, want %v %v", v.Group, got, c.group, c.want)
			}
		})
	}
}

func TestOutOfReachIsLeftOutButBreaksNoLimit(t *testing.T) {
	v := judged(t, gaps(map[matching.Dimension]int{"far_vision": 2}, func(*matching.Profile, *matching.Task) {}))
	want := []matching.Breach{{Limit: "gap", Profile: "abilities.far_vision", Task: "demands.far_vision", Values: []string{"far_vision"}, Needs: 3, Has: 1}}
	if diff := cmp.Diff(want, v.Breaches); diff != "" || !v.Eligible || v.Group != matching.LeftOut {
		t.Errorf("eligible %v, %v (-want +got):\n%s", v.Eligible, v.Group, diff)
	}
}

func TestApplyLeavesTheSidesAlone(t *testing.T) {
	p, task := suited()
	p.Abilities["lifting"] = matching.Rated(1)
	before := matching.Judge(rules(t), p, task)
	q, u := matching.Apply(rules(t), p, task, before.Changes...)
	matching.Apply(rules(t), p, task, matching.Change{Adaptation: matching.EaseDemand, Closes: []matching.Dimension{"lifting"}})
	if !q.Needs.Adaptations.Has("light_duties_only") || !slices.Contains(u.Adaptations, "light_duties_only") {
		t.Errorf("both sides must have the adaptation: %v, %v", q.Needs.Adaptations, u.Adaptations)
	}
	if diff := cmp.Diff(before, matching.Judge(rules(t), p, task)); diff != "" {
		t.Errorf("the sides given were changed:\n%s", diff)
	}
}
