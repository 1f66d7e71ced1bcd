package shortlist

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
)

// Deps is what a Service needs.
type Deps struct {
	Store store.Store
	Clock marketplace.Clock
	IDs   marketplace.IDs
	Tasks *task.Service
}

// Service holds the verbs of shortlists. Coaches read and change the lists of their organisation, whoever began them; to
// everybody of another organisation there are none.
type Service struct {
	Deps
	facts marketplace.Facts
	lists store.Collection[Shortlist]
}

// Entry is a list with the revision at which it was loaded.
type Entry = store.Entry[Shortlist]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "shortlists", Indexes: []store.Index{{Name: "open", Fields: []string{"org", "state", "changed"}}}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, lists: store.NewCollection[Shortlist](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// List lists the lists of the actor's organisation, the last changed first.
func (s *Service) List(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return marketplace.List[Entry]{Items: []Entry{}}, err
	}
	found, next, err := s.lists.Find(ctx, store.Query{
		Index: "open", Eq: []any{actor.Org, Open}, Desc: true, Limit: page.Size(), After: page.After,
	})
	return marketplace.List[Entry]{Items: found, Next: next}, err
}

// Get loads a list of the actor's organisation.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Entry{}, err
	}
	e, err := s.lists.Get(ctx, id)
	if err == nil && !e.Value.belongs(actor) {
		return Entry{}, notFound()
	}
	return e, err
}

func (l Shortlist) belongs(actor marketplace.Actor) bool {
	return l.Org == actor.Org && l.State == Open
}

// Read is a list with its tasks as they are now, in the order in which they were added.
func (s *Service) Read(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, []Item, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Entry{}, nil, err
	}
	ids := make([]string, len(e.Value.Picks))
	for i, p := range e.Value.Picks {
		ids[i] = string(p.Task)
	}
	found, err := s.Tasks.Board().ByIDs(ctx, ids)
	if err != nil {
		return Entry{}, nil, err
	}
	shown := map[marketplace.ID]task.Task{}
	for _, t := range found {
		t.ImportKey = ""
		shown[t.ID] = t
	}
	items := []Item{}
	for _, p := range e.Value.Picks {
		t, there := shown[p.Task]
		if !there {
			t = task.Task{ID: p.Task, Title: p.Title}
		}
		items = append(items, Item{p, t, !there})
	}
	return e, items, nil
}

// Create begins a list. The same key with the same name again gives the list that was begun then; with another name it is a
// Conflict.
func (s *Service) Create(ctx context.Context, actor marketplace.Actor, key, name string) (Entry, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Entry{}, err
	}
	name, err := checked(name)
	if err != nil {
		return Entry{}, err
	}
	id := idOf(actor, key)
	v := Shortlist{Org: actor.Org, Name: name, State: Open, By: actor.Person, Changed: s.Clock.Now()}
	e, err := s.lists.Insert(ctx, id, v, s.fact(actor, "shortlist.begun", id))
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return e, err
	}
	if e, err = s.lists.Get(ctx, id); err == nil && (e.Value.Name != name || !e.Value.belongs(actor)) {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "error.key_used")
	}
	return e, err
}

// idOf makes the same id for the same request of a person, so that a form sent twice begins one list.
func idOf(actor marketplace.Actor, key string) marketplace.ID {
	return marketplace.Derived("list", 20, string(actor.Org), string(actor.Person), key)
}

// checked gives a name in its stored form, or says what is wrong with it.
func checked(name string) (string, error) {
	var f check.Fields
	name = check.Line(name)
	f.Need("name", name != "")
	f.Text("name", name, maxName)
	return name, marketplace.InvalidFields(f.Errors())
}

// Rename gives a list another name, over the revision that the coach saw. Stale when it was changed since.
func (s *Service) Rename(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, name string) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Rev != rev {
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	if name, err = checked(name); err != nil || name == e.Value.Name {
		return e, err
	}
	e.Value.Name, e.Value.Changed = name, s.Clock.Now()
	return s.lists.Save(ctx, e, s.fact(actor, "shortlist.renamed", id))
}

// Remove deletes a list for everybody: what stood on it is gone at once.
func (s *Service) Remove(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	_, err := s.change(ctx, actor, id, func(l *Shortlist) ([]marketplace.Fact, error) {
		*l = l.removed(s.Clock.Now())
		return []marketplace.Fact{s.fact(actor, "shortlist.removed", id)}, nil
	})
	return err
}

// Put puts a published task on a list, or replaces the note of one that is on it. Colleagues may do so at the same time:
// nothing of theirs is lost. Invalid names the note; NotFound when there is no such task; Conflict when the list is full.
func (s *Service) Put(ctx context.Context, actor marketplace.Actor, id, of marketplace.ID, note string) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	var f check.Fields
	note = check.Line(note)
	f.Text("note", note, maxNote)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Entry{}, err
	}
	p := Pick{Task: of, Note: note, By: actor.Person, At: s.Clock.Now()}
	if !e.Value.Has(of) {
		if p.Title, err = s.title(ctx, of); err != nil {
			return Entry{}, err
		}
	}
	return s.change(ctx, actor, id, func(l *Shortlist) ([]marketplace.Fact, error) {
		if p.Title == "" && !l.Has(of) {
			return nil, marketplace.Errorf(marketplace.Stale, "error.stale") // a colleague took it off meanwhile
		}
		next, isNew, err := l.with(p)
		if err != nil || !isNew {
			return nil, unchanged(err)
		}
		*l = next
		return []marketplace.Fact{s.fact(actor, "shortlist.task_put", id, "task", of)}, nil
	})
}

// title is the title of a task that is published at present.
func (s *Service) title(ctx context.Context, of marketplace.ID) (string, error) {
	found, err := s.Tasks.Board().ByIDs(ctx, []string{string(of)})
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", notFound()
	}
	return found[0].Title, nil
}

// Drop takes a task off a list. What is not on it is off already.
func (s *Service) Drop(ctx context.Context, actor marketplace.Actor, id, of marketplace.ID) (Entry, error) {
	return s.change(ctx, actor, id, func(l *Shortlist) ([]marketplace.Fact, error) {
		next, was := l.without(of, s.Clock.Now())
		if !was {
			return nil, store.ErrUnchanged
		}
		*l = next
		return []marketplace.Fact{s.fact(actor, "shortlist.task_dropped", id, "task", of)}, nil
	})
}

func unchanged(err error) error {
	if err != nil {
		return err
	}
	return store.ErrUnchanged
}

// change changes a list of the actor's organisation, whoever else changes it meanwhile.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(*Shortlist) ([]marketplace.Fact, error)) (Entry, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Entry{}, err
	}
	return store.Change(ctx, s.lists, id, func(l *Shortlist) ([]marketplace.Fact, error) {
		if !l.belongs(actor) {
			return nil, notFound()
		}
		return decide(l)
	})
}

// fact is about a list. Its name and notes stay out of it: the record outlives them.
func (s *Service) fact(actor marketplace.Actor, typ string, id marketplace.ID, data ...any) marketplace.Fact {
	return s.facts.New(actor, typ, s.lists.Subject(id), data...)
}
