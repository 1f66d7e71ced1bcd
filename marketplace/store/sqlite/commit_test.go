package sqlite

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"sovite.fi/sovite/marketplace/store"
)

// A commit that fails, as on a disk that does not answer, costs what it was to commit and nothing that comes after. The
// reference to nothing, which SQLite only finds at the commit, stands for the disk.
func TestFailedCommitLeavesTheStoreGood(t *testing.T) {
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
	for _, text := range []string{"PRAGMA foreign_keys = ON", "CREATE TABLE a (id TEXT PRIMARY KEY)", "CREATE TABLE b (a TEXT REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)"} {
		if _, err := s.writer.db.ExecContext(ctx, text); err != nil {
			t.Fatal(err)
		}
	}
	err = s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO b (a) VALUES ('nowhere')")
		return err
	})
	if err == nil {
		t.Fatal("the commit did not fail")
	}
	if err := s.Insert(ctx, "things", "x", []byte("{}"), nil); err != nil {
		t.Errorf("the next write: %v", err)
	}
	var left int
	if err := s.reader.db.QueryRowContext(ctx, "SELECT count(*) FROM b").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d rows of the failed commit are there, %v", left, err)
	}
}
