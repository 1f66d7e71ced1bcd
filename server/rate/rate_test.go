package rate

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/server/web"
)

var start = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// However draws follow on each other, what is let through never exceeds the burst and what flows in, and who waits as long as they were
// told gets through.
func TestDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Limit{PerMinute: rapid.IntRange(1, 600).Draw(t, "per minute"), Burst: rapid.IntRange(0, 200).Draw(t, "burst")}
		now, b, through := start, l.full(start), 0
		for range rapid.IntRange(1, 60).Draw(t, "draws") {
			now = now.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "ms")) * time.Millisecond)
			// A clock that lies a little behind must not fill the bucket twice.
			skewed := now.Add(-time.Duration(rapid.SampledFrom([]int{0, 0, 900}).Draw(t, "behind")) * time.Millisecond)
			var drawn int
			var wait time.Duration
			b, drawn, wait = l.draw(b, rapid.IntRange(1, 20).Draw(t, "most"), skewed)
			if (drawn == 0) != (wait > 0) {
				t.Fatalf("%d drawn and %v to wait", drawn, wait)
			}
			if through += drawn; float64(through) > l.burst()+now.Sub(start).Minutes()*float64(l.PerMinute)+1e-4 {
				t.Fatalf("%d let through within %v", through, now.Sub(start))
			}
			if _, later, _ := l.draw(b, 1, skewed.Add(wait)); wait > 0 && skewed.Equal(now) && later != 1 {
				t.Fatalf("after the wait of %v there is none", wait)
			}
		}
	})
}

// A clock that was wrong for a while shuts nobody out for long.
func TestWrongClock(t *testing.T) {
	l := Limit{PerMinute: 60, Burst: 3}
	b, _, _ := l.draw(l.full(start), 3, start.AddDate(10, 0, 0))
	if b, drawn, wait := l.draw(b, 1, start); drawn > 0 || wait > time.Second {
		t.Errorf("%d drawn, %v to wait, %+v", drawn, wait, b)
	}
}

type processes struct {
	db    store.Store
	vault *secret.Vault
	mu    sync.Mutex
	now   time.Time
}

func (p *processes) clock() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

func (p *processes) pass(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = p.now.Add(d)
}

// process is the limiter of another process on the same store.
func (p *processes) process(l Limit) *Limiter {
	return NewKeeper(p.db, p.clock, p.vault).Limiter("test", l)
}

