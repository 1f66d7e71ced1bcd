package matching_test

import (
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/matchtest"
)

// betterment makes a pair better, or at least not worse. It changes the pair that it is given, which is a copy.
type betterment func(w world, p *matching.Profile, t *matching.Task)

// betterments are all ways in which a pair gets better.
func betterments() map[string]betterment {
	out := ofThePerson()
	maps.Copy(out, ofTheLimits())
	maps.Copy(out, ofTheTask())
	return out
}

func ofThePerson() map[string]betterment {
	return map[string]betterment{
		"raise an ability": func(w world, p *matching.Profile, t *matching.Task) {
			d := rapid.SampledFrom(matchtest.Dimensions()).Draw(w.t, "dimension")
			if r := p.Abilities[d]; r.Known() {
				p.Abilities[d] = matching.Rated(r.Level() + 1)
			}
		},
		"the person can use an adaptation more": func(w world, p *matching.Profile, t *matching.Task) {
			p.Needs.Adaptations = matching.Chosen(append(p.Needs.Adaptations.Values, w.of("use", w.keys()...))...)
		},
		"an adaptation is no longer refused": func(w world, p *matching.Profile, t *matching.Task) { p.Needs.Refused = nil },
		"need less support": func(w world, p *matching.Profile, t *matching.Task) {
			if p.Needs.Support.Level() > 0 {
				p.Needs.Support = matching.Rated(p.Needs.Support.Level() - 1)
			}
		},
		"turn off goal and wishes": func(w world, p *matching.Profile, t *matching.Task) {
			p.Wishes = matching.Wishes{Avoid: p.Wishes.Avoid, Interests: p.Wishes.Interests}
		},
		"turn off what to avoid": func(w world, p *matching.Profile, t *matching.Task) { p.Wishes.Avoid = "" },
		"turn off interests":     func(w world, p *matching.Profile, t *matching.Task) { p.Wishes.Interests = nil },
		"aim at another occupation": func(w world, p *matching.Profile, t *matching.Task) {
			if len(p.Wishes.Occupations) > 0 {
				p.Wishes.Occupations = append(p.Wishes.Occupations, "9413")
			}
		},
	}
}

func ofTheLimits() map[string]betterment {
	return map[string]betterment{
		"accept more hours": func(w world, p *matching.Profile, t *matching.Task) { widen(&p.Limits.WeekMinutes) },
		"accept longer days": func(w world, p *matching.Profile, t *matching.Task) {
			if p.Limits.DayMinutes > 0 {
				p.Limits.DayMinutes += 60
			}
		},
		"accept another weekday": func(w world, p *matching.Profile, t *matching.Task) { w.add(&p.Limits.Weekdays, w.rules.Weekdays) },
		"accept another shift":   func(w world, p *matching.Profile, t *matching.Task) { w.add(&p.Limits.Shifts, w.rules.Shifts) },
		"accept another form": func(w world, p *matching.Profile, t *matching.Task) {
			w.add(&p.Limits.Forms, []string{"employment", "work_trial", "gig"})
		},
		"hold another certificate": func(w world, p *matching.Profile, t *matching.Task) {
			w.add(&p.Certificates, []string{"hygiene_passport", "safety_card"})
		},
		"bear another hazard":   func(w world, p *matching.Profile, t *matching.Task) { drop(w, &p.Limits.Hazards.Values) },
		"bear another allergen": func(w world, p *matching.Profile, t *matching.Task) { drop(w, &p.Limits.Allergens.Values) },
		"get a car":             func(w world, p *matching.Profile, t *matching.Task) { p.Limits.Travel.Transport = "car" },
		"accept a longer way": func(w world, p *matching.Profile, t *matching.Task) {
			if p.Limits.Travel.MaxMinutes > 0 {
				p.Limits.Travel.MaxMinutes += 30
			}
		},
		"allow a higher demand": func(w world, p *matching.Profile, t *matching.Task) {
			for d, r := range p.Limits.MustNot {
				if r.Known() {
					p.Limits.MustNot[d] = matching.Rated(r.Level() + 1)
				}
			}
		},
		"drop what must not be": func(w world, p *matching.Profile, t *matching.Task) { p.Limits.MustNot = nil },
	}
}

