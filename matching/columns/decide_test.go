package columns_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
	"sovite.fi/sovite/matching/matchtest"
)

// Whatever the tasks and the profile, the group alone is that of the verdict, with the limits broken and the questions;
// and nothing is said of what breaks more than was asked for.
func TestDecideAsJudge(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := matchtest.World{Rules: r, T: t}
		table, tasks := columns.New(), map[string]matching.Task{}
		for i := range w.UpTo(20, "tasks") {
			id := fmt.Sprintf("t%02d", i)
			tasks[id] = unusual(w, w.Task(id))
			table.Put(tasks[id], columns.Tag{})
		}
		p, most := w.Profile(), w.UpTo(11, "most")
		if w.Bool("open") {
			p.Limits = matching.Limits{Travel: p.Limits.Travel}
		}
		got := map[string]columns.Decided{}
		if err := table.Decide(context.Background(), r, p, most, func(d columns.Decided) { got[d.ID] = d }); err != nil {
			t.Fatal(err)
		}
		for id, task := range tasks {
			want := judged(matching.Judge(r, p, task))
			d, told := got[id]
			if told != (want.Broken.Len() <= most) || told && d != want {
				t.Fatalf("%s with at most %d: %v %+v, want %+v", id, most, told, d, want)
			}
		}
	})
}

// judged reads a verdict as Decide tells it.
func judged(v matching.Verdict) columns.Decided {
	d := columns.Decided{ID: v.Task, Group: v.Group}
	for _, key := range append(matching.LimitKeys(), columns.Gap) {
		if slices.ContainsFunc(v.Breaches, func(b matching.Breach) bool { return b.Limit == key }) {
			d.Broken |= columns.LimitOf(key)
		}
		if slices.ContainsFunc(v.Ask, func(q matching.Question) bool { return q.Subject == key && q.Dimension == "" }) {
			d.Open |= columns.LimitOf(key)
		}
	}
	return d
}

func TestDecideInterrupted(t *testing.T) {
	table := columns.New()
	table.Put(worded(1, 1), columns.Tag{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := table.Decide(ctx, rules(t), matching.Profile{}, 1, func(columns.Decided) {}); err == nil {
		t.Error("an answer nobody waited for")
	}
}
