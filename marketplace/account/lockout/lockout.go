package lockout

import (
	"context"
	"math"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// Counter counts attempts per address.
type Counter struct {
	facts    marketplace.Facts
	vault    *secret.Vault
	attempts store.Collection[attempt]
}

// Schema declares the collection of attempts.
func Schema() store.Schema {
	return store.Schema{Collection: "attempts", Indexes: []store.Index{{Name: "last", Fields: []string{"last"}}}}
}

// New makes the counter.
func New(s store.Store, facts marketplace.Facts, vault *secret.Vault) *Counter {
	return &Counter{facts: facts, vault: vault, attempts: store.NewCollection[attempt](s, Schema())}
}

// id names the attempts at an address without holding the address.
func (c *Counter) id(address string) (marketplace.ID, error) {
	code, err := c.vault.Code("attempt", address)
	return marketplace.ID(code), err
}

// Begin counts a sign-in before it is looked at; TooMany "account.locked" with minutes while the address has to wait.
func (c *Counter) Begin(ctx context.Context, address string) error {
	id, err := c.id(address)
	if err != nil {
		return err
	}
	now := c.facts.Clock.Now()
	_, err = c.attempts.Insert(ctx, id, attempt{}.begun(now))
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	_, err = store.Change(ctx, c.attempts, id, func(a *attempt) ([]marketplace.Fact, error) {
		if wait := a.wait(now); wait > 0 {
			return nil, marketplace.Errorf(marketplace.TooMany, "account.locked", "minutes", int(math.Ceil(wait.Minutes())))
		}
		*a = a.begun(now)
		return nil, nil
	})
	return err
}

// Fail writes down that the sign-in begun before did not succeed; who is empty for an address without an account.
func (c *Counter) Fail(ctx context.Context, address string, who marketplace.ID) error {
	id, err := c.id(address)
	if err != nil {
		return err
	}
	_, err = store.Change(ctx, c.attempts, id, func(*attempt) ([]marketplace.Fact, error) {
		return []marketplace.Fact{c.facts.New(marketplace.Actor{}, "signin.failed", c.attempts.Subject(id), "person", who)}, nil
	})
	return err
}

// Forget forgets the failures of an address after a success.
func (c *Counter) Forget(ctx context.Context, address string) error {
	id, err := c.id(address)
	if err != nil {
		return err
	}
	_, err = store.Change(ctx, c.attempts, id, func(a *attempt) ([]marketplace.Fact, error) {
		*a = attempt{Last: a.Last}
		return nil, nil
	})
	return err
}

// Sweep deletes the counts that are a day old.
func (c *Counter) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, c.attempts, "last", marketplace.At(c.facts.Clock().Add(-forgetAfter)))
}
