package account

import (
	"context"
	"errors"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Random io.Reader // crypto/rand.Reader in production
	Vault  *Vault
	Hash   HashCost // the zero cost means DefaultHashCost
}

// Service holds the verbs of accounts. Every verb takes the acting person, except those by which somebody becomes one.
type Service struct {
	clock   marketplace.Clock
	ids     marketplace.IDs
	facts   marketplace.Facts
	vault   *Vault
	hasher  *hasher
	orgs    store.Collection[Organisation]
	people  store.Collection[person]
	members store.Collection[Membership]
	links   store.Collection[link]
	visits  store.Collection[session]
	tries   store.Collection[attempt]
}

// The collections of this package, as facts name them.
const (
	organisations = "organisations"
	people        = "people"
	memberships   = "memberships"
	links         = "links"
	sessions      = "sessions"
	attempts      = "attempts"
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
		{Collection: sessions, Indexes: []store.Index{
			{Name: "person", Fields: []string{"person", "created"}},
			{Name: "expires", Fields: []string{"expires"}},
		}},
		{Collection: attempts, Indexes: []store.Index{{Name: "last", Fields: []string{"last"}}}},
	}
}

// New makes the service. The error says which of the Deps is not usable.
func New(d Deps) (*Service, error) {
	if d.Hash == (HashCost{}) {
		d.Hash = DefaultHashCost()
	}
	h, err := newHasher(d.Hash, d.Random)
	if err != nil {
		return nil, err
	}
	s := Schemas()
	return &Service{
		clock: d.Clock, ids: d.IDs, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, vault: d.Vault, hasher: h,
		orgs:    store.NewCollection[Organisation](d.Store, s[0]),
		people:  store.NewCollection[person](d.Store, s[1]),
		members: store.NewCollection[Membership](d.Store, s[2]),
		links:   store.NewCollection[link](d.Store, s[3]),
		visits:  store.NewCollection[session](d.Store, s[4]),
		tries:   store.NewCollection[attempt](d.Store, s[5]),
	}, nil
}

// retries is how often a verb starts again when somebody else saved in between.
const retries = 8

// change loads one document, lets decide change it, and saves it with the facts that decide names; it starts again when
// somebody else saved in between. A decide that returns errUnchanged leaves the document as it is.
func change[T any](ctx context.Context, c store.Collection[T], id marketplace.ID, decide func(*T) ([]marketplace.Fact, error)) (store.Entry[T], error) {
	for try := 0; ; try++ {
		e, err := c.Get(ctx, id)
		if err != nil {
			return e, err
		}
		facts, err := decide(&e.Value)
		if errors.Is(err, errUnchanged) {
			return e, nil
		}
		if err != nil {
			return e, err
		}
		saved, err := c.Save(ctx, e, facts...)
		if !marketplace.IsKind(err, marketplace.Stale) || try == retries {
			return saved, err
		}
	}
}

// errUnchanged is how a decision says that there is nothing to save.
var errUnchanged = errors.New("nothing to save")

// fact makes a fact about a document of this package that belongs to an organisation's record; the empty organisation
// means the installation's own.
func (s *Service) fact(actor marketplace.Actor, org marketplace.ID, typ, collection string, id marketplace.ID, data ...any) marketplace.Fact {
	actor.Org = org
	return s.facts.New(actor, typ, collection+"/"+string(id), data...)
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