func ofTheTask() map[string]betterment {
	return map[string]betterment{
		"the employer offers an adaptation more": func(w world, p *matching.Profile, t *matching.Task) {
			t.Adaptations = append(t.Adaptations, w.of("offer", w.keys()...))
		},
		"lower a demand": func(w world, p *matching.Profile, t *matching.Task) {
			if len(t.Demands) > 0 {
				i := w.draw().UpTo(len(t.Demands)-1, "demand")
				t.Demands[i].Level = max(0, t.Demands[i].Level-1)
			}
		},
		"the employer is ready to ease a demand": func(w world, p *matching.Profile, t *matching.Task) {
			if len(t.Demands) > 0 {
				t.Demands[w.draw().UpTo(len(t.Demands)-1, "demand")].Adaptable = true
			}
		},
		"offer more hours": func(w world, p *matching.Profile, t *matching.Task) { widen(&t.WeekMinutes) },
		"offer another form": func(w world, p *matching.Profile, t *matching.Task) {
			if len(t.Forms) > 0 {
				t.Forms = append(t.Forms, "gig")
			}
		},
		"ask for a certificate less": func(w world, p *matching.Profile, t *matching.Task) { drop(w, &t.Certificates) },
		"need a shift less":          func(w world, p *matching.Profile, t *matching.Task) { drop(w, &t.Shifts.Values) },
		"need a weekday less":        func(w world, p *matching.Profile, t *matching.Task) { drop(w, &t.Weekdays.Values) },
		"remove a hazard":            func(w world, p *matching.Profile, t *matching.Task) { drop(w, &t.Hazards.Values) },
		"remove an allergen":         func(w world, p *matching.Profile, t *matching.Task) { drop(w, &t.Allergens.Values) },
		"give more support":          func(w world, p *matching.Profile, t *matching.Task) { t.Support++ },
	}
}

func widen(w *matching.Window) {
	if w.Known() {
		w.Min, w.Max = max(0, w.Min-120), w.Max+120
	}
}

func (w world) add(c *matching.Choice, values []string) {
	if c.Asked {
		c.Values = append(slices.Clone(c.Values), w.of("add", values...))
	}
}

func drop(w world, list *[]string) {
	if n := len(*list); n > 0 {
		*list = without(*list, w.draw().UpTo(n-1, "drop"))
	}
}

func copied(p matching.Profile, t matching.Task) (matching.Profile, matching.Task) {
	p.Abilities, p.Limits.MustNot = maps.Clone(p.Abilities), maps.Clone(p.Limits.MustNot)
	p.Needs.Adaptations.Values, t.Adaptations = slices.Clone(p.Needs.Adaptations.Values), slices.Clone(t.Adaptations)
	t.Demands, t.Forms, p.Wishes.Occupations = slices.Clone(t.Demands), slices.Clone(t.Forms), slices.Clone(p.Wishes.Occupations)
	return p, t
}

// TestBettermentsNeverLowerAVerdict: the fairness of the whole rests on this. Somebody who can do more, accepts more or
// is offered more must never come out worse.
func TestBettermentsNeverLowerAVerdict(t *testing.T) {
	r := rules(t)
	for name, better := range betterments() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := world{rules: r, t: t}
				p, task := w.profile(), w.task("t")
				if w.bool("open") {
					p, task = w.open()
				}
				before := matching.Judge(r, p, task)
				q, u := copied(p, task)
				better(w, &q, &u)
				after := matching.Judge(r, q, u)
				if after.Group < before.Group || after.Score < before.Score || before.Eligible && !after.Eligible {
					t.Fatalf("before %v %v %v, after %v %v %v", before.Group, before.Score, before.Eligible, after.Group, after.Score, after.Eligible)
				}
			})
		})
	}
}

