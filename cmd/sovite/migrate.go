package main

import (
	"context"
	"errors"
	"fmt"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server"
)

// migrateCommand prepares collections and indexes, and with --to copies every document to another store.
type migrateCommand struct {
	To string `help:"Address of the other store: mongodb://host/database or sqlite:file; empty: only prepare this one." env:"SOVITE_MIGRATE_TO"`
}

// Run implements the command.
func (c *migrateCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	from, err := openStore(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err := from.Prepare(ctx, server.Schemas()); err != nil {
		return fmt.Errorf("prepare the store: %w", err)
	}
	if c.To == "" {
		fmt.Fprintf(io.Out, "The store is ready: %d collections with their indexes.\n", len(server.Schemas()))
		return nil
	}
	return c.copyAll(ctx, from, io)
}

func (c *migrateCommand) copyAll(ctx context.Context, from store.Portable, io streams) (err error) {
	to, err := namedStore(ctx, c.To)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if err := to.Prepare(ctx, server.Schemas()); err != nil {
		return fmt.Errorf("prepare the other store: %w", err)
	}
	documents := 0
	show := newBar(io.Err, "copying")
	defer show.finish()
	err = store.Copy(ctx, from, to, func(done int) {
		documents = done
		show.of(done, 0)
	})
	if err != nil {
		return fmt.Errorf("%w (run the command again to go on where it stopped)", err)
	}
	return compare(ctx, from, to, documents, io)
}

func compare(ctx context.Context, from, to store.Portable, documents int, io streams) error {
	here, err := store.Digest(ctx, from)
	if err != nil {
		return err
	}
	there, err := store.Digest(ctx, to)
	if err != nil {
		return err
	}
	if here != there {
		return fmt.Errorf("the stores differ after the copy (%.12s here, %.12s there): the other store held documents of its own", here, there)
	}
	fmt.Fprintf(io.Out, "Copied %d documents; both stores have the digest %.12s.\n", documents, here)
	return nil
}
