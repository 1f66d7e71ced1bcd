package rate

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// forgetAfter is when every bucket of a limit in use has long been full again.
const forgetAfter = 24 * time.Hour

// Keeper keeps the buckets of all limits in the store.
type Keeper struct {
	clock   marketplace.Clock
	vault   *secret.Vault
	buckets store.Collection[bucket]
}

// Schema declares the collection of this package.
func Schema() store.Schema {
	return store.Schema{Collection: "rates", Indexes: []store.Index{{Name: "at", Fields: []string{"at"}}}}
}

// NewKeeper makes a keeper.
func NewKeeper(db store.Store, clock marketplace.Clock, vault *secret.Vault) *Keeper {
	return &Keeper{clock: clock, vault: vault, buckets: store.NewCollection[bucket](db, Schema())}
}

// Sweep forgets the buckets that nobody drew on for a day.
func (k *Keeper) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, k.buckets, "at", marketplace.At(k.clock().Add(-forgetAfter)))
}

// draw takes up to most requests from the bucket that a name has under a limit.
func (k *Keeper) draw(ctx context.Context, what, name string, limit Limit, most int) (drawn int, wait time.Duration, err error) {
	code, err := k.vault.Code("rate", what, name)
	if err != nil {
		return 0, 0, err
	}
	id := marketplace.ID(code)
	change := func(b *bucket) (_ []marketplace.Fact, _ error) {
		if *b, drawn, wait = limit.draw(*b, most, k.clock()); drawn == 0 {
			return nil, store.ErrUnchanged
		}
		return nil, nil
	}
	if _, err = store.Change(ctx, k.buckets, id, change); !marketplace.IsKind(err, marketplace.NotFound) {
		return drawn, wait, err
	}
	first := limit.full(k.clock())
	if _, err = change(&first); err != nil {
		return 0, 0, err
	}
	if _, err = k.buckets.Insert(ctx, id, first); marketplace.IsKind(err, marketplace.Conflict) {
		_, err = store.Change(ctx, k.buckets, id, change) // another process was first
	}
	return drawn, wait, err
}
