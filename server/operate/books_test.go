package operate

import (
	"context"
	"errors"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
)

// ledgers are books by organiser: sound or not.
type ledgers struct {
	books map[marketplace.ID]bool
	away  bool
}

func (l *ledgers) Books(context.Context) (out []marketplace.ID, err error) {
	for org := range l.books {
		out = append(out, org)
	}
	return out, nil
}

func (l *ledgers) Sound(_ context.Context, org marketplace.ID) (bool, error) {
	if l.away {
		return false, errors.New("away")
	}
	return l.books[org], nil
}

// The metrics tell of books that are not sound once somebody has looked, go on telling it while nobody can look, and tell how old it is.
func TestBooks(t *testing.T) {
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	l := &ledgers{books: map[marketplace.ID]bool{"a": true, "b": false, "c": true}}
	b := NewBooks(l, func() time.Time { return now })
	told := func() (out []float64) {
		for _, g := range b.Gauges() {
			if v, err := g.Ask(t.Context()); err == nil {
				out = append(out, v)
			}
		}
		return out
	}
	if got := told(); len(got) != 0 {
		t.Errorf("before anybody looked: %v", got)
	}
	if err := b.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	now, l.away = now.Add(time.Hour), true
	if err := b.Look(t.Context()); err == nil {
		t.Error("a look that failed counts")
	}
	if got := told(); len(got) != 2 || got[0] != 1 || got[1] != 3600 {
		t.Errorf("told %v", got)
	}
	l.away, l.books["b"] = false, true
	if err := b.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := told(); got[0] != 0 || got[1] != 0 {
		t.Errorf("mended: %v", got)
	}
}
