package operate

import (
	"context"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Ledgers answer whether an organiser's books are sound. It is asked for one organiser after the other, because each takes a while.
type Ledgers interface {
	Books(ctx context.Context) ([]marketplace.ID, error)                   // organisers that keep books
	Sound(ctx context.Context, org marketplace.ID) (sound bool, err error) // balanced, unbroken, and open by the same amounts as the sales ledger
}

// Books keeps what the last look through all books has found, for the metrics. It is safe for concurrent use.
type Books struct {
	ledgers Ledgers
	clock   marketplace.Clock

	mu     sync.Mutex
	faulty int
	looked time.Time
}

// NewBooks makes it; nothing was looked through yet.
func NewBooks(l Ledgers, clock marketplace.Clock) *Books { return &Books{ledgers: l, clock: clock} }

// Look looks through all books; a job calls it. What cannot be read counts for nothing: the age of the last look grows then.
func (b *Books) Look(ctx context.Context) error {
	orgs, err := b.ledgers.Books(ctx)
	if err != nil {
		return err
	}
	faulty := 0
	for _, org := range orgs {
		sound, err := b.ledgers.Sound(ctx, org)
		if err != nil {
			return err
		}
		if !sound {
			faulty++
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faulty, b.looked = faulty, b.clock()
	return nil
}

// Gauges are how many organisers' books are not sound, and how long ago they were looked through. Before the first look there are none.
func (b *Books) Gauges() []Gauge {
	return []Gauge{
		{Name: "sovite_books_faulty", Help: "Organisers whose books are broken, or open by other amounts than the sales ledger, at the last look of this process.", Ask: b.ask(func(time.Time) float64 {
			return float64(b.faulty)
		})},
		{Name: "sovite_books_looked_seconds", Help: "How long ago this process looked through all books.", Ask: b.ask(func(now time.Time) float64 {
			return now.Sub(b.looked).Seconds()
		})},
	}
}

func (b *Books) ask(value func(now time.Time) float64) func(context.Context) (float64, error) {
	return func(context.Context) (float64, error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.looked.IsZero() {
			return 0, marketplace.Errorf(marketplace.Unavailable, "error.unavailable")
		}
		return value(b.clock()), nil
	}
}
