package atonce

import (
	"context"
	"errors"
	"slices"
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

// The answers come in the order of the values, whichever is done first; after an error there are none.
func TestEachKeepsTheOrder(t *testing.T) {
	second := make(chan struct{})
	out, err := Each(t.Context(), 0, []int{1, 2}, func(_ context.Context, v int) (int, error) {
		if v == 1 {
			<-second
		} else {
			close(second)
		}
		return v * 10, nil
	})
	if err != nil || !slices.Equal(out, []int{10, 20}) {
		t.Errorf("%v %v", out, err)
	}
	wrong := errors.New("wrong")
	out, err = Each(t.Context(), 2, []int{1, 2, 3}, func(_ context.Context, v int) (int, error) {
		if v == 2 {
			return 0, wrong
		}
		return v, nil
	})
	if !errors.Is(err, wrong) || out != nil {
		t.Errorf("%v %v", out, err)
	}
}
