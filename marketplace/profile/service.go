package profile

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Places *place.Places
	ESCO   Occupations
	Scale  *matching.Scale
	Reads  *audit.Reads

	// IsCoach says whether a person coaches in an organisation at present; account answers it.
	IsCoach func(ctx context.Context, org, person marketplace.ID) (bool, error)
}

// Occupations answers about ESCO occupations; esco.Table does.
type Occupations interface {
	ISCO(id string) string // four digits of ISCO-08; empty when there is no such occupation
}

// Service holds the verbs of clients and profiles. A coach sees their own clients and nobody else's: for every other
// client, of a colleague or of another organisation, each verb answers exactly as if there were no such client.
type Service struct {
	Deps
	facts    marketplace.Facts
	clients  store.Collection[Client]
	versions store.Collection[Version]
}

// The collections of this package, as facts name them.
const (
	clientsName  = "clients"
	profilesName = "profiles"
)

// Schemas declares the collections of this package. Versions are read along their ids.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: clientsName, Indexes: []store.Index{
			{Name: "caseload", Fields: []string{"org", "coach", "name"}},
			{Name: "code", Fields: []string{"org", "code"}, Unique: true},
		}},
		{Collection: profilesName},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps:     d,
		facts:    marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		clients:  store.NewCollection[Client](d.Store, s[0]),
		versions: store.NewCollection[Version](d.Store, s[1]),
	}
}

// own loads a client of the actor's caseload. The program itself reads every client of the organisation it acts for.
func (s *Service) own(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (store.Entry[Client], error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return store.Entry[Client]{}, err
	}
	e, err := s.clients.Get(ctx, id)
	if err != nil {
		return store.Entry[Client]{}, err
	}
	if e.Value.Org != actor.Org || e.Value.Coach != actor.Person && !actor.System {
		return store.Entry[Client]{}, notFound()
	}
	return e, nil
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// today is the calendar day in Finland, or at most one winter hour ahead of it: a day bound must not refuse what was
// written down this evening.
func (s *Service) today() marketplace.Date {
	return marketplace.DateOf(s.Clock().Add(3*time.Hour), time.UTC)
}
