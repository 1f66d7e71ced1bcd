package task

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// CreateOnce saves a new draft of the actor's organisation under an id that whoever asks has derived from where it comes
// from, so that asking again makes no second one: a task that has the id by then is given as it is. Conflict when it is
// another organisation's.
func (s *Service) CreateOnce(ctx context.Context, actor marketplace.Actor, id marketplace.ID, in Task) (Entry, error) {
	employer, err := s.employer(ctx, actor)
	if err != nil {
		return Entry{}, err
	}
	now := s.Clock.Now()
	in = in.owned(Task{ID: id, Org: actor.Org, Employer: employer, Status: Draft, Created: now, Changed: now})
	if err := s.check(in); err != nil {
		return Entry{}, err
	}
	e, err := s.tasks.Insert(ctx, id, in, s.fact(actor, "task.created", id))
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return e, err
	}
	if e, err = s.own(ctx, actor, id); marketplace.IsKind(err, marketplace.NotFound) {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "error.conflict")
	}
	return e, err
}
