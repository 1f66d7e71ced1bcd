package discovery

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// item is one task with the part of it that matching may know.
type item struct {
	task task.Task
	seen matching.Task
}

// items are the tasks with what matching may know of them, in the same order.
func (s *Service) items(tasks []task.Task) []item {
	out := make([]item, len(tasks))
	for i, t := range tasks {
		out[i] = item{t, s.seen(t)}
	}
	return out
}

func (s *Service) seen(t task.Task) matching.Task { return t.Matching(s.Places, s.ESCO) }

// judged is one task with its place in the order, without the explanation.
type judged struct {
	item
	group    matching.Group
	score    float64
	breaches []matching.Breach
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

// sort judges every task as far as the order needs it, best first: by group, score and id, as matching.Order does.
func (b *bench) sort(items []item) []judged {
	out := make([]judged, 0, len(items))
	for _, i := range items {
		j, err := b.place(i)
		if err != nil {
			b.failed = append(b.failed, i.task)
			continue
		}
		out = append(out, j)
	}
	slices.SortFunc(out, func(x, y judged) int {
		return cmp.Or(cmp.Compare(y.group, x.group), cmp.Compare(y.score, x.score), cmp.Compare(x.task.ID, y.task.ID))
	})
	return out
}

// place finds the group and the score of a task. The group depends on no text, and cutting texts up takes most of the
// time, so the group is found without them; what is left out keeps the score without texts, which orders near misses.
func (b *bench) place(i item) (judged, error) {
	bare := i.seen
	bare.Title, bare.Text = "", ""
	v, err := b.verdict(bare)
	j := judged{item: i, group: v.Group, score: v.Score, breaches: v.Breaches}
	if err == nil && v.Group != matching.LeftOut {
		j.score, _ = b.prepared.Score(i.seen)
	}
	return j, err
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