func TestOrderOfListsChangesNothing(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.open()
		q, u := copied(p, task)
		u.Demands = rapid.Permutation(u.Demands).Draw(t, "demands")
		u.Adaptations = rapid.Permutation(u.Adaptations).Draw(t, "adaptations")
		u.Forms = rapid.Permutation(u.Forms).Draw(t, "forms")
		q.Needs.Adaptations.Values = rapid.Permutation(q.Needs.Adaptations.Values).Draw(t, "usable")
		a, b := matching.Judge(r, p, task), matching.Judge(r, q, u)
		byDimension := func(l []matching.Line) []matching.Line {
			return slices.SortedFunc(slices.Values(l), func(x, y matching.Line) int {
				return slices.Index(matchtest.Dimensions(), x.Dimension) - slices.Index(matchtest.Dimensions(), y.Dimension)
			})
		}
		a.Lines, b.Lines = byDimension(a.Lines), byDimension(b.Lines)
		if diff := cmp.Diff(a, b); diff != "" {
			t.Fatalf("verdicts differ:\n%s", diff)
		}
	})
}

func TestEveryPointIsAccountedFor(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.profile(), w.task("t")
		v := matching.Judge(r, p, task)
		var parts, of, lines, against float64
		for _, part := range v.Parts {
			parts, of = parts+part.Points, of+part.Of
		}
		for _, l := range v.Lines {
			lines += l.Loss
		}
		for _, a := range v.Against {
			against += a.Points
			if a.Profile == "" || a.Task == "" || a.Points <= 0 {
				t.Fatalf("a reason against names no lines or no points: %+v", a)
			}
		}
		if math.Abs(parts-v.Score) > 0.01 || of != 100 {
			t.Fatalf("parts %v of %v, score %v", parts, of, v.Score)
		}
		if lost := v.Parts[0].Of + v.Parts[1].Of - v.Parts[0].Points - v.Parts[1].Points; math.Abs(lines-lost) > 0.01 {
			t.Fatalf("lines lose %v, the parts %v", lines, lost)
		}
		if math.Abs(against-(100-v.Score)) > 0.01 {
			t.Fatalf("reasons against name %v points, %v are lost", against, 100-v.Score)
		}
		if v.Low > v.Score || v.High < v.Score {
			t.Fatalf("range %v to %v misses the score %v", v.Low, v.High, v.Score)
		}
	})
}

func TestScoreEqualsJudgeBitForBit(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.profile(), w.task("t")
		if w.bool("open") {
			p, task = w.open()
		}
		prepared := matching.Prepare(r, p)
		v := prepared.Judge(task)
		score, eligible := prepared.Score(task)
		again, eligibleAgain := prepared.ScorePrepared(matching.PrepareTask(task))
		if eligible != v.Eligible || eligible && score != v.Score || score != again || eligible != eligibleAgain {
			t.Fatalf("Judge %v %v, Score %v %v, ScorePrepared %v %v", v.Score, v.Eligible, score, eligible, again, eligibleAgain)
		}
	})
}

// TestRemovingAnAdaptationCostsWhatIsSaid removes what a reason names and looks.
func TestRemovingAnAdaptationCostsWhatIsSaid(t *testing.T) {
	r := rules(t)
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.open()
		p.Needs.Adaptations, task.Adaptations = matching.Chosen(w.keys()...), w.some("all offered", w.keys()...)
		v := matching.Judge(r, p, task)
		for _, reason := range v.For {
			if reason.Code != matching.AdaptationHelps {
				continue
			}
			seen++
			u := task
			u.Adaptations = without(task.Adaptations, slices.Index(task.Adaptations, reason.Args["adaptation"]))
			if less := matching.Judge(r, p, u).Score; math.Abs(v.Score-less-reason.Points) > 1e-9 {
				t.Fatalf("%s is said to bring %v; without it the score falls from %v to %v", reason.Args["adaptation"], reason.Points, v.Score, less)
			}
		}
	})
	if seen == 0 {
		t.Error("no case had an adaptation that helps")
	}
}
