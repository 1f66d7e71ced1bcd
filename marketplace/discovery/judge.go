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

// judged is one task with its place in the order, without the explanation.
type judged struct {
	task     task.Task
	group    matching.Group
	score    float64
	breaches []matching.Breach
}

// bench judges tasks for one profile.
type bench struct {
	service  *Service
	prepared *matching.Prepared
	failed   []task.Task // those whose judging failed
}

func (s *Service) bench(p matching.Profile) *bench {
	return &bench{service: s, prepared: matching.Prepare(s.Rules, p)}
}

// sort judges every task as far as the order needs it, best first: by group, score and id, as matching.Order does.
func (b *bench) sort(tasks []task.Task) []judged {
	out := make([]judged, 0, len(tasks))
	for _, t := range tasks {
		j, err := b.place(t)
		if err != nil {
			b.failed = append(b.failed, t)
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
func (b *bench) place(t task.Task) (judged, error) {
	m := t.Matching(b.service.Places, b.service.ESCO)
	bare := m
	bare.Title, bare.Text = "", ""
	v, err := b.verdict(bare)
	j := judged{task: t, group: v.Group, score: v.Score, breaches: v.Breaches}
	if err == nil && v.Group != matching.LeftOut {
		j.score, _ = b.prepared.Score(m)
	}
	return j, err
}

// explain judges a task with all its reasons.
func (b *bench) explain(t task.Task) (matching.Verdict, error) {
	return b.verdict(t.Matching(b.service.Places, b.service.ESCO))
}

// verdict judges one task. A fault in judging one task must not take the others off the list, so it becomes an error.
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
