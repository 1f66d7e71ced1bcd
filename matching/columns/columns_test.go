package columns_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
	"sovite.fi/sovite/matching/matchtest"
)

func rules(t testing.TB) matching.RuleSet {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	return matching.DefaultRules(scale)
}

// find asks a table and fails the test on an error.
func find(t rapid.TB, table *columns.Table, r matching.RuleSet, p matching.Profile, q columns.Question) columns.Answer {
	t.Helper()
	answer, err := table.Find(context.Background(), r, p, q)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// expected is the answer that matching gives, task by task.
func expected(r matching.RuleSet, p matching.Profile, tasks []matching.Task, q columns.Question) []columns.Placed {
	var out []columns.Placed
	prepared := matching.Prepare(r, p)
	for _, task := range tasks {
		v := prepared.Judge(task)
		if !v.Eligible && !q.LeftOut {
			continue
		}
		m, known := prepared.CommuteMinutes(matching.PrepareTask(task))
		if limit := float64(p.Limits.Travel.MaxMinutes); q.LeftOut && q.Near > 0 && known && limit > 0 && m > q.Near*limit {
			continue
		}
		placed := columns.Placed{ID: task.ID, Group: v.Group, Score: v.Score}
		for i, key := range append(matching.LimitKeys(), "gap") {
			if slices.ContainsFunc(v.Breaches, func(b matching.Breach) bool { return b.Limit == key }) {
				placed.Broken |= 1 << i
			}
		}
		if v.Group == matching.LeftOut {
			task.Title, task.Text = "", ""
			placed.Score = prepared.Judge(task).Score
		}
		out = append(out, placed)
	}
	slices.SortFunc(out, func(a, b columns.Placed) int {
		return cmp.Or(cmp.Compare(b.Group, a.Group), cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	if q.Best > 0 {
		var seen [4]int
		out = slices.DeleteFunc(out, func(p columns.Placed) bool { seen[p.Group]++; return seen[p.Group] > q.Best })
	}
	return out
}

// same compares two answers to the last bit.
func same(t rapid.TB, got, want []columns.Placed) {
	t.Helper()
	if !slices.Equal(got, want) {
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Fatalf("place %d of %d and %d:\n got %+v\nwant %+v", i, len(got), len(want), at(got, i), at(want, i))
			}
		}
	}
}

func at(list []columns.Placed, i int) any {
	if i < len(list) {
		return list[i]
	}
	return "nothing"
}

// TestAsJudge: whatever the tasks, the profile and the question, the columns say what matching says, to the last bit; also
// while tasks are put, changed and removed.
func TestAsJudge(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := matchtest.World{Rules: r, T: t}
		table, tasks := columns.New(), map[string]matching.Task{}
		for range w.UpTo(60, "changes") {
			id := fmt.Sprintf("t%02d", w.UpTo(20, "task"))
			if w.UpTo(3, "remove") == 0 {
				table.Remove(id)
				delete(tasks, id)
				continue
			}
			tasks[id] = unusual(w, w.Task(id))
			table.Put(tasks[id], columns.Tag{})
		}
		var list []matching.Task
		for _, task := range tasks {
			list = append(list, task)
		}
		if table.Len() != len(list) {
			t.Fatalf("the table has %d tasks, want %d", table.Len(), len(list))
		}
		p := w.Profile()
		if w.Bool("open") {
			p.Limits = matching.Limits{Travel: p.Limits.Travel}
		}
		q := columns.Question{LeftOut: w.Bool("left out"), Near: float64(w.UpTo(2, "near")), Cores: w.UpTo(3, "cores")}
		if !q.LeftOut {
			q.Best = w.UpTo(3, "best")
		}
		same(t, find(t, table, r, p, q).Placed, expected(r, p, list, q))
	})
}

// unusual makes one task in ten such as the columns cannot hold.
func unusual(w matchtest.World, task matching.Task) matching.Task {
	switch w.UpTo(40, "unusual") {
	case 0:
		task.Support = 1000
	case 1:
		task.Demands = append(task.Demands, matching.Demand{Dimension: "lifting", Level: 3, Essential: true}, matching.Demand{Dimension: "lifting", Level: 5})
	case 2:
		task.Forms = []string{""}
	case 3:
		task.Demands = append(task.Demands, matching.Demand{Dimension: "lifting", Level: 9})
	}
	return task
}

