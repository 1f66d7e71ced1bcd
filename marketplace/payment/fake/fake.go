package fake

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Fake needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	Secret []byte // with which messages are signed
	Origin string // where its pages are reached, such as "http://127.0.0.1:8080"
	Post   Post   // nil: nothing is delivered
}

// Fake is the provider and its Stage.
type Fake struct {
	Deps
	accounts store.Collection[account]
	sessions store.Collection[session]
	payouts  store.Collection[payout]
}

// The paths of its pages, each followed by an id.
const (
	SessionPath = "/card-payment/"
	AccountPath = "/card-account/"
)

// What it takes of a payment, as a real one does of European cards, and for a dispute.
const (
	feeShare   = 150 // ten-thousandths
	feeFixed   = money.Cents(25)
	disputeFee = money.Cents(20_00)
	whole      = 10_000
)

// idBytes of randomness-like digest are in an id.
const idBytes = 12

// account is an organiser's account.
type account struct {
	provider.Account
	Name            string
	Return, Refresh string
	Box             box
	Waiting         bool // messages wait
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	waiting := store.Index{Name: "waiting", Fields: []string{"Waiting"}}
	of := store.Index{Name: "account", Fields: []string{"Account"}}
	return []store.Schema{
		{Collection: "fake_accounts", Indexes: []store.Index{waiting}},
		{Collection: "fake_sessions", Indexes: []store.Index{waiting, of, {Name: "payment", Fields: []string{"PaymentID"}, Unique: true}}},
		{Collection: "fake_payouts", Indexes: []store.Index{waiting, of}},
	}
}

// New makes the provider.
func New(d Deps) *Fake {
	s := Schemas()
	return &Fake{
		Deps: d, accounts: store.NewCollection[account](d.Store, s[0]), sessions: store.NewCollection[session](d.Store, s[1]),
		payouts: store.NewCollection[payout](d.Store, s[2]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "online.provider.none") }

// Onboard implements provider.Provider.
func (f *Fake) Onboard(ctx context.Context, o provider.Owner) (provider.Account, string, error) {
	id := o.Account
	if id == "" {
		id = string(marketplace.Derived("acct_demo_", idBytes, string(o.Org)))
		a := account{Account: provider.Account{ID: id, Currency: provider.Euro}, Name: o.Name, Return: o.Return, Refresh: o.Refresh}
		if _, err := f.accounts.Insert(ctx, marketplace.ID(id), a); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
			return provider.Account{}, "", err
		}
	}
	e, err := f.change(ctx, id, func(a *account) { a.Return, a.Refresh = o.Return, o.Refresh })
	return e.Account, f.Origin + AccountPath + id, err
}

func (f *Fake) change(ctx context.Context, id string, do func(*account)) (account, error) {
	if !marketplace.ID(id).Valid() {
		return account{}, notFound()
	}
	e, err := store.Change(ctx, f.accounts, marketplace.ID(id), func(a *account) ([]marketplace.Fact, error) {
		do(a)
		a.Waiting = a.Box.waits()
		return nil, nil
	})
	return e.Value, err
}

// Account implements provider.Provider.
func (f *Fake) Account(ctx context.Context, id string) (provider.Account, error) {
	e, err := f.account(ctx, id)
	return e.Account, err
}

func (f *Fake) account(ctx context.Context, id string) (account, error) {
	if !marketplace.ID(id).Valid() {
		return account{}, notFound()
	}
	e, err := f.accounts.Get(ctx, marketplace.ID(id))
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = notFound()
	}
	return e.Value, err
}

// Owner implements provider.Stage.
func (f *Fake) Owner(ctx context.Context, id string) (string, error) {
	a, err := f.account(ctx, id)
	return a.Name, err
}

// Enrol implements provider.Stage: the organiser has told everything, and the account can be paid.
func (f *Fake) Enrol(ctx context.Context, id string) (string, error) {
	a, err := f.change(ctx, id, func(a *account) {
		if a.Charges {
			return
		}
		a.Charges, a.Payouts, a.Told = true, true, true
		a.Box.add("account.updated", id, event{Kind: provider.AboutAccount, Object: id})
	})
	if err != nil {
		return "", err
	}
	f.deliverSome(ctx)
	return a.Return, nil
}

// Restrict stops an account from being paid, as a provider does that has doubts.
func (f *Fake) Restrict(ctx context.Context, id string) error {
	_, err := f.change(ctx, id, func(a *account) {
		a.Charges, a.Payouts = false, false
		a.Box.add("account.updated", id, event{Kind: provider.AboutAccount, Object: id})
	})
	f.deliverSome(ctx)
	return err
}
