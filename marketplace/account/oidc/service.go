package oidc

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Vault    *secret.Vault
	Provider Provider
	Accounts Accounts
	Origin   string // where the pages are reached, such as "https://sovite.fi"
}

// Accounts are the people and organisations; account.Service has them.
type Accounts interface {
	Known(ctx context.Context, actor marketplace.Actor, address string) (account.Person, error)
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
	Enrol(ctx context.Context, actor marketplace.Actor, in account.NewPerson) (account.Person, error)
	Vouch(ctx context.Context, actor marketplace.Actor, who marketplace.ID, strong bool, agent string) (account.SignedIn, error)
	Organisation(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (account.Organisation, error)
}

// Service holds the verbs. What an organisation sets up is its owners' and the administrators'; Begin and Finish are for whoever comes.
type Service struct {
	Deps
	facts         marketplace.Facts
	registrations store.Collection[registration]
	domains       store.Collection[Domain]
	identities    store.Collection[Identity]
	attempts      store.Collection[attempt]
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "signin_services"},
		{Collection: "signin_domains", Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "name"}},
			{Name: "state", Fields: []string{"state", "asked"}},
			{Name: "taken", Fields: []string{"taken"}, Unique: true},
		}},
		{Collection: "signin_identities", Indexes: []store.Index{
			{Name: "key", Fields: []string{"key"}, Unique: true},
			{Name: "org", Fields: []string{"org", "bound"}},
			{Name: "person", Fields: []string{"person", "bound"}},
		}},
		{Collection: "signin_attempts", Indexes: []store.Index{{Name: "expires", Fields: []string{"expires"}}}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	if d.Provider == nil {
		d.Provider = Away{}
	}
	d.Origin = strings.TrimRight(d.Origin, "/")
	schemas := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		registrations: store.NewCollection[registration](d.Store, schemas[0]),
		domains:       store.NewCollection[Domain](d.Store, schemas[1]),
		identities:    store.NewCollection[Identity](d.Store, schemas[2]),
		attempts:      store.NewCollection[attempt](d.Store, schemas[3]),
	}
}

// Redirect is where an organisation's service sends people back to; it has to be entered there as it stands.
func (s *Service) Redirect(org marketplace.ID) string {
	return RedirectAt(s.Origin, org)
}

// RedirectAt is the same for an installation that is reached at an origin.
func RedirectAt(origin string, org marketplace.ID) string {
	return strings.TrimRight(origin, "/") + "/signin/with/" + string(org) + "/return"
}

// keeper says whether somebody may set up the service of an organisation: its owners, and administrators.
func keeper(actor marketplace.Actor, org marketplace.ID) error {
	if actor.Has(marketplace.RoleAdministrator) || actor.Org == org && org != "" && actor.Has(marketplace.RoleOwner) {
		return nil
	}
	if err := actor.Must(marketplace.RoleOwner, marketplace.RoleAdministrator); err != nil {
		return err
	}
	return notFound() // an owner of another organisation does not learn what this one has
}

// fact makes a fact for the record of the organisation whose service it is about.
func (s *Service) fact(actor marketplace.Actor, org marketplace.ID, typ, subject string, data ...any) marketplace.Fact {
	actor.Org = org
	return s.facts.New(actor, typ, subject, data...)
}

// Sweep deletes visits that ended a day ago; a job calls it.
func (s *Service) Sweep(ctx context.Context) error {
	return store.Sweep(ctx, s.attempts, "expires", marketplace.At(s.Clock().AddDate(0, 0, -1)))
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
