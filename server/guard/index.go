package guard

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sovite.fi/sovite/matching/search"
)

// answerTime is how long somebody waits for the index before the store is searched instead.
const answerTime = 3 * time.Second

// Index puts a breaker around an index, and an end to how long a search may take. What is not answered has search.ErrUnavailable in its
// chain.
func Index(inner search.Index, b *Breaker) search.Index { return guardedIndex{inner, b, answerTime} }

type guardedIndex struct {
	search.Index
	breaker *Breaker
	within  time.Duration
}

func (g guardedIndex) do(ctx context.Context, call func() error) (err error) {
	made := g.breaker.Do(func() bool {
		err = call()
		return errors.Is(err, search.ErrUnavailable) && ctx.Err() == nil
	})
	if !made {
		return fmt.Errorf("%w: %w", search.ErrUnavailable, errOpen)
	}
	return err
}

// Search implements search.Index.
func (g guardedIndex) Search(ctx context.Context, q search.Query) (found search.Result, err error) {
	err = g.do(ctx, func() error {
		patient, cancel := context.WithTimeout(ctx, g.within)
		defer cancel()
		found, err = g.Index.Search(patient, q)
		if patient.Err() != nil && ctx.Err() == nil {
			return fmt.Errorf("%w: no answer within %s", search.ErrUnavailable, g.within)
		}
		return err
	})
	return found, err
}

// Put implements search.Index.
func (g guardedIndex) Put(ctx context.Context, entries []search.Entry) error {
	return g.do(ctx, func() error { return g.Index.Put(ctx, entries) })
}

// Delete implements search.Index.
func (g guardedIndex) Delete(ctx context.Context, ids []string) error {
	return g.do(ctx, func() error { return g.Index.Delete(ctx, ids) })
}

// Status implements search.Index.
func (g guardedIndex) Status(ctx context.Context) (s search.Status, err error) {
	err = g.do(ctx, func() (err error) { s, err = g.Index.Status(ctx); return err })
	return s, err
}
