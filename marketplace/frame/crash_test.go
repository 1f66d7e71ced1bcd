package frame

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
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// broken says what does not fit together once every fact was carried: calls that hang, sums that count for nothing or do not
// count, capacity that is promised for nothing, and a ceiling that was passed.
func (w *world) broken(t testing.TB) (out []string) {
	t.Helper()
	f, ctx, live := w.stored(t), t.Context(), map[marketplace.ID]bool{}
	for _, c := range f.Calls {
		say := func(format string, args ...any) {
			out = append(out, fmt.Sprintf("call %d is %s: ", c.Number, c.State)+fmt.Sprintf(format, args...))
		}
		r, err := w.asks.Standing(ctx, c.Request)
		q, _ := w.sale.Standing(ctx, c.Quote)
		o, without := w.deals.Standing(ctx, c.Quote)
		live[c.Quote] = c.State == Held || c.State == Ordered
		switch c.State {
		case Calling:
			say("it hangs")
		case Held:
			if r.State != request.Open || q.State != quote.Sent || c.Counts != c.Total {
				say("request %s, quote %s, counts %d", r.State, q.State, c.Counts)
			}
		case Ordered:
			if without != nil || o.State == order.Cancelled || c.Counts != o.Newest().Total {
				say("order %s (%v), counts %d", o.State, without, c.Counts)
			}
		case Lost:
			if err == nil && r.Live || without == nil || c.Counts != 0 {
				say("request %s, order %v, counts %d", r.State, without, c.Counts)
			}
		case Cancelled:
			if o.State != order.Cancelled || c.Counts > o.Newest().Total {
				say("order %s, counts %d", o.State, c.Counts)
			}
		}
	}
	for _, b := range w.promised(t) {
		if !live[b.For] {
			out = append(out, fmt.Sprintf("%s is %s for nothing", b.ID, b.State))
		}
	}
	if f.Terms.Ceiling > 0 && f.Used() > f.Terms.Ceiling {
		out = append(out, fmt.Sprintf("%d of %d", f.Used(), f.Terms.Ceiling))
	}
	return out
}

// A crash at every write of calling off and accepting: the work is ordered or nothing counts, and doing it again orders it once.
func TestCrashes(t *testing.T) {
	ctx := t.Context()
	way := func(w *world) error {
		_, c, err := w.CallOff(ctx, aino, id, "a", wish("2026-12-07", 2))
		if err != nil {
			return err
		}
		if err := w.carryOn(t); err != nil {
			return err
		}
		_, err = w.sale.Accept(ctx, aino, c.Request, quote.Choice{Quote: c.Quote, Version: 1})
		if err != nil {
			return err
		}
		return w.carryOn(t)
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := agreed(t, memory(t), 700_00)
			faulty := storetest.Faulty(w.db, k, moment)
			if err := way(worldAt(faulty, w.now, "crashed-")); !faulty.Crashed() {
				ok(t, err)
				if k <= 10 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(w.db, w.now, "again-")
			again.carry(t)
			if broken := again.broken(t); len(broken) > 0 {
				t.Errorf("write %d, moment %d: %v", k, moment, broken)
			}
			ok(t, way(again))
			if broken := again.broken(t); len(broken) > 0 || len(again.stored(t).Calls) != 1 || again.one(t, 1).State != Ordered {
				t.Errorf("write %d, moment %d, again: %v, %+v", k, moment, broken, again.stored(t).Calls)
			}
		}
	}
}

// A crash at every write of a call-off whose hours somebody else takes meanwhile: nothing counts and nothing is held.
func TestCrashesWithoutHours(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := agreed(t, memory(t), 700_00)
			c := must(w.asked(ctx, w.stored(t), wish("2026-12-07", 1)))
			c.Key, c.By = "a", "aino"
			others := loads(9, "2026-12-10")
			others[0].Supervisors = 3
			must(w.reserve(ctx, aino, Entry{ID: id}, c))
			must(w.crews.Hold(ctx, marketplace.System("paja"), crew, capacity.Request{
				ID: "other", For: first, Buyer: "bakery", Until: w.in(100), Loads: others,
			}))
			faulty := storetest.Faulty(w.db, k, moment)
			crashed := worldAt(faulty, w.now, "crashed-")
			_, _, err := crashed.CallOff(ctx, aino, id, "a", wish("2026-12-07", 1))
			if err == nil {
				t.Fatal("called off without hours")
			}
			if !faulty.Crashed() {
				wantError(t, err, marketplace.Conflict, "")
				if k <= 4 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(w.db, w.now, "again-")
			again.carry(t)
			if broken := again.brokenBut(t, "other"); len(broken) > 0 || again.one(t, 1).State != Lost {
				t.Errorf("write %d, moment %d: %v, %s", k, moment, broken, again.one(t, 1).State)
			}
		}
	}
}

