package mongo

import (
	"context"
	"errors"
	"testing"

	"go.mongodb.org/mongo-driver/mongo"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/grammar"
)

func TestWhichFailuresAreTriedAgain(t *testing.T) {
	conflict := mongo.CommandError{Code: codeWriteConflict, Message: "WriteConflict"}
	deadlock := mongo.WriteException{WriteErrors: mongo.WriteErrors{{Code: 1, Message: "deadlock detected"}}}
	network := mongo.CommandError{Message: "connection reset", Labels: []string{"NetworkError"}}
	refused := mongo.CommandError{Code: 13, Message: "not authorized"}
	for _, c := range []struct {
		name  string
		err   error
		harm  harm
		tries int
		kind  marketplace.Kind
	}{
		{"two writers met", conflict, unique, attempts, marketplace.Unavailable},
		{"a deadlock", deadlock, unique, attempts, marketplace.Unavailable},
		{"a broken connection, when a second time does no harm", network, repeatable, attempts, marketplace.Unavailable},
		{"a broken connection, when it may have been done", network, unique, 1, marketplace.Unavailable},
		{"a refusal", refused, repeatable, 1, marketplace.Internal},
		{"an error of our own", grammar.Conflict("email"), repeatable, 1, marketplace.Conflict},
		{"a holder that went away", errGone, unique, attempts, marketplace.Unavailable},
	} {
		tries := 0
		err := try(t.Context(), c.harm, func() error { tries++; return c.err })
		if tries != c.tries || !marketplace.IsKind(err, c.kind) {
			t.Errorf("%s: %d tries and %v, want %d and %v", c.name, tries, err, c.tries, c.kind)
		}
	}
}

func TestTryingAgainSucceedsAndStops(t *testing.T) {
	tries := 0
	err := try(t.Context(), unique, func() error {
		if tries++; tries < 3 {
			return mongo.CommandError{Code: codeWriteConflict}
		}
		return nil
	})
	if err != nil || tries != 3 {
		t.Errorf("%d tries: %v", tries, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	tries = 0
	err = try(ctx, unique, func() error {
		tries++
		cancel()
		return mongo.CommandError{Code: codeWriteConflict}
	})
	if tries != 1 || !errors.Is(err, context.Canceled) || !marketplace.IsKind(err, marketplace.Unavailable) {
		t.Errorf("after the caller left: %d tries, %v", tries, err)
	}
}

func TestNoServerIsUnavailable(t *testing.T) {
	_, err := Open(t.Context(), "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50", "nothing")
	if !marketplace.IsKind(err, marketplace.Unavailable) {
		t.Errorf("no server: %v, want Unavailable", err)
	}
	_, err = Open(t.Context(), "http://127.0.0.1:1", "nothing")
	if !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("no connection string: %v, want Invalid", err)
	}
}
