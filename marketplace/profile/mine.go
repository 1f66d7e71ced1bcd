package profile

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
)

// Find tells the consents and doors of clients whom they belong to; whoever asks decides what that opens.
func (s *Service) Find(ctx context.Context, id marketplace.ID) (consent.Person, error) {
	e, err := s.clients.Get(ctx, id)
	if err != nil {
		return consent.Person{}, err
	}
	number, err := s.newestNumber(ctx, id)
	c := e.Value
	return consent.Person{ID: c.ID, Org: c.Org, Coach: c.Coach, Lang: c.Lang, Version: number}, err
}

// Mine is the client's own record with the newest version of the profile. Reading about oneself is not recorded.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor) (Client, Version, error) {
	if !client.IsClient() {
		return Client{}, Version{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	e, err := s.clients.Get(ctx, client.Person)
	if err != nil {
		return Client{}, Version{}, err
	}
	v, err := s.newest(ctx, client.Person)
	return e.Value, v, err
}

// MyReaders lists who looked at the client's own data, what for and when, newest first.
func (s *Service) MyReaders(ctx context.Context, client marketplace.Actor, page marketplace.Page) (marketplace.List[audit.Read], error) {
	if !client.IsClient() {
		return marketplace.List[audit.Read]{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return s.Reads.Of(ctx, client, s.clients.Subject(client.Person), page)
}

// Told is everything that a profile says, field by field in the order of the editor; what was not asked is left out.
func Told(c Content) []Change {
	return Diff(Content{}, c)
}
