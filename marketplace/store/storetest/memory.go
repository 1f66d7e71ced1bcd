package storetest

import (
	"testing"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/sqlite"
)

// Memory opens a store in memory for one test, prepared with the schemas, and closes it when the test ends. Tests may
// run in parallel, each with its own.
func Memory(t testing.TB, schemas ...store.Schema) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Memory)
	if err != nil {
		t.Fatalf("open a store in memory: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store in memory: %v", err)
		}
	})
	if err := s.Prepare(t.Context(), schemas); err != nil {
		t.Fatalf("prepare a store in memory: %v", err)
	}
	return s
}
