package apikey

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Vault  *secret.Vault
	Orgs   Orgs
	Teller Teller
}

// Orgs reads organisations; account.Service does.
type Orgs interface {
	Organisation(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (account.Organisation, error)
}

// Teller tells those of an organisation who hold one of some roles; request.Teller does.
type Teller interface {
	Roles(ctx context.Context, n notice.Notice, roles ...marketplace.Role) error
}

// Service holds the verbs of keys. They are their organisation's, for its owners; to everybody else there are none.
type Service struct {
	Deps
	facts marketplace.Facts
	keys  store.Collection[Key]
}

// Entry is a key with the revision at which it was loaded.
type Entry = store.Entry[Key]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "api_keys", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "state", "made"}},
		{Name: "until", Fields: []string{"state", "until"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, keys: store.NewCollection[Key](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// List lists the keys of the actor's organisation, newest first, those that are open before the others; for owners.
func (s *Service) List(ctx context.Context, actor marketplace.Actor) ([]Entry, error) {
	out := []Entry{}
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return out, err
	}
	for _, state := range []State{Open, Ended, Revoked} {
		found, _, err := s.keys.Find(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org), string(state)}, Desc: true, Limit: 200})
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// Get loads a key of the actor's organisation, for owners.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return Entry{}, err
	}
	e, err := s.keys.Get(ctx, id)
	if err == nil && e.Value.Org != actor.Org {
		return Entry{}, notFound()
	}
	return e, err
}

// NameOf is what an organisation called a key; false when the id is none of its keys.
func (s *Service) NameOf(ctx context.Context, org, id marketplace.ID) (string, bool) {
	if !Is(id) {
		return "", false
	}
	e, err := s.keys.Get(ctx, id)
	return e.Value.Name, err == nil && e.Value.Org == org
}
