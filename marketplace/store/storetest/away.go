package storetest

import (
	"context"
	"sync/atomic"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// AwayStore is a store that does not answer while it is away: every call is Unavailable and changes nothing.
type AwayStore struct {
	store.Store
	away  atomic.Bool
	asked atomic.Int64
}

// Away wraps a store so that it can be put out of reach; it begins within reach.
func Away(inner store.Store) *AwayStore {
	a := &AwayStore{}
	a.Store = store.Around(inner, func(_ context.Context, _ store.Call, call func() error) error {
		if a.asked.Add(1); a.away.Load() {
			return marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable")
		}
		return call()
	})
	return a
}

// Set puts the store out of reach, or within it again.
func (a *AwayStore) Set(away bool) { a.away.Store(away) }

// Asked is how many calls were made so far, answered or not.
func (a *AwayStore) Asked() int { return int(a.asked.Load()) }
