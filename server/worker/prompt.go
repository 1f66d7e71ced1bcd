package worker

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// prompt is a store that says so when facts were saved.
type prompt struct {
	store.Store
	nudge func()
}

// Prompt wraps a store so that nudge is called after every write that saved facts. Give services the wrapped store and
// the courier the one inside.
func Prompt(inner store.Store, nudge func()) store.Store { return prompt{Store: inner, nudge: nudge} }

// Insert implements store.Store.
func (p prompt) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	err := p.Store.Insert(ctx, collection, id, body, facts)
	if err == nil && len(facts) > 0 {
		p.nudge()
	}
	return err
}

// Replace implements store.Store.
func (p prompt) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	err := p.Store.Replace(ctx, collection, id, rev, body, facts)
	if err == nil && len(facts) > 0 {
		p.nudge()
	}
	return err
}
