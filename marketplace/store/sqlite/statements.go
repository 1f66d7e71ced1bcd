package sqlite

import (
	"context"
	"database/sql"
)

func loadFrom(collection string) string {
	return "SELECT rev, pending FROM " + quote(collection) + " WHERE id = ?"
}

func insertInto(collection string) string {
	return "INSERT INTO " + quote(collection) + " (id, rev, body, pending, pending_at) VALUES (?, ?, ?, ?, ?)"
}

func replaceIn(collection string) string {
	return "UPDATE " + quote(collection) + " SET rev = rev + 1, body = ?, pending = ?, pending_at = ? WHERE id = ?"
}

func settleIn(collection string) string {
	return "UPDATE " + quote(collection) + " SET pending = ?, pending_at = ? WHERE id = ?"
}

func everyOf(collection string) string {
	return "SELECT id, rev, body, pending FROM " + quote(collection) + " ORDER BY id"
}

func deleteFrom(collection string) string {
	return "DELETE FROM " + quote(collection) + " WHERE id = ?"
}

func pendingFrom(collection string) string {
	return "SELECT id, pending_at, pending FROM " + quote(collection) + " INDEXED BY " + quote(pendingIndex(collection)) +
		" WHERE pending_at IS NOT NULL ORDER BY pending_at LIMIT ?"
}

// prepareWrites prepares a collection's writing statements once, outside any transaction.
func (s *Store) prepareWrites(ctx context.Context, collection string) error {
	for _, text := range []func(string) string{loadFrom, insertInto, replaceIn, settleIn, deleteFrom} {
		if _, err := s.writer.prepare(ctx, text(collection)); err != nil { //nolint:sqlclosecheck // the engine keeps it
			return failure(err)
		}
	}
	return nil
}

// prepared gives a writing statement for use in a transaction.
func (s *Store) prepared(ctx context.Context, tx *sql.Tx, query string) (*sql.Stmt, error) {
	if stmt, ok := s.writer.cached(query); ok {
		return tx.StmtContext(ctx, stmt), nil
	}
	return tx.PrepareContext(ctx, query)
}

func (s *Store) exec(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	stmt, err := s.prepared(ctx, tx, query) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(ctx, args...)
	return err
}
