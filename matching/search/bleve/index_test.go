package bleve

import (
	"fmt"
	"sync"
	"testing"

	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/searchtest"
)

func TestSuiteInMemory(t *testing.T) {
	searchtest.Run(t, func(t *testing.T) search.Index { return opened(t, "") })
}

func TestSuiteInFolder(t *testing.T) {
	searchtest.Run(t, func(t *testing.T) search.Index { return opened(t, t.TempDir()) })
}

// opened opens an index that is closed when the test ends.
func opened(t *testing.T, path string) *Index {
	t.Helper()
	x, err := Open(path)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return x
}

// A value that nobody had before must not slip through a filter that allows none but others, whenever it is written.
func TestNewValueNeverSlipsThrough(t *testing.T) {
	x := opened(t, "")
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := range 100 {
			e := search.Entry{ID: fmt.Sprintf("T%d", i), Shifts: []string{fmt.Sprintf("shift-%d", i)}, Certs: []string{fmt.Sprintf("cert-%d", i)}}
			if err := x.Put(t.Context(), []search.Entry{e}); err != nil {
				t.Errorf("put: %v", err)
			}
		}
	})
	for range 100 {
		for _, q := range []search.Query{{OnlyShifts: []string{"day"}}, {CertsKnown: true}} {
			if r, err := x.Search(t.Context(), q); err != nil || r.Total != 0 {
				t.Errorf("%d entries pass, %v", r.Total, err)
			}
		}
	}
	writing.Wait()
}
