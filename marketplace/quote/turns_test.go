package quote

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// turn is the store of one of several who act at the same time: each read and write waits for its turn.
type turn struct {
	store.Store
	ready chan bool // true: waits for a turn; closed: done
	go_   chan struct{}
}

func (s *turn) wait() { s.ready <- true; <-s.go_ }

// Get implements store.Store.
func (s *turn) Get(ctx context.Context, collection string, id marketplace.ID) (store.Doc, error) {
	s.wait()
	return s.Store.Get(ctx, collection, id)
}

// Insert implements store.Store.
func (s *turn) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	s.wait()
	return s.Store.Insert(ctx, collection, id, body, facts)
}

// Replace implements store.Store.
func (s *turn) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	s.wait()
	return s.Store.Replace(ctx, collection, id, rev, body, facts)
}

// acts are what buyers, organisers and the program do with a request that has a quote of the paja and one of the verstas.
func acts(ctx context.Context) map[string]func(*world) error {
	id, other := IDOf("r", "paja"), IDOf("r", "verstas")
	return map[string]func(*world) error{
		"accept":       func(w *world) error { _, err := w.Accept(ctx, aino, "r", Choice{id, 1}); return err },
		"accept newer": func(w *world) error { _, err := w.Accept(ctx, aino, "r", Choice{id, 2}); return err },
		"accept other": func(w *world) error { _, err := w.Accept(ctx, olli, "r", Choice{other, 1}); return err },
		"send": func(w *world) error {
			_, err := w.offer(ctx, olga, "r", w.content("paja", 2, "2026-12-01"))
			return err
		},
		"renew":     func(w *world) error { _, err := w.Renew(ctx, birgit, "r", w.in(40)); return err },
		"withdraw":  func(w *world) error { _, err := w.Withdraw(ctx, olga, "r"); return err },
		"decline":   func(w *world) error { _, err := w.DeclineOffer(ctx, otso, id, Refusal{Reason: TooDear}); return err },
		"take back": func(w *world) error { _, err := w.asks.Withdraw(ctx, otso, "r"); return err },
		"react":     func(w *world) error { return w.react(ctx) },
		"expire":    func(w *world) error { w.move(25 * time.Hour); return errors.Join(w.Work(ctx), w.crews.Work(ctx)) },
		"plan": func(w *world) error {
			e, err := w.crews.Get(ctx, olga, "crew-paja")
			if err == nil {
				_, err = w.crews.SavePlan(ctx, olga, e.ID, e.Rev, capacity.Plan{From: "2026-11-30", Reason: capacity.Training})
			}
			return err
		},
	}
}

// react runs the reactions once and leaves the facts where they are, as a courier does that was stopped.
func (w *world) react(ctx context.Context) error {
	parcels, err := w.db.Pending(ctx, 1000)
	for _, p := range parcels {
		for _, f := range p.Facts {
			if slices.Contains(Follows(), f.Type) {
				err = errors.Join(err, w.Follow(ctx, f))
			}
		}
	}
	return err
}

// Whatever two or three do at the same time, in whatever order their reads and writes fall, and whether or not one of their
// programs stops half-way: all ends as if one had come after the other.
func TestAtTheSameTime(t *testing.T) {
	ctx := t.Context()
	names := slices.Sorted(maps.Keys(acts(ctx)))
	rapid.Check(t, func(rt *rapid.T) {
		w := begun(t)
		w.sent(t, olga, "r", 4, "2026-11-30")
		w.sent(t, veikko, "r", 4, "2026-11-30")
		w.carry(t)
		var all []*turn
		doing := append([]string{"accept", "send"}, rapid.SliceOfN(rapid.SampledFrom(names), 0, 2).Draw(rt, "and")...)
		for i, name := range doing {
			db := w.db
			if rapid.IntRange(0, 4).Draw(rt, "stops") == 0 {
				db = storetest.Faulty(db, rapid.IntRange(1, 5).Draw(rt, "write"), storetest.AfterWrite)
			}
			s := &turn{Store: db, ready: make(chan bool), go_: make(chan struct{})}
			all = append(all, s)
			go func() {
				defer close(s.ready)
				_ = acts(ctx)[name](worldAt(s, w.now, string(rune('a'+i))+"-"))
			}()
		}
		takeTurns(rt, all)
		w.carry(t)
		if broken := w.broken(t, "r"); len(broken) > 0 {
			rt.Fatalf("%v: %s", doing, strings.Join(broken, "\n"))
		}
	})
}

// takeTurns lets one after the other read or write, in an order that is drawn, until all are done.
func takeTurns(rt *rapid.T, all []*turn) {
	waiting := slices.DeleteFunc(all, func(s *turn) bool { return !<-s.ready })
	for len(waiting) > 0 {
		at := 0
		if len(waiting) > 1 {
			at = rapid.IntRange(0, len(waiting)-1).Draw(rt, "turn")
		}
		s := waiting[at]
		s.go_ <- struct{}{}
		if !<-s.ready {
			waiting = slices.Delete(waiting, at, at+1)
		}
	}
}
