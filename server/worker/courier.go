package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/worker/standing"
)

// Record is where facts are kept for good; audit.Record is one. Appending the same fact twice changes nothing.
type Record interface {
	Append(ctx context.Context, facts ...marketplace.Fact) error
}

// Wait gives a channel that is ready after a while; time.After in production.
type Wait func(time.Duration) <-chan time.Time

// Deps is what a Courier needs.
type Deps struct {
	Store     store.Store
	Record    Record
	Reactions []Reaction
	Clock     marketplace.Clock
	Wait      Wait
	Log       *slog.Logger
	Poll      time.Duration // how often to look without being nudged; 0 means one second
	Alone     Alone         // nil: no other process carries
	Setbacks  Setbacks      // nil: what is set aside is known here alone
}

// Setbacks is where every process sees what was set aside, and can ask for another try; standing.Setbacks is one.
type Setbacks interface {
	Put(ctx context.Context, b standing.Setback) error
	Settled(ctx context.Context, document string) error
	Tidy(ctx context.Context, waits func(document string) bool) error
	Asked(ctx context.Context) (map[string]bool, error)
}

// Stats counts what a courier did since it was made.
type Stats struct {
	Delivered int64 // facts settled
	Failed    int64 // deliveries that will be tried again
	Panicked  int64 // of these, reactions that panicked
	Waiting   int64 // documents set aside until later
}

// Courier carries the facts. One per process is enough. Of several over one store Alone lets one carry; two are safe, because
// everything it does may be done twice.
type Courier struct {
	deps      Deps
	reactions map[string][]Reaction
	nudge     chan struct{}
	delivered atomic.Int64
	failed    atomic.Int64
	panicked  atomic.Int64

	mu    sync.Mutex
	aside map[string]delay // documents that failed, by name
	tidy  time.Time        // when the setbacks were last compared with what is pending
}

// delay is how often a document failed in a row, and when to try it again.
type delay struct {
	failures int
	until    time.Time
}

const (
	batch       = 100
	firstDelay  = time.Second
	longestWait = 5 * time.Minute
	repeatedly  = 3           // failures in a row after which a setback is written down
	tidied      = time.Minute // how often what was written down is compared with what is pending
)

// New makes a courier.
func New(d Deps) *Courier {
	if d.Poll <= 0 {
		d.Poll = time.Second
	}
	c := &Courier{deps: d, reactions: map[string][]Reaction{}, nudge: make(chan struct{}, 1), aside: map[string]delay{}}
	for _, r := range d.Reactions {
		for _, typ := range r.On {
			c.reactions[typ] = append(c.reactions[typ], r)
		}
	}
	return c
}

// Nudge says that something was just saved, so that it is carried at once instead of at the next look. It never blocks.
func (c *Courier) Nudge() {
	select {
	case c.nudge <- struct{}{}:
	default:
	}
}

// Stats gives the counts.
func (c *Courier) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Delivered: c.delivered.Load(), Failed: c.failed.Load(), Panicked: c.panicked.Load(), Waiting: int64(len(c.aside))}
}

// Run carries facts until the context ends, and returns nil then. Nothing that fails ends it.
func (c *Courier) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		moved, err := c.turn(ctx)
		if err != nil && ctx.Err() == nil {
			c.deps.Log.ErrorContext(ctx, "facts wait", "error", err.Error())
		}
		if moved {
			continue
		}
		select {
		case <-ctx.Done():
		case <-c.nudge:
		case <-c.deps.Wait(c.deps.Poll):
		}
	}
	return nil
}

// turn is a round if carrying is this process's to do. What others save is found at the next look then.
func (c *Courier) turn(ctx context.Context) (moved bool, err error) {
	if c.deps.Alone == nil {
		return c.round(ctx, false)
	}
	_, err = c.deps.Alone.While(ctx, "courier", func(ctx context.Context) (err error) {
		moved, err = c.round(ctx, false)
		return err
	})
	return moved, err
}

// Drain carries facts until none is pending, including those that reactions cause. It tries everything at once, also
// what was set aside; the error names the documents that still fail after every other has gone.
func (c *Courier) Drain(ctx context.Context) error {
	for {
		moved, err := c.round(ctx, true)
		if ctxErr := ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		if !moved {
			return err
		}
	}
}

// round tries once what is pending; moved says whether anything was delivered. Unless all is set, documents set aside
// rest until their time. Twice as many more are asked for as are set aside, so that these do not hide the others however
// many they are, and so that it takes a few rounds only to see behind them.
func (c *Courier) round(ctx context.Context, all bool) (moved bool, err error) {
	limit := batch + 2*int(c.Stats().Waiting)
	parcels, err := c.deps.Store.Pending(ctx, limit)
	if err != nil {
		return false, fmt.Errorf("look for pending facts: %w", err)
	}
	if len(parcels) < limit {
		c.forget(ctx, parcels)
	}
	asked := c.asked(ctx)
	var failures []error
	for _, p := range parcels {
		if ctx.Err() != nil {
			return moved, ctx.Err()
		}
		if !all && !asked[name(p)] && c.resting(p) {
			continue
		}
		settled, err := c.deliver(ctx, p)
		moved = moved || settled > 0
		c.note(ctx, p, err)
		if err != nil {
			failures = append(failures, err)
		}
	}
	return moved, errors.Join(failures...)
}

