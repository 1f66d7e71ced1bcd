package discovery

import (
	"context"
	"fmt"
	"math"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
)

// item is one task with the part of it that matching may know.
type item struct {
	task task.Task
	seen matching.Task
}

func (s *Service) seen(t task.Task) matching.Task { return t.Matching(s.Places, s.ESCO) }

// judged is one task with its place in the order, without the explanation.
type judged struct {
	id     marketplace.ID
	state  string // digest of the task as matching saw it: its version
	group  matching.Group
	score  float64 // of what is left out, the score without the texts
	broken columns.Limits
}

// bench judges tasks for one profile.
type bench struct {
	service  *Service
	rules    matching.RuleSet
	profile  matching.Profile
	prepared *matching.Prepared
	failed   []task.Task // those whose judging failed
}

func (s *Service) bench(rules matching.RuleSet, p matching.Profile) *bench {
	return &bench{service: s, rules: rules, profile: p, prepared: matching.Prepare(rules, p)}
}

// sort puts tasks in order, best first: by group, score and id, as matching.Order does.
func (b *bench) sort(ctx context.Context, table *columns.Table, q columns.Question) ([]judged, error) {
	answer, err := table.Find(ctx, b.rules, b.profile, q)
	if err != nil {
		return nil, err
	}
	out := make([]judged, len(answer.Placed))
	for i, p := range answer.Placed {
		out[i] = judged{marketplace.ID(p.ID), digestFrom(p.Tag), p.Group, p.Score, p.Broken}
	}
	return out, nil
}

// verdict judges one task with all its reasons. A fault in judging one task must not take the others off the list, so it becomes an error.
func (b *bench) verdict(t matching.Task) (v matching.Verdict, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("judging task %s: %v", t.ID, fault))
		}
	}()
	v = b.service.judge(b.prepared, t)
	if math.IsNaN(v.Score) {
		return v, marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("judging task %s: the score is no number", t.ID))
	}
	return v, nil
}

// explained is the verdict on a task whose place was found, and which must be the same seen from close by.
func (b *bench) explained(j judged, seen matching.Task) (matching.Verdict, error) {
	v, err := b.verdict(seen)
	if err == nil && (v.Group != j.group || v.Group != matching.LeftOut && v.Score != j.score) {
		err = marketplace.Errorf(marketplace.Internal, "error.internal",
			fmt.Errorf("task %s was placed as %s %v and judged as %s %v", j.id, j.group, j.score, v.Group, v.Score))
	}
	return v, err
}
