package online

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// Account is an organiser's account at the provider; its id is the organiser's.
type Account struct {
	Org     marketplace.ID      `json:"org"`
	Account string              `json:"account,omitempty"` // the provider's id; empty before it has answered
	State   AccountState        `json:"state"`
	By      marketplace.ID      `json:"by"`
	Begun   marketplace.Instant `json:"begun"`
	Checked marketplace.Instant `json:"checked"` // when the provider was asked last
}

// AccountState is where an account stands.
type AccountState string

// The states of an account.
const (
	None       AccountState = ""           // the organiser does not take online payments
	Telling    AccountState = "telling"    // the organiser has to tell the provider about itself
	Checking   AccountState = "checking"   // the provider looks into what was told
	Ready      AccountState = "ready"      // invoices can be paid online
	Restricted AccountState = "restricted" // they could, but the provider asks for something
	Cut        AccountState = "cut"        // the organiser, or the provider, ended the connection
)

// AccountStates lists the states of accounts that there are.
func AccountStates() []AccountState {
	return []AccountState{Telling, Checking, Ready, Restricted, Cut}
}

// after is the state after the provider told how an account stands.
func (s AccountState) after(a provider.Account) AccountState {
	switch {
	case a.Takes():
		return Ready
	case s == Ready || s == Restricted:
		return Restricted
	case a.Told:
		return Checking
	}
	return Telling
}

// Onboard gives the address at which the organiser tells the provider about itself, for its owners and billing. Asked twice it is
// the same account.
func (s *Service) Onboard(ctx context.Context, actor marketplace.Actor) (string, error) {
	if err := actor.Must(Billers()...); err != nil {
		return "", err
	}
	now := s.Clock.Now()
	fresh := Account{Org: actor.Org, State: Telling, By: actor.Person, Begun: now, Checked: now}
	_, err := s.accounts.Insert(ctx, actor.Org, fresh, s.facts.New(actor, "payment_account.begun", s.accounts.Subject(actor.Org)))
	if err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return "", err
	}
	e, err := s.accounts.Get(ctx, actor.Org)
	if err != nil {
		return "", err
	}
	org, err := s.Orgs.PublicOrganisation(ctx, actor.Org)
	if err != nil {
		return "", err
	}
	a, address, failed := s.Provider.Onboard(ctx, provider.Owner{
		Org: actor.Org, Account: e.Value.Account, Name: org.Name, Return: s.Origin + SettingsPath + "?back=yes", Refresh: s.Origin + SettingsPath,
	})
	if a.ID != "" && e.Value.Account == "" {
		if err := s.keep(ctx, actor, actor.Org, a); err != nil {
			return "", err
		}
	}
	return address, failed
}

// SettingsPath is where an organiser sees how its account stands.
const SettingsPath = "/online-payments"

// keep saves how an account stands.
func (s *Service) keep(ctx context.Context, actor marketplace.Actor, org marketplace.ID, a provider.Account) error {
	return s.moved(ctx, actor, org, func(was *Account) {
		if was.Account == "" {
			was.Account = a.ID
		}
		was.State = was.State.after(a)
	})
}

func (s *Service) moved(ctx context.Context, actor marketplace.Actor, org marketplace.ID, how func(*Account)) error {
	_, err := store.Change(ctx, s.accounts, org, func(a *Account) ([]marketplace.Fact, error) {
		was := *a
		how(a)
		a.Checked = s.Clock.Now()
		if was.State == a.State && was.Account == a.Account {
			return nil, nil
		}
		actor.Org = org
		return []marketplace.Fact{s.facts.New(actor, "payment_account."+string(a.State), s.accounts.Subject(org), "was", string(was.State))}, nil
	})
	return err
}

// refresh asks the provider how the account of an organiser stands.
func (s *Service) refresh(ctx context.Context, org marketplace.ID) (store.Entry[Account], error) {
	e, err := s.accounts.Get(ctx, org)
	if err != nil || e.Value.Account == "" {
		return e, err
	}
	a, err := s.Provider.Account(ctx, e.Value.Account)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound), marketplace.IsKind(err, marketplace.Forbidden):
		err = s.moved(ctx, marketplace.System(org), org, func(a *Account) { a.State = Cut })
	case err == nil:
		err = s.keep(ctx, marketplace.System(org), org, a)
	}
	if err != nil {
		return e, err
	}
	return s.accounts.Get(ctx, org)
}

// ofOrg finds the account of an organiser; one in the state None when there is none.
func (s *Service) ofOrg(ctx context.Context, org marketplace.ID) (store.Entry[Account], error) {
	e, err := s.accounts.Get(ctx, org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return store.Entry[Account]{ID: org, Value: Account{Org: org}}, nil
	}
	return e, err
}

// Account reads the account of the actor's organiser, for its owners and billing; one in the state None when it has none. What is
// not ready is asked of the provider anew.
func (s *Service) Account(ctx context.Context, actor marketplace.Actor) (Account, error) {
	if err := actor.Must(Billers()...); err != nil {
		return Account{}, err
	}
	e, err := s.ofOrg(ctx, actor.Org)
	if err == nil && e.Value.Account != "" && e.Value.State != Ready {
		fresh, failed := s.refresh(ctx, actor.Org)
		if !marketplace.IsKind(failed, marketplace.Unavailable) {
			e, err = fresh, failed
		}
	}
	return e.Value, err
}

// Offered says whether the invoices of an organiser can be paid online.
func (s *Service) Offered(ctx context.Context, org marketplace.ID) (bool, error) {
	e, err := s.ofOrg(ctx, org)
	return e.Value.State == Ready, err
}
