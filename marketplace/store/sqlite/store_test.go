package sqlite_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/sqlite"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/store/storetest/wholes"
)

// places remembers where the stores of a test keep their data.
type places struct {
	mu sync.Mutex
	of map[store.Store]string
}

func (p *places) open(t *testing.T) store.Store {
	path := filepath.Join(t.TempDir(), "käyttö 100% ?.db")
	s := openAt(t, path)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of[s] = path
	return s
}

func (p *places) second(t *testing.T, first store.Store) store.Store {
	p.mu.Lock()
	defer p.mu.Unlock()
	return openAt(t, p.of[first])
}

func openAt(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path)
	if err != nil {
		t.Fatalf("open %s: %v", path, err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close %s: %v", path, err)
		}
	})
	return s
}

func TestFileKeepsTheContract(t *testing.T) {
	p := &places{of: map[store.Store]string{}}
	storetest.Run(t, p.open, storetest.Options{Second: p.second, Steps: 40})
}

// A store in memory belongs to one process; its second is itself.
func TestMemoryKeepsTheContract(t *testing.T) {
	open := func(t *testing.T) store.Store { return openAt(t, sqlite.Memory) }
	itself := func(_ *testing.T, first store.Store) store.Store { return first }
	storetest.Run(t, open, storetest.Options{Second: itself, Steps: 40})
}

func TestFileIsPortable(t *testing.T) {
	p := &places{of: map[store.Store]string{}}
	wholes.Run(t, p.open, wholes.Options{Second: p.second})
}

func TestMemoryIsPortable(t *testing.T) {
	open := func(t *testing.T) store.Store { return openAt(t, sqlite.Memory) }
	wholes.Run(t, open, wholes.Options{NoMoments: "its one connection reads the dump, so that nobody can write meanwhile"})
}

func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	storetest.SurvivesKill(t, filepath.Join(t.TempDir(), "killed.db"), func(ctx context.Context, place string) (store.Store, error) {
		return sqlite.Open(ctx, place)
	})
}
