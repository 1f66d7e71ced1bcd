package state_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/state"
	"sovite.fi/sovite/server/worker/standing"
)

// However many ask, a part is asked every few seconds; since when it is away is kept until it is back.
func TestAskedSeldom(t *testing.T) {
	now, asked, level := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), 0, state.Away
	s := state.Of(func() time.Time { return now }, func(context.Context) state.Found { asked++; return state.Found{Part: "store", Level: level} })
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { s.Now(t.Context()) })
	}
	wg.Wait()
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	began := marketplace.At(now)
	now = now.Add(time.Minute)
	if found, at := s.Now(t.Context()); asked != 2 || found[0].Since != began || at != marketplace.At(now) {
		t.Errorf("asked %d times: %+v", asked, found)
	}
	level, now = state.Works, now.Add(time.Minute)
	if found, _ := s.Now(t.Context()); found[0].Level != state.Works || !found[0].Since.IsZero() {
		t.Errorf("back: %+v", found)
	}
}

// away is a store that does not answer while it is away, gone an index that never does.
type (
	away struct {
		store.Store
		is bool
	}
	gone struct{ search.Index }
)

func (a *away) Get(ctx context.Context, c string, id marketplace.ID) (store.Doc, error) {
	if a.is {
		return store.Doc{}, errors.New("no answer")
	}
	return a.Store.Get(ctx, c, id)
}

func (gone) Status(context.Context) (search.Status, error) {
	return search.Status{}, errors.New("no answer")
}

func TestParts(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	db := &away{Store: storetest.Memory(t, append(standing.Schemas(), store.Schema{Collection: "organisations"})...)}
	runs := standing.NewRuns(standing.Deps{Store: db.Store, Clock: clock, Log: slog.New(slog.DiscardHandler)})
	s := state.New(state.Deps{Clock: clock, Store: db, Index: gone{}, Runs: runs, Payments: true})
	levels := func(after time.Duration) map[string]state.Level {
		t.Helper()
		now = now.Add(after)
		out := map[string]state.Level{}
		found, _ := s.Now(t.Context())
		for _, f := range found {
			out[f.Part] = f.Level
		}
		return out
	}
	want := func(got map[string]state.Level, part string, level state.Level) {
		t.Helper()
		if got[part] != level {
			t.Errorf("%s is %s, want %s", part, got[part], level)
		}
	}
	first := levels(0)
	want(first, "store", state.Works)
	want(first, "index", state.Away)
	want(first, "courier", state.Works)
	want(first, "letters", state.Unknown)
	fact := marketplace.Fact{ID: "f", Type: "a.b", At: marketplace.At(now), Subject: "organisations/x"}
	if err := db.Insert(t.Context(), "organisations", "x", []byte("{}"), []marketplace.Fact{fact}); err != nil {
		t.Fatal(err)
	}
	runs.Done(t.Context(), state.LettersJob, now, time.Second, errors.New("no answer"))
	runs.Done(t.Context(), state.PaymentsJob, now, time.Second, nil)
	late := levels(3 * time.Minute)
	want(late, "courier", state.Slow)
	want(late, "letters", state.Away)
	want(late, "payments", state.Works)
	db.is = true
	last := levels(time.Hour)
	want(last, "courier", state.Away)
	want(last, "store", state.Away)
}