// brokenBut is broken without what is said of one booking.
func (w *world) brokenBut(t testing.TB, booking string) (out []string) {
	t.Helper()
	for _, b := range w.broken(t) {
		if !strings.HasPrefix(b, booking) {
			out = append(out, b)
		}
	}
	return out
}

// Whatever both sides and time do in whatever order, with crashes between: no ceiling is passed, no sum counts for nothing, no
// hour is promised for nothing.
func TestRandomHistories(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(rt *rapid.T) {
		w := agreed(t, memory(t), money.Cents(rapid.SampledFrom([]int{0, 800_00, 2_000_00}).Draw(rt, "ceiling")))
		for i := range rapid.IntRange(3, 14).Draw(rt, "steps") {
			actor := w
			if rapid.IntRange(0, 3).Draw(rt, "crashes") == 0 {
				k := rapid.IntRange(1, 8).Draw(rt, "at")
				moment := rapid.SampledFrom([]storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite}).Draw(rt, "moment")
				actor = worldAt(storetest.Faulty(w.db, k, moment), w.now, fmt.Sprintf("crash-%d-", i))
			}
			act(rt, ctx, actor)
			if rapid.Bool().Draw(rt, "carry") {
				w.carry(t)
				if broken := w.broken(t); len(broken) > 0 {
					rt.Fatal(strings.Join(broken, "\n"))
				}
			}
		}
		w.carry(t)
		if broken := w.broken(t); len(broken) > 0 {
			rt.Fatal(strings.Join(broken, "\n"))
		}
	})
}

// act does one thing that somebody may do; what is refused is as good.
func act(rt *rapid.T, ctx context.Context, w *world) {
	e, err := w.frames.Get(ctx, id)
	if err != nil {
		return
	}
	c := Call{}
	if n := len(e.Value.Calls); n > 0 {
		c = e.Value.Calls[rapid.IntRange(0, n-1).Draw(rt, "call")]
	}
	switch rapid.SampledFrom([]string{"call", "call", "call", "accept", "accept", "take back", "decline", "withdraw", "cancel", "plan", "time", "notice"}).Draw(rt, "what") {
	case "call":
		monday := w.Clock.Today().AddDays(7)
		monday = capacity.Monday(monday.AddDays(7 * rapid.IntRange(0, 2).Draw(rt, "week")))
		_, _, _ = w.CallOff(ctx, aino, id, rapid.StringMatching("[a-f]").Draw(rt, "key"), wish(monday, rapid.IntRange(1, 2).Draw(rt, "weeks")))
	case "accept":
		_, _ = w.sale.Accept(ctx, aino, c.Request, quote.Choice{Quote: c.Quote, Version: 1})
	case "take back":
		_, _ = w.asks.Withdraw(ctx, aino, c.Request)
	case "decline":
		_, _ = w.sale.DeclineOffer(ctx, aino, c.Quote, quote.Refusal{Reason: quote.NotNeeded})
	case "withdraw":
		_, _ = w.sale.Withdraw(ctx, olga, c.Request)
	case "cancel":
		_, _ = w.deals.CancelBought(ctx, aino, c.Quote, order.Cancellation{Reason: order.NotNeeded})
	case "plan":
		if crewNow, err := w.crews.Get(ctx, olga, crew); err == nil {
			day := w.Clock.Today().AddDays(rapid.IntRange(7, 20).Draw(rt, "day"))
			_, _ = w.crews.SavePlan(ctx, olga, crew, crewNow.Rev, capacity.Plan{From: day, Reason: capacity.Holiday, Remove: rapid.Bool().Draw(rt, "remove")})
		}
	case "time":
		w.move(time.Duration(rapid.IntRange(1, 200).Draw(rt, "hours")) * time.Hour)
		_ = w.sale.Work(ctx)
		_ = w.crews.Work(ctx)
		_ = w.deals.Work(ctx)
		_ = w.Work(ctx)
	case "notice":
		if rapid.IntRange(0, 5).Draw(rt, "really") == 0 {
			_, _ = w.GiveNotice(ctx, olga, id, "Syy")
		}
	}
}
