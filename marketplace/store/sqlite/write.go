package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Insert implements store.Store.
func (s *Store) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	return s.Load(ctx, store.Whole{Collection: collection, Doc: store.Doc{ID: id, Rev: 1, Body: body}, Facts: facts})
}

// Load implements store.Portable.
func (s *Store) Load(ctx context.Context, w store.Whole) error {
	if err := s.check(w.Collection, w.ID, w.Body); err != nil {
		return err
	}
	if w.Rev < 1 {
		return grammar.BadRevision(w.Collection, w.ID, w.Rev)
	}
	waiting, err := newWaiting(w.Facts)
	if err != nil {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		err := s.exec(ctx, tx, insertInto(w.Collection), string(w.ID), w.Rev, string(w.Body), waiting.text, waiting.since)
		if err == nil {
			return nil
		}
		err = failure(err)
		if marketplace.IsKind(err, marketplace.Conflict) {
			// Whoever inserts a document twice is told so, rather than that its own values are taken.
			if _, loadErr := s.load(ctx, tx, w.Collection, w.ID); loadErr == nil {
				return grammar.Conflict("id")
			}
		}
		return err
	})
}

// Replace implements store.Store.
func (s *Store) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	if err := s.check(collection, id, body); err != nil {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		stored, err := s.load(ctx, tx, collection, id)
		if err != nil {
			return err
		}
		if stored.rev != rev {
			return grammar.Stale(collection, id, rev)
		}
		waiting, err := newWaiting(append(stored.facts, facts...))
		if err != nil {
			return err
		}
		err = s.exec(ctx, tx, replaceIn(collection),
			string(body), waiting.text, waiting.since, string(id))
		return failure(err)
	})
}

// Delete implements store.Store.
func (s *Store) Delete(ctx context.Context, collection string, id marketplace.ID, rev int64) error {
	if _, err := s.catalogue.Schema(collection); err != nil {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		stored, err := s.load(ctx, tx, collection, id)
		switch {
		case marketplace.IsKind(err, marketplace.NotFound):
			return nil
		case err != nil:
			return err
		case stored.rev != rev:
			return grammar.Stale(collection, id, rev)
		case len(stored.facts) > 0:
			return grammar.PendingConflict(collection, id)
		}
		err = s.exec(ctx, tx, deleteFrom(collection), string(id))
		return failure(err)
	})
}

// Settle implements store.Store.
func (s *Store) Settle(ctx context.Context, collection string, id marketplace.ID, facts []marketplace.ID) error {
	if _, err := s.catalogue.Schema(collection); err != nil {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		stored, err := s.load(ctx, tx, collection, id)
		if marketplace.IsKind(err, marketplace.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		left := slices.DeleteFunc(stored.facts, func(f marketplace.Fact) bool { return slices.Contains(facts, f.ID) })
		waiting, err := newWaiting(left)
		if err != nil {
			return err
		}
		err = s.exec(ctx, tx, settleIn(collection), waiting.text, waiting.since, string(id))
		return failure(err)
	})
}

func (s *Store) check(collection string, id marketplace.ID, body []byte) error {
	schema, err := s.catalogue.Schema(collection)
	if err != nil {
		return err
	}
	_, err = grammar.CheckDocument(schema, id, body)
	return err
}

// stored is what a write needs to know of a document before it changes it.
type stored struct {
	rev   int64
	facts []marketplace.Fact
}

func (s *Store) load(ctx context.Context, tx *sql.Tx, collection string, id marketplace.ID) (stored, error) {
	var d stored
	stmt, err := s.prepared(ctx, tx, loadFrom(collection)) //nolint:sqlclosecheck // the transaction closes it
	if err != nil {
		return d, failure(err)
	}
	var pending sql.NullString
	err = stmt.QueryRowContext(ctx, string(id)).Scan(&d.rev, &pending)
	if errors.Is(err, sql.ErrNoRows) {
		return d, grammar.NotFound(collection, id)
	}
	if err != nil {
		return d, failure(err)
	}
	d.facts, err = decodeFacts(pending.String)
	return d, err
}

// waiting is the two columns of pending facts: the list as JSON and the moment of its first fact, both null when there
// are none.
type waiting struct{ text, since sql.NullString }

func newWaiting(facts []marketplace.Fact) (waiting, error) {
	if len(facts) == 0 {
		return waiting{}, nil
	}
	text, err := json.Marshal(facts)
	if err != nil {
		return waiting{}, grammar.Internal(err)
	}
	return waiting{
		text:  sql.NullString{String: string(text), Valid: true},
		since: sql.NullString{String: facts[0].At.String(), Valid: true},
	}, nil
}

func decodeFacts(text string) ([]marketplace.Fact, error) {
	if text == "" {
		return nil, nil
	}
	var facts []marketplace.Fact
	if err := json.Unmarshal([]byte(text), &facts); err != nil {
		return nil, grammar.Internal(err)
	}
	return facts, nil
}
