package lease

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Length is how long a lease lasts without being renewed; renewal is tried thrice within it.
const Length = 15 * time.Second

// Lease says who does something alone, and until when.
type Lease struct {
	Name   string              `json:"name"` // of what is done
	Holder marketplace.ID      `json:"holder"`
	Until  marketplace.Instant `json:"until"`
}

// Deps is what Leases need.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	Holder marketplace.ID // this process: another one each time it starts
	Log    *slog.Logger
}

// Leases are what one process holds. They are safe for concurrent use.
type Leases struct {
	Deps
	docs store.Collection[Lease]
	mu   sync.Mutex
	held map[string]*hold
}

// hold is a lease of this process; lasting ends when it is lost.
type hold struct {
	until   time.Time
	lasting context.Context //nolint:containedctx // of what is held, not of a call
	end     context.CancelFunc
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema { return []store.Schema{{Collection: "leases"}} }

// New makes the leases of one process: none yet.
func New(d Deps) *Leases {
	return &Leases{Deps: d, docs: store.NewCollection[Lease](d.Store, Schemas()[0]), held: map[string]*hold{}}
}

// mostLeases is more than there are things to be done alone.
const mostLeases = 500

// All are the leases of every process, also those that have run out, in no order that means anything.
func (l *Leases) All(ctx context.Context) ([]Lease, error) {
	list, _, err := l.docs.Find(ctx, store.Query{Limit: mostLeases})
	out := make([]Lease, 0, len(list))
	for _, e := range list {
		out = append(out, e.Value)
	}
	return out, err
}

// idOf is the id of a lease: names are words, which ids cannot be.
func idOf(name string) marketplace.ID { return marketplace.Derived("lease-", idLength, name) }

const idLength = 12

// Holds says whether this process holds a name, and takes it when nobody does.
func (l *Leases) Holds(ctx context.Context, name string) (bool, error) {
	l.mu.Lock()
	h := l.held[name]
	fresh := h != nil && h.until.Sub(l.Clock()) > Length/2
	l.mu.Unlock()
	if fresh {
		return true, nil
	}
	return l.take(ctx, name)
}

// While does something if this process holds a name, and says whether it did. The context of what it does ends when the lease is lost.
func (l *Leases) While(ctx context.Context, name string, do func(context.Context) error) (bool, error) {
	mine, err := l.Holds(ctx, name)
	if !mine || err != nil {
		return false, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l.mu.Lock()
	h := l.held[name]
	l.mu.Unlock()
	if h == nil { // lost in between
		return false, nil
	}
	defer context.AfterFunc(h.lasting, cancel)() //nolint:contextcheck // what is done ends with the lease, too
	return true, do(ctx)
}

// take asks the store for a name: it is this process's when nobody holds it, when the holder's time has run out, or when it was already.
func (l *Leases) take(ctx context.Context, name string) (bool, error) {
	now := l.Clock()
	next := Lease{Name: name, Holder: l.Holder, Until: marketplace.At(now.Add(Length))}
	e, err := l.docs.Get(ctx, idOf(name))
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		_, err = l.docs.Insert(ctx, idOf(name), next)
	case err != nil:
		return false, err
	case e.Value.Holder != l.Holder && now.Before(e.Value.Until.Time()):
		l.lost(name)
		return false, nil
	default:
		e.Value = next
		_, err = l.docs.Save(ctx, e)
	}
	if marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
		l.lost(name) // somebody else was faster
		return false, nil
	}
	if err != nil {
		return false, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held[name] == nil {
		lasting, end := context.WithCancel(context.WithoutCancel(ctx))
		l.held[name] = &hold{lasting: lasting, end: end}
	}
	l.held[name].until = next.Until.Time()
	return true, nil
}

// lost ends what is done under a name.
func (l *Leases) lost(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if h := l.held[name]; h != nil {
		h.end()
		delete(l.held, name)
	}
}

// Keep renews what this process holds until the context ends, and hands it back then. What cannot be renewed in time is lost.
func (l *Leases) Keep(ctx context.Context, wait func(time.Duration) <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			l.release(context.WithoutCancel(ctx))
			return
		case <-wait(Length / 3):
			l.Renew(ctx)
		}
	}
}

// Renew renews everything that this process holds, once.
func (l *Leases) Renew(ctx context.Context) {
	for name, until := range l.names() {
		_, err := l.take(ctx, name)
		if err == nil || ctx.Err() != nil {
			continue
		}
		l.Log.WarnContext(ctx, "a lease could not be renewed", "lease", name, "error", err.Error())
		if !l.Clock().Before(until) {
			l.lost(name)
		}
	}
}

func (l *Leases) names() map[string]time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := make(map[string]time.Time, len(l.held))
	for name, h := range l.held {
		out[name] = h.until
	}
	return out
}

// release hands everything back. What fails runs out by itself.
func (l *Leases) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, Length/3)
	defer cancel()
	for name := range l.names() {
		l.lost(name)
		e, err := l.docs.Get(ctx, idOf(name))
		if err == nil && e.Value.Holder == l.Holder {
			err = l.docs.Delete(ctx, e)
		}
		if err != nil {
			l.Log.WarnContext(ctx, "a lease was not handed back", "lease", name, "error", err.Error())
		}
	}
}
