package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var things = store.Schema{Collection: "things"}

func newStore(t *testing.T) store.Store {
	t.Helper()
	return storetest.Memory(t, append(audit.Schemas(), things)...)
}

// put saves a document with facts of a type; saving again adds facts.
func put(t *testing.T, s store.Store, id marketplace.ID, types ...string) {
	t.Helper()
	var facts []marketplace.Fact
	for i, typ := range types {
		facts = append(facts, marketplace.Fact{ID: marketplace.ID(fmt.Sprintf("%s-%s-%d", id, typ, i)), Type: typ, Org: "acme", Subject: "things/" + string(id)})
	}
	if err := s.Insert(t.Context(), "things", id, []byte("{}"), facts); err != nil {
		t.Fatal(err)
	}
}

// seen remembers what a reaction was given.
type seen struct {
	mu    sync.Mutex
	facts []string
}

func (s *seen) do(_ context.Context, f marketplace.Fact) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts = append(s.facts, string(f.ID))
	return nil
}

func (s *seen) list() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.facts)
}

func courier(s store.Store, now *time.Time, reactions ...Reaction) *Courier {
	return New(Deps{
		Store: s, Record: audit.New(s), Reactions: reactions, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Clock: func() time.Time { return *now }, Wait: func(time.Duration) <-chan time.Time { return nil },
	})
}

func clockAt() *time.Time { return new(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)) }

func pending(t *testing.T, s store.Store) (n int) {
	t.Helper()
	parcels, err := s.Pending(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parcels {
		n += len(p.Facts)
	}
	return n
}

func recorded(t *testing.T, s store.Store) int64 {
	t.Helper()
	report, err := audit.New(s).Verify(t.Context(), "acme", nil)
	if err != nil || report.Fault != nil {
		t.Fatalf("the record: %+v %v", report, err)
	}
	return report.Entries
}

func TestDrainDeliversInOrder(t *testing.T) {
	s, got, other := newStore(t), &seen{}, &seen{}
	put(t, s, "a", "made", "changed", "made")
	c := courier(s, clockAt(), Reaction{Name: "all", On: []string{"made", "changed"}, Do: got.do}, Reaction{Name: "some", On: []string{"changed"}, Do: other.do})
	if err := c.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a-made-0", "a-changed-1", "a-made-2"}, got.list()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a-changed-1"}, other.list()); diff != "" {
		t.Error(diff)
	}
	if pending(t, s) != 0 || recorded(t, s) != 3 || c.Stats() != (Stats{Delivered: 3}) {
		t.Errorf("pending %d, recorded %d, %+v", pending(t, s), recorded(t, s), c.Stats())
	}
}

// A reaction that saves something causes facts of its own; draining carries these too.
func TestDrainCarriesWhatReactionsCause(t *testing.T) {
	s, got := newStore(t), &seen{}
	put(t, s, "a", "made")
	chain := Reaction{Name: "chain", On: []string{"made"}, Do: func(ctx context.Context, f marketplace.Fact) error {
		next := marketplace.Fact{ID: "b-after", Type: "followed", Org: "acme", Subject: "things/b"}
		err := s.Insert(ctx, "things", "b", []byte("{}"), []marketplace.Fact{next})
		if marketplace.IsKind(err, marketplace.Conflict) {
			return nil
		}
		return err
	}}
	if err := courier(s, clockAt(), chain, Reaction{Name: "see", On: []string{"followed"}, Do: got.do}).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"b-after"}, got.list()); diff != "" {
		t.Error(diff)
	}
}

// Whatever write the program stops at, after the restart every effect is there exactly once, and the record is whole.
func TestCrashAtEveryWrite(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; crashAt(t, k, moment); k++ {
		}
	}
}

