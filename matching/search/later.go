package search

import (
	"context"
	"fmt"
	"sync"
)

// Later is an index that is opened by its first call, so that a program can start while the engine is away. Until opening succeeds each
// call tries it, and fails with what open gave and ErrUnavailable in its chain.
func Later(open func(context.Context) (Index, error)) Index { return &later{open: open} }

type later struct {
	open  func(context.Context) (Index, error)
	mu    sync.Mutex
	index Index
}

func (l *later) get(ctx context.Context) (Index, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.index != nil {
		return l.index, nil
	}
	opened, err := l.open(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	l.index = opened
	return opened, nil
}

// Put implements Index.
func (l *later) Put(ctx context.Context, entries []Entry) error {
	x, err := l.get(ctx)
	if err != nil {
		return err
	}
	return x.Put(ctx, entries)
}

// Delete implements Index.
func (l *later) Delete(ctx context.Context, ids []string) error {
	x, err := l.get(ctx)
	if err != nil {
		return err
	}
	return x.Delete(ctx, ids)
}

// Search implements Index.
func (l *later) Search(ctx context.Context, q Query) (Result, error) {
	x, err := l.get(ctx)
	if err != nil {
		return Result{}, err
	}
	return x.Search(ctx, q)
}

// Reset implements Index.
func (l *later) Reset(ctx context.Context) error {
	x, err := l.get(ctx)
	if err != nil {
		return err
	}
	return x.Reset(ctx)
}

// Status implements Index.
func (l *later) Status(ctx context.Context) (Status, error) {
	x, err := l.get(ctx)
	if err != nil {
		return Status{}, err
	}
	return x.Status(ctx)
}

// Close closes what was opened.
func (l *later) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.index == nil {
		return nil
	}
	return l.index.Close()
}
