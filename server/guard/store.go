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
func Store(inner store.Store, b *Breaker) store.Store {
	return store.Around(inner, func(ctx context.Context, _ store.Call, call func() error) (err error) {
		made := b.Do(func() bool {
			err = call()
			return marketplace.IsKind(err, marketplace.Unavailable) && ctx.Err() == nil
		})
		if !made {
			return marketplace.Errorf(marketplace.Unavailable, "error.unavailable", errOpen)
		}
		return err
	})
}
