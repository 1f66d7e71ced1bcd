package carving

import (
	"context"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Finish ends a carving over revision rev and makes a draft of a task out of each of its jobs. Invalid names what is
// missing; Stale when somebody saved since. First the carving is saved as finished, and from then on it cannot change;
// then the drafts are made, each under an id of its own. Finishing again makes those that are not there yet, and nothing
// else; should the program stop in between, Follow makes them.
func (s *Service) Finish(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (Entry, error) {
	e, at, err := s.own(ctx, actor, id)
	switch {
	case err != nil:
		return Entry{}, err
	case at != theEmployer:
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	case e.Value.State == Finished:
		return e, s.makeDrafts(ctx, actor, e.Value)
	case e.Rev != rev:
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	next, err := e.Value.moved(Finish, s.Clock.Now())
	if err != nil {
		return Entry{}, err
	}
	if err := marketplace.InvalidFields(next.Missing()); err != nil {
		return Entry{}, err
	}
	next.Drafts = map[string]marketplace.ID{}
	for _, j := range next.Jobs {
		next.Drafts[j.Key] = draftID(id, j.Key)
	}
	e.Value = next
	if e, err = s.carvings.Save(ctx, e, s.fact(actor, Finish.fact(), next)); err != nil {
		return Entry{}, err
	}
	return e, s.makeDrafts(ctx, actor, next)
}

// makeDrafts makes the drafts that are not there yet. What the employer changed in them since stays.
func (s *Service) makeDrafts(ctx context.Context, actor marketplace.Actor, c Carving) error {
	for _, j := range c.Jobs {
		if _, err := s.Tasks.CreateOnce(ctx, actor, c.Drafts[j.Key], c.Draft(j, s.Catalogue)); err != nil {
			return err
		}
	}
	return nil
}

// Follows lists the facts that Follow wants to hear of.
func Follows() []string { return []string{Finish.fact()} }

// Follow makes the drafts of a carving that was finished, should the program have stopped before. An organisation that
// may not post tasks any more gets none. Doing it again changes nothing.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.carvings.Get(ctx, marketplace.ID(id))
	if err == nil && e.Value.State == Finished {
		err = s.makeDrafts(ctx, marketplace.System(e.Value.Org), e.Value)
	}
	if marketplace.IsKind(err, marketplace.NotFound) || marketplace.IsKind(err, marketplace.Forbidden) {
		return nil
	}
	return err
}

// Get loads a carving for whoever may see it.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, _, err := s.own(ctx, actor, id)
	return e, err
}

// May says whether the actor may bring about an event on a carving as it stands, for the buttons of a page.
func (c Carving) May(actor marketplace.Actor, event Event) bool {
	at := c.sideOf(actor)
	_, ok := c.State.Next(event)
	return ok && at != nobody && event.ByCoach() == (at != theEmployer)
}

// MayEdit says whether the actor may save.
func (c Carving) MayEdit(actor marketplace.Actor) bool { return c.editable(c.sideOf(actor)) }

// Mine lists the carvings of the actor's organisation that it has seen, those changed last first. A page can be shorter
// than asked for.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	if err := s.employer(ctx, actor); err != nil {
		return marketplace.List[Entry]{}, err
	}
	return s.list(ctx, actor, store.Query{Index: "org", Eq: []any{actor.Org}, Desc: true, Limit: page.Size(), After: page.After})
}

// Helping lists what a coach prepares, has offered or helps with, those changed last first. A page can be shorter than
// asked for.
func (s *Service) Helping(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	if err := s.coach(ctx, actor); err != nil {
		return marketplace.List[Entry]{}, err
	}
	q := store.Query{Index: "coach", Eq: []any{actor.Person, actor.Org}, Desc: true, Limit: page.Size(), After: page.After}
	return s.list(ctx, actor, q)
}

// Waiting lists what employers ask this provider's coaches for help with, or the coaches of every provider: the ones
// asked first first.
func (s *Service) Waiting(ctx context.Context, actor marketplace.Actor) ([]Entry, error) {
	if err := s.coach(ctx, actor); err != nil {
		return nil, err
	}
	var out []Entry
	for _, to := range []marketplace.ID{actor.Org, Anybody} {
		list, err := s.list(ctx, actor, store.Query{Index: "asked", Eq: []any{to, Asked}, Limit: marketplace.MaxLimit})
		if err != nil {
			return nil, err
		}
		out = append(out, list.Items...)
	}
	return out, nil
}

// list reads one page of what the actor may see.
func (s *Service) list(ctx context.Context, actor marketplace.Actor, q store.Query) (marketplace.List[Entry], error) {
	found, next, err := s.carvings.Find(ctx, q)
	out := marketplace.List[Entry]{Next: next}
	for _, e := range found {
		if e.Value.sideOf(actor) != nobody {
			out.Items = append(out.Items, e)
		}
	}
	return out, err
}
