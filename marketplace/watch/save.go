package watch

import (
	"context"
	"reflect"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/store"
)

// Draft is what a person fills in for a saved search.
type Draft struct {
	Name  string // at most 80 characters; stands in letters, so no client's name
	Query find.Query
	State State // Daily or Never
}

// checked gives the draft in its stored form, or names the fields that are wrong; those of the query begin with "query.".
func (s *Service) checked(d Draft) (Draft, error) {
	var f check.Fields
	d.Name, d.Query.Words = check.Line(d.Name), check.Line(d.Query.Words)
	d.Query = cleaned(d.Query)
	f.Need("name", d.Name != "")
	f.Text("name", d.Name, maxName)
	f.OneOf("state", string(d.State), check.Words(Ways())...)
	bad := f.Errors()
	if err := s.Finder.Check(d.Query); err != nil {
		for _, wrong := range marketplace.AsError(err).Fields {
			wrong.Field = "query." + wrong.Field
			bad = append(bad, wrong)
		}
	}
	return d, marketplace.InvalidFields(bad)
}

// createTries is how often Create looks for a free slot when another request of the same person was quicker.
const createTries = 20

// Create saves a search. The same key with the same draft again gives what was saved then; with another it is a Conflict. A
// person has at most twenty: Conflict "watch.full".
func (s *Service) Create(ctx context.Context, actor marketplace.Actor, key string, d Draft) (Entry, error) {
	if err := may(actor); err != nil {
		return Entry{}, err
	}
	d, err := s.checked(d)
	if err != nil {
		return Entry{}, err
	}
	for try := 1; ; try++ {
		e, err := s.create(ctx, actor, key, d)
		if !marketplace.IsKind(err, marketplace.Conflict) || marketplace.AsError(err).Args["index"] == "" || try == createTries {
			return e, err
		}
	}
}

func (s *Service) create(ctx context.Context, actor marketplace.Actor, key string, d Draft) (Entry, error) {
	id := idOf(actor, key)
	e, err := s.saved.Get(ctx, id)
	switch {
	case err == nil && !e.Value.says(d):
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "error.key_used")
	case err == nil:
		return e, nil
	case !marketplace.IsKind(err, marketplace.NotFound):
		return Entry{}, err
	}
	mine, err := s.all(ctx, actor)
	if err != nil {
		return Entry{}, err
	}
	slot, ok := freeSlot(mine)
	if !ok {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "watch.full", "most", mostSaved)
	}
	now := s.Clock.Now()
	v := SavedSearch{Org: actor.Org, Person: actor.Person, Slot: slot, State: Never, Created: now}.changed(d, now)
	v.Since = Mark{At: now}
	return s.saved.Insert(ctx, id, v, s.fact(actor, id, "saved_search.saved", "state", d.State))
}

// says is whether the search is what a draft asks for already.
func (s SavedSearch) says(d Draft) bool {
	return s.Name == d.Name && s.State == d.State && reflect.DeepEqual(s.Query, d.Query)
}

// idOf makes the same id for the same request of a person, so that a form sent twice saves one search.
func idOf(actor marketplace.Actor, key string) marketplace.ID {
	return marketplace.Derived("saved", 20, string(actor.Org), string(actor.Person), key)
}

// Change renames a search, lets it ask something else, pauses or resumes it, over the revision that the person saw. What is
// published by the time of another query, or of resuming, is no news. Stale when it was changed since.
func (s *Service) Change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, d Draft) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Rev != rev {
		return Entry{}, stale()
	}
	if d, err = s.checked(d); err != nil || e.Value.says(d) {
		return e, err
	}
	e.Value = e.Value.changed(d, s.Clock.Now())
	return s.saved.Save(ctx, e, s.fact(actor, id, "saved_search.changed", "state", d.State))
}

// Remove deletes a search: what it asked and found is gone at once. NotFound when there is none.
func (s *Service) Remove(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	_, err := s.change(ctx, actor, id, func(v *SavedSearch) ([]marketplace.Fact, error) {
		*v = removed(id, s.Clock.Now())
		return []marketplace.Fact{s.fact(actor, id, "saved_search.removed")}, nil
	})
	return err
}

// See keeps that the person has seen what was found up to a look.
func (s *Service) See(ctx context.Context, actor marketplace.Actor, id marketplace.ID, look int) (Entry, error) {
	return s.change(ctx, actor, id, func(v *SavedSearch) ([]marketplace.Fact, error) {
		seen := v.seen(look)
		if seen.Seen == v.Seen {
			return nil, store.ErrUnchanged
		}
		*v = seen
		return nil, nil
	})
}

// change changes a search of one's own, whoever else saves it meanwhile.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(*SavedSearch) ([]marketplace.Fact, error)) (Entry, error) {
	if err := may(actor); err != nil {
		return Entry{}, err
	}
	return store.Change(ctx, s.saved, id, func(v *SavedSearch) ([]marketplace.Fact, error) {
		if !v.belongs(actor) {
			return nil, notFound()
		}
		return decide(v)
	})
}

// fact is about a saved search. What it asks and its name stay out of it: the record outlives it.
func (s *Service) fact(actor marketplace.Actor, id marketplace.ID, typ string, data ...any) marketplace.Fact {
	return s.facts.New(actor, typ, s.saved.Subject(id), data...)
}

// may refuses whoever does not save searches; the program itself has none.
func may(actor marketplace.Actor) error {
	if actor.Person == "" {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return actor.Must(Roles()...)
}

// belongs says whether the search is the actor's own, and there still.
func (s SavedSearch) belongs(actor marketplace.Actor) bool {
	return s.Org == actor.Org && s.Person == actor.Person && s.State != Removed
}
