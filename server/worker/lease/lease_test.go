package lease_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/server/worker/lease"
)

type clock struct{ now time.Time }

func process(db store.Store, c *clock, name string) *lease.Leases {
	return lease.New(lease.Deps{
		Store: db, Clock: func() time.Time { return c.now }, Holder: marketplace.ID(name), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
}

func start() *clock { return &clock{time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)} }

func holds(t testing.TB, l *lease.Leases) bool {
	t.Helper()
	ok, err := l.Holds(t.Context(), "a job in words")
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

// The holder keeps a lease as long as it renews it; of one that does not, another takes it over, and the first learns of it.
func TestTakeover(t *testing.T) {
	c, db := start(), storetest.Memory(t, lease.Schemas()...)
	a, b := process(db, c, "a"), process(db, c, "b")
	if !holds(t, a) || holds(t, b) {
		t.Fatal("not the first alone")
	}
	for range 10 {
		c.now = c.now.Add(lease.Length / 3)
		a.Renew(t.Context())
		if holds(t, b) {
			t.Fatal("taken from one who renews")
		}
	}
	entered, ended := make(chan struct{}), make(chan error)
	go func() {
		_, err := a.While(t.Context(), "a job in words", func(ctx context.Context) error {
			close(entered)
			<-ctx.Done()
			return ctx.Err()
		})
		ended <- err
	}()
	<-entered
	c.now = c.now.Add(lease.Length)
	if !holds(t, b) {
		t.Fatal("not taken over from one who is silent")
	}
	a.Renew(t.Context())
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("what was done under a lost lease ended with %v", err)
	}
	if holds(t, a) {
		t.Error("held by two")
	}
}

// What is handed back is free at once.
func TestHandedBack(t *testing.T) {
	c, db := start(), storetest.Memory(t, lease.Schemas()...)
	a, b := process(db, c, "a"), process(db, c, "b")
	holds(t, a)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a.Keep(ctx, func(time.Duration) <-chan time.Time { return nil })
	if !holds(t, b) || holds(t, a) {
		t.Error("not handed over")
	}
}

// While the store is away a holder goes on for as long as nobody can have taken the lease over, and not longer.
func TestStoreAway(t *testing.T) {
	c, db := start(), storetest.Memory(t, lease.Schemas()...)
	away := storetest.Away(db)
	a := process(away, c, "a")
	holds(t, a)
	away.Set(true)
	c.now = c.now.Add(lease.Length / 3)
	a.Renew(t.Context())
	if !holds(t, a) {
		t.Error("given up early")
	}
	c.now = c.now.Add(lease.Length)
	a.Renew(t.Context())
	if ok, err := a.Holds(t.Context(), "a job in words"); ok || err == nil {
		t.Error("held beyond its time")
	}
}

// Of fifty processes that ask at once one gets it.
func TestFiftyAtOnce(t *testing.T) {
	c, db := start(), storetest.Memory(t, lease.Schemas()...)
	var wg sync.WaitGroup
	var got atomic.Int64
	for n := range 50 {
		wg.Go(func() {
			if ok, err := process(db, c, fmt.Sprint(n)).Holds(t.Context(), "a job in words"); err != nil {
				t.Error(err)
			} else if ok {
				got.Add(1)
			}
		})
	}
	wg.Wait()
	if got.Load() != 1 {
		t.Errorf("held by %d", got.Load())
	}
}

// Whatever processes do and however long they sleep, no two are told at one moment that they hold the same.
func TestNeverTwo(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		c, db := start(), storetest.Memory(t, lease.Schemas()...)
		all := []*lease.Leases{process(db, c, "a"), process(db, c, "b"), process(db, c, "c")}
		asked := func() (n int) {
			for _, l := range all {
				if holds(t, l) {
					n++
				}
			}
			return n
		}
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			at := rapid.IntRange(0, len(all)-1).Draw(r, "who")
			switch rapid.SampledFrom([]string{"renew", "restart", "sleep", "ask"}).Draw(r, "what") {
			case "renew":
				all[at].Renew(t.Context())
			case "restart":
				all[at] = process(db, c, rapid.StringMatching("[a-z]{8}").Draw(r, "name"))
			case "sleep":
				c.now = c.now.Add(time.Duration(rapid.IntRange(1, 20).Draw(r, "seconds")) * time.Second)
			case "ask":
				if n := asked(); n > 1 {
					r.Fatalf("held by %d", n)
				}
			}
		}
		if c.now = c.now.Add(lease.Length); asked() != 1 {
			r.Fatal("not taken over in time")
		}
	})
}
