package sample

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

// Made-up tasks and profiles keep every rule that real ones have to keep, and a seed always gives the same.
func TestSampleIsValidAndTheSameAgain(t *testing.T) {
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	occupations, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := New(scale, places)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	employers := []Employer{{"a", "A Oy"}, {"b", "B Oy"}}
	tasks := m.Tasks(500, 1, employers, marketplace.At(now))
	seen := map[string]bool{}
	for _, k := range tasks {
		if bad := append(k.Validate(scale, places, occupations), k.Missing()...); len(bad) > 0 {
			t.Errorf("task %s: %v", k.ID, bad)
		}
		seen[k.Title] = true
	}
	if len(seen) != len(m.kinds) || !tasks[499].Published.Time().Equal(now) {
		t.Errorf("%d of %d kinds, the last published %v", len(seen), len(m.kinds), tasks[499].Published)
	}
	contents := m.Contents(100, 1)
	for i, c := range contents {
		if bad := c.Validate(scale, places, occupations, "2026-11-23"); len(bad) > 0 {
			t.Errorf("profile %d: %v", i, bad)
		}
	}
	same := cmp.AllowUnexported(marketplace.Instant{})
	if diff := cmp.Diff(tasks, m.Tasks(500, 1, employers, marketplace.At(now)), same); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(contents, m.Contents(100, 2), same) {
		t.Error("another seed gives the same profiles")
	}
}
