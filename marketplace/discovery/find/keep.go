package find

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
)

// batch is how many entries are written to the index at once.
const batch = 500

// Keep is the reaction that keeps the index up to date: to facts about tasks, and to organisations that are suspended
// and restored. It reads how things are by now, not what the fact says, so it may run twice, late, or out of order. Other
// facts change nothing. Unavailable while the index does not answer; the courier then tries again.
func (s *Finder) Keep(ctx context.Context, fact marketplace.Fact) error {
	switch {
	case strings.HasPrefix(fact.Type, "task."):
		return s.sync(ctx, []string{fact.Data["task"]})
	case fact.Type == "organisation.suspended", fact.Type == "organisation.restored":
		_, org, _ := strings.Cut(fact.Subject, "/")
		return s.syncOrg(ctx, marketplace.ID(org))
	}
	return nil
}

func (s *Finder) syncOrg(ctx context.Context, org marketplace.ID) error {
	var ids []string
	err := s.Tasks.EachOf(ctx, org, func(t task.Task) error {
		ids = append(ids, string(t.ID))
		return nil
	})
	if err != nil {
		return err
	}
	for len(ids) > 0 {
		n := min(len(ids), batch)
		if err := s.sync(ctx, ids[:n]); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// sync makes the index hold those of the tasks that are on the board, and none of the others.
func (s *Finder) sync(ctx context.Context, ids []string) error {
	shown, err := s.Tasks.Board().ByIDs(ctx, ids)
	if err != nil {
		return err
	}
	on := make(map[string]bool, len(shown))
	entries := make([]search.Entry, 0, len(shown))
	for _, t := range shown {
		on[string(t.ID)] = true
		entries = append(entries, t.Entry(s.Places))
	}
	var off []string
	for _, id := range ids {
		if id != "" && !on[id] {
			off = append(off, id)
		}
	}
	if len(entries) > 0 {
		if err := s.Index.Put(ctx, entries); err != nil {
			return indexError(err)
		}
	}
	if len(off) > 0 {
		if err := s.Index.Delete(ctx, off); err != nil {
			return indexError(err)
		}
	}
	return nil
}

// Renew rebuilds an index that says it is Stale: one that came back empty or of another version. A job calls it. An index that does not
// answer, or is as it should be, is left alone.
func (s *Finder) Renew(ctx context.Context) error {
	status, err := s.Index.Status(ctx)
	if err != nil || !status.Stale {
		return nil //nolint:nilerr // searches say that it is away, and the metrics too
	}
	return s.Rebuild(ctx, nil)
}

// Rebuild empties the index and fills it from the store; the command line calls it, and the start when the index says
// that it is Stale. progress is called after every batch with the entries written and in all; it may be nil. Until it
// ends, searches find less; matches do not need the index.
func (s *Finder) Rebuild(ctx context.Context, progress func(done, total int)) error {
	total := 0
	if err := s.Tasks.Board().Each(ctx, func(task.Task) error { total++; return nil }); err != nil {
		return err
	}
	if err := s.Index.Reset(ctx); err != nil {
		return indexError(err)
	}
	done, entries := 0, make([]search.Entry, 0, batch)
	flush := func() error {
		if err := s.Index.Put(ctx, entries); err != nil {
			return indexError(err)
		}
		done += len(entries)
		entries = entries[:0]
		if progress != nil {
			progress(done, max(total, done))
		}
		return nil
	}
	err := s.Tasks.Board().Each(ctx, func(t task.Task) error {
		entries = append(entries, t.Entry(s.Places))
		if len(entries) < batch {
			return nil
		}
		return flush()
	})
	if err != nil || len(entries) == 0 {
		return err
	}
	return flush()
}
