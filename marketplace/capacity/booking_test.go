package capacity

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
)

// The same request again changes nothing, whatever became of it; another under its id is refused.
func TestRepeats(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.crew(t)
	r := w.ask("b", load("2026-11-30", 4))
	twice := func(what string, do func() (Booking, error), want State) {
		t.Helper()
		first, err := do()
		ok(t, err)
		rev := w.stored(t).Rev
		w.move(time.Second)
		again, err := do()
		if err != nil || fmt.Sprint(again) != fmt.Sprint(first) || again.State != want || w.stored(t).Rev != rev {
			t.Errorf("%s: %+v, then %+v, %v", what, first, again, err)
		}
	}
	twice("hold", func() (Booking, error) { return w.Hold(ctx, seppo, "crew", r) }, Held)
	twice("sell", func() (Booking, error) { return w.Sell(ctx, aino, "crew", "b") }, Sold)
	twice("hold what is sold", func() (Booking, error) { return w.Hold(ctx, seppo, "crew", r) }, Sold)
	twice("release", func() (Booking, error) { return w.Release(ctx, seppo, "crew", "b") }, Released)
	w.move(48 * time.Hour) // the request's own moment has passed
	twice("hold what is released", func() (Booking, error) { return w.Hold(ctx, seppo, "crew", r) }, Released)
	r.Loads = []Load{load("2026-11-30", 3)}
	_, err := w.Hold(ctx, seppo, "crew", r)
	wantError(t, err, marketplace.Conflict, "capacity.booking_taken")
}

// A cancelled shift is moved or made smaller in one write: all of it or nothing.
func TestMove(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	w.crew(t)
	w.sold(t, "b", load(monday, 4), load("2026-11-30", 4))
	w.held(t, "h", load("2026-12-01", 1))
	before := w.stored(t)
	_, err := w.Move(ctx, seppo, "crew", "b", "", []Load{load("2026-11-26", 4), load("2026-12-01", 4)})
	wantError(t, err, marketplace.Conflict, "capacity.short.crew")
	if fields := marketplace.AsError(err).Fields; len(fields) != 2 || fields[0].Args["missing"] != "1" || fields[0].Args["from"] != "10:00" {
		t.Errorf("what is missing: %+v", fields)
	}
	if w.stored(t).Rev != before.Rev {
		t.Fatal("half of it was moved")
	}
	_, err = w.Move(ctx, seppo, "crew", "b", Held, []Load{load("2026-11-30", 1)})
	wantError(t, err, marketplace.Conflict, "capacity.state.sold")
	if w.stored(t).Rev != before.Rev {
		t.Fatal("what was sold meanwhile was moved as if it were still held")
	}
	w.move(24 * time.Hour)
	b, err := w.Move(ctx, seppo, "crew", "b", "", []Load{load("2026-11-26", 2)})
	if err != nil || !slices.Equal(b.Loads, []Load{load(monday, 4), load("2026-11-26", 2)}) {
		t.Errorf("what was worked stays: %+v, %v", b.Loads, err)
	}
	_, err = w.Move(ctx, seppo, "crew", "b", "", []Load{load(monday, 2)})
	wantError(t, err, marketplace.Invalid, "error.invalid")
	_, err = w.Move(ctx, seppo, "crew", "b", "", nil)
	wantError(t, err, marketplace.Invalid, "error.invalid")
	b, err = w.Release(ctx, seppo, "crew", "b")
	if err != nil || !slices.Equal(b.Loads, []Load{load(monday, 4)}) {
		t.Errorf("what was worked stays sold: %+v, %v", b.Loads, err)
	}
}

// The buyer may not undo what is sold.
func TestBuyerKeepsTheOrder(t *testing.T) {
	w := newWorld(t, memory(t))
	w.crew(t)
	w.sold(t, "b", load("2026-11-30", 4))
	_, err := w.Release(t.Context(), aino, "crew", "b")
	wantError(t, err, marketplace.Forbidden, "capacity.sold_stays")
}

