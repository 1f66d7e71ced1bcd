package matching_test

import (
	"slices"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/matchtest"
)

// world draws what matchtest draws.
type world struct {
	rules matching.RuleSet
	t     *rapid.T
}

func (w world) draw() matchtest.World { return matchtest.World{Rules: w.rules, T: w.t} }

func (w world) keys() []string                               { return w.draw().Keys() }
func (w world) bool(label string) bool                       { return w.draw().Bool(label) }
func (w world) of(label string, v ...string) string          { return w.draw().Of(label, v...) }
func (w world) some(label string, values ...string) []string { return w.draw().Some(label, values...) }
func (w world) profile() matching.Profile                    { return w.draw().Profile() }
func (w world) task(id string) matching.Task                 { return w.draw().Task(id) }

// open is a pair where no limit stands in the way, so that the demands decide.
func (w world) open() (matching.Profile, matching.Task) {
	p, t := w.profile(), w.task("t")
	q, s := suited()
	p.Limits, p.Certificates, p.Needs.Refused = q.Limits, q.Certificates, nil
	t.WeekMinutes, t.Shifts, t.Place, t.Hazards, t.Allergens, t.Forms, t.Certificates, t.Weekdays =
		s.WeekMinutes, s.Shifts, s.Place, s.Hazards, s.Allergens, s.Forms, s.Certificates, s.Weekdays
	return p, t
}

// without gives a list without its i-th value.
func without[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }
