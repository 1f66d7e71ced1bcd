package sqlite

import (
	"context"
	"database/sql"

	"sovite.fi/sovite/marketplace/store"
)

// Dump implements store.Portable. All is read in one transaction, which shows one moment in either case.
func (s *Store) Dump(ctx context.Context, _ store.Writers, take func(store.Whole) error) error {
	reading, err := s.reading(ctx)
	if err != nil {
		return err
	}
	tx, err := s.reader.db.BeginTx(reading, nil)
	if err != nil {
		return failure(err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, collection := range s.catalogue.Collections() {
		if err := dump(reading, tx, collection, take); err != nil {
			return err
		}
	}
	return nil
}

func dump(ctx context.Context, tx *sql.Tx, collection string, take func(store.Whole) error) error {
	rows, err := tx.QueryContext(ctx, everyOf(collection))
	if err != nil {
		return failure(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		w := store.Whole{Collection: collection}
		var pending sql.NullString
		if err := rows.Scan(&w.ID, &w.Rev, &w.Body, &pending); err != nil {
			return failure(err)
		}
		if w.Facts, err = decodeFacts(pending.String); err != nil {
			return err
		}
		if err := take(w); err != nil {
			return err
		}
	}
	return failure(rows.Err())
}
