package quote

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// crashing runs a way against a store that fails at its k-th write, for every k, before and after that write; then the
// program starts again: the reactions run, and check looks at what became of it.
func crashing(t *testing.T, least int, prepare func(*world), way func(*world) error, check func(t *testing.T, w *world, write string)) {
	t.Helper()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			w := newWorld(db)
			for _, s := range sellersOf() {
				w.crew(t, s.Org)
			}
			w.open(t, "r")
			w.carry(t)
			prepare(w)
			w.carry(t)
			faulty := storetest.Faulty(db, k, moment)
			if err := way(worldAt(faulty, w.now, "crashed-")); !faulty.Crashed() {
				ok(t, err)
				if k <= least {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(db, w.now, "again-")
			again.carry(t)
			check(t, again, fmt.Sprintf("write %d, moment %d", k, moment))
		}
	}
}

// A crash at every write of sending: the version is sent or a draft, nothing is held for nothing, and doing it again sends
// it once.
func TestCrashWhileSending(t *testing.T) {
	ctx, id := t.Context(), IDOf("r", "paja")
	send := func(c func(*world) Content) func(*world) error {
		return func(w *world) error { _, err := w.offer(ctx, olga, "r", c(w)); return err }
	}
	first := func(w *world) Content { return w.content("paja", 4, "2026-11-30") }
	second := func(w *world) Content { return w.content("paja", 2, "2026-12-01", "2026-12-02") }
	crashing(t, 3, func(*world) {}, send(first), func(t *testing.T, w *world, write string) {
		if broken := w.broken(t, "r"); len(broken) > 0 {
			t.Errorf("%s: %v", write, broken)
		}
		if len(w.stored(t, id).Versions) == 0 {
			ok(t, send(first)(w))
		}
		w.carry(t)
		if q := w.stored(t, id); q.State != Sent || len(q.Versions) != 1 || len(w.broken(t, "r")) > 0 || len(w.bookings(t, "paja")) != 1 {
			t.Errorf("%s: %+v, %v", write, q, w.broken(t, "r"))
		}
	})
	crashing(t, 3, func(w *world) { ok(t, send(first)(w)) }, send(second), func(t *testing.T, w *world, write string) {
		if broken := w.broken(t, "r"); len(broken) > 0 {
			t.Errorf("%s: %v", write, broken)
		}
		newest, _ := w.stored(t, id).Newest()
		must(w.Accept(ctx, aino, "r", Choice{id, newest.Number}))
		w.carry(t)
		if broken := w.broken(t, "r"); len(broken) > 0 {
			t.Errorf("%s, accepted: %v", write, broken)
		}
	})
}

// A crash at every write of accepting: after the restart the request is awarded and everything else let go of, or nothing
// happened and it can be accepted again.
func TestCrashWhileAccepting(t *testing.T) {
	ctx, id := t.Context(), IDOf("r", "paja")
	prepare := func(w *world) {
		w.sent(t, olga, "r", 4, "2026-11-30")
		w.sent(t, veikko, "r", 4, "2026-11-30")
	}
	way := func(w *world) error { _, err := w.Accept(ctx, aino, "r", Choice{id, 1}); return err }
	crashing(t, 4, prepare, way, func(t *testing.T, w *world, write string) {
		if broken := w.broken(t, "r"); len(broken) > 0 {
			t.Errorf("%s: %v", write, broken)
		}
		ok(t, way(w))
		w.carry(t)
		if r := w.request(t, "r"); r.State != request.Awarded || len(w.broken(t, "r")) > 0 || w.stored(t, IDOf("r", "verstas")).State != Lost {
			t.Errorf("%s: %+v, %v", write, r, w.broken(t, "r"))
		}
	})
}

