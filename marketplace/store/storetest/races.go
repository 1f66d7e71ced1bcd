package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/atonce"
)

func raceChecks() []check {
	return []check{
		{name: "one of fifty inserts of a unique value wins", need: Races, run: raceUnique},
		{name: "one of fifty inserts of an id wins", need: Races, run: raceID},
		{name: "no update is lost among sixteen writers", need: Races, run: raceUpdates},
		{name: "replacing and settling at once lose nothing", need: Races, run: raceSettle},
		{name: "a writer given up by its caller harms no other", need: Races, run: raceCancel},
	}
}

// winners lets n goroutines do the same at once and counts who succeeded; everybody else must get a Conflict.
func winners(t *testing.T, n int, index string, do func(i int) error) int {
	t.Helper()
	errs := make([]error, n)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { <-start; errs[i] = do(i) })
	}
	close(start)
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		wantConflict(t, "the loser", err, index)
	}
	return won
}

func raceUnique(t *testing.T, s store.Store, o Options) {
	both := []store.Store{s, second(t, s, o)}
	for round := range 3 {
		body := fmt.Appendf(nil, `{"email":"e%d"}`, round)
		won := winners(t, 50, "email", func(i int) error {
			return both[i%2].Insert(t.Context(), "things", marketplace.ID(fmt.Sprintf("r%d-%d", round, i)), body, []marketplace.Fact{fact(i)})
		})
		if won != 1 {
			t.Errorf("%d of 50 inserts of one value succeeded", won)
		}
	}
	if ids := walk(t, s, store.Query{}); len(ids) != 3 {
		t.Errorf("%d documents are left, want 3", len(ids))
	}
}

func raceID(t *testing.T, s store.Store, o Options) {
	both := []store.Store{s, second(t, s, o)}
	won := winners(t, 50, "id", func(i int) error {
		return both[i%2].Insert(t.Context(), "things", "same", fmt.Appendf(nil, `{"v":%d}`, i), []marketplace.Fact{fact(i)})
	})
	if won != 1 {
		t.Errorf("%d of 50 inserts of one id succeeded", won)
	}
	if facts := parcel(t, s, "same"); len(facts) != 1 {
		t.Errorf("%d facts are pending, want the winner's alone", len(facts))
	}
}

func second(t *testing.T, s store.Store, o Options) store.Store {
	t.Helper()
	other := o.Second(t, s)
	if err := other.Prepare(t.Context(), []store.Schema{things(), others()}); err != nil {
		t.Fatal(err)
	}
	return other
}

type counter struct {
	Value int `json:"value"`
}

// increment loads, adds one and saves, until nobody was faster.
func increment(ctx context.Context, c store.Collection[counter], f marketplace.Fact) error {
	for {
		e, err := c.Get(ctx, "counter")
		if err != nil {
			return err
		}
		e.Value.Value++
		if _, err = c.Save(ctx, e, f); !marketplace.IsKind(err, marketplace.Stale) {
			return err
		}
	}
}

func raceUpdates(t *testing.T, s store.Store, o Options) {
	const writers, times = 16, 12
	mustInsert(t, s, "counter", `{"value":0}`)
	both := []store.Store{s, second(t, s, o)}
	g, ctx := atonce.New(t.Context(), 0)
	for w := range writers {
		c := store.NewCollection[counter](both[w%2], things())
		g.Go(func() error {
			for i := range times {
				if err := increment(ctx, c, fact(w*times+i)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	doc := mustGet(t, s, "counter")
	wantJSON(t, "the total", doc.Body, fmt.Appendf(nil, `{"value":%d}`, writers*times))
	if doc.Rev != writers*times+1 {
		t.Errorf("revision %d, want %d", doc.Rev, writers*times+1)
	}
	wantAllOnce(t, factIDs(parcel(t, s, "counter")), writers*times)
}

func wantAllOnce(t *testing.T, got []marketplace.ID, n int) {
	t.Helper()
	slices.Sort(got)
	var want []marketplace.ID
	for i := range n {
		want = append(want, fact(i).ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d facts, want each of %d once", len(got), n)
	}
}

// raceSettle lets writers add facts while couriers settle them: every fact must reach a courier, in order, and none may
// be left over or come back.
func raceSettle(t *testing.T, s store.Store, o Options) {
	const writers, times = 6, 20
	mustInsert(t, s, "counter", `{"value":0}`)
	other := second(t, s, o)
	g, ctx := atonce.New(t.Context(), 0)
	for w := range writers {
		c := store.NewCollection[counter](s, things())
		g.Go(func() error {
			for i := range times {
				if err := increment(ctx, c, fact(w*times+i)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	carried := make([]map[marketplace.ID]bool, 2)
	for k := range carried {
		carried[k] = map[marketplace.ID]bool{}
		g.Go(func() error { return carry(ctx, other, carried, k, writers*times) })
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	all := map[marketplace.ID]bool{}
	for _, ids := range carried {
		for id := range ids {
			all[id] = true
		}
	}
	var got []marketplace.ID
	for id := range all {
		got = append(got, id)
	}
	wantAllOnce(t, append(got, factIDs(parcel(t, s, "counter"))...), writers*times)
	wantJSON(t, "the total", mustGet(t, s, "counter").Body, fmt.Appendf(nil, `{"value":%d}`, writers*times))
}

// carry takes the first pending fact away at a time until the document shows that all were written and none waits.
func carry(ctx context.Context, s store.Store, carried []map[marketplace.ID]bool, k, total int) error {
	for {
		doc, err := s.Get(ctx, "things", "counter")
		if err != nil {
			return err
		}
		parcels, err := s.Pending(ctx, 10)
		if err != nil {
			return err
		}
		if len(parcels) == 0 {
			if doc.Rev == int64(total+1) {
				return nil
			}
			continue
		}
		ids := factIDs(parcels[0].Facts)
		ids = ids[:(len(ids)+1)/2]
		if err := s.Settle(ctx, "things", "counter", ids); err != nil {
			return err
		}
		for _, id := range ids {
			carried[k][id] = true
		}
	}
}

func raceCancel(t *testing.T, s store.Store, _ Options) {
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if i%2 == 1 {
				go cancel()
			}
			id := marketplace.ID(fmt.Sprintf("c%d", i))
			err := s.Insert(ctx, "things", id, []byte(`{}`), nil)
			if err != nil && (i%2 == 0 || !marketplace.IsKind(err, marketplace.Unavailable)) {
				t.Errorf("insert %s: %v", id, err)
			}
		})
	}
	wg.Wait()
	for i := 0; i < 60; i += 2 {
		mustGet(t, s, marketplace.ID(fmt.Sprintf("c%d", i)))
	}
}
