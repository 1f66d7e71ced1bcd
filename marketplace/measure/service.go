package measure

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
)

// Purpose is the purpose under which reading a client's measures is recorded.
const Purpose = "measures"

// Clients answers whose client somebody is; profile does.
type Clients interface {
	Client(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (profile.Client, error)
	Mine(ctx context.Context, client marketplace.Actor) (profile.Client, profile.Version, error)
}

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Clients Clients
	Reads   *audit.Reads
}

// Service holds the verbs of measurements and goals. Only the coach of the client writes; the coach and the client read.
// For every other client each verb answers as if there were none.
type Service struct {
	Deps
	facts    marketplace.Facts
	measures store.Collection[Measurement]
	goals    store.Collection[Goal]
}

// Entry is a measurement with the revision at which it was loaded.
type Entry = store.Entry[Measurement]

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "measures", Indexes: []store.Index{{Name: "client", Fields: []string{"org", "client", "on"}}}},
		{Collection: "goals", Indexes: []store.Index{{Name: "client", Fields: []string{"org", "client", "set"}}}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		measures: store.NewCollection[Measurement](d.Store, s[0]), goals: store.NewCollection[Goal](d.Store, s[1]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// today is the calendar day in Finland, or at most one winter hour ahead of it: what was asked this evening can be written
// down this evening.
func (s *Service) today() marketplace.Date {
	return s.Clock.Today()
}
