package marketplace

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"sync"

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
