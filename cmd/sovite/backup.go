package main

import (
	"context"
	"slices"

	"sovite.fi/sovite/cmd/sovite/stores"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server"
)

// backupCommand puts everything that the store holds into one encrypted file.
type backupCommand struct{ stores.Backup }

// Run implements the command.
func (c *backupCommand) Run(ctx context.Context, cfg *Config, io streams) error {
	return c.Make(ctx, placeOf(cfg, io))
}

// restoreCommand puts a backup into an empty store.
type restoreCommand struct{ stores.Restore }

// Run implements the command.
func (c *restoreCommand) Run(ctx context.Context, cfg *Config, io streams) error {
	return c.Make(ctx, placeOf(cfg, io))
}

// placeOf is the installation as a place to back up, to restore into, or to move from: with the product's collections and
// those of the demo's stand-in for a payment provider.
func placeOf(cfg *Config, io streams) stores.Place {
	p := stores.Place{
		Open:    func(ctx context.Context) (store.Portable, error) { return openStore(ctx, cfg) },
		Schemas: slices.Concat(server.Schemas(), fake.Schemas()),
		Secret:  func() ([]byte, error) { return keptSecret(cfg) }, SecretAt: "what SOVITE_SECRET names",
		Version: version(), Clock: systemClock(), Out: io.Out,
		Show: func(step string) (func(int, int), func()) { b := newBar(io.Err, step); return b.of, b.finish },
	}
	if cfg.Store == "" {
		p.Embedded = embeddedFile(cfg)
	}
	if cfg.Store == "" && cfg.Secret == "" {
		p.SecretAt = secretFile(cfg)
	}
	return p
}