// deliver carries the facts of one document in their order; what was carried is settled even if a later one fails.
func (c *Courier) deliver(ctx context.Context, p store.Parcel) (settled int, err error) {
	if err := c.deps.Record.Append(ctx, p.Facts...); err != nil {
		return 0, fmt.Errorf("record %s: %w", name(p), err)
	}
	var done []marketplace.ID
	for _, f := range p.Facts {
		if err = c.react(ctx, f); err != nil {
			break
		}
		done = append(done, f.ID)
	}
	if len(done) == 0 {
		return 0, err
	}
	if settleErr := c.deps.Store.Settle(ctx, p.Collection, p.ID, done); settleErr != nil {
		return 0, errors.Join(err, fmt.Errorf("settle %s: %w", name(p), settleErr))
	}
	c.delivered.Add(int64(len(done)))
	return len(done), err
}

// react runs every reaction to a fact; the first that fails stops it.
func (c *Courier) react(ctx context.Context, f marketplace.Fact) error {
	for _, r := range c.reactions[f.Type] {
		if err := c.safely(ctx, r, f); err != nil {
			return failed{step: r.Name, fact: f, cause: err}
		}
	}
	return nil
}

// failed is an error that says at which reaction to which fact.
type failed struct {
	step  string
	fact  marketplace.Fact
	cause error
}

func (f failed) Error() string {
	return fmt.Sprintf("%s after %s of %s: %v", f.step, f.fact.Type, f.fact.Subject, f.cause)
}

func (f failed) Unwrap() error { return f.cause }

func (c *Courier) safely(ctx context.Context, r Reaction, f marketplace.Fact) (err error) {
	defer func() {
		if p := recover(); p != nil {
			c.panicked.Add(1)
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return r.Do(ctx, f)
}

// resting says whether a document is set aside at this moment.
func (c *Courier) resting(p store.Parcel) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.deps.Clock().Before(c.aside[name(p)].until)
}

// note sets a document that failed aside, for twice as long each time, or takes it back.
func (c *Courier) note(ctx context.Context, p store.Parcel, err error) {
	if ctx.Err() != nil {
		return
	}
	document := name(p)
	if err == nil {
		if c.takeBack(document) && c.deps.Setbacks != nil {
			c.complain(ctx, c.deps.Setbacks.Settled(ctx, document))
		}
		return
	}
	d, wait := c.setAside(document)
	c.deps.Log.WarnContext(ctx, "a fact waits for another try", "document", document, "failures", d.failures, "wait", wait, "error", err.Error())
	if c.deps.Setbacks == nil || d.failures < repeatedly {
		return
	}
	now := c.deps.Clock.Now()
	b := standing.Setback{
		Document: document, Step: "record", Reason: standing.Reason(err), Failures: d.failures, First: now, Last: now, Next: marketplace.At(d.until),
	}
	if f, ok := errors.AsType[failed](err); ok {
		b.Step, b.Fact, b.Reason = f.step, f.fact.Type, standing.Reason(f.cause)
	}
	c.complain(ctx, c.deps.Setbacks.Put(ctx, b))
}

// takeBack forgets that a document failed, and says whether it had.
func (c *Courier) takeBack(document string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, was := c.aside[document]
	if was {
		delete(c.aside, document)
		c.tidy = time.Time{} // what was asked about it may still be on its way
	}
	return was
}

func (c *Courier) setAside(document string) (delay, time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.failed.Add(1)
	d := c.aside[document]
	wait := pause(d.failures)
	d = delay{failures: d.failures + 1, until: c.deps.Clock().Add(wait)}
	c.aside[document] = d
	return d, wait
}

// complain logs what could not be written down or read about setbacks; carrying goes on without.
func (c *Courier) complain(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		c.deps.Log.WarnContext(ctx, "setbacks cannot be kept", "error", err.Error())
	}
}

// asked are the documents set aside that somebody wants tried at once.
func (c *Courier) asked(ctx context.Context) map[string]bool {
	if c.deps.Setbacks == nil || c.Stats().Waiting == 0 {
		return nil
	}
	asked, err := c.deps.Setbacks.Asked(ctx)
	c.complain(ctx, err)
	return asked
}

// forget takes back what is set aside and is not pending any more, because another process has carried it.
func (c *Courier) forget(ctx context.Context, pending []store.Parcel) {
	still := make(map[string]bool, len(pending))
	for _, p := range pending {
		still[name(p)] = true
	}
	waits := func(document string) bool { return still[document] }
	c.mu.Lock()
	maps.DeleteFunc(c.aside, func(document string, _ delay) bool { return !waits(document) })
	due := c.deps.Setbacks != nil && !c.deps.Clock().Before(c.tidy.Add(tidied))
	if due {
		c.tidy = c.deps.Clock()
	}
	c.mu.Unlock()
	if due {
		c.complain(ctx, c.deps.Setbacks.Tidy(ctx, waits))
	}
}

// pause is how long to wait after a number of failures before.
func pause(failures int) time.Duration { return min(firstDelay<<min(failures, 20), longestWait) }

func name(p store.Parcel) string { return p.Collection + "/" + string(p.ID) }
