package capacity

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/mongo"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// Whatever happens in whatever order, at every quarter no more is promised than is there, of participants and of
// supervisors, and no hold outlives its moment.
func TestRandomHistories(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		now := marketplace.At(monday.Time().Add(8 * time.Hour))
		c := Crew{ID: "crew", Org: "paja", Terms: terms()}
		steps := rapid.IntRange(1, 40).Draw(r, "steps")
		for i := range steps {
			was := c
			c = happen(r, c, now, i)
			if broken := sound(c, now); broken != nil {
				r.Fatalf("step %d: %v", i, broken)
			}
			for _, b := range was.Bookings {
				if is, _ := c.booking(b.ID); b.State == Sold && is.State == Displaced {
					r.Fatalf("step %d: %s was sold and is displaced", i, b.ID)
				}
			}
			now = marketplace.At(now.Time().Add(time.Duration(rapid.IntRange(0, 20).Draw(r, "hours")) * time.Hour))
			tidied, _ := c.tidy(now)
			if a, b := fmt.Sprint(freeDays(c, now)), fmt.Sprint(freeDays(tidied, now)); a != b {
				r.Fatalf("step %d: the job changes what is free: %s, %s", i, a, b)
			}
			for _, b := range tidied.Bookings {
				if b.State == Held && !now.Time().Before(b.Until.Time()) {
					r.Fatalf("step %d: a hold leaks: %+v", i, b)
				}
			}
		}
	})
}

func freeDays(c Crew, now marketplace.Instant) (out []Hours) {
	for _, d := range c.Calendar(now.Day(), 14, now) {
		out = append(out, d.Free)
	}
	return out
}

// happen tries one random thing; what is refused leaves the crew as it is.
func happen(r *rapid.T, c Crew, now marketplace.Instant, i int) Crew {
	loads := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) Load {
		from := rapid.IntRange(30, 46).Draw(r, "from") * quarter
		return Load{
			plusDays(now.Day(), rapid.IntRange(0, 8).Draw(r, "day")), from, from + rapid.IntRange(1, 12).Draw(r, "length")*quarter,
			rapid.IntRange(1, 5).Draw(r, "participants"), rapid.IntRange(1, 2).Draw(r, "supervisors"),
		}
	}), 1, 4).Draw(r, "loads")
	until := marketplace.At(now.Time().Add(time.Duration(rapid.IntRange(1, 60).Draw(r, "hold")) * time.Hour))
	id := marketplace.ID(fmt.Sprint(rapid.IntRange(0, i).Draw(r, "which")))
	take := func(s step) Crew { after, _, _ := c.take(id, s, now); return after }
	plan := Plan{From: plusDays(now.Day(), rapid.IntRange(0, 8).Draw(r, "exception")), Reason: Other, Windows: []Window{{480, 660, rapid.IntRange(1, 9).Draw(r, "crew"), rapid.IntRange(1, 3).Draw(r, "supervisor")}}}
	plan.To = plan.From
	switch rapid.SampledFrom([]string{"hold", "hold", "hold", "sell", "sell", "extend", "move", "release", "except", "usual", "terms"}).Draw(r, "what") {
	case "hold":
		after, _, _ := c.hold(Request{ID: marketplace.ID(fmt.Sprint(i)), For: "q", Buyer: "cafe", Until: until, Loads: loads}, now)
		return after
	case "sell":
		return take(step{event: Sell})
	case "extend":
		return take(step{event: Extend, until: until})
	case "move":
		return take(step{event: Move, loads: loads})
	case "release":
		return take(step{event: Release})
	case "usual":
		plan.Remove = true
		fallthrough
	case "except":
		changed, err := c.planned(plan)
		if err != nil {
			return c
		}
		return saved(c, changed, now)
	}
	changed := c
	changed.Terms.Ratio = rapid.IntRange(1, 6).Draw(r, "ratio")
	return saved(c, changed, now)
}

func saved(c, changed Crew, now marketplace.Instant) Crew {
	after, effect := c.replan(changed, now.Day(), now.Day(), now)
	if effect.refused() != nil {
		return c
	}
	return after
}

