package main

import (
	"context"
	"errors"
	"fmt"

	"sovite.fi/sovite/cmd/sovite/demo/plant"
)

// seedCommand puts the demo data into the store.
type seedCommand struct {
	DemoPassword string `help:"Password of the demo accounts." env:"SOVITE_DEMO_PASSWORD" default:"sovite-demo-2026"`
}

// Run implements the command.
func (c *seedCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	cfg.standIn = true
	in, err := wire(ctx, cfg, localOrigin, indexNeeded, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := errors.Join(freshIndex(ctx, in, io), fill(ctx, in, c.DemoPassword, io)); err != nil {
		return err
	}
	fmt.Fprintln(io.Out, "The demo data is in the store.")
	return nil
}

// fill puts the demo data in and shows how far it is.
func fill(ctx context.Context, in *installation, password string, io streams) error {
	show := newBar(io.Err, "demo data")
	defer show.finish()
	return plant.Fill(ctx, in.Parts, password, show.of)
}
