package discovery

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/search"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Profiles *profile.Service
	Tasks    *task.Service
	Index    search.Index
	Rules    matching.RuleSet
	Places   *place.Places
	ESCO     *esco.Table
}

// Service finds, judges and orders. It is safe for concurrent use.
type Service struct {
	Deps
	facts marketplace.Facts
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}}
}
