package guard

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// errOpen is the cause of an Unavailable that was answered without asking.
var errOpen = errors.New("it did not answer just now, and is not asked again yet")

// Store puts a breaker around a store. While it is open every method but Prepare and Close answers Unavailable at once.
func Store(inner store.Store, b *Breaker) store.Store { return guarded{inner, b} }

type guarded struct {
	store.Store
	breaker *Breaker
}

func (g guarded) do(ctx context.Context, call func() error) (err error) {
	made := g.breaker.Do(func() bool {
		err = call()
		return marketplace.IsKind(err, marketplace.Unavailable) && ctx.Err() == nil
	})
	if !made {
		return marketplace.Errorf(marketplace.Unavailable, "error.unavailable", errOpen)
	}
	return err
}

// Get implements store.Store.
func (g guarded) Get(ctx context.Context, collection string, id marketplace.ID) (doc store.Doc, err error) {
	err = g.do(ctx, func() (err error) { doc, err = g.Store.Get(ctx, collection, id); return err })
	return doc, err
}

// Find implements store.Store.
func (g guarded) Find(ctx context.Context, collection string, q store.Query) (found store.Result, err error) {
	err = g.do(ctx, func() (err error) { found, err = g.Store.Find(ctx, collection, q); return err })
	return found, err
}

// Insert implements store.Store.
func (g guarded) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	return g.do(ctx, func() error { return g.Store.Insert(ctx, collection, id, body, facts) })
}

// Replace implements store.Store.
func (g guarded) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	return g.do(ctx, func() error { return g.Store.Replace(ctx, collection, id, rev, body, facts) })
}

// Delete implements store.Store.
func (g guarded) Delete(ctx context.Context, collection string, id marketplace.ID, rev int64) error {
	return g.do(ctx, func() error { return g.Store.Delete(ctx, collection, id, rev) })
}

// Pending implements store.Store.
func (g guarded) Pending(ctx context.Context, limit int) (parcels []store.Parcel, err error) {
	err = g.do(ctx, func() (err error) { parcels, err = g.Store.Pending(ctx, limit); return err })
	return parcels, err
}

// Settle implements store.Store.
func (g guarded) Settle(ctx context.Context, collection string, id marketplace.ID, facts []marketplace.ID) error {
	return g.do(ctx, func() error { return g.Store.Settle(ctx, collection, id, facts) })
}
