package storetest

import (
	"context"
	"errors"
	"sync/atomic"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Moment is when a faulty store fails: the write is lost, or it is performed and only the answer is lost.
type Moment int

// The moments of failing.
const (
	BeforeWrite Moment = iota
	AfterWrite
)

// ErrCrash is the private cause of the error a faulty store returns.
var ErrCrash = errors.New("crash asked for by the test")

var errNotPortable = errors.New("the store below cannot be dumped or loaded")

// FaultyStore passes everything on to another store, until its chosen write. From then on it answers nothing any more,
// as a process that has crashed: every method returns Unavailable with ErrCrash. The store below stays good; "after the
// restart" a test uses it again.
type FaultyStore struct {
	inner  store.Store
	failAt int64
	moment Moment
	writes atomic.Int64
}

var _ store.Portable = (*FaultyStore)(nil)

// Faulty wraps a store so that it crashes at its k-th write, counting from 1: each Insert, Load, Replace, Delete and
// Settle is a write. With k of 0 it never crashes and only counts.
func Faulty(inner store.Store, k int, moment Moment) *FaultyStore {
	return &FaultyStore{inner: inner, failAt: int64(k), moment: moment}
}

// Writes is the number of writes asked for so far.
func (f *FaultyStore) Writes() int { return int(f.writes.Load()) }

// Crashed says whether the chosen write was reached.
func (f *FaultyStore) Crashed() bool { return f.failAt > 0 && f.writes.Load() >= f.failAt }

func crash() error {
	return marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable", ErrCrash)
}

func (f *FaultyStore) write(do func() error) error {
	n := f.writes.Add(1)
	switch {
	case f.failAt <= 0 || n < f.failAt:
		return do()
	case n == f.failAt && f.moment == AfterWrite:
		if err := do(); err != nil {
			return err
		}
	}
	return crash()
}

// Prepare implements store.Store.
func (f *FaultyStore) Prepare(ctx context.Context, schemas []store.Schema) error {
	if f.Crashed() {
		return crash()
	}
	return f.inner.Prepare(ctx, schemas)
}

// Get implements store.Store.
func (f *FaultyStore) Get(ctx context.Context, collection string, id marketplace.ID) (store.Doc, error) {
	if f.Crashed() {
		return store.Doc{}, crash()
	}
	return f.inner.Get(ctx, collection, id)
}

// Find implements store.Store.
func (f *FaultyStore) Find(ctx context.Context, collection string, q store.Query) (store.Result, error) {
	if f.Crashed() {
		return store.Result{}, crash()
	}
	return f.inner.Find(ctx, collection, q)
}

// Insert implements store.Store.
func (f *FaultyStore) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	return f.write(func() error { return f.inner.Insert(ctx, collection, id, body, facts) })
}

// Replace implements store.Store.
func (f *FaultyStore) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	return f.write(func() error { return f.inner.Replace(ctx, collection, id, rev, body, facts) })
}

// Delete implements store.Store.
func (f *FaultyStore) Delete(ctx context.Context, collection string, id marketplace.ID, rev int64) error {
	return f.write(func() error { return f.inner.Delete(ctx, collection, id, rev) })
}

// Pending implements store.Store.
func (f *FaultyStore) Pending(ctx context.Context, limit int) ([]store.Parcel, error) {
	if f.Crashed() {
		return nil, crash()
	}
	return f.inner.Pending(ctx, limit)
}

// Settle implements store.Store.
func (f *FaultyStore) Settle(ctx context.Context, collection string, id marketplace.ID, facts []marketplace.ID) error {
	return f.write(func() error { return f.inner.Settle(ctx, collection, id, facts) })
}

// Dump implements store.Portable.
func (f *FaultyStore) Dump(ctx context.Context, w store.Writers, take func(store.Whole) error) error {
	inner, ok := f.inner.(store.Portable)
	switch {
	case f.Crashed():
		return crash()
	case !ok:
		return errNotPortable
	}
	return inner.Dump(ctx, w, take)
}

// Load implements store.Portable.
func (f *FaultyStore) Load(ctx context.Context, w store.Whole) error {
	inner, ok := f.inner.(store.Portable)
	if !ok {
		return errNotPortable
	}
	return f.write(func() error { return inner.Load(ctx, w) })
}

// Close does nothing: the store below goes on after the crash.
func (f *FaultyStore) Close() error { return nil }
