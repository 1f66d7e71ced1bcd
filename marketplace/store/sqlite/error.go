package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	driver "modernc.org/sqlite"
	engineCodes "modernc.org/sqlite/lib"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// failure turns an error of the engine into one of the kinds that package store promises. It leaves ours as they are.
func failure(err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*marketplace.Error](err); ok {
		return e
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, sql.ErrConnDone) {
		return grammar.Unavailable(err)
	}
	e, ok := errors.AsType[*driver.Error](err)
	if !ok {
		return grammar.Internal(err)
	}
	switch e.Code() & 0xff {
	case engineCodes.SQLITE_CONSTRAINT:
		return grammar.Conflict(conflicting(e.Error()))
	case engineCodes.SQLITE_BUSY, engineCodes.SQLITE_LOCKED, engineCodes.SQLITE_INTERRUPT, engineCodes.SQLITE_IOERR,
		engineCodes.SQLITE_FULL, engineCodes.SQLITE_CANTOPEN, engineCodes.SQLITE_NOMEM, engineCodes.SQLITE_READONLY:
		return grammar.Unavailable(err)
	}
	return grammar.Internal(err)
}

// conflicting reads the index's name out of "UNIQUE constraint failed: index 'tasks:number:unique'"; for the id SQLite
// says "UNIQUE constraint failed: tasks.id".
func conflicting(message string) string {
	_, rest, ok := strings.Cut(message, "index '")
	if !ok {
		return "id"
	}
	parts := strings.Split(rest, ":")
	if len(parts) < 2 {
		return "id"
	}
	return parts[1]
}

// aboutRecord says whether an operation failed because of the document it was for, so that the transaction around it is
// still good.
func aboutRecord(err error) bool {
	switch marketplace.KindOf(err) {
	case marketplace.NotFound, marketplace.Conflict, marketplace.Stale, marketplace.Invalid:
		return true
	default:
		return false
	}
}
