package grammar

import (
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Invalidf says what lies outside the grammar. The text is for the developer who reads the log.
func Invalidf(format string, args ...any) *marketplace.Error {
	return marketplace.Errorf(marketplace.Invalid, "error.store_query", fmt.Errorf(format, args...))
}

// badCursor says that the caller's cursor is none of this query; the text is for the caller, who typed or kept it.
func badCursor(cause error) *marketplace.Error {
	return marketplace.Errorf(marketplace.Invalid, "error.cursor", cause)
}

// NotFound says that a collection has no such document.
func NotFound(collection string, id marketplace.ID) *marketplace.Error {
	return marketplace.Errorf(marketplace.NotFound, "error.not_found", fmt.Errorf("%s/%s", collection, id))
}

// Conflict says that the value of a unique index, or the id (index "id"), is taken.
func Conflict(index string) *marketplace.Error {
	return marketplace.Errorf(marketplace.Conflict, "error.conflict", "index", index)
}

// PendingConflict says that a document cannot be deleted yet because facts wait in it.
func PendingConflict(collection string, id marketplace.ID) *marketplace.Error {
	return marketplace.Errorf(marketplace.Conflict, "error.conflict", "index", "pending", fmt.Errorf("%s/%s has pending facts", collection, id))
}

// Stale says that the document moved on from the revision the caller knew.
func Stale(collection string, id marketplace.ID, rev int64) *marketplace.Error {
	return marketplace.Errorf(marketplace.Stale, "error.stale", fmt.Errorf("%s/%s is not at revision %d", collection, id, rev))
}

// BadRevision says that a document cannot be loaded at a revision.
func BadRevision(collection string, id marketplace.ID, rev int64) *marketplace.Error {
	return Invalidf("%s/%s: a revision of %d; the first is 1", collection, id, rev)
}

// NoMoment says that the engine cannot show one moment while others write.
func NoMoment(cause error) *marketplace.Error {
	return marketplace.Errorf(marketplace.Conflict, "error.no_moment", fmt.Errorf("%w: %w", store.ErrNoMoment, cause))
}

// Unavailable says that the engine did not answer, or that the caller stopped waiting.
func Unavailable(cause error) *marketplace.Error {
	return marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable", cause)
}

// Internal wraps any other failure of the engine.
func Internal(cause error) *marketplace.Error {
	return marketplace.Errorf(marketplace.Internal, "error.store", cause)
}
