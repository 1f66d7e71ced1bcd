package task

import (
	"context"
	"reflect"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
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
	Orgs   Organisations
}

// Organisations tells the name and the kinds of an organisation, and whether it is suspended; account.Service does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Service holds the verbs of tasks.
type Service struct {
	Deps
	facts marketplace.Facts
	tasks store.Collection[Task]
}

// Entry is a task with the revision at which it was loaded, which Update wants back.
type Entry = store.Entry[Task]

const collection = "tasks"

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: collection, Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "changed"}},
		{Name: "org_status", Fields: []string{"org", "status", "changed"}},
		{Name: "published", Fields: []string{"status", "published"}},
		{Name: "changed", Fields: []string{"changed"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{
		Deps:  d,
		facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		tasks: store.NewCollection[Task](d.Store, Schemas()[0]),
	}
}

// Create saves a new draft of the actor's organisation. Status, dates and names of who owns it are filled in here,
// whatever in says.
func (s *Service) Create(ctx context.Context, actor marketplace.Actor, in Task) (Entry, error) {
	return s.CreateOnce(ctx, actor, s.IDs.For(ctx), in)
}

// Update saves the fields that an employer fills in over revision rev; Stale when somebody saved since. A published task
// has to stay publishable. Nothing is saved when nothing changes.
func (s *Service) Update(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, in Task) (Entry, error) {
	employer, err := s.employer(ctx, actor)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.own(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Rev != rev {
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	in = in.owned(e.Value)
	in.Employer = employer
	if reflect.DeepEqual(in, e.Value.Normalise()) {
		return e, nil
	}
	if err := s.check(in); err != nil {
		return Entry{}, err
	}
	in.Changed = s.Clock.Now()
	e.Value = in
	return s.tasks.Save(ctx, e, s.fact(actor, "task.changed", id))
}

// owned is the task with the fields that only the service sets taken from was, in stored form.
func (t Task) owned(was Task) Task {
	t.ID, t.Org, t.Employer, t.Status, t.ImportKey = was.ID, was.Org, was.Employer, was.Status, was.ImportKey
	t.Created, t.Published, t.First, t.Changed = was.Created, was.Published, was.First, was.Changed
	return t.Normalise()
}

// check refuses a task that is wrong, and a published one that lacks something.
func (s *Service) check(t Task) error {
	bad := t.Validate(s.Scale, s.Places, s.ESCO)
	if t.Status == Published {
		bad = append(t.Missing(), bad...)
	}
	return marketplace.InvalidFields(bad)
}

// employer makes sure that the actor may change tasks of the organisation and gives the organisation's name.
func (s *Service) employer(ctx context.Context, actor marketplace.Actor) (string, error) {
	if err := actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return "", err
	}
	org, err := s.Orgs.PublicOrganisation(ctx, actor.Org)
	if err != nil {
		return "", err
	}
	if !slices.Contains(org.Kinds, account.KindEmployer) {
		return "", marketplace.Errorf(marketplace.Forbidden, "task.no_employer")
	}
	return org.Name, nil
}

// own loads a task of the actor's organisation; NotFound for every other.
func (s *Service) own(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, err := s.tasks.Get(ctx, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Value.Org != actor.Org {
		return Entry{}, notFound()
	}
	return e, nil
}

func (s *Service) fact(actor marketplace.Actor, typ string, id marketplace.ID) marketplace.Fact {
	return s.facts.New(actor, typ, s.tasks.Subject(id), "task", id)
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
