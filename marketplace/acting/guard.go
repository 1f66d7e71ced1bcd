package acting

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Guarded is a store in which nothing changes for whoever acts as somebody else, whatever page they are on: only that something
// was read, the visit itself and the end of the administrator's own session are written, and what matching keeps of published tasks under
// the digest of its content when it first sees them. Forbidden "acting.view_only" otherwise.
func Guarded(inner store.Store) store.Store {
	return store.Around(inner, func(ctx context.Context, c store.Call, call func() error) error {
		if c.Write && marketplace.ActingFrom(ctx).Visit != "" && !writable(c.Collection) {
			return ViewOnly()
		}
		return call()
	})
}

// writable says whether a collection may be written to while somebody acts as another.
func writable(collection string) bool {
	return slices.Contains([]string{"reads", visitsName, "sessions", "task_states"}, collection)
}

// ViewOnly is the error for whatever is more than looking.
func ViewOnly() error { return marketplace.Errorf(marketplace.Forbidden, "acting.view_only") }
