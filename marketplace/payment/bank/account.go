package bank

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/store"
)

// Accounts are the accounts of an organisation besides that of its billing profile.
type Accounts struct {
	Org   marketplace.ID `json:"org"`
	IBANs []string       `json:"ibans"` // without spaces
}

const mostAccounts = 50

// Accounts lists the IBANs of the actor's organisation: first that of its billing profile.
func (s *Service) Accounts(ctx context.Context, actor marketplace.Actor) ([]string, error) {
	p, err := s.Profiles.ReadProfile(ctx, actor)
	if err != nil {
		return nil, err
	}
	out := []string{}
	if p.Value.IBAN != "" {
		out = append(out, p.Value.IBAN)
	}
	e, err := s.accounts.Get(ctx, actor.Org)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return nil, err
	}
	for _, iban := range e.Value.IBANs {
		if !slices.Contains(out, iban) {
			out = append(out, iban)
		}
	}
	return out, nil
}

// AddAccount says that another account is the organisation's, for its owners and billing. One that is known already changes nothing.
func (s *Service) AddAccount(ctx context.Context, actor marketplace.Actor, iban string) error {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return err
	}
	iban, err := reference.IBAN(iban)
	if err != nil {
		e := marketplace.AsError(err)
		return marketplace.InvalidFields([]marketplace.FieldError{{Field: "iban", Key: e.Key, Args: e.Args}})
	}
	fact := s.facts.New(actor, "bank_accounts.added", s.accounts.Subject(actor.Org))
	_, err = s.accounts.Insert(ctx, actor.Org, Accounts{Org: actor.Org, IBANs: []string{iban}}, fact)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	_, err = store.Change(ctx, s.accounts, actor.Org, func(a *Accounts) ([]marketplace.Fact, error) {
		if slices.Contains(a.IBANs, iban) {
			return nil, store.ErrUnchanged
		}
		if len(a.IBANs) >= mostAccounts {
			return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("iban", "field.too_many", "max", mostAccounts)})
		}
		a.IBANs = append(a.IBANs, iban)
		return []marketplace.Fact{fact}, nil
	})
	return err
}