func crashAt(t *testing.T, k int, moment storetest.Moment) bool {
	t.Helper()
	s := newStore(t)
	for _, id := range []marketplace.ID{"a", "b", "c"} {
		put(t, s, id, "made", "changed")
	}
	effect := func(s store.Store) Reaction {
		return Reaction{Name: "effect", On: []string{"made", "changed"}, Do: func(ctx context.Context, f marketplace.Fact) error {
			err := s.Insert(ctx, "things", "effect-of-"+f.ID, []byte("{}"), nil)
			if marketplace.IsKind(err, marketplace.Conflict) {
				return nil
			}
			return err
		}}
	}
	faulty := storetest.Faulty(s, k, moment)
	err := courier(faulty, clockAt(), effect(faulty)).Drain(t.Context())
	if !faulty.Crashed() {
		if err != nil {
			t.Fatal(err)
		}
		return false
	}
	if !errors.Is(err, storetest.ErrCrash) {
		t.Fatalf("write %d: %v", k, err)
	}
	if err := courier(s, clockAt(), effect(s)).Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	res, err := s.Find(t.Context(), "things", store.Query{})
	if err != nil || len(res.Docs) != 3+6 || pending(t, s) != 0 || recorded(t, s) != 6 {
		t.Errorf("write %d: %d documents, %d pending, %v", k, len(res.Docs), pending(t, s), err)
	}
	return true
}

// failing is a reaction that fails, or panics, for one document until it is mended.
type failing struct {
	mended bool
	panics bool
	tries  int
}

func (f *failing) do(_ context.Context, fact marketplace.Fact) error {
	if fact.Subject != "things/bad" || fact.Type != "changed" || f.mended {
		return nil
	}
	f.tries++
	if f.panics {
		panic("no such thing")
	}
	return errors.New("not now")
}

// One bad document holds up itself only: what came before its bad fact is settled, what comes after waits, the other
// documents go.
func TestBadDocumentBlocksNoOther(t *testing.T) {
	for _, panics := range []bool{false, true} {
		s, got, bad := newStore(t), &seen{}, &failing{panics: panics}
		put(t, s, "bad", "made", "changed", "closed")
		put(t, s, "good", "made", "changed", "closed")
		all := []string{"made", "changed", "closed"}
		c := courier(s, clockAt(), Reaction{Name: "bad", On: all, Do: bad.do}, Reaction{Name: "see", On: all, Do: got.do})
		if err := c.Drain(t.Context()); err == nil {
			t.Error("a drain that left something behind did not say so")
		}
		for _, f := range []string{"bad-changed-1", "bad-closed-2"} {
			if slices.Contains(got.list(), f) {
				t.Errorf("%s overtook a fact that failed", f)
			}
		}
		if pending(t, s) != 2 || len(got.list()) != 4 {
			t.Errorf("%d pending, seen %v", pending(t, s), got.list())
		}
		if st := c.Stats(); st.Delivered != 4 || st.Failed == 0 || (st.Panicked > 0) != panics || st.Waiting != 1 {
			t.Errorf("%+v", st)
		}
		bad.mended = true
		if err := c.Drain(t.Context()); err != nil || pending(t, s) != 0 || c.Stats().Waiting != 0 || recorded(t, s) != 6 {
			t.Errorf("after mending: %v, %d pending, %+v", err, pending(t, s), c.Stats())
		}
	}
}

// A document that fails is tried later and later.
func TestBackOff(t *testing.T) {
	s, now, bad := newStore(t), clockAt(), &failing{}
	put(t, s, "bad", "changed")
	c := courier(s, now, Reaction{Name: "bad", On: []string{"changed"}, Do: bad.do})
	var at []int
	for second := range 70 {
		before := bad.tries
		if _, err := c.round(t.Context(), false); (err != nil) != (bad.tries > before) {
			t.Fatalf("second %d: %v", second, err)
		}
		if bad.tries > before {
			at = append(at, second)
		}
		*now = now.Add(time.Second)
	}
	if diff := cmp.Diff([]int{0, 1, 3, 7, 15, 31, 63}, at); diff != "" {
		t.Error(diff)
	}
	if pause(1000) != longestWait {
		t.Errorf("longest pause %v", pause(1000))
	}
}