func newProcesses(t *testing.T) *processes {
	t.Helper()
	vault, err := secret.NewVault(make([]byte, secret.MinSecret), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &processes{db: storetest.Memory(t, Schema()), vault: vault, now: start}
}

func allowed(ctx context.Context, l *Limiter, name string) bool { return l.Take(ctx, name) == nil }

// Three processes let one caller through as often as one process would, also when they are asked at once; another caller is not the worse
// for it.
func TestOneLimitForAllAtOnce(t *testing.T) {
	p := newProcesses(t)
	limit := Limit{PerMinute: 60, Burst: 64}
	var through atomic.Int64
	var all sync.WaitGroup
	for range 3 {
		l := p.process(limit)
		for range 4 {
			all.Go(func() {
				for range 30 {
					if allowed(t.Context(), l, "anna") {
						through.Add(1)
					}
				}
			})
		}
	}
	all.Wait()
	if n := through.Load(); n != 64 {
		t.Errorf("%d of 360 were let through, of 64", n)
	}
	if !allowed(t.Context(), p.process(limit), "bertta") {
		t.Error("another caller pays for the first")
	}
	p.pass(10 * time.Second)
	l := p.process(limit)
	for i := range 11 {
		if got, want := allowed(t.Context(), l, "anna"), i < 10; got != want {
			t.Errorf("ten seconds later request %d: %v", i+1, got)
		}
	}
}

// What a process drew and nobody spent lapses, so that it cannot be saved up beside a full bucket.
func TestPocketsLapse(t *testing.T) {
	p := newProcesses(t)
	limit := Limit{PerMinute: 6000, Burst: 160}
	first, second := p.process(limit), p.process(limit)
	allowed(t.Context(), first, "anna") // draws ten, spends one
	p.pass(2 * time.Minute)
	n := 0
	for ; allowed(t.Context(), second, "anna"); n++ {
	}
	if n != 160 || allowed(t.Context(), first, "anna") {
		t.Errorf("%d let through by one process, and more by the other", n)
	}
}

// While the store does not answer each process counts for itself; after it the common bucket counts again.
func TestStoreAway(t *testing.T) {
	p := newProcesses(t)
	db := storetest.Away(p.db)
	l := NewKeeper(db, p.clock, p.vault).Limiter("test", Limit{PerMinute: 60, Burst: 3})
	db.Set(true)
	for i := range 5 {
		if got, want := allowed(t.Context(), l, "anna"), i < 3; got != want {
			t.Errorf("without a store request %d: %v", i+1, got)
		}
	}
	db.Set(false)
	p.pass(time.Second)
	for i := range 4 {
		if got, want := allowed(t.Context(), l, "anna"), i < 3; got != want {
			t.Errorf("with the store again request %d: %v", i+1, got)
		}
	}
}

// However many names ask, only so many are remembered, and who waits is not forgotten with the others.
func TestForgets(t *testing.T) {
	p := newProcesses(t)
	l := p.process(Limit{PerMinute: 1, Burst: 2})
	for range 3 {
		allowed(t.Context(), l, "greedy")
	}
	for i := range mostNames + mostNames/2 {
		l.pocket("name " + strconv.Itoa(i))
		if len(l.pockets) > mostNames {
			t.Fatalf("%d names are remembered", len(l.pockets))
		}
	}
	if allowed(t.Context(), l, "greedy") {
		t.Error("the greedy one was forgotten")
	}
	p.pass(time.Hour)
	if l.forget(p.clock()); len(l.pockets) != 0 {
		t.Errorf("%d names are remembered after an hour", len(l.pockets))
	}
}

// What nobody drew on for a day is forgotten in the store too; no name stands in it.
func TestSweep(t *testing.T) {
	p := newProcesses(t)
	l := p.process(Limit{PerMinute: 60, Burst: 3})
	allowed(t.Context(), l, "anna@example.fi")
	p.pass(25 * time.Hour)
	allowed(t.Context(), l, "bertta@example.fi")
	if err := l.keeper.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept, _, err := l.keeper.buckets.Find(t.Context(), store.Query{Limit: 10})
	if err != nil || len(kept) != 1 || strings.Contains(fmt.Sprint(kept), "bertta") {
		t.Errorf("%+v %v", kept, err)
	}
}

// A caller is the person, whatever the address; who asks too often is told how many seconds to wait.
func TestHandler(t *testing.T) {
	p := newProcesses(t)
	a := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error {
		return c.Status(web.Status(marketplace.AsError(err).Kind)).SendString(web.RetryAfter(err))
	}})
	a.Use(func(c *fiber.Ctx) error {
		c.SetUserContext(web.WithActor(c.UserContext(), marketplace.Actor{Person: marketplace.ID(c.Get("X-Who"))}))
		return c.Next()
	}, p.process(Limit{PerMinute: 60, Burst: 2}).Handler)
	a.Get("/", func(*fiber.Ctx) error { return nil })
	ask := func(who string, want int) {
		t.Helper()
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("X-Who", who)
		resp, err := a.Test(r, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = resp.Body.Close() }()
		if resp.StatusCode != want || want == 429 && resp.ContentLength != 1 {
			t.Errorf("%s: %d", who, resp.StatusCode)
		}
	}
	for _, want := range []int{200, 200, 429, 429} {
		ask("anna", want)
	}
	ask("bertta", 200)
	p.pass(time.Second)
	ask("anna", 200)
}
