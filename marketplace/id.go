package marketplace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/oklog/ulid/v2"
)

// ID names one document. New ids are ULIDs: 26 characters, sortable by the time they were made; ids that come from a
// file or a test may be any non-empty text of at most 64 characters without a slash.
type ID string

// Valid says whether the id can name a document.
func (id ID) Valid() bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, r := range id {
		if r <= ' ' || r == '/' || r > '~' {
			return false
		}
	}
	return true
}

// Derived is the id that always follows from the same parts: the prefix with the first size bytes of their SHA-256 in
// hexadecimal. What is made under it is made once, however often somebody asks.
func Derived(prefix string, size int, parts ...string) ID {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return ID(prefix + hex.EncodeToString(sum[:size]))
}

// IDs makes new ids. It is passed in, so that tests decide the ids.
type IDs func() ID

// NewIDs returns a maker of ULIDs from a clock and a source of randomness (crypto/rand.Reader in production). It is safe
// for concurrent use, and ids made within one millisecond still sort in the order they were made.
func NewIDs(clock Clock, random io.Reader) IDs {
	var mu sync.Mutex
	entropy := ulid.Monotonic(random, 0)
	return func() ID {
		mu.Lock()
		defer mu.Unlock()
		return ID(ulid.MustNew(ulid.Timestamp(clock()), entropy).String())
	}
}

// reservation is the id that a request is to make its record under.
type reservation struct {
	id   ID
	used atomic.Bool
}

type reservationKey struct{}

// Reserve is a context in which the first new record gets this id. Who asks for the same thing again reserves the same id, and so cannot
// make it twice, whatever became of the first try.
func Reserve(ctx context.Context, id ID) context.Context {
	return context.WithValue(ctx, reservationKey{}, &reservation{id: id})
}

// Reserved is the id that was reserved; empty when none was.
func Reserved(ctx context.Context) ID {
	if r, ok := ctx.Value(reservationKey{}).(*reservation); ok {
		return r.id
	}
	return ""
}

// For is the id for a new record: the reserved one the first time it is asked for, a new one otherwise.
func (make IDs) For(ctx context.Context) ID {
	if r, ok := ctx.Value(reservationKey{}).(*reservation); ok && !r.used.Swap(true) {
		return r.id
	}
	return make()
}