// A crash at every write of accepting what cannot be had: after the restart the quote is lost, the request open, and the
// other quote as it was.
func TestCrashWhileCapacityIsGone(t *testing.T) {
	ctx, id := t.Context(), IDOf("r", "paja")
	prepare := func(w *world) {
		w.sent(t, olga, "r", 4, "2026-11-30")
		w.sent(t, veikko, "r", 4, "2026-11-30")
		crew := must(w.crews.Get(ctx, olga, "crew-paja"))
		must(w.crews.SavePlan(ctx, olga, "crew-paja", crew.Rev, capacity.Plan{From: "2026-11-30", Reason: capacity.Training}))
	}
	way := func(w *world) error {
		if _, err := w.Accept(ctx, aino, "r", Choice{id, 1}); !marketplace.IsKind(err, marketplace.Conflict) {
			return fmt.Errorf("accepted: %w", err)
		}
		return nil
	}
	crashing(t, 3, prepare, way, func(t *testing.T, w *world, write string) {
		ok(t, way(w))
		w.carry(t)
		if q, r := w.stored(t, id), w.request(t, "r"); q.State != Lost || r.State != request.Open || len(w.broken(t, "r")) > 0 {
			t.Errorf("%s: %s, %s, %v", write, q.State, r.State, w.broken(t, "r"))
		}
		if other := w.stored(t, IDOf("r", "verstas")); other.State != Sent || len(w.bookings(t, "verstas")) != 1 {
			t.Errorf("%s: the other is %+v", write, other)
		}
	})
}

// While a quote is chosen its organiser may withdraw it or send another version: the choice is undone or stands, whole.
func TestOrganiserActsWhileChosen(t *testing.T) {
	ctx, id := t.Context(), IDOf("r", "paja")
	for name, act := range map[string]func(*world) error{
		"withdraws": func(w *world) error { _, err := w.Withdraw(ctx, olga, "r"); return err },
		"sends": func(w *world) error {
			_, err := w.offer(ctx, olga, "r", w.content("paja", 2, "2026-12-01"))
			if marketplace.IsKind(err, marketplace.Conflict) {
				err = nil
			}
			return err
		},
		"renews": func(w *world) error {
			_, err := w.Renew(ctx, olga, "r", w.in(30))
			if marketplace.IsKind(err, marketplace.Conflict) {
				err = nil
			}
			return err
		},
	} {
		for k := 1; k <= 4; k++ { // the buyer's program stops at a write, the organiser acts, and the reactions go on
			w := begun(t)
			w.sent(t, olga, "r", 4, "2026-11-30")
			w.carry(t)
			_, _ = worldAt(storetest.Faulty(w.db, k, storetest.AfterWrite), w.now, "crashed-").Accept(ctx, aino, "r", Choice{id, 1})
			ended := w.stored(t, id).State == Accepted
			if err := act(w); err != nil && !ended {
				t.Errorf("%s after write %d: %v", name, k, err)
			}
			w.carry(t)
			if broken := w.broken(t, "r"); len(broken) > 0 {
				t.Errorf("%s after write %d: %v", name, k, broken)
			}
		}
	}
}

// Whatever buyers, organisers and time do in whatever order, with crashes between: no hour is promised twice, nothing is held
// or sold for nothing, and no request has two winners.
func TestRandomHistories(t *testing.T) {
	ctx := t.Context()
	requests := []marketplace.ID{"r1", "r2"}
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(memory(t))
		for _, s := range sellersOf() {
			w.crew(t, s.Org)
		}
		for _, id := range requests {
			w.open(t, id)
		}
		w.carry(t)
		now := w.now
		for i := range rapid.IntRange(3, 16).Draw(rt, "steps") {
			actor := w
			if rapid.IntRange(0, 3).Draw(rt, "crashes") == 0 {
				k := rapid.IntRange(1, 6).Draw(rt, "at")
				moment := rapid.SampledFrom([]storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite}).Draw(rt, "moment")
				actor = worldAt(storetest.Faulty(w.db, k, moment), now, fmt.Sprintf("crash-%d-", i))
			}
			step(rt, ctx, actor, requests)
			if rapid.Bool().Draw(rt, "carry") {
				w.carry(t)
				if broken := w.broken(t, requests...); len(broken) > 0 {
					rt.Fatal(strings.Join(broken, "\n"))
				}
			}
		}
		w.carry(t)
		if broken := w.broken(t, requests...); len(broken) > 0 {
			rt.Fatal(strings.Join(broken, "\n"))
		}
	})
}

