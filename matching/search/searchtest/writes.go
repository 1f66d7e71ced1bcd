package searchtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"sovite.fi/sovite/matching/search"
)

func writesAreVisible(t *testing.T, ix search.Index) {
	put(t, ix, search.Entry{ID: "a", Title: "Siivooja", Region: "Uusimaa"}, search.Entry{ID: "b", Title: "Kokki", Region: "Uusimaa"})
	finds(t, ix, search.Query{}, "a", "b")
	put(t, ix, search.Entry{ID: "a", Title: "Puutarhuri", Region: "Lappi"})
	finds(t, ix, search.Query{Words: "siivooja"})
	finds(t, ix, search.Query{Words: "puutarhuri"}, "a")
	finds(t, ix, search.Query{Regions: []string{"Uusimaa"}}, "b")
	put(t, ix, search.Entry{ID: "c", Region: "Kainuu"}, search.Entry{ID: "c", Region: "Satakunta"})
	finds(t, ix, search.Query{Regions: []string{"Satakunta", "Kainuu"}}, "c")
	finds(t, ix, search.Query{Regions: []string{"Kainuu"}})
	if err := ix.Delete(t.Context(), []string{"a", "never there"}); err != nil {
		t.Fatalf("delete: %v", err)
	}
	finds(t, ix, search.Query{}, "b", "c")
	if err := errors.Join(ix.Put(t.Context(), nil), ix.Delete(t.Context(), nil)); err != nil {
		t.Errorf("writing nothing: %v", err)
	}
	entries(t, ix, 2)
}

// entries fails the test unless the status counts this many entries and no lag.
func entries(t *testing.T, ix search.Index, want int) {
	t.Helper()
	s, err := ix.Status(t.Context())
	if err != nil {
		t.Fatalf("status: %v", err)
	}
	if s.Entries != want || s.Lag != 0 || s.Engine == "" {
		t.Errorf("status %+v, want %d entries and no lag", s, want)
	}
}

func badEntryIsRefused(t *testing.T, ix search.Index) {
	for _, id := range []string{"", "ä", "two words", string(make([]byte, 65))} {
		err := ix.Put(t.Context(), []search.Entry{{ID: "good"}, {ID: id}})
		if !errors.Is(err, search.ErrEntry) {
			t.Errorf("id %q: %v, want ErrEntry", id, err)
		}
	}
	finds(t, ix, search.Query{})
}

func idsComeBack(t *testing.T, ix search.Index) {
	odd := []string{"01JZ8Q6T3F", "a.b:c", "_2e", "x/y", `"q"`, "(~)", "%41"}
	for _, id := range odd {
		put(t, ix, search.Entry{ID: id})
	}
	finds(t, ix, search.Query{}, odd...)
	for i, id := range odd {
		if err := ix.Delete(t.Context(), []string{id}); err != nil {
			t.Fatalf("delete %q: %v", id, err)
		}
		entries(t, ix, len(odd)-i-1)
	}
}

func resetEmpties(t *testing.T, ix search.Index) {
	put(t, ix, Generate(20, 1)...)
	for range 2 {
		if err := ix.Reset(t.Context()); err != nil {
			t.Fatalf("reset: %v", err)
		}
	}
	finds(t, ix, search.Query{})
	entries(t, ix, 0)
	if s, err := ix.Status(t.Context()); err != nil || s.Stale {
		t.Errorf("after a reset: %+v, %v, want not stale", s, err)
	}
	put(t, ix, search.Entry{ID: "a", Forms: []string{"trial"}})
	finds(t, ix, search.Query{Forms: []string{"trial"}}, "a")
}

func cancelled(t *testing.T, ix search.Index) {
	put(t, ix, Generate(20, 1)...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(ctx, search.Query{Words: "siivous"}); !errors.Is(err, context.Canceled) {
		t.Errorf("search gives %v, want context.Canceled", err)
	}
	if err := ix.Put(ctx, []search.Entry{{ID: "late"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("put gives %v, want context.Canceled", err)
	}
	entries(t, ix, 20)
}

// concurrent has every shift in the index before it starts: an engine that asks for the values there are and then searches
// may miss one that is new in between.
func concurrent(t *testing.T, ix search.Index) {
	const writers, each = 4, 25
	made := make([][]search.Entry, writers)
	for w := range made {
		for i := range each {
			e := search.Entry{ID: fmt.Sprintf("w%d-%02d", w, i), Title: "Siivooja", Shifts: []string{fmt.Sprintf("shift-%d", w)}}
			e.Grams = search.Analyse(e.Title)
			made[w] = append(made[w], e)
		}
		put(t, ix, made[w][0])
	}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() { putEach(t, ix, made[w]) })
		wg.Go(func() { searchOnly(t, ix, w, each) })
	}
	wg.Wait()
	if got, _ := everything(t, ix, search.Query{Words: "siivous"}); len(got) != writers*each {
		t.Errorf("%d entries found after all writes, want %d", len(got), writers*each)
	}
}

func putEach(t *testing.T, ix search.Index, entries []search.Entry) {
	for _, e := range entries {
		if err := ix.Put(t.Context(), []search.Entry{e}); err != nil {
			t.Errorf("put: %v", err)
		}
	}
}

// searchOnly searches again and again for entries of one writer's shift.
func searchOnly(t *testing.T, ix search.Index, writer, times int) {
	q := search.Query{Words: "siivous", OnlyShifts: []string{fmt.Sprintf("shift-%d", writer)}, Limit: search.MaxLimit}
	for range times {
		r, err := ix.Search(t.Context(), q)
		if err != nil {
			t.Errorf("search: %v", err)
		}
		for _, h := range r.Hits {
			if h.ID[:2] != fmt.Sprintf("w%d", writer) {
				t.Errorf("%s passes OnlyShifts %s", h.ID, q.OnlyShifts)
			}
		}
	}
}
