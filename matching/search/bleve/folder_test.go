package bleve

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"sovite.fi/sovite/matching/search"
)

func one(id string) []search.Entry {
	return []search.Entry{{ID: id, Title: "Siivooja", Grams: search.Analyse("Siivooja"), Shifts: []string{"day"}}}
}

// state fails the test unless the index holds this many entries and is stale or not.
func state(t *testing.T, x *Index, entries int, stale bool) {
	t.Helper()
	s, err := x.Status(t.Context())
	if err != nil || s.Entries != entries || s.Stale != stale {
		t.Errorf("status %+v, %v; want %d entries, stale %t", s, err, entries, stale)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestFolderKeepsEntries(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "index")
	x := opened(t, path)
	state(t, x, 0, true)
	must(t, x.Reset(t.Context()))
	must(t, x.Put(t.Context(), one("a")))
	must(t, x.Close())

	x = opened(t, path)
	state(t, x, 1, false)
	r, err := x.Search(t.Context(), search.Query{Words: "siivous", OnlyShifts: []string{"day"}})
	if err != nil || len(r.Hits) != 1 {
		t.Errorf("after opening again: %+v, %v", r, err)
	}
}

func TestIndexNeverResetStaysStale(t *testing.T) {
	path := t.TempDir()
	x := opened(t, path)
	must(t, x.Put(t.Context(), one("a")))
	must(t, x.Close())
	state(t, opened(t, path), 1, true)
}

func TestOtherVersionOpensEmptyAndStale(t *testing.T) {
	path := t.TempDir()
	old, err := open(path, search.Version+1)
	must(t, err)
	must(t, old.Reset(t.Context()))
	must(t, old.Put(t.Context(), one("a")))
	must(t, old.Close())

	x := opened(t, path)
	state(t, x, 0, true)
	must(t, x.Reset(t.Context()))
	state(t, x, 0, false)
}

func TestOtherFilesOfTheFolderStay(t *testing.T) {
	path := t.TempDir()
	mine := filepath.Join(path, "store", "mine.txt")
	must(t, os.MkdirAll(filepath.Dir(mine), 0o700))
	beside := filepath.Join(path, "beside.txt")
	must(t, os.WriteFile(mine, []byte("x"), 0o600))
	must(t, os.WriteFile(beside, []byte("x"), 0o600))
	x := opened(t, path)
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("opening removed a file that was no index: %v", err)
	}
	must(t, x.Reset(t.Context()))
	if _, err := os.Stat(beside); err != nil {
		t.Errorf("a reset removed a file beside the index: %v", err)
	}
}

func TestInterruptedWipeOpensNew(t *testing.T) {
	path := t.TempDir()
	x := opened(t, path)
	must(t, x.Reset(t.Context()))
	must(t, x.Close())
	must(t, os.RemoveAll(filepath.Join(path, storeFolder)))
	state(t, opened(t, path), 0, true)
}

func TestFolderIsOpenedOnce(t *testing.T) {
	path := t.TempDir()
	opened(t, path)
	if second, err := Open(path); err == nil {
		must(t, second.Close())
		t.Error("the same folder was opened twice")
	}
}

func TestClosedIndexIsUnavailable(t *testing.T) {
	x, err := Open("")
	must(t, err)
	must(t, x.Close())
	must(t, x.Close())
	_, searching := x.Search(t.Context(), search.Query{})
	_, asking := x.Status(t.Context())
	for what, err := range map[string]error{
		"search": searching, "status": asking, "put": x.Put(t.Context(), one("a")), "reset": x.Reset(t.Context()),
	} {
		if !errors.Is(err, search.ErrUnavailable) {
			t.Errorf("%s of a closed index: %v, want ErrUnavailable", what, err)
		}
	}
}
