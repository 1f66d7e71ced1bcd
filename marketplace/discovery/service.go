package discovery

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
	"sovite.fi/sovite/matching/esco"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Profiles *profile.Service
	Tasks    *task.Service
	Rules    matching.RuleSet
	Scale    *matching.Scale
	Places   *place.Places
	ESCO     *esco.Table
	Version  string // of the program, for the record; may be empty
}

// Service holds the verbs of discovery.
type Service struct {
	Deps
	facts    marketplace.Facts
	rankings store.Collection[Ranking]
	pieces   store.Collection[piece]
	rules    *shelf
	states   *shelf // of tasks
	board    *board
	judge    func(*matching.Prepared, matching.Task) matching.Verdict // Prepared.Judge; a test makes it fail
}

// New makes the service.
func New(d Deps) *Service {
	schemas := Schemas()
	s := &Service{
		Deps:     d,
		facts:    marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		rankings: store.NewCollection[Ranking](d.Store, schemas[0]),
		pieces:   store.NewCollection[piece](d.Store, schemas[1]),
		states:   newShelf(d.Store, schemas[2]),
		rules:    newShelf(d.Store, schemas[3]),
		judge:    (*matching.Prepared).Judge,
	}
	s.board = &board{tasks: d.Tasks, states: s.states, seen: s.seen, table: columns.New()}
	return s
}

// PurposeMatching is the purpose under which reading a profile for matching is recorded.
const PurposeMatching = "matching"

// prepared reads a client's newest profile, which is recorded, and makes it ready to be judged.
func (s *Service) prepared(ctx context.Context, actor marketplace.Actor, client marketplace.ID) (profile.Version, matching.Profile, error) {
	v, err := s.Profiles.Current(ctx, actor, client, PurposeMatching)
	if err != nil {
		return v, matching.Profile{}, err
	}
	return v, v.Content.Matching(s.Places, s.ESCO), nil
}
