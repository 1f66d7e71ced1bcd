package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// On a full disk writes say that the store is unavailable, reads go on, and with room again everything that was acknowledged is there and
// nothing that was not. The most pages that a database may have stand for the disk.
func TestFullDisk(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "sovite.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.Prepare(ctx, []store.Schema{{Collection: "things"}}); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		t.Helper()
		if _, err := s.writer.db.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
			t.Fatal(err)
		}
	}
	body := []byte(`{"text": "` + strings.Repeat("x", 2000) + `"}`)
	acknowledged := map[marketplace.ID]bool{}
	insert := func(n int) error {
		id := marketplace.ID(fmt.Sprint("thing-", n))
		err := s.Insert(ctx, "things", id, body, nil)
		if err == nil {
			acknowledged[id] = true
		}
		return err
	}
	limit(60)
	refused := 0
	for n := range 200 {
		if err := insert(n); err != nil {
			refused++
			if !marketplace.IsKind(err, marketplace.Unavailable) {
				t.Fatalf("write %d: %v", n, err)
			}
		}
	}
	if refused == 0 || len(acknowledged) == 0 {
		t.Fatalf("%d were taken and %d refused", len(acknowledged), refused)
	}
	if _, err := s.Get(ctx, "things", "thing-0"); err != nil {
		t.Errorf("reading on a full disk: %v", err)
	}
	limit(100_000)
	for n := 200; n < 210; n++ {
		if err := insert(n); err != nil {
			t.Errorf("with room again: %v", err)
		}
	}
	for n := range 210 {
		id := marketplace.ID(fmt.Sprint("thing-", n))
		if _, err := s.Get(ctx, "things", id); (err == nil) != acknowledged[id] {
			t.Errorf("%s was acknowledged: %v, and is read as %v", id, acknowledged[id], err)
		}
	}
}
