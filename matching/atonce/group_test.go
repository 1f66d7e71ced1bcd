package atonce

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestAllRun(t *testing.T) {
	g, ctx := New(t.Context(), 0)
	var sum atomic.Int64
	for i := range 100 {
		g.Go(func() error { sum.Add(int64(i)); return nil })
	}
	if err := g.Wait(); err != nil || sum.Load() != 4950 {
		t.Errorf("%d %v", sum.Load(), err)
	}
	if ctx.Err() == nil {
		t.Error("the context goes on after all is done")
	}
}

// The first error ends the context of the others and is the one that is told.
func TestTheFirstErrorEndsTheOthers(t *testing.T) {
	first := errors.New("first")
	g, ctx := New(t.Context(), 0)
	g.Go(func() error {
		<-ctx.Done()
		return ctx.Err()
	})
	g.Go(func() error { return first })
	if err := g.Wait(); !errors.Is(err, first) {
		t.Errorf("got %v", err)
	}
}

func TestLimit(t *testing.T) {
	g, _ := New(context.Background(), 3)
	var now, most atomic.Int64
	for range 50 {
		g.Go(func() error {
			n := now.Add(1)
			for {
				m := most.Load()
				if n <= m || most.CompareAndSwap(m, n) {
					break
				}
			}
			now.Add(-1)
			return nil
		})
	}
	if err := g.Wait(); err != nil || most.Load() > 3 {
		t.Errorf("%d at once, %v", most.Load(), err)
	}
}
