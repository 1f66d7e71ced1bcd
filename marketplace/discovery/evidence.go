package discovery

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/atonce"
)

// kept is one piece of evidence under the digest of its text. The text is kept as it was, not as a document of its own,
// so that its digest stays the same when a type gains a field or a store writes numbers in another way.
type kept struct {
	Text string `json:"text"`
}

// shelf keeps evidence: what is equal is kept once, shared by every ranking that names it, and never changed.
type shelf struct {
	kept store.Collection[kept]
	mu   sync.Mutex
	seen map[string]bool // digests that are known to be kept; spares a question to the store
}

// The bounds of a shelf: ids of one question, writes at once, and digests remembered.
const (
	shelfAsk     = 200
	shelfWriters = 8
	shelfSeen    = 100_000
)

func newShelf(s store.Store, schema store.Schema) *shelf {
	return &shelf{kept: store.NewCollection[kept](s, schema), seen: map[string]bool{}}
}

// encoded is a value as text, with the digest under which it is kept. Equal values have equal texts.
func encoded(v any) (digest, text string, err error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return "", "", marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("encode evidence: %w", err))
	}
	return digestOf(raw), string(raw), nil
}

// digestOf is 192 bits of the SHA-256, in 32 characters that may stand in an id.
func digestOf(raw []byte) string {
	sum := sha256.Sum256(raw)
	return base64.RawURLEncoding.EncodeToString(sum[:24])
}

// put keeps the texts by their digests; only those that are not kept yet are written. It may be run again after a crash.
func (s *shelf) put(ctx context.Context, texts map[string]string) error {
	fresh, err := s.fresh(ctx, texts)
	if err != nil {
		return err
	}
	group, ctx := atonce.New(ctx, shelfWriters)
	for _, digest := range fresh {
		group.Go(func() error {
			_, err := s.kept.Insert(ctx, marketplace.ID(digest), kept{texts[digest]})
			if marketplace.IsKind(err, marketplace.Conflict) {
				return nil
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	s.remember(fresh)
	return nil
}

// fresh are the digests that are not kept yet, in order.
func (s *shelf) fresh(ctx context.Context, texts map[string]string) ([]string, error) {
	var unknown []string
	s.mu.Lock()
	for digest := range texts {
		if !s.seen[digest] {
			unknown = append(unknown, digest)
		}
	}
	s.mu.Unlock()
	there, err := s.get(ctx, unknown)
	if err != nil {
		return nil, err
	}
	var fresh, old []string
	for _, digest := range unknown {
		if _, ok := there[digest]; ok {
			old = append(old, digest)
		} else {
			fresh = append(fresh, digest)
		}
	}
	s.remember(old)
	slices.Sort(fresh)
	return fresh, nil
}

func (s *shelf) remember(digests []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.seen)+len(digests) > shelfSeen {
		clear(s.seen)
	}
	for _, d := range digests {
		s.seen[d] = true
	}
}

// get reads texts by their digests, whatever they say by now: see sound. What is not kept is not in the answer.
func (s *shelf) get(ctx context.Context, digests []string) (map[string]string, error) {
	out := make(map[string]string, len(digests))
	for some := range slices.Chunk(digests, shelfAsk) {
		in := make([]any, len(some))
		for i, d := range some {
			in[i] = d
		}
		found, _, err := s.kept.Find(ctx, store.Query{In: in, Limit: shelfAsk})
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			out[string(e.ID)] = e.Value.Text
		}
	}
	return out, nil
}

// sound decodes a text into v if it is the one that was kept under the digest.
func sound(digest, text string, v any) bool {
	return digestOf([]byte(text)) == digest && json.Unmarshal([]byte(text), v) == nil
}
