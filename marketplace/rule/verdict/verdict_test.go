package verdict_test

import (
	"testing"

	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// TestGrade: whatever a rule asks for, one that is not sure never blocks, and no bad answer stays open.
func TestGrade(t *testing.T) {
	for _, c := range []rule.Confidence{rule.High, rule.Medium, rule.Low} {
		for _, a := range []rule.Action{rule.Block, rule.Warn, rule.Count, rule.Check, rule.Show} {
			r := rule.Rule{Confidence: c, Action: a}
			bad, good, unknown := verdict.Grade(r, true, false), verdict.Grade(r, true, true), verdict.Grade(r, false, true)
			if bad == verdict.Open || good != verdict.Open || unknown != verdict.Review {
				t.Errorf("%s %s: bad %s, good %s, unknown %s", c, a, bad, good, unknown)
			}
			if c == rule.Low && bad != verdict.Review {
				t.Errorf("an unsure rule (%s) says %s", a, bad)
			}
		}
	}
	if got := verdict.Grade(rule.Rule{Confidence: rule.High, Action: rule.Block}, true, false); got != verdict.Blocked {
		t.Errorf("a sure rule that blocks says %s", got)
	}
}

// TestStanding: an approval covers the very finding it was given for, and never what nobody can pass.
func TestStanding(t *testing.T) {
	book, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	b := &verdict.Bench{Book: book, On: "2026-11-30"}
	b.Find("contractor_liability.documents", "missing", false)
	b.Find("contractor_liability.short_breaks", "count_apart", false, "count", 1)
	b.Find("work_trial.day", "fine", true)
	approved := []verdict.Approval{{Findings: b.Out, By: "outi", Reason: "Asked"}}
	if got := verdict.Standing(b.Out, approved); len(got) != 1 || got[0].Key != "missing" {
		t.Errorf("%+v", got)
	}
	b.Find("contractor_liability.short_breaks", "count_apart", false, "count", 2)
	if got := verdict.Standing(b.Out[3:], approved); len(got) != 1 {
		t.Errorf("another number is approved: %+v", got)
	}
	if verdict.Worst(b.Out) != verdict.Blocked || verdict.Worst(nil) != verdict.Open || len(verdict.Rules(b.Out)) != 3 {
		t.Errorf("%s, %v", verdict.Worst(b.Out), verdict.Rules(b.Out))
	}
}

// TestNoRule: what no rule of the day says needs a person, in words of its own; a number that is not there is an error.
func TestNoRule(t *testing.T) {
	book, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	b := &verdict.Bench{Book: book, On: "1950-01-01"}
	b.Note("work_trial.day", "fine", verdict.Open)
	if f := b.Out[0]; f.Verdict != verdict.Review || f.Key != "no_rule" || f.Confidence != "" || f.Rule != "work_trial.day" {
		t.Errorf("%+v", f)
	}
	b.On = "2026-11-30"
	if n := b.Number("work_trial.day", "max", rule.Hours); n != 8 || b.Err != nil {
		t.Errorf("%d %v", n, b.Err)
	}
	if b.Allows("work_trial.day", "max", rule.Minutes, 1); b.Err == nil {
		t.Error("hours are taken for minutes")
	}
}