// Texts of any letters are compared as matching compares them.
func TestTexts(t *testing.T) {
	r := rules(t)
	rapid.Check(t, func(t *rapid.T) {
		w := matchtest.World{Rules: r, T: t}
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([äöåa-c]{1,5} ){0,8}`))
		table := columns.New()
		var tasks []matching.Task
		for i := range 1 + w.UpTo(5, "tasks") {
			task := matching.Task{ID: fmt.Sprint("t", i), Title: text.Draw(t, "title"), Text: text.Draw(t, "text")}
			tasks = append(tasks, task)
			table.Put(task, columns.Tag{1})
		}
		p := matching.Profile{Wishes: matching.Wishes{Goal: text.Draw(t, "goal"), Text: text.Draw(t, "wish"), Avoid: text.Draw(t, "avoid")}}
		got := find(t, table, r, p, columns.Question{}).Placed
		want := expected(r, p, tasks, columns.Question{})
		for i := range want {
			want[i].Tag = columns.Tag{1}
		}
		same(t, got, want)
	})
}

// After thousands of changes the table is what it would be if it had been filled just now.
func TestManyChanges(t *testing.T) {
	r := rules(t)
	old, fresh := columns.New(), columns.New()
	for round := range 40 {
		for i := range 100 {
			old.Put(worded(i, round), columns.Tag{})
		}
	}
	var tasks []matching.Task
	for i := range 100 {
		if i%3 == 0 {
			old.Remove(worded(i, 0).ID)
			continue
		}
		tasks = append(tasks, worded(i, 39))
		fresh.Put(worded(i, 39), columns.Tag{})
	}
	p := matching.Profile{Wishes: matching.Wishes{Goal: "sana39 sana7", Text: "sana12"}}
	for _, q := range []columns.Question{{}, {LeftOut: true}, {Best: 5}} {
		same(t, find(t, old, r, p, q).Placed, expected(r, p, tasks, q))
		same(t, find(t, fresh, r, p, q).Placed, expected(r, p, tasks, q))
	}
}

// worded is a task whose texts, demands and place differ from round to round.
func worded(i, round int) matching.Task {
	t := matching.Task{ID: fmt.Sprintf("t%03d", i), Title: fmt.Sprintf("sana%d", round), Place: matching.Place{Known: true, Lat: 60 + float64(round)/10, Lon: 24}}
	for n := range 60 {
		t.Text += fmt.Sprintf("sana%d ", (i*n+round)%90)
	}
	t.Demands = []matching.Demand{{Dimension: "lifting", Level: round % 6, Essential: i%2 == 0}}
	return t
}

// Questions are answered while tasks change: each answer is of one moment.
func TestAskedWhileChanging(t *testing.T) {
	r, table := rules(t), columns.New()
	for i := range 50 {
		table.Put(worded(i, 0), columns.Tag{})
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for round := range 50 {
			for i := range 50 {
				table.Put(worded(i, round), columns.Tag{})
			}
		}
	}()
	p := matching.Profile{Wishes: matching.Wishes{Goal: "sana3"}}
	for asking := true; asking; {
		if n := len(find(t, table, r, p, columns.Question{Cores: 2}).Placed); n != 50 {
			t.Fatalf("%d tasks, want 50", n)
		}
		select {
		case <-done:
			asking = false
		default:
		}
	}
}

// A question that nobody waits for any more ends.
func TestInterrupted(t *testing.T) {
	table := columns.New()
	table.Put(worded(1, 1), columns.Tag{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := table.Find(ctx, rules(t), matching.Profile{}, columns.Question{}); err == nil {
		t.Error("an answer nobody waited for")
	}
}

// A text longer than any that a form takes is compared in full, and leaves nothing behind.
func TestEndlessText(t *testing.T) {
	var text strings.Builder
	for i := range 12_000 {
		text.WriteByte(' ')
		for n, letter := uint32(i+1)*2_654_435_761, 0; letter < 8; letter++ { //nolint:gosec // any numbers will do
			text.WriteByte(byte('a' + n>>27%26))
			n = n*1_664_525 + 1_013_904_223
		}
	}
	r, table := rules(t), columns.New()
	tasks := []matching.Task{{ID: "t1", Title: "abc", Text: text.String()}, {ID: "t2", Title: "abc", Text: "abc"}}
	for _, task := range tasks {
		table.Put(task, columns.Tag{})
	}
	p := matching.Profile{Wishes: matching.Wishes{Goal: "abc", Text: text.String()[:2000]}}
	same(t, find(t, table, r, p, columns.Question{}).Placed, expected(r, p, tasks, columns.Question{}))
	tasks[0].Text = "short again"
	table.Put(tasks[0], columns.Tag{})
	same(t, find(t, table, r, p, columns.Question{}).Placed, expected(r, p, tasks, columns.Question{}))
}

// What the columns have no room for is decided about all the same: the 65th adaptation, the 33rd dimension.
func TestMoreThanTheColumnsHold(t *testing.T) {
	r, table := rules(t), columns.New()
	var tasks []matching.Task
	for i := range 70 {
		task := matching.Task{
			ID: fmt.Sprintf("t%02d", i), Adaptations: []string{fmt.Sprint("adaptation", i)},
			Demands: []matching.Demand{{Dimension: matching.Dimension(fmt.Sprint("dimension", i)), Level: 3, Essential: true}},
		}
		tasks = append(tasks, task)
		table.Put(task, columns.Tag{})
	}
	p := matching.Profile{Abilities: matching.Ratings{}}
	for i := range 70 {
		p.Abilities[matching.Dimension(fmt.Sprint("dimension", i))] = matching.Rated(i % 6)
	}
	for _, q := range []columns.Question{{}, {LeftOut: true}, {Best: 3}} {
		same(t, find(t, table, r, p, q).Placed, expected(r, p, tasks, q))
	}
}