// Two hundred buyers at once get what is there and not an hour more; everybody else is told what is missing.
func TestTwoHundredAtOnce(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { rush(t, memory(t)) })
	t.Run("MongoDB", func(t *testing.T) {
		uri := os.Getenv("SOVITE_TEST_MONGODB_URI")
		if uri == "" {
			t.Skip("SOVITE_TEST_MONGODB_URI names no server")
		}
		db, err := mongo.Open(t.Context(), uri, fmt.Sprintf("sovite_capacity_%d", time.Now().UnixNano()))
		ok(t, err)
		t.Cleanup(func() { ok(t, db.Close()) })
		ok(t, db.Prepare(t.Context(), Schemas()))
		rush(t, db)
	})
}

func rush(t *testing.T, db store.Store) {
	w := newWorld(t, db)
	ctx := t.Context()
	big := terms()
	big.Week[0] = []Window{{480, 720, 40, 30}}
	_, err := w.CreateOnce(ctx, olga, "crew", big)
	ok(t, err)
	var wg sync.WaitGroup
	var got, refused atomic.Int64
	for i := range 200 {
		wg.Go(func() {
			id := marketplace.ID(fmt.Sprintf("b-%03d", i))
			_, err := w.Hold(ctx, seppo, "crew", w.ask(id, load("2026-11-30", 1+i%2)))
			if err == nil {
				_, err = w.Sell(ctx, aino, "crew", id)
			}
			switch {
			case err == nil:
				got.Add(1)
			case marketplace.IsKind(err, marketplace.Conflict):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	c := w.stored(t).Value
	if broken := sound(c, w.Clock.Now()); broken != nil {
		t.Error(broken)
	}
	d := c.Day("2026-11-30", w.Clock.Now())
	if got.Load()+refused.Load() != 200 || int(got.Load()) != len(c.Bookings) || d.Sellable >= 16 || d.Held != (Hours{}) {
		t.Errorf("%d got some, %d were refused, left %+v", got.Load(), refused.Load(), d)
	}
}

// A crash at any write loses nothing that was answered and leaves nothing half done: doing it all again ends the same.
func TestCrashAtEveryWrite(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			broken, whole := newWorld(t, faulty), newWorld(t, db)
			err := story(t, broken)
			if !faulty.Crashed() {
				ok(t, err)
				if k < 8 {
					t.Fatalf("only %d writes", k)
				}
				break
			}
			if !errors.Is(err, storetest.ErrCrash) {
				t.Fatalf("write %d: %v", k, err)
			}
			if e, err := whole.crews.Get(t.Context(), "crew"); err == nil && sound(e.Value, whole.Clock.Now()) != nil {
				t.Errorf("write %d: %v", k, sound(e.Value, whole.Clock.Now()))
			}
			ok(t, story(t, whole))
			c := whole.stored(t).Value
			if a, _ := c.booking("a"); a.State != Sold || len(c.Bookings) != 3 || len(c.Exceptions) != 1 || c.Day("2026-11-30", whole.Clock.Now()).Sold != (Hours{32, 16}) {
				t.Errorf("write %d: %+v", k, c)
			}
		}
	}
}

// story is a flow whose every step may be done again.
func story(t *testing.T, w *world) error {
	ctx := t.Context()
	until := marketplace.At(monday.Time().Add(30 * time.Hour))
	ask := func(id marketplace.ID) Request {
		return Request{ID: id, For: "q", Buyer: "cafe", Until: until, Loads: []Load{{"2026-11-30", 480, 600, 4, 1}}}
	}
	for _, do := range []func() error{
		func() error { _, err := w.CreateOnce(ctx, olga, "crew", terms()); return err },
		func() error { _, err := w.Hold(ctx, seppo, "crew", ask("a")); return err },
		func() error { _, err := w.Hold(ctx, seppo, "crew", ask("b")); return err },
		func() error { _, err := w.Sell(ctx, aino, "crew", "a"); return err },
		func() error {
			_, err := w.Move(ctx, seppo, "crew", "a", "", []Load{{"2026-11-30", 480, 720, 2, 1}})
			return err
		},
		func() error { _, err := w.Release(ctx, seppo, "crew", "b"); return err },
		func() error {
			e, err := w.Get(ctx, olga, "crew")
			if err == nil && len(e.Value.Exceptions) == 0 {
				_, err = w.SavePlan(ctx, olga, "crew", e.Rev, Plan{From: "2026-12-01", Reason: Holiday})
			}
			return err
		},
		func() error { _, err := w.Hold(ctx, seppo, "crew", ask("c")); return err },
		func() error {
			w.now.Store(until.Time().UnixMilli())
			return w.Work(ctx)
		},
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}
