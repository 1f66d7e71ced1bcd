package store

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
)

// changeTries is how often Change starts again when somebody else saved in between.
const changeTries = 20

// ErrUnchanged is how a decision given to Change says that there is nothing to save.
var ErrUnchanged = errors.New("nothing to save")

// Change loads one aggregate, lets decide change it, and saves it with the facts that decide names. It starts again,
// with the aggregate as it is then, when somebody else saved in between; Stale if that happens twenty times. NotFound if
// there is no such aggregate; any error of decide but ErrUnchanged is returned as it is and nothing is saved.
func Change[T any](ctx context.Context, c Collection[T], id marketplace.ID, decide func(*T) ([]marketplace.Fact, error)) (Entry[T], error) {
	for try := 1; ; try++ {
		e, err := c.Get(ctx, id)
		if err != nil {
			return e, err
		}
		facts, err := decide(&e.Value)
		if errors.Is(err, ErrUnchanged) {
			return e, nil
		}
		if err != nil {
			return e, err
		}
		saved, err := c.Save(ctx, e, facts...)
		if !marketplace.IsKind(err, marketplace.Stale) || try == changeTries {
			return saved, err
		}
	}
}

// Sweep deletes the aggregates whose first field of an index (a moment) lies before another moment. What still holds
// facts to be carried, or was saved meanwhile, stays for the next time.
func Sweep[T any](ctx context.Context, c Collection[T], index string, before marketplace.Instant) error {
	return c.Each(ctx, Query{Index: index, To: before.String()}, func(e Entry[T]) error {
		err := c.Delete(ctx, e)
		if marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
			return nil
		}
		return err
	})
}

// Some calls do for the first aggregates of a collection by their ids, up to about most of them, and says whether there are more.
func Some[T any](ctx context.Context, c Collection[T], most int, do func(T) error) (more bool, err error) {
	q, seen := Query{Limit: 500}, 0
	for {
		found, next, err := c.Find(ctx, q)
		if err != nil {
			return false, err
		}
		for _, e := range found {
			if err := do(e.Value); err != nil {
				return false, err
			}
		}
		if seen += len(found); next == "" || seen >= most {
			return next != "", nil
		}
		q.After = next
	}
}
