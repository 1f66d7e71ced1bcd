package main

import (
	"context"
	"errors"
	"fmt"
)

// reindexCommand builds the search index again from the store.
type reindexCommand struct{}

// Run implements the command.
func (c *reindexCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexNeeded, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := rebuild(ctx, in, io); err != nil {
		return err
	}
	status, err := in.Index.Status(ctx)
	if err != nil {
		return fmt.Errorf("the index does not answer after the rebuild: %w", err)
	}
	fmt.Fprintf(io.Out, "The index holds %d published tasks.\n", status.Entries)
	return nil
}

func rebuild(ctx context.Context, in *installation, io streams) error {
	show := newBar(io.Err, "index")
	defer show.finish()
	return in.Finder.Rebuild(ctx, show.of)
}

// freshIndex rebuilds an index that was never built or is of another version. An index that does not answer is no
// reason not to start: searches fall back to the store and say so.
func freshIndex(ctx context.Context, in *installation, io streams) error {
	status, err := in.Index.Status(ctx)
	if err != nil {
		in.Log.WarnContext(ctx, "the search index does not answer; searches fall back to the store", "error", err.Error())
		return nil
	}
	if !status.Stale {
		return nil
	}
	return rebuild(ctx, in, io)
}
