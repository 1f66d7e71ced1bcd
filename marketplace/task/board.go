package task

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Board is what everybody may see at one moment: the published tasks of organisations that are not suspended. It is for
// the program itself (discovery and its index) and remembers the organisations it has asked about, so a new one is made
// for every question. It is not safe for concurrent use.
type Board struct {
	service   *Service
	suspended map[marketplace.ID]bool
}

// Board makes a new board.
func (s *Service) Board() *Board {
	return &Board{service: s, suspended: map[marketplace.ID]bool{}}
}

// Each calls do for every task on the board, newest first.
func (b *Board) Each(ctx context.Context, do func(Task) error) error {
	q := store.Query{Index: "published", Eq: []any{Published}, Desc: true, Limit: 1000}
	return b.service.tasks.Each(ctx, q, func(e Entry) error {
		ok, err := b.shows(ctx, e.Value)
		if err != nil || !ok {
			return err
		}
		return do(e.Value)
	})
}

// Since calls do for every task that was changed at a moment or later, the oldest change first, and says whether the task
// is on the board.
func (b *Board) Since(ctx context.Context, at marketplace.Instant, do func(t Task, shown bool) error) error {
	q := store.Query{Index: "changed", From: at.String(), Limit: 1000}
	return b.service.tasks.Each(ctx, q, func(e Entry) error {
		ok, err := b.shows(ctx, e.Value)
		if err != nil {
			return err
		}
		return do(e.Value, ok)
	})
}

// After gives up to so many tasks on the board whose ids follow an id, in the order of their ids, and the id to go on
// after; empty when there are no more.
func (b *Board) After(ctx context.Context, id marketplace.ID, limit int) (shown []Task, next marketplace.ID, err error) {
	q := store.Query{Limit: min(limit, 1000)}
	if id != "" {
		q.From = string(id)
	}
	for {
		found, more, err := b.service.tasks.Find(ctx, q)
		if err != nil {
			return nil, "", err
		}
		for _, e := range found {
			if e.ID == id {
				continue
			}
			ok, err := b.shows(ctx, e.Value)
			if err != nil {
				return nil, "", err
			}
			if ok {
				shown = append(shown, e.Value)
			}
			if len(shown) == limit {
				return shown, e.ID, nil
			}
		}
		if q.After = more; more == "" {
			return shown, "", nil
		}
	}
}

// maxIDs is how many ids the store looks up at once.
const maxIDs = 200

// ByIDs loads those of the named tasks that are on the board, in the order of their ids.
func (b *Board) ByIDs(ctx context.Context, ids []string) ([]Task, error) {
	var out []Task
	for len(ids) > 0 {
		n := min(len(ids), maxIDs)
		in := make([]any, n)
		for i, id := range ids[:n] {
			in[i] = id
		}
		found, _, err := b.service.tasks.Find(ctx, store.Query{In: in, Limit: maxIDs})
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			ok, err := b.shows(ctx, e.Value)
			if err != nil {
				return nil, err
			}
			if ok {
				out = append(out, e.Value)
			}
		}
		ids = ids[n:]
	}
	return out, nil
}

// shows says whether everybody may see the task.
func (b *Board) shows(ctx context.Context, t Task) (bool, error) {
	if t.Status != Published {
		return false, nil
	}
	gone, known := b.suspended[t.Org]
	if !known {
		org, err := b.service.Orgs.PublicOrganisation(ctx, t.Org)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return false, err
		}
		gone = err != nil || org.Suspended
		b.suspended[t.Org] = gone
	}
	return !gone, nil
}
