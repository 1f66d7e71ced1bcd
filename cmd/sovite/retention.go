package main

import (
	"context"
	"errors"

	"sovite.fi/sovite/cmd/sovite/judging"
	"sovite.fi/sovite/cmd/sovite/tidying"
	"sovite.fi/sovite/marketplace/i18n"
)

// retentionCommand deletes what was kept long enough, by the rules of the book; without --carry-out it only says what is due.
type retentionCommand struct {
	CarryOut bool   `help:"Delete what is due; it may be stopped and run again."`
	Lang     string `help:"Language of the rules: fi, sv or en." enum:"fi,sv,en" default:"fi"`
}

// Run implements the command.
func (c *retentionCommand) Run(ctx context.Context, cfg *Config, io streams, desk judging.Desk) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := tidying.Retention(ctx, desk, in.Retention, in.Bundle.In(i18n.Voice(c.Lang)), c.CarryOut); err != nil {
		return err
	}
	return in.carry(ctx)
}
