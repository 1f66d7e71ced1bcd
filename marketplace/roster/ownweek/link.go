package ownweek

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
)

// Link says which member of an organiser a client is. One client has at most one for each organiser.
type Link struct {
	ID     marketplace.ID      `json:"id"` // linkID
	Client marketplace.ID      `json:"client"`
	Org    marketplace.ID      `json:"org"` // the organiser
	Member marketplace.ID      `json:"member"`
	At     marketplace.Instant `json:"at"`
}

func linkID(client, org marketplace.ID) marketplace.ID {
	return marketplace.Derived("ownweek", 16, string(client)+"/"+string(org))
}

// Invite is the code that a member was given last. Of the code itself only a tag is kept, so that nobody reads it there.
type Invite struct {
	Member marketplace.ID   `json:"member"`
	Org    marketplace.ID   `json:"org"`
	Day    marketplace.Date `json:"day"`
	Draw   int              `json:"draw"`
	Tag    string           `json:"tag"` // by which the code is found; changes when it was used
}

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	Codes    Codes
	Work     *carving.Catalogue
	Rosters  Rosters
	Orders   Orders
	Consents Consents
}

// Codes makes codes that nobody can guess; secret.Vault does.
type Codes interface {
	Code(purpose string, parts ...string) (string, error)
}

// Rosters answers about members and shifts; roster.Service does.
type Rosters interface {
	Member(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (roster.MemberEntry, error)
	Shifts(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]roster.Shift, error)
	Names(ctx context.Context, actor marketplace.Actor, ids []marketplace.ID) (map[marketplace.ID]string, error)
}

// Orders gives an order as it stands; order.Service does.
type Orders interface {
	Standing(ctx context.Context, id marketplace.ID) (order.Order, error)
}

// Consents keeps what the client allows; consent.Service does.
type Consents interface {
	Allow(ctx context.Context, client marketplace.Actor, receiver marketplace.ID) (consent.Consent, error)
	Active(ctx context.Context, client, receiver marketplace.ID, purpose consent.Purpose, day marketplace.Date) (consent.Consent, error)
}

// Service holds the verbs. A supervisor makes codes for the members of their own organiser; everything else is a client's own.
type Service struct {
	Deps
	links   store.Collection[Link]
	invites store.Collection[Invite]
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "ownweeks", Indexes: []store.Index{{Name: "client", Fields: []string{"client"}}}},
		{Collection: "ownweekcodes", Indexes: []store.Index{{Name: "tag", Fields: []string{"tag"}, Unique: true}}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{Deps: d, links: store.NewCollection[Link](d.Store, s[0]), invites: store.NewCollection[Invite](d.Store, s[1])}
}
