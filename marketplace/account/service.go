package account

import (
	"context"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/lockout"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/account/session"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Random io.Reader // crypto/rand.Reader in production
	Vault  *secret.Vault
	Hash   secret.HashCost // the zero cost means secret.DefaultHashCost; tests choose a cheap one

	Breached secret.Breached // passwords that became known; nil: no such list
	// Elsewhere gives the error that refuses a password for an address whose holders come in by a service of their own; nil: none do.
	Elsewhere func(ctx context.Context, address string) error
}

// Service holds the verbs of accounts. Every verb takes the acting person, except those by which somebody becomes one.
type Service struct {
	clock   marketplace.Clock
	ids     marketplace.IDs
	facts   marketplace.Facts
	random  io.Reader
	vault   *secret.Vault
	hasher  *secret.Hasher
	known   secret.Breached
	orgs    store.Collection[Organisation]
	people  store.Collection[person]
	members store.Collection[Membership]
	links   store.Collection[link]
	visits  *session.Service
	tries   *lockout.Counter

	elsewhere func(ctx context.Context, address string) error
}

// The collections of this package, as facts name them.
const (
	organisations = "organisations"
	people        = "people"
	memberships   = "memberships"
	links         = "links"
)

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: organisations, Indexes: []store.Index{
			{Name: "business_id", Fields: []string{"business_id"}, Unique: true},
			{Name: "name", Fields: []string{"name"}},
		}},
		{Collection: people, Indexes: []store.Index{{Name: "email", Fields: []string{"email"}, Unique: true}}},
		{Collection: memberships, Indexes: []store.Index{
			{Name: "person", Fields: []string{"person", "active", "since"}},
			{Name: "org", Fields: []string{"org", "active", "since"}},
		}},
		{Collection: links, Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "created"}},
			{Name: "expires", Fields: []string{"expires"}},
		}},
		session.Schema(),
		lockout.Schema(),
	}
}

// New makes the service. The error says which of the Deps is not usable.
func New(d Deps) (*Service, error) {
	h, err := secret.NewHasher(d.Hash, d.Random)
	if err != nil {
		return nil, err
	}
	facts, schemas := marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, Schemas()
	return &Service{
		clock: d.Clock, ids: d.IDs, facts: facts, random: d.Random, vault: d.Vault, hasher: h, known: d.Breached,
		orgs:    store.NewCollection[Organisation](d.Store, schemas[0]),
		people:  store.NewCollection[person](d.Store, schemas[1]),
		members: store.NewCollection[Membership](d.Store, schemas[2]),
		links:   store.NewCollection[link](d.Store, schemas[3]),
		visits:  session.New(d.Store, facts, d.Vault),
		tries:   lockout.New(d.Store, facts, d.Vault), elsewhere: d.Elsewhere,
	}, nil
}

// fact makes a fact about a document of this package that belongs to an organisation's record; the empty organisation
// means the installation's own.
func (s *Service) fact(actor marketplace.Actor, org marketplace.ID, typ, collection string, id marketplace.ID, data ...any) marketplace.Fact {
	actor.Org = org
	return s.facts.New(actor, typ, collection+"/"+string(id), data...)
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func firstError(err error, otherwise func() error) error {
	if err != nil {
		return err
	}
	return otherwise()
}
