package mongo

import (
	"context"
	"errors"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/mongo"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Codes of the server's errors, from MongoDB's error_codes.yml.
const (
	codeIndexOptionsConflict = 85  // an index of the same keys has another name
	codeIndexKeysConflict    = 86  // an index of the same name has other keys
	codeWriteConflict        = 112 // two writers met; the server did nothing
	codeSnapshotTooOld       = 239 // the moment asked for is not kept any more
	codeSnapshotUnavailable  = 246 // the moment asked for cannot be shown, as after a change of the collection
)

// attempts is how often an operation is tried, and pause the wait before the second attempt; it doubles each time.
const (
	attempts = 6
	pause    = 5 * time.Millisecond
)

// harm is how much is known of a failed operation.
type harm int

const (
	repeatable harm = iota // doing it twice is as good as once
	unique                 // a second attempt could meet the first one's effect
)

// try runs an operation until it succeeds or fails for good. What the server certainly did not do is tried again; what
// it may have done, because the connection broke, only when the operation is repeatable: the driver itself already
// retries a write once, safely, where the deployment can tell the two attempts apart.
func try(ctx context.Context, h harm, do func() error) error {
	if err := ctx.Err(); err != nil {
		return grammar.Unavailable(err)
	}
	wait := pause
	for attempt := 1; ; attempt++ {
		err := do()
		if err == nil {
			return nil
		}
		again := undone(err) || h == repeatable && mongo.IsNetworkError(err)
		if !again || ctx.Err() != nil {
			return failure(ctx, err)
		}
		if attempt == attempts {
			return grammar.Unavailable(err)
		}
		if !sleep(ctx, wait) {
			return grammar.Unavailable(ctx.Err())
		}
		wait *= 2
	}
}

// errGone says that what stood in an operation's way is not there any more, so that it is worth another attempt.
var errGone = errors.New("the conflicting document is gone")

// undone says whether the server refused an operation for the moment without having done any of it.
func undone(err error) bool {
	if errors.Is(err, errGone) {
		return true
	}
	e, ok := errors.AsType[mongo.ServerError](err)
	return ok && (e.HasErrorCode(codeWriteConflict) || e.HasErrorMessage("deadlock detected"))
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// failure turns an error of the driver into one of the kinds that package store promises. It leaves ours as they are.
func failure(ctx context.Context, err error) error {
	if e, ok := errors.AsType[*marketplace.Error](err); ok {
		return e
	}
	if cause := ctx.Err(); cause != nil {
		return grammar.Unavailable(cause)
	}
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) || errors.Is(err, mongo.ErrClientDisconnected) {
		return grammar.Unavailable(err)
	}
	if e, ok := errors.AsType[mongo.ServerError](err); ok && (e.HasErrorLabel("RetryableWriteError") || e.HasErrorLabel("TransientTransactionError")) {
		return grammar.Unavailable(err)
	}
	if strings.Contains(err.Error(), "server selection error") {
		return grammar.Unavailable(err)
	}
	return grammar.Internal(err)
}

// taken says whether a write failed because the value of a unique index, or the id, is taken. Servers that speak
// MongoDB's protocol over SQLite pass on SQLite's own words when an update fails so.
func taken(err error) bool {
	return err != nil && (mongo.IsDuplicateKeyError(err) || strings.Contains(err.Error(), "UNIQUE constraint failed"))
}
