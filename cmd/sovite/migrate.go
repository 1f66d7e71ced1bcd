package main

import (
	"context"

	"sovite.fi/sovite/cmd/sovite/stores"
	"sovite.fi/sovite/marketplace/store"
)

// migrateCommand prepares collections and indexes, and with --to copies every document to another store.
type migrateCommand struct {
	To string `help:"Address of the other store: mongodb://host/database or sqlite:file; empty: only prepare this one." env:"SOVITE_MIGRATE_TO"`
}

// Run implements the command.
func (c *migrateCommand) Run(ctx context.Context, cfg *Config, io streams) error {
	here := placeOf(cfg, io)
	if c.To == "" {
		return stores.Prepare(ctx, here)
	}
	there := here
	there.Open = func(ctx context.Context) (store.Portable, error) { return namedStore(ctx, c.To) }
	return stores.Move(ctx, here, there)
}
