package main

import (
	"context"
	"errors"
	"fmt"

	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/account/secret/breached"
	"sovite.fi/sovite/server/rotation"
)

// rotateCommand carries what is sealed over to a new secret of the installation. The servers may run.
type rotateCommand struct{}

// Run implements the command. It may be run again, and should be until it says that nothing is left.
func (c *rotateCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	if cfg.SecretOld == "" {
		return errors.New("name the secret of before with SOVITE_SECRET_OLD or SOVITE_SECRET_OLD_FILE, and the new one with SOVITE_SECRET or SOVITE_SECRET_FILE")
	}
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	report, err := rotation.Run(ctx, rotation.Deps{
		Store: in.Store, Clock: in.Clock, Vault: in.Vault, Sealed: []rotation.Sealed{
			{Name: "signing keys", Renew: in.Keys.Renew},
			{Name: "API keys", Renew: in.APIKeys.Renew},
			{Name: "secrets of webhooks", Renew: in.Webhooks.Renew},
			{Name: "client secrets of sign-in services", Renew: in.SignIns.Renew},
		},
	})
	if err != nil {
		return fmt.Errorf("stopped in the middle; run it again: %w", err)
	}
	report.Print(io.Out)
	return nil
}

// openBreached opens the list of passwords that became known, if one is named.
func (in *installation) openBreached(cfg *Config) (secret.Breached, error) {
	if cfg.Breached == "" {
		return nil, nil
	}
	l, err := breached.Open(cfg.Breached)
	if err != nil {
		return nil, fmt.Errorf("SOVITE_BREACHED: %w", err)
	}
	in.closers = append(in.closers, l.Close)
	return l, nil
}
