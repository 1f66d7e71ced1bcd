package meili

import (
	"crypto/rand"
	"fmt"
	"os"
	"testing"

	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/searchtest"
)

// TestSuite runs on the server that SOVITE_TEST_MEILI_URL names, with the key of SOVITE_TEST_MEILI_KEY. It uses indexes of
// its own, which it removes.
func TestSuite(t *testing.T) {
	url, key := os.Getenv("SOVITE_TEST_MEILI_URL"), os.Getenv("SOVITE_TEST_MEILI_KEY")
	if url == "" {
		t.Skip("SUITE NOT RUN: set SOVITE_TEST_MEILI_URL (and SOVITE_TEST_MEILI_KEY) to run the conformance suite on a Meilisearch server")
	}
	run, opened := rand.Text(), 0
	searchtest.Run(t, func(t *testing.T) search.Index {
		opened++
		x, err := Open(t.Context(), url, key, fmt.Sprintf("sovite-test-%s-%d", run, opened))
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		t.Cleanup(func() { remove(t, x) })
		return x
	})
}

// remove deletes what a test has made on the server.
func remove(t *testing.T, x *Index) {
	for _, name := range []string{x.name, x.name + "-state"} {
		if _, err := x.server.DeleteIndex(name); err != nil && !notFound(err) {
			t.Errorf("delete index %s: %v", name, err)
		}
	}
	if err := x.Close(); err != nil {
		t.Errorf("close: %v", err)
	}
}