func TestWrongRequests(t *testing.T) {
	w := newWorld(t, memory(t))
	w.crew(t)
	good := func() Request { return w.ask("b", load("2026-11-30", 4)) }
	many := slices.Repeat([]Load{load("2026-11-30", 1)}, maxOwnLoads+1)
	for name, change := range map[string]func(*Request){
		"for nothing":      func(r *Request) { r.For = "" },
		"for nobody":       func(r *Request) { r.Buyer = "" },
		"no id":            func(r *Request) { r.ID = "a/b" },
		"no loads":         func(r *Request) { r.Loads = nil },
		"too many":         func(r *Request) { r.Loads = many },
		"ended before":     func(r *Request) { r.Until = w.in(0) },
		"too long":         func(r *Request) { r.Until = w.in(61 * 24 * time.Hour) },
		"yesterday":        func(r *Request) { r.Loads[0].Date = "2026-11-22" },
		"no day":           func(r *Request) { r.Loads[0].Date = "" },
		"far away":         func(r *Request) { r.Loads[0].Date = "2029-01-01" },
		"no whole quarter": func(r *Request) { r.Loads[0].From = 481 },
		"backwards":        func(r *Request) { r.Loads[0].To = 480 },
		"past midnight":    func(r *Request) { r.Loads[0].To = 1455 },
		"nobody works":     func(r *Request) { r.Loads[0].Participants = 0 },
		"nobody leads":     func(r *Request) { r.Loads[0].Supervisors = 0 },
	} {
		r := good()
		change(&r)
		if _, err := w.Hold(t.Context(), seppo, "crew", r); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Hold(t.Context(), seppo, "crew", good()); err != nil {
		t.Error(err)
	}
}

// What is long past leaves the document, with a fact that says what it came to; what came to nothing is forgotten.
func TestWhatIsPastLeaves(t *testing.T) {
	w, ctx := newWorld(t, memory(t)), t.Context()
	e := w.crew(t)
	_, err := w.SavePlan(ctx, olga, "crew", e.Rev, Plan{From: monday, Reason: MoreHands, Windows: terms().Week[0]})
	ok(t, err)
	w.sold(t, "b", load(monday, 4), load("2026-12-03", 2))
	w.held(t, "h", load("2026-12-02", 2))
	w.move(36 * 24 * time.Hour)
	w.told(t)
	ok(t, w.Work(ctx))
	b, _ := w.stored(t).Value.booking("b")
	if sum := b.Hours(); len(b.Loads) != 1 || b.Past != (Hours{64, 16}) || sum != (Hours{96, 32}) {
		t.Errorf("%+v", b)
	}
	if got := w.told(t); !cmp.Equal(got, []string{"capacity.expired h"}) {
		t.Errorf("told %v", got)
	}
	w.move(10 * 24 * time.Hour)
	ok(t, w.Work(ctx))
	parcels, err := w.db.Pending(ctx, 10)
	ok(t, err)
	if len(parcels) != 1 || len(parcels[0].Facts) != 1 || parcels[0].Facts[0].Type != "capacity.ended" || parcels[0].Facts[0].Data["crew_quarters"] != "96" {
		t.Errorf("told %+v", parcels)
	}
	if c := w.stored(t).Value; len(c.Bookings) != 0 || len(c.Exceptions) != 0 || c.Watched {
		t.Errorf("left: %+v", c)
	}
}

// However many quotes come to nothing, the document stays small; however much is sold, there is an end.
func TestTheDocumentIsBounded(t *testing.T) {
	now := marketplace.At(monday.Time())
	c := Crew{Terms: terms()}
	for i := range maxEnded + 50 {
		c.Bookings = append(c.Bookings, Booking{ID: marketplace.ID(fmt.Sprint(i)), State: Released, Changed: now})
	}
	c, _ = c.tidy(now)
	if len(c.Bookings) != maxEnded || c.Bookings[0].ID != "50" {
		t.Errorf("%d are left from %s on", len(c.Bookings), c.Bookings[0].ID)
	}
	full := []Booking{{Loads: make([]Load, maxLoads)}}
	if err := c.room([]Load{load(monday, 1)}, full); marketplace.AsError(err).Key != "capacity.full" {
		t.Errorf("more loads than a crew can have: %v", err)
	}
	if err := c.room([]Load{load(monday, 1)}, make([]Booking, maxBookings)); marketplace.AsError(err).Key != "capacity.full" {
		t.Errorf("more bookings than a crew can have: %v", err)
	}
}
