package store

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Call is one use of a store.
type Call struct {
	Name       string // of the method, such as "Get"
	Collection string // empty for Pending
	Write      bool
}

// Around is a store that lets do decide about every call that reads or writes documents: whether and when to make it, and what its error
// becomes. Prepare and Close go straight through.
func Around(inner Store, do func(ctx context.Context, c Call, call func() error) error) Store {
	return around{inner, do}
}

type around struct {
	Store
	do func(ctx context.Context, c Call, call func() error) error
}

// Get implements Store.
func (a around) Get(ctx context.Context, collection string, id marketplace.ID) (doc Doc, err error) {
	err = a.do(ctx, Call{Name: "Get", Collection: collection}, func() (err error) {
		doc, err = a.Store.Get(ctx, collection, id)
		return err
	})
	return doc, err
}

// Find implements Store.
func (a around) Find(ctx context.Context, collection string, q Query) (found Result, err error) {
	err = a.do(ctx, Call{Name: "Find", Collection: collection}, func() (err error) {
		found, err = a.Store.Find(ctx, collection, q)
		return err
	})
	return found, err
}

// Insert implements Store.
func (a around) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	return a.do(ctx, Call{"Insert", collection, true}, func() error { return a.Store.Insert(ctx, collection, id, body, facts) })
}

// Replace implements Store.
func (a around) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	return a.do(ctx, Call{"Replace", collection, true}, func() error { return a.Store.Replace(ctx, collection, id, rev, body, facts) })
}

// Delete implements Store.
func (a around) Delete(ctx context.Context, collection string, id marketplace.ID, rev int64) error {
	return a.do(ctx, Call{"Delete", collection, true}, func() error { return a.Store.Delete(ctx, collection, id, rev) })
}

// Pending implements Store.
func (a around) Pending(ctx context.Context, limit int) (parcels []Parcel, err error) {
	err = a.do(ctx, Call{Name: "Pending"}, func() (err error) {
		parcels, err = a.Store.Pending(ctx, limit)
		return err
	})
	return parcels, err
}

// Settle implements Store.
func (a around) Settle(ctx context.Context, collection string, id marketplace.ID, facts []marketplace.ID) error {
	return a.do(ctx, Call{"Settle", collection, true}, func() error { return a.Store.Settle(ctx, collection, id, facts) })
}
