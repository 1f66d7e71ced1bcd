package main

import (
	"context"
	"errors"
	"fmt"

	"sovite.fi/sovite/cmd/sovite/examine"
)

// doctorCommand says in words whether the installation is sound.
type doctorCommand struct{}

// errUnsound makes the program end with exit code 1 after the findings are printed.
var errUnsound = errors.New("something is wrong; see above")

// Run implements the command.
func (c *doctorCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	sound := examine.All(ctx, in.Parts, barsOn(io.Err), func(f examine.Finding) {
		mark := map[bool]string{true: "ok   ", false: "WRONG"}[f.Sound]
		fmt.Fprintf(io.Out, "%s  %s\n", mark, f.Text)
	})
	if !sound {
		return errUnsound
	}
	return nil
}
