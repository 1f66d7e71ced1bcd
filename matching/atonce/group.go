package atonce

import (
	"context"
	"sync"
)

// Group is some functions that run at once. Make one with New; it is for one use.
type Group struct {
	end   context.CancelFunc
	slots chan struct{} // nil: no limit
	done  sync.WaitGroup
	once  sync.Once
	err   error
}

// New makes a group of which at most limit run at the same time (0: all), and the context for what it runs: it ends with the first error,
// and when Wait returns.
func New(ctx context.Context, limit int) (*Group, context.Context) {
	ctx, end := context.WithCancel(ctx)
	g := &Group{end: end}
	if limit > 0 {
		g.slots = make(chan struct{}, limit)
	}
	return g, ctx
}

// Go runs a function; it waits for its turn while as many run as may.
func (g *Group) Go(do func() error) {
	if g.slots != nil {
		g.slots <- struct{}{}
	}
	g.done.Go(func() {
		if err := do(); err != nil {
			g.once.Do(func() {
				g.err = err
				g.end()
			})
		}
		if g.slots != nil {
			<-g.slots
		}
	})
}

// Wait waits for all of them and gives the first error.
func (g *Group) Wait() error {
	g.done.Wait()
	g.end()
	return g.err
}

// Each asks for something of each value, at most limit at the same time (0: all), and gives the answers in the order of the values.
func Each[In, Out any](ctx context.Context, limit int, values []In, of func(context.Context, In) (Out, error)) ([]Out, error) {
	out := make([]Out, len(values))
	group, ctx := New(ctx, limit)
	for i, v := range values {
		group.Go(func() (err error) {
			out[i], err = of(ctx, v)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}