// step does one thing that somebody may do; most of what is tried at random is refused, which is as good.
func step(rt *rapid.T, ctx context.Context, w *world, requests []marketplace.ID) {
	id := rapid.SampledFrom(requests).Draw(rt, "request")
	seller := rapid.SampledFrom(sellersOf()).Draw(rt, "seller")
	q := IDOf(id, seller.Org)
	switch rapid.SampledFrom([]string{"send", "send", "accept", "accept", "renew", "decline", "withdraw", "take back", "time", "plan"}).Draw(rt, "what") {
	case "send":
		days := []marketplace.Date{"2026-11-30", "2026-12-01", "2026-12-02"}[:rapid.IntRange(1, 3).Draw(rt, "days")]
		_, _ = w.offer(ctx, seller, id, w.content(seller.Org, rapid.IntRange(1, 4).Draw(rt, "people"), days...))
	case "accept":
		_, _ = w.Accept(ctx, aino, id, Choice{q, rapid.IntRange(1, 3).Draw(rt, "version")})
	case "renew":
		_, _ = w.Renew(ctx, seller, id, w.in(rapid.IntRange(1, 72).Draw(rt, "longer")))
	case "decline":
		_, _ = w.DeclineOffer(ctx, aino, q, Refusal{Reason: TooDear})
	case "withdraw":
		_, _ = w.Withdraw(ctx, seller, id)
	case "take back":
		if rapid.IntRange(0, 4).Draw(rt, "really") == 0 {
			_, _ = w.asks.Withdraw(ctx, aino, id)
		}
	case "time":
		w.move(time.Duration(rapid.IntRange(1, 20).Draw(rt, "hours")) * time.Hour)
		_ = w.Work(ctx)
		_ = w.crews.Work(ctx)
	case "plan":
		a := marketplace.System(seller.Org)
		if crew, err := w.crews.Get(ctx, a, crewOf(seller.Org)); err == nil {
			day := rapid.SampledFrom([]marketplace.Date{"2026-11-30", "2026-12-01"}).Draw(rt, "day")
			_, _ = w.crews.SavePlan(ctx, a, crew.ID, crew.Rev, capacity.Plan{From: day, Reason: capacity.StaffAway, Remove: rapid.Bool().Draw(rt, "remove")})
		}
	}
}

// The total is the sum of the amounts, each of which is quantity × price rounded once; whatever the caller wrote as amounts.
func TestTotals(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := Content{Lines: rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) Line {
			return Line{
				Unit: rapid.SampledFrom(price.Units()).Draw(rt, "unit"), Quantity: price.Quantity(rapid.Int64Range(1, maxQuantity).Draw(rt, "quantity")),
				Rate: money.Rate(rapid.Int64Range(0, maxRate).Draw(rt, "rate")), Amount: money.Cents(rapid.Int64().Draw(rt, "written")),
			}
		}), 0, maxLines).Draw(rt, "lines")}
		stored, err := c.stored()
		if err != nil {
			rt.Fatal(err)
		}
		var want money.Cents
		for i, l := range stored.Lines {
			amount, err := c.Lines[i].Unit.Amount(l.Rate, l.Quantity)
			if err != nil || amount != l.Amount {
				rt.Fatalf("%+v: %d, %v", l, amount, err)
			}
			want += amount
		}
		if got, err := stored.Total(); got != want || err != nil {
			rt.Fatalf("%d, %v; the lines come to %d", got, err, want)
		}
	})
}
