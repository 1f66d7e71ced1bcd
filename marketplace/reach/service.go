package reach

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
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
}

// Service holds the verbs of reach.
type Service struct {
	Deps
	facts     marketplace.Facts
	runs      store.Collection[Run]
	underway  store.Collection[underway]
	kept      store.Collection[Figures]
	offerable []string
	chunk     int
}

// Schemas declares the collections of this package. All are read along their ids.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "reach_runs"}, {Collection: "reach"}, {Collection: "reach_caseloads"}}
}

// New makes the service.
func New(d Deps) *Service {
	schemas := Schemas()
	s := &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, chunk: chunkSize,
		runs: store.NewCollection[Run](d.Store, schemas[0]), kept: store.NewCollection[Figures](d.Store, schemas[1]),
		underway: store.NewCollection[underway](d.Store, schemas[2]),
	}
	for _, a := range d.Scale.Adaptations() {
		if a.Grants == "employer" {
			s.offerable = append(s.offerable, a.Key)
		}
	}
	return s
}

// cost is the cost band of a change, 0 none to 3 high.
func (s *Service) cost(adaptation string) int {
	a, _ := s.Scale.Adaptation(adaptation)
	return max(0, slices.Index([]string{"none", "low", "medium", "high"}, a.Cost))
}

// State says whether there is anything to tell.
type State string

// The states of what is told.
const (
	NotCounted State = "not_counted" // the task was not on the board when figures were last made
	TooFew     State = "too_few"     // too few counted clients live within reach to tell anything
	Told       State = "told"
)

// Reach is what an employer sees of a task.
type Reach struct {
	State   State
	Figures Figures // of the last day on which they were made
	Changed bool    // the task was changed since
}

// Of tells the figures of a task: to those of the organisation whose task it is. For everybody else it is NotFound.
func (s *Service) Of(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Reach, error) {
	if err := actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return Reach{}, err
	}
	t, err := s.Tasks.Get(ctx, actor, id)
	if err != nil {
		return Reach{}, err
	}
	if t.Value.Org != actor.Org {
		return Reach{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	e, err := s.kept.Get(ctx, id)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return Reach{State: NotCounted}, nil
	case err != nil:
		return Reach{}, err
	}
	out := Reach{State: TooFew, Figures: e.Value, Changed: t.Value.Changed.Time().After(e.Value.Made.Time())}
	if e.Value.Told {
		out.State = Told
	}
	return out, nil
}
