package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, collection string, id marketplace.ID) (store.Doc, error) {
	doc := store.Doc{ID: id}
	ctx, err := s.readable(ctx, collection)
	if err != nil {
		return doc, err
	}
	stmt, err := s.reader.prepare(ctx, "SELECT rev, body FROM "+quote(collection)+" WHERE id = ?") //nolint:sqlclosecheck // the engine keeps it for the next time
	if err != nil {
		return doc, failure(err)
	}
	err = stmt.QueryRowContext(ctx, string(id)).Scan(&doc.Rev, &doc.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Doc{}, grammar.NotFound(collection, id)
	}
	return doc, failure(err)
}

// Find implements store.Store.
func (s *Store) Find(ctx context.Context, collection string, q store.Query) (store.Result, error) {
	schema, err := s.catalogue.Schema(collection)
	if err != nil {
		return store.Result{}, err
	}
	plan, err := grammar.NewPlan(schema, q)
	if err != nil {
		return store.Result{}, err
	}
	if ctx, err = s.reading(ctx); err != nil {
		return store.Result{}, err
	}
	var asked []question
	for _, seg := range plan.Segments {
		asked = append(asked, questions(collection, plan, seg)...)
	}
	docs, err := s.answer(ctx, asked, plan.Limit+1)
	if err != nil {
		return store.Result{}, failure(err)
	}
	return page(plan, docs)
}

// page cuts the one document too many that tells whether there is a next page.
func page(plan grammar.Plan, docs []store.Doc) (store.Result, error) {
	if len(docs) <= plan.Limit {
		return store.Result{Docs: docs}, nil
	}
	docs = docs[:plan.Limit]
	last := docs[plan.Limit-1]
	next, err := plan.Cursor(last.ID, last.Body)
	return store.Result{Docs: docs, Next: next}, err
}

// answer asks one question after the other until there are enough documents, all of one state of the file.
func (s *Store) answer(ctx context.Context, asked []question, limit int) ([]store.Doc, error) {
	statements := make([]*sql.Stmt, len(asked))
	for i, q := range asked { // before the transaction, which holds a connection
		var err error
		if statements[i], err = s.reader.prepare(ctx, q.sql); err != nil { //nolint:sqlclosecheck // the engine keeps it for the next time
			return nil, err
		}
	}
	if len(asked) == 1 {
		return read(ctx, statements[0], asked[0].args, nil, limit)
	}
	tx, err := s.reader.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	var docs []store.Doc
	for i, q := range asked {
		if docs, err = read(ctx, tx.StmtContext(ctx, statements[i]), q.args, docs, limit); err != nil || len(docs) == limit {
			return docs, err
		}
	}
	return docs, nil
}

// read appends the documents a question finds, until there are as many as the limit.
func read(ctx context.Context, stmt *sql.Stmt, args []any, docs []store.Doc, limit int) ([]store.Doc, error) {
	rows, err := stmt.QueryContext(ctx, append(args, limit-len(docs))...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var doc store.Doc
		if err := rows.Scan(&doc.ID, &doc.Rev, &doc.Body); err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, rows.Err()
}

// Pending implements store.Store.
func (s *Store) Pending(ctx context.Context, limit int) ([]store.Parcel, error) {
	ctx, err := s.reading(ctx)
	if err != nil || limit < 1 {
		return nil, err
	}
	var all []dated
	for _, collection := range s.catalogue.Collections() {
		if all, err = s.pendingIn(ctx, collection, limit, all); err != nil {
			return nil, failure(err)
		}
	}
	slices.SortStableFunc(all, func(a, b dated) int { return cmp.Compare(a.since, b.since) })
	parcels := make([]store.Parcel, 0, min(limit, len(all)))
	for _, d := range all[:min(limit, len(all))] {
		parcels = append(parcels, d.parcel)
	}
	return parcels, nil
}

// dated is a parcel with the moment since when it waits.
type dated struct {
	since  string
	parcel store.Parcel
}

func (s *Store) pendingIn(ctx context.Context, collection string, limit int, all []dated) ([]dated, error) {
	stmt, err := s.reader.prepare(ctx, pendingFrom(collection)) //nolint:sqlclosecheck // the engine keeps it for the next time
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(ctx, limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		d := dated{parcel: store.Parcel{Collection: collection}}
		var text string
		if err := rows.Scan(&d.parcel.ID, &d.since, &text); err != nil {
			return nil, err
		}
		if d.parcel.Facts, err = decodeFacts(text); err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, rows.Err()
}

func (s *Store) readable(ctx context.Context, collection string) (context.Context, error) {
	if _, err := s.catalogue.Schema(collection); err != nil {
		return ctx, err
	}
	return s.reading(ctx)
}
