package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

type counter struct {
	N  int                 `json:"n"`
	At marketplace.Instant `json:"at"`
}

var counters = store.Schema{Collection: "counters", Indexes: []store.Index{{Name: "at", Fields: []string{"at"}}}}

func changed(t *testing.T) (store.Store, store.Collection[counter]) {
	t.Helper()
	s := storetest.Memory(t, counters)
	c := store.NewCollection[counter](s, counters)
	if _, err := c.Insert(t.Context(), "a", counter{At: marketplace.At(time.Unix(0, 0))}); err != nil {
		t.Fatal(err)
	}
	return s, c
}

// Changes made at the same moment are made one after another; none is lost.
func TestChangeLosesNothing(t *testing.T) {
	_, c := changed(t)
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			_, err := store.Change(t.Context(), c, "a", func(v *counter) ([]marketplace.Fact, error) { v.N++; return nil, nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if e, err := c.Get(t.Context(), "a"); err != nil || e.Value.N != 10 || e.Rev != 11 {
		t.Errorf("%+v %v", e, err)
	}
}

func TestChangeSavesOnlyWhatWasDecided(t *testing.T) {
	_, c := changed(t)
	no := errors.New("no")
	for name, tt := range map[string]struct{ decided, want error }{"unchanged": {store.ErrUnchanged, nil}, "refused": {no, no}} {
		_, err := store.Change(t.Context(), c, "a", func(v *counter) ([]marketplace.Fact, error) { v.N = 99; return nil, tt.decided })
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if e, err := c.Get(t.Context(), "a"); err != nil || e.Value.N != 0 || e.Rev != 1 {
		t.Errorf("saved anyway: %+v %v", e, err)
	}
	_, err := store.Change(t.Context(), c, "none", func(*counter) ([]marketplace.Fact, error) { return nil, nil })
	if !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("what is not there: %v", err)
	}
}

// Sweep deletes what is old, and leaves what holds facts to be carried.
func TestSweep(t *testing.T) {
	s, c := changed(t)
	ctx := t.Context()
	young := counter{At: marketplace.At(time.Unix(100, 0))}
	if _, err := c.Insert(ctx, "young", young); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Insert(ctx, "pending", counter{At: marketplace.At(time.Unix(0, 0))}, marketplace.Fact{ID: "f", Type: "made"}); err != nil {
		t.Fatal(err)
	}
	for want := 2; want >= 1; want-- {
		if err := store.Sweep(ctx, c, "at", marketplace.At(time.Unix(100, 0))); err != nil {
			t.Fatal(err)
		}
		found, _, err := c.Find(ctx, store.Query{})
		if err != nil || len(found) != want {
			t.Errorf("%d are left, want %d; %v", len(found), want, err)
		}
		if err := s.Settle(ctx, "counters", "pending", []marketplace.ID{"f"}); err != nil {
			t.Fatal(err)
		}
	}
}
