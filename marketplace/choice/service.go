package choice

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
)

// Deps is what a Service needs.
type Deps struct {
	Store     store.Store
	Clock     marketplace.Clock
	IDs       marketplace.IDs
	Profiles  *profile.Service
	Tasks     *task.Service
	Discovery *discovery.Service
	Version   string // of the program, for the record; may be empty
}

// Service holds the verbs of choices. Only coaches of the client choose and list; for every other client each verb
// answers exactly as if there were no such client. Employers have no verb.
type Service struct {
	Deps
	facts   marketplace.Facts
	choices store.Collection[Choice]
}

// Entry is a choice with the revision at which it was loaded, which the verbs want back; 0 when nobody has chosen yet.
type Entry = store.Entry[Choice]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "choices", Indexes: []store.Index{
		{Name: "client", Fields: []string{"org", "client", "at"}},
		{Name: "state", Fields: []string{"org", "client", "state", "at"}},
		{Name: "task", Fields: []string{"org", "task", "at"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{
		Deps:    d,
		facts:   marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		choices: store.NewCollection[Choice](d.Store, Schemas()[0]),
	}
}

// Get loads what was chosen about a task for a client of the coach's own caseload: an open choice at revision 0 when
// nobody has chosen yet. NotFound when there is neither a choice nor such a published task.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, client, of marketplace.ID) (Entry, error) {
	if _, err := s.Profiles.Client(ctx, actor, client); err != nil {
		return Entry{}, err
	}
	e, err := s.load(ctx, actor, client, of)
	if err != nil || e.Rev > 0 {
		return e, err
	}
	t, err := s.published(ctx, actor, of)
	e.Value.State, e.Value.Title = Open, t.Title
	return e, err
}

// load loads the document of a client and a task; at revision 0 and without a state when there is none yet.
func (s *Service) load(ctx context.Context, actor marketplace.Actor, client, of marketplace.ID) (Entry, error) {
	id := idOf(client, of)
	e, err := s.choices.Get(ctx, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Entry{ID: id, Value: Choice{Org: actor.Org, Client: client, Task: of}}, nil
	}
	if err == nil && e.Value.Org != actor.Org {
		return Entry{}, notFound()
	}
	return e, err
}

// published loads a task that is published at present.
func (s *Service) published(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (task.Task, error) {
	e, err := s.Tasks.Get(ctx, actor, id)
	if err == nil && e.Value.Status != task.Published {
		err = notFound()
	}
	return e.Value, err
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
