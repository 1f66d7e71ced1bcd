package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
)

// adminCommand makes an administrator: the way into an installation in which nobody is yet.
type adminCommand struct {
	Email        string `help:"E-mail address to sign in with." required:""`
	Name         string `help:"The person's name." required:""`
	PasswordFile string `help:"File with the password, 12 characters or more; - reads standard input." required:"" placeholder:"FILE"`
	Organisation string `help:"Name of the organisation that runs the installation." required:""`
	BusinessID   string `help:"The organisation's business id (Y-tunnus); one that is there already is used." required:"" name:"business-id"`
	Kind         string `help:"What the organisation does: coaching, employer or organiser." enum:"coaching,employer,organiser" default:"coaching"`
	Lang         string `help:"Language of the person and the organisation." enum:"fi,sv,en" default:"fi"`
}

// longestPasswordFile is the most that is read of the file, in bytes.
const longestPasswordFile = 1 << 10

// Run implements the command. It may be run again: who is there already keeps the password and only becomes an administrator.
func (c *adminCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	password, err := c.password()
	if err != nil {
		return fmt.Errorf("--password-file: %w", err)
	}
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	person, org, err := in.Accounts.Administer(ctx, marketplace.System(""),
		account.NewPerson{Email: c.Email, Name: c.Name, Lang: c.Lang, Password: password},
		account.NewOrganisation{Name: c.Organisation, BusinessID: c.BusinessID, Kinds: []account.Kind{account.Kind(c.Kind)}, Lang: c.Lang})
	if err != nil {
		return told(in.Bundle.In(i18n.Voice("en")), err)
	}
	fmt.Fprintf(io.Out, "%s (%s) is an administrator in %s. Sign in at /signin, then set up the second factor at /account.\n", person.Name, person.Email, org.Name)
	return in.carry(ctx)
}

// told is an error in words, with every field that is wrong.
func told(lang i18n.Lang, err error) error {
	parts := []string{lang.Error(err)}
	for _, f := range marketplace.AsError(err).Fields {
		parts = append(parts, f.Field+": "+lang.Field(f))
	}
	return errors.New(strings.Join(parts, " "))
}

func (c *adminCommand) password() (password string, err error) {
	file := os.Stdin
	if c.PasswordFile != "-" {
		if file, err = os.Open(c.PasswordFile); err != nil {
			return "", err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
	}
	raw, err := io.ReadAll(io.LimitReader(file, longestPasswordFile))
	return strings.TrimSpace(string(raw)), err
}
