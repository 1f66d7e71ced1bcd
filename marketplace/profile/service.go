package profile

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
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

	// Contact is how a coach is reached, in a line: the name and the address. Consents says under what a card may be read,
	// and who may be counted.
	Contact  func(ctx context.Context, org, coach marketplace.ID) (string, error)
	Consents Consents
}

// Occupations answers about ESCO occupations and skills; esco.Table does.
type Occupations interface {
	ISCO(id string) string      // four digits of ISCO-08; empty when there is no such occupation
	Named(text string) []string // ISCO-08 codes of the occupations with exactly this name
	HasSkill(id string) bool
}

// Consents answers what clients allow at this moment; consent does.
type Consents interface {
	Held(ctx context.Context, receiver marketplace.Actor, id marketplace.ID) (consent.Consent, error)
	EachHolding(ctx context.Context, system marketplace.Actor, purpose consent.Purpose, do func(client marketplace.ID) error) error
}

// Service holds the verbs of clients and profiles. A coach sees their own clients and nobody else's: for every other
// client, of a colleague or of another organisation, each verb answers exactly as if there were no such client.
type Service struct {
	Deps
	facts    marketplace.Facts
	clients  store.Collection[Client]
	versions store.Collection[Version]
	owns     store.Collection[Own]
}

// The collections of this package, as facts name them.
const (
	clientsName  = "clients"
	profilesName = "profiles"
	ownsName     = "own_answers"
)

// Schemas declares the collections of this package. Versions are read along their ids, what clients said alone by the client's.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: clientsName, Indexes: []store.Index{
			{Name: "caseload", Fields: []string{"org", "coach", "name"}},
			{Name: "code", Fields: []string{"org", "code"}, Unique: true},
		}},
		{Collection: profilesName},
		{Collection: ownsName},
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
		owns:     store.NewCollection[Own](d.Store, s[2]),
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
	return s.Clock.Today()
}

// Day is the calendar day in Finland, or in the first hour of a summer's day the one before: never a day to come.
func (s *Service) Day() marketplace.Date {
	return marketplace.DateOf(s.Clock().Add(2*time.Hour), time.UTC)
}
