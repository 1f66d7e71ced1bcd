package matching

import (
	"slices"
	"strings"

	"sovite.fi/sovite/matching/likeness"
)

// Prepared is one profile made ready to be judged against many tasks. It is read-only and safe for concurrent use.
type Prepared struct {
	rules   RuleSet
	profile Profile
	limits  []limit
	usable  []AdaptationRule // the person can use them, in key order
	wished  bool             // a goal or a wish was told
	goal    likeness.Grams
	wishes  likeness.Grams
	avoid   likeness.Grams
}

// Prepare makes a profile ready for the rules.
func Prepare(rules RuleSet, profile Profile) *Prepared {
	w := profile.Wishes
	p := &Prepared{
		rules:   rules,
		profile: profile,
		limits:  hardLimits(),
		wished:  w.Goal != "" || w.Text != "" || len(w.Occupations) > 0 || len(w.OccupIDs) > 0,
		goal:    likeness.Of(w.Goal),
		wishes:  likeness.Of(w.Goal + " " + w.Text),
		avoid:   likeness.Of(w.Avoid),
	}
	for _, a := range rules.Adaptations {
		if profile.Needs.Adaptations.Has(a.Key) && !p.refuses(a.Key) {
			p.usable = append(p.usable, a)
		}
	}
	return p
}

func (p *Prepared) refuses(adaptation string) bool {
	return slices.Contains(p.profile.Needs.Refused, adaptation)
}

// PreparedTask is one task made ready to be judged against many profiles: its texts are cut up once.
type PreparedTask struct {
	Task
	order []int // Demands in canonical order: sums must not depend on the order in which the employer wrote
	title likeness.Grams
	text  likeness.Grams
}

// PrepareTask makes a task ready.
func PrepareTask(task Task) *PreparedTask {
	t := prepareDemands(task)
	t.title = likeness.Of(task.Title)
	t.text = likeness.Of(task.Title + " " + task.Text)
	return t
}

// prepareDemands leaves the texts alone, which take most of the time.
func prepareDemands(task Task) *PreparedTask {
	t := &PreparedTask{Task: task, order: make([]int, len(task.Demands))}
	for i := range t.order {
		t.order[i] = i
	}
	slices.SortFunc(t.order, func(i, j int) int { return compareDemands(task.Demands[i], task.Demands[j]) })
	return t
}

func compareDemands(a, b Demand) int {
	if c := strings.Compare(string(a.Dimension), string(b.Dimension)); c != 0 {
		return c
	}
	if c := a.Level - b.Level; c != 0 {
		return c
	}
	return number(a.Essential)*2 + number(a.Adaptable) - number(b.Essential)*2 - number(b.Adaptable)
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
