package bleve

import (
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
