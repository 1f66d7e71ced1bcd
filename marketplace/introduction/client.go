package introduction

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// OfMe lists the client's own introductions, newest first.
func (s *Service) OfMe(ctx context.Context, client marketplace.Actor, page marketplace.Page) (marketplace.List[Introduction], error) {
	if !client.IsClient() {
		return marketplace.List[Introduction]{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	q := store.Query{Index: "client", Eq: []any{string(client.Person)}, Desc: true}
	list, err := s.list(ctx, q, page, func(Introduction, bool) bool { return true })
	for n, i := range list.Items {
		list.Items[n] = i.forClient()
	}
	return list, err
}

// My loads one of the client's own introductions.
func (s *Service) My(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Introduction, error) {
	i, err := s.mine(ctx, client, id)
	if err != nil {
		return Introduction{}, err
	}
	i, _, err = s.standing(ctx, i)
	return i.forClient(), err
}

// TakeBack is the client's: it takes the consent back, so that the employer reads nothing from the next request on. That
// the introduction is withdrawn follows from the consent. Taking back twice changes nothing.
func (s *Service) TakeBack(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Introduction, error) {
	i, err := s.mine(ctx, client, id)
	if err != nil {
		return Introduction{}, err
	}
	if _, err := s.Consents.Withdraw(ctx, client, i.Consent); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return Introduction{}, err
	}
	return s.My(ctx, client, id)
}

func (s *Service) mine(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Introduction, error) {
	if !client.IsClient() {
		return Introduction{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	e, err := s.all.Get(ctx, id)
	if err != nil {
		return Introduction{}, err
	}
	if e.Value.Client != client.Person {
		return Introduction{}, notFound()
	}
	return e.Value, nil
}

// forClient is the introduction without what the employer wrote for the coach alone, and without what the matcher said.
func (i Introduction) forClient() Introduction {
	i.Refusal.Note, i.Forecast = "", ""
	if !i.Refusal.Reason.Shareable() {
		i.Refusal.Reason = ""
	}
	return i
}
