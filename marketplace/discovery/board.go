package discovery

import (
	"context"
	"encoding/base64"
	"strings"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
)

// board is the published tasks in this process, in columns. Before each question it follows the store, so that an answer
// knows every change made before it, by whichever process; facts about organisations come from the courier.
type board struct {
	tasks  *task.Service
	states *shelf
	seen   func(task.Task) matching.Task
	table  *columns.Table

	mu     sync.Mutex // one follows at a time
	loaded bool
	until  marketplace.Instant // the latest change that was seen
}

// overlap is how far back changes are read again: clocks differ, and a change is seen a moment after it was dated.
const overlap = time.Minute

// batch is how many tasks are taken in at once.
const batch = 500

// follow takes in what has changed in the store. The first time it reads every task.
func (b *board) follow(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.loaded {
		if err := b.load(ctx); err != nil {
			return err
		}
		b.loaded = true
	}
	var shown []task.Task
	err := b.tasks.Board().Since(ctx, marketplace.At(b.until.Time().Add(-overlap)), func(t task.Task, ok bool) error {
		if b.until.Time().Before(t.Changed.Time()) {
			b.until = t.Changed
		}
		if !ok {
			b.table.Remove(string(t.ID))
			return nil
		}
		shown = append(shown, t)
		return nil
	})
	if err != nil {
		return err
	}
	return b.take(ctx, shown)
}

// load reads the whole board.
func (b *board) load(ctx context.Context) error {
	some := make([]task.Task, 0, batch)
	err := b.tasks.Board().Each(ctx, func(t task.Task) error {
		if b.until.Time().Before(t.Changed.Time()) {
			b.until = t.Changed
		}
		if some = append(some, t); len(some) < batch {
			return nil
		}
		err := b.take(ctx, some)
		some = some[:0]
		return err
	})
	if err != nil {
		return err
	}
	return b.take(ctx, some)
}

// take puts tasks into the table, and on the shelf as matching sees them, so that any ranking of them can be run again.
// What is there already costs next to nothing.
func (b *board) take(ctx context.Context, tasks []task.Task) error {
	texts := map[string]string{}
	type change struct {
		seen matching.Task
		tag  columns.Tag
	}
	var changes []change
	for _, t := range tasks {
		seen := b.seen(t)
		digest, text, err := encoded(seen)
		if err != nil {
			return err
		}
		tag := tagOf(digest)
		if known, ok := b.table.Tag(string(t.ID)); !ok || known != tag {
			texts[digest], changes = text, append(changes, change{seen, tag})
		}
	}
	if err := b.states.put(ctx, texts); err != nil {
		return err
	}
	for _, c := range changes {
		b.table.Put(c.seen, c.tag)
	}
	return nil
}

// refresh looks at tasks by their ids again.
func (b *board) refresh(ctx context.Context, ids []string) error {
	shown, err := b.tasks.Board().ByIDs(ctx, ids)
	if err != nil {
		return err
	}
	on := map[string]bool{}
	for _, t := range shown {
		on[string(t.ID)] = true
	}
	for _, id := range ids {
		if !on[id] {
			b.table.Remove(id)
		}
	}
	return b.take(ctx, shown)
}

// Keep is the reaction that takes in what has changed: tasks, and organisations that are suspended and restored. It reads
// how things are by now, so it may run twice, late, or out of order. Other facts change nothing. Before the first question
// there is nothing to keep.
func (s *Service) Keep(ctx context.Context, fact marketplace.Fact) error {
	if !s.board.ready() {
		return nil
	}
	switch {
	case strings.HasPrefix(fact.Type, "task.") && fact.Data["task"] != "":
		return s.board.refresh(ctx, []string{fact.Data["task"]})
	case fact.Type == "organisation.suspended", fact.Type == "organisation.restored":
		_, org, _ := strings.Cut(fact.Subject, "/")
		var ids []string
		err := s.Tasks.EachOf(ctx, marketplace.ID(org), func(t task.Task) error {
			ids = append(ids, string(t.ID))
			return nil
		})
		if err != nil {
			return err
		}
		return s.board.refresh(ctx, ids)
	}
	return nil
}

func (b *board) ready() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.loaded
}

// Warm reads the board, so that the first who asks does not have to wait.
func (s *Service) Warm(ctx context.Context) error { return s.board.follow(ctx) }

// A digest is 24 bytes, which the table keeps as they are.
func tagOf(digest string) (tag columns.Tag) {
	raw, err := base64.RawURLEncoding.DecodeString(digest)
	if err == nil {
		copy(tag[:], raw)
	}
	return tag
}

func digestFrom(tag columns.Tag) string { return base64.RawURLEncoding.EncodeToString(tag[:]) }