// More bad documents than fit one round do not hide the good one behind them.
func TestManyBadDocumentsHideNone(t *testing.T) {
	s, now, got := newStore(t), clockAt(), &seen{}
	for i := range batch + 20 {
		put(t, s, marketplace.ID(fmt.Sprintf("bad-%03d", i)), "changed")
	}
	put(t, s, "good", "made")
	refuse := func(context.Context, marketplace.Fact) error { return errors.New("never") }
	c := courier(s, now, Reaction{Name: "refuse", On: []string{"changed"}, Do: refuse}, Reaction{Name: "see", On: []string{"made"}, Do: got.do})
	for range 3 {
		if _, err := c.round(t.Context(), false); err == nil && len(got.list()) == 0 {
			t.Fatal("no error and nothing delivered")
		}
	}
	if diff := cmp.Diff([]string{"good-made-0"}, got.list()); diff != "" {
		t.Error(diff)
	}
}

// Run looks again when it is nudged and when its poll comes round, survives a store that does not answer, and ends with
// its context.
func TestRun(t *testing.T) {
	s := newStore(t)
	arrived := make(chan string, 10)
	poll := make(chan time.Time)
	c := New(Deps{
		Store: s, Record: audit.New(s), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Clock: func() time.Time { return *clockAt() },
		Wait:      func(time.Duration) <-chan time.Time { return poll },
		Reactions: []Reaction{{Name: "see", On: []string{"made"}, Do: func(_ context.Context, f marketplace.Fact) error { arrived <- string(f.ID); return nil }}},
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- c.Run(ctx) }()
	put(t, s, "a", "made")
	c.Nudge()
	c.Nudge()
	if got := <-arrived; got != "a-made-0" {
		t.Errorf("arrived %s", got)
	}
	put(t, s, "b", "made")
	for done := false; !done; {
		select {
		case poll <- time.Time{}:
		case got := <-arrived:
			done = got == "b-made-0"
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestDrainEndsWithItsContext(t *testing.T) {
	s := newStore(t)
	put(t, s, "a", "made")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := courier(s, clockAt()).Drain(ctx); err == nil {
		t.Error("a cancelled drain says it is done")
	}
	if pending(t, s) != 1 {
		t.Error("a cancelled drain carried something")
	}
}

// A document that failed here and was carried by another process is not waited for any more.
func TestCourierForgetsWhatOthersCarried(t *testing.T) {
	s, now := newStore(t), clockAt()
	put(t, s, "bad", "changed")
	put(t, s, "worse", "changed")
	refuse := Reaction{Name: "bad", On: []string{"changed"}, Do: func(context.Context, marketplace.Fact) error { return errors.New("not now") }}
	c := courier(s, now, refuse)
	if _, err := c.round(t.Context(), false); err == nil || c.Stats().Waiting != 2 {
		t.Fatalf("%v, %+v", err, c.Stats())
	}
	if err := s.Settle(t.Context(), "things", "bad", []marketplace.ID{"bad-changed-0"}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.round(t.Context(), false); err != nil || c.Stats().Waiting != 1 {
		t.Errorf("%v, %+v", err, c.Stats())
	}
}

// However many documents wait for another try, a new one behind them is carried.
func TestThousandsOfBadDocumentsHideNone(t *testing.T) {
	s, now, got := newStore(t), clockAt(), &seen{}
	const bad = 2500
	for i := range bad {
		put(t, s, marketplace.ID(fmt.Sprintf("bad-%04d", i)), "changed")
	}
	put(t, s, "good", "made")
	refuse := func(context.Context, marketplace.Fact) error { return errors.New("never") }
	c := courier(s, now, Reaction{Name: "refuse", On: []string{"changed"}, Do: refuse}, Reaction{Name: "see", On: []string{"made"}, Do: got.do})
	for range 20 {
		if _, err := c.round(t.Context(), false); err == nil && len(got.list()) > 0 {
			break
		}
	}
	if diff := cmp.Diff([]string{"good-made-0"}, got.list()); diff != "" {
		t.Error(diff)
	}
}
