package search

import (
	"context"
	"errors"
	"testing"
)

// recorded remembers what was put into it.
type recorded struct {
	Index
	put    int
	closed bool
}

func (r *recorded) Put(_ context.Context, entries []Entry) error { r.put += len(entries); return nil }
func (r *recorded) Close() error                                 { r.closed = true; return nil }

// An engine that is away at the start is no reason not to start, and is used from the moment it is there.
func TestLater(t *testing.T) {
	engine, there, opened := &recorded{}, false, 0
	x := Later(func(context.Context) (Index, error) {
		if opened++; !there {
			return nil, errors.New("connection refused")
		}
		return engine, nil
	})
	if err := x.Put(t.Context(), make([]Entry, 1)); !errors.Is(err, ErrUnavailable) {
		t.Errorf("away: %v", err)
	}
	if _, err := x.Status(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("away: %v", err)
	}
	there = true
	for range 2 {
		if err := x.Put(t.Context(), make([]Entry, 1)); err != nil {
			t.Error(err)
		}
	}
	if err := x.Close(); err != nil || !engine.closed || engine.put != 2 || opened != 3 {
		t.Errorf("closed %v, %d entries, opened %d times: %v", engine.closed, engine.put, opened, err)
	}
}
