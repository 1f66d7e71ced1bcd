package worker

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/server/worker/standing"
)

// shelf is a courier with a reaction that fails until it is mended, and the setbacks that another process reads.
type shelf struct {
	t      *testing.T
	store  store.Store
	now    *time.Time
	mended bool
	*Courier
	*standing.Setbacks
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	x := &shelf{t: t, now: clockAt(), store: storetest.Memory(t, append(append(audit.Schemas(), things), standing.Schemas()...)...)}
	clock := func() time.Time { return *x.now }
	ids := marketplace.NewIDs(clock, strings.NewReader(strings.Repeat("r", 1000)))
	x.Setbacks = standing.NewSetbacks(standing.Deps{Store: x.store, Clock: clock, Log: slog.New(slog.DiscardHandler)}, ids)
	x.Courier = New(Deps{
		Store: x.store, Record: audit.New(x.store), Log: slog.New(slog.DiscardHandler), Clock: clock, Setbacks: x.Setbacks,
		Reactions: []Reaction{{Name: "tell somebody", On: []string{"thing.made"}, Do: func(context.Context, marketplace.Fact) error {
			if x.mended {
				return nil
			}
			return marketplace.Errorf(marketplace.Unavailable, "error.unavailable", "value", "typed by somebody", errors.New("no answer from who@example.fi"))
		}}},
	})
	return x
}

// turn lets the courier look once, after a while.
func (x *shelf) turn(after time.Duration) {
	x.t.Helper()
	*x.now = x.now.Add(after)
	_, _ = x.round(x.t.Context(), false) // what fails is what the test is about
}

func (x *shelf) all() []standing.Setback {
	x.t.Helper()
	list, err := x.All(x.t.Context())
	if err != nil {
		x.t.Fatal(err)
	}
	return list
}

func administrator() marketplace.Actor {
	return marketplace.Actor{Person: "ada", Org: "house", Roles: []marketplace.Role{marketplace.RoleAdministrator}}
}

// What fails again and again is written down with its reason, without what was typed; asked for, it is tried before its time, and gone.
func TestASetbackIsRetriedAndGone(t *testing.T) {
	x := newShelf(t)
	put(t, x.store, "one", "thing.made")
	x.turn(0)
	x.turn(time.Minute)
	if n := len(x.all()); n != 0 {
		t.Fatalf("%d setbacks after two failures", n)
	}
	x.turn(time.Minute)
	list := x.all()
	if len(list) != 1 {
		t.Fatalf("%d setbacks after three failures", len(list))
	}
	b := list[0]
	if b.Document != "things/one" || b.Step != "tell somebody" || b.Fact != "thing.made" || b.Failures != 3 || b.Next.Time().Sub(*x.now) <= 0 {
		t.Errorf("setback %+v", b)
	}
	if want := "unavailable: error.unavailable: no answer from …"; b.Reason != want {
		t.Errorf("reason %q, want %q", b.Reason, want)
	}
	x.mended = true
	x.turn(0)
	if pending(t, x.store) == 0 {
		t.Fatal("tried before its time although nobody asked")
	}
	stranger := administrator()
	stranger.Roles = []marketplace.Role{marketplace.RoleAuditor, marketplace.RoleOwner}
	if err := x.TryAgain(t.Context(), stranger, b.ID); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("an auditor retries: %v", err)
	}
	if err := x.TryAgain(t.Context(), administrator(), b.ID); err != nil {
		t.Fatal(err)
	}
	x.turn(0)
	x.turn(0)
	if n := len(x.all()); n != 0 || pending(t, x.store) != 0 {
		t.Errorf("%d setbacks and %d facts are left after the retry", n, pending(t, x.store))
	}
	if err := x.TryAgain(t.Context(), administrator(), b.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("retrying what is gone: %v", err)
	}
}

// What another process carried is forgotten, too; what still fails when it was asked for waits on.
func TestSetbacksFollowWhatIsPending(t *testing.T) {
	x := newShelf(t)
	put(t, x.store, "one", "thing.made")
	for range 3 {
		x.turn(time.Minute)
	}
	if err := x.TryAgain(t.Context(), administrator(), x.all()[0].ID); err != nil {
		t.Fatal(err)
	}
	x.turn(0)
	if b := x.all()[0]; b.Again || b.Failures != 4 {
		t.Errorf("after a retry that failed: %+v", b)
	}
	parcels, err := x.store.Pending(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parcels {
		if err := x.store.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{p.Facts[0].ID}); err != nil {
			t.Fatal(err)
		}
	}
	x.turn(2 * time.Minute)
	if n := len(x.all()); n != 0 {
		t.Errorf("%d setbacks of what was carried elsewhere", n)
	}
}

// A schedule tells what each job did, and the store keeps the last of it.
func TestRunsAreKept(t *testing.T) {
	db, now := storetest.Memory(t, standing.Schemas()...), clockAt()
	clock := func() time.Time { return *now }
	runs := standing.NewRuns(standing.Deps{Store: db, Clock: clock, Process: "p1", Log: slog.New(slog.DiscardHandler)})
	var fails error
	s := NewSchedule(alone(true), nil, slog.New(slog.DiscardHandler)).Telling(clock, runs.Done)
	do := func(after time.Duration, err error) standing.Run {
		t.Helper()
		*now, fails = now.Add(after), err
		_ = s.turn(t.Context(), Job{Name: "send", Do: func(context.Context) error { *now = now.Add(1500 * time.Millisecond); return fails }})
		run, known, err := runs.Of(t.Context(), "send")
		if err != nil || !known {
			t.Fatal(known, err)
		}
		return run
	}
	first := do(0, nil)
	if first.Took != 1500 || first.Reason != "" || first.Went != first.Started || first.Process != "p1" {
		t.Errorf("first %+v", first)
	}
	if again := do(time.Second, nil); again != first {
		t.Errorf("the same outcome is written every second: %+v", again)
	}
	bad := do(time.Second, errors.New("no room for me@example.fi"))
	if bad.Reason != "job send: no room for …" || bad.Failing != bad.Started || bad.Went != first.Started {
		t.Errorf("bad %+v", bad)
	}
	if worse := do(time.Hour, errors.New("no room for me@example.fi")); worse.Failing != bad.Failing || worse.Started == bad.Started {
		t.Errorf("since when it fails is lost: %+v", worse)
	}
	if well := do(time.Minute, nil); well.Reason != "" || !well.Failing.IsZero() {
		t.Errorf("well again %+v", well)
	}
}
