package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Prepare implements store.Store.
func (s *Store) Prepare(ctx context.Context, schemas []store.Schema) error {
	if err := grammar.CheckSchemas(schemas); err != nil {
		return err
	}
	for _, schema := range schemas {
		err := s.write(ctx, func(ctx context.Context, tx *sql.Tx) error { return prepare(ctx, tx, schema) })
		if err != nil {
			return err
		}
		if err := s.prepareWrites(ctx, schema.Collection); err != nil {
			return err
		}
	}
	s.catalogue.Add(schemas)
	return nil
}

func prepare(ctx context.Context, tx *sql.Tx, schema store.Schema) error {
	for _, d := range definitions(schema) {
		if err := define(ctx, tx, d); err != nil {
			return failure(err)
		}
	}
	return nil
}

// definition is one table or index as SQLite keeps it.
type definition struct{ name, sql string }

func definitions(schema store.Schema) []definition {
	table := quote(schema.Collection)
	waiting := pendingIndex(schema.Collection)
	out := []definition{
		{schema.Collection, "CREATE TABLE " + table + " (id TEXT PRIMARY KEY NOT NULL, rev INTEGER NOT NULL, body TEXT NOT NULL, pending TEXT, pending_at TEXT)"},
		{waiting, "CREATE INDEX " + quote(waiting) + " ON " + table + " (pending_at) WHERE pending_at IS NOT NULL"},
	}
	for _, ix := range schema.Indexes {
		name, columns := indexName(schema.Collection, ix.Name), expressions(ix)
		out = append(out, definition{name, "CREATE INDEX " + quote(name) + " ON " + table + " (" + strings.Join(columns, ", ") + ", id)"})
		if ix.Unique {
			// A partial index holds the rule, the full one beside it is read along: nulls are listed but not constrained.
			name += ":unique"
			out = append(out, definition{name, "CREATE UNIQUE INDEX " + quote(name) + " ON " + table + " (" + strings.Join(columns, ", ") + ") WHERE " +
				strings.Join(columns, " IS NOT NULL AND ") + " IS NOT NULL"})
		}
	}
	return out
}

// define creates what does not exist. What exists in another form is refused: it would no longer serve its queries.
func define(ctx context.Context, tx *sql.Tx, d definition) error {
	var existing string
	err := tx.QueryRowContext(ctx, "SELECT sql FROM sqlite_master WHERE name = ?", d.name).Scan(&existing)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		_, err = tx.ExecContext(ctx, d.sql)
	case err == nil && existing != d.sql:
		err = grammar.Invalidf("%s was declared differently before; a changed index needs a new name", d.name)
	}
	return err
}

func indexName(collection, index string) string { return collection + ":" + index }

func pendingIndex(collection string) string { return collection + ":pending" }

func expressions(ix store.Index) []string {
	out := make([]string, len(ix.Fields))
	for i, path := range ix.Fields {
		out[i] = "json_extract(body, '$." + path + "')"
	}
	return out
}

// quote makes a checked name an SQL identifier.
func quote(name string) string { return `"` + name + `"` }
