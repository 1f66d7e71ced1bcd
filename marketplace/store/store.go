package store

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Store keeps documents. Adapters are safe for concurrent use. Every method returns a *marketplace.Error: NotFound,
// Conflict (an insert or a unique index), Stale (the revision moved on), Invalid (a query or document outside the
// grammar; a programming error), Unavailable (the engine does not answer; may be tried again), Internal otherwise.
// Within a collection, reads see every write that was acknowledged before.
type Store interface {
	// Prepare makes the collections and indexes of the schemas exist. It may be called again, by several processes at
	// once, and with schemas that gained an index since; it never removes data. Called once at start, before any other.
	Prepare(ctx context.Context, schemas []Schema) error

	// Get loads one document. NotFound if there is none.
	Get(ctx context.Context, collection string, id marketplace.ID) (Doc, error)

	// Find reads along one declared index. Invalid if the query is outside the grammar or the index not declared.
	Find(ctx context.Context, collection string, q Query) (Result, error)

	// Insert saves a new document at revision 1 with its pending facts, in one atomic write. Conflict if the id or the
	// value of a unique index is taken; the error's Args then hold "index" (the index's name, or "id").
	Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error

	// Replace saves a new body over the revision rev, which becomes rev+1, and adds the facts to those still pending, in
	// one atomic write. Stale if the document is not at rev any more; NotFound if it is gone; Conflict as for Insert.
	Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error

	// Delete removes a document at revision rev. Conflict while facts are pending, Stale as for Replace. Deleting what
	// is not there is no error. Only privacy (erasure, retention) and the housekeeping of tokens call it.
	Delete(ctx context.Context, collection string, id marketplace.ID, rev int64) error

	// Pending lists up to limit documents that hold pending facts, of all prepared collections, those waiting longest
	// first as far as the engine can tell. Only the courier calls it.
	Pending(ctx context.Context, limit int) ([]Parcel, error)

	// Settle takes the named facts out of a document's pending ones. It leaves body and revision as they are, so that it
	// never makes a writer's revision stale. Settling what is not pending, or a document that is gone, is no error. Only
	// the courier calls it.
	Settle(ctx context.Context, collection string, id marketplace.ID, facts []marketplace.ID) error

	// Close releases the engine. No other method may be called after it.
	Close() error
}

// Doc is one stored document.
type Doc struct {
	ID   marketplace.ID
	Rev  int64  // 1 for a new document, one more with each Replace
	Body []byte // the JSON given to Insert or Replace, equal as JSON: same keys in the same order, integers exact to 64 bits
}

// Parcel is a document's pending facts, in the order in which they were saved.
type Parcel struct {
	Collection string
	ID         marketplace.ID
	Facts      []marketplace.Fact
}

// Schema declares a collection.
type Schema struct {
	Collection string  // a Go identifier in lower case, such as "tasks"
	Indexes    []Index // at most 12
}

// Index is declared once and never changed: a changed index gets a new name.
type Index struct {
	Name   string   // unique within the collection
	Fields []string // one to four dotted paths into the body, such as "org" or "place.postal"; the values are text, integers, booleans or null
	Unique bool     // no two documents have the same values; documents where any of the fields is null or missing are not constrained
}

// Query reads a collection along one index. Fields of the index are used from the left: first Eq, then In or the range
// on the next field. Results are sorted by the index's fields and then by id, ascending, or all descending with Desc.
// Null sorts before text and integers. The id is unique, so the order is total and cursors are stable: a document that
// does not move is neither skipped nor seen twice by paging, whatever is inserted meanwhile.
type Query struct {
	Index string // the index's name; "" reads by id, along which From and To are ids
	Eq    []any  // values (string, int64, int, bool) for the first fields
	In    []any  // at most 200 values for the field after Eq
	From  any    // the field after Eq is at least From, if not nil
	To    any    // the field after Eq is below To, if not nil
	Desc  bool
	Limit int    // 1 to 1000; 0 means 100
	After string // Next of the page before; only good for the same query. Invalid if it is not a cursor
}

// Result is one page of documents.
type Result struct {
	Docs []Doc
	Next string // cursor for the next page; empty on the last
}
