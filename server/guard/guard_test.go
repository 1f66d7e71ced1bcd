package guard

import (
	"context"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching/search"
)

// clock stands still until it is moved.
type clock struct{ now time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time { return c.now }

// fails is a call to a part that is away; works one that is answered.
func fails() bool { return true }
func works() bool { return false }

func TestBreaker(t *testing.T) {
	c := newClock()
	b := NewBreaker(c.Now)
	for range patience - 1 {
		b.Do(fails)
	}
	if b.Do(works); b.Open() {
		t.Fatal("open although somebody was answered")
	}
	for range patience {
		if !b.Do(fails) {
			t.Fatal("refused before it failed often enough")
		}
	}
	for rest := firstRest; rest <= 8*firstRest; rest *= 2 {
		if c.now = c.now.Add(rest - 1); b.Do(works) {
			t.Fatalf("asked before %s were over", rest)
		}
		c.now = c.now.Add(1)
		if !b.Do(fails) {
			t.Fatalf("not tried after %s", rest)
		}
	}
	c.now = c.now.Add(longest)
	b.Do(func() bool {
		if b.Do(works) {
			t.Error("two try at once")
		}
		return false
	})
	if b.Open() || !b.Do(works) {
		t.Error("still open after an answer")
	}
}

// Whatever happens, a breaker whose part is back is closed within its longest rest, also when a call panicked; within two of them when the
// clock was put back meanwhile.
func TestBreakerAlwaysRecovers(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c := newClock()
		b := NewBreaker(c.Now)
		for range rapid.IntRange(0, 40).Draw(r, "steps") {
			switch rapid.IntRange(0, 3).Draw(r, "step") {
			case 0:
				b.Do(fails)
			case 1:
				c.now = c.now.Add(time.Duration(rapid.IntRange(-7200, 7200).Draw(r, "seconds")) * time.Second)
			case 2:
				func() {
					defer func() { _ = recover() }()
					b.Do(func() bool { panic("a fault in the adapter") })
				}()
			default:
				b.Do(works)
			}
		}
		c.now = c.now.Add(longest)
		if b.Do(works); b.Open() {
			c.now = c.now.Add(longest)
			b.Do(works)
		}
		if b.Open() || !b.Do(works) {
			r.Fatal("it stays open")
		}
	})
}

// A guarded store is a store.
func TestStoreConformance(t *testing.T) {
	open := func(t *testing.T) store.Store { return Store(storetest.Memory(t), NewBreaker(time.Now)) }
	itself := func(_ *testing.T, first store.Store) store.Store { return first }
	storetest.Run(t, open, storetest.Options{Second: itself, Steps: 40})
}

// While the store is away nobody waits for it for long, what is wrong with one document counts for nothing, and neither does whoever
// gave up.
func TestStoreAway(t *testing.T) {
	c, inner := newClock(), storetest.Away(storetest.Memory(t, store.Schema{Collection: "things"}))
	s := Store(inner, NewBreaker(c.Now))
	get := func(ctx context.Context) marketplace.Kind {
		_, err := s.Get(ctx, "things", "1")
		return marketplace.KindOf(err)
	}
	for range 2 * patience {
		if kind := get(t.Context()); kind != marketplace.NotFound {
			t.Fatal(kind)
		}
	}
	inner.Set(true)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 2 * patience {
		get(gone)
	}
	if inner.Asked() != 4*patience {
		t.Fatal("callers who gave up opened it")
	}
	for range 10 * patience {
		if kind := get(t.Context()); kind != marketplace.Unavailable {
			t.Fatal(kind)
		}
	}
	if inner.Asked() != 5*patience {
		t.Errorf("asked %d times while it was away", inner.Asked()-4*patience)
	}
	inner.Set(false)
	c.now = c.now.Add(firstRest)
	if kind := get(t.Context()); kind != marketplace.NotFound {
		t.Errorf("back again, it says %v", kind)
	}
}

// hanging is an index that answers nothing until the caller gives up.
type hanging struct{ search.Index }

func (hanging) Search(ctx context.Context, _ search.Query) (search.Result, error) {
	<-ctx.Done()
	return search.Result{}, ctx.Err()
}

// An index that hangs is away for whoever searches, after a few seconds the first times and at once then; for whoever gave up, it is not.
func TestIndexHangs(t *testing.T) {
	x := guardedIndex{hanging{}, NewBreaker(newClock().Now), 10 * time.Millisecond}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(gone, search.Query{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	done := make(chan error)
	const callers = 3 * patience
	for range callers {
		go func() { _, err := x.Search(t.Context(), search.Query{}); done <- err }()
	}
	for range callers {
		if err := <-done; !errors.Is(err, search.ErrUnavailable) {
			t.Error(err)
		}
	}
	if _, err := x.Search(t.Context(), search.Query{}); !errors.Is(err, errOpen) {
		t.Errorf("it was asked again: %v", err)
	}
}
