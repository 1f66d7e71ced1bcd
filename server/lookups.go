package server

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
)

// The earlier slices of the story may not import the later ones; where they have to ask, they ask through these.

// findClient tells consents and doors whom a client belongs to.
func (p *Parts) findClient(ctx context.Context, id marketplace.ID) (consent.Person, error) {
	return p.Profiles.Find(ctx, id)
}

// elsewhere refuses a password for an address whose holders come in by their organisation's own service.
func (p *Parts) elsewhere(ctx context.Context, address string) error {
	return p.SignIns.Elsewhere(ctx, address)
}

// poster is the organisation that posts a published task.
func (p *Parts) poster(ctx context.Context, id marketplace.ID) (marketplace.ID, error) {
	e, err := p.Tasks.Get(ctx, marketplace.System(""), id)
	return e.Value.Org, err
}

// contact is how a coach is reached. A coach who has left is reached through nobody.
func (p *Parts) contact(ctx context.Context, org, coach marketplace.ID) (string, error) {
	who, err := p.Accounts.Person(ctx, marketplace.System(org), coach)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return "", nil
	}
	return who.Name + ", " + who.Email, err
}
