package rule_test

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
)

// A change counts from its day on, in a book of its own; the rule's examples say what differs.
func TestWith(t *testing.T) {
	b := book(t)
	c := rule.Change{ID: "work_trial.max_total", Value: "max", Amount: 7, From: "2026-06-01"}
	changed, err := b.With(c)
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[marketplace.Date]int64{"2026-05-31": 6, "2026-06-01": 7, "2030-01-01": 7} {
		r, ok := changed.At(c.ID, day)
		got, err := r.Amount("max", rule.Months)
		if !ok || err != nil || got != want {
			t.Errorf("on %s: %d (%v %v), want %d", day, got, ok, err, want)
		}
	}
	if r, _ := b.At(c.ID, "2026-06-01"); r.Values[0].Amount != 6 {
		t.Error("the book itself changed")
	}
	if _, ok := changed.At(c.ID, "2024-12-31"); ok {
		t.Error("in force before it was")
	}
	differ := 0
	for _, a := range b.Answers(c.ID, changed) {
		if !a.Good() {
			differ++
		}
	}
	if differ != 1 { // seven months become allowed
		t.Errorf("%d examples differ, want 1", differ)
	}
}

// The same number decides nothing differently, for any rule.
func TestWithTheSameNumber(t *testing.T) {
	b := book(t)
	for _, r := range b.All("2026-11-23") {
		for _, v := range r.Values {
			changed, err := b.With(rule.Change{ID: r.ID, Value: v.Name, Amount: v.Amount, From: "2026-11-23"})
			if err != nil {
				t.Fatalf("%s: %v", r.ID, err)
			}
			for _, a := range b.Answers(r.ID, changed) {
				if !a.Good() {
					t.Errorf("%s %s on %s: %q, want %q", r.ID, a.Value, a.On, a.Got, a.Wanted)
				}
			}
		}
	}
}

func TestWithRefuses(t *testing.T) {
	b := book(t)
	for name, c := range map[string]rule.Change{
		"no rule":    {ID: "work_trial.nothing", Value: "max", From: "2026-06-01"},
		"no number":  {ID: "work_trial.max_total", Value: "min", From: "2026-06-01"},
		"not then":   {ID: "work_trial.max_total", Value: "max", From: "2024-06-01"},
		"no day":     {ID: "work_trial.max_total", Value: "max"},
		"below zero": {ID: "work_trial.max_total", Value: "max", Amount: -1, From: "2026-06-01"},
	} {
		if _, err := b.With(c); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
