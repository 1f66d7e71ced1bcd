package task

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Publish shows a draft to everybody who is signed in. Invalid names what has to be told before (see Task.Missing).
// Publishing a published task changes nothing; a closed one is opened again with Reopen.
func (s *Service) Publish(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Draft, Published, "task.published")
}

// Close takes a published task out of every list, because it is filled or withdrawn. Closing a closed task changes
// nothing; a draft cannot be closed.
func (s *Service) Close(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Published, Closed, "task.closed")
}

// Reopen publishes a closed task again.
func (s *Service) Reopen(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Closed, Published, "task.reopened")
}

// move changes the state of a task: Conflict when it is in neither of the two states.
func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, from, to Status, typ string) (Entry, error) {
	if _, err := s.employer(ctx, actor); err != nil {
		return Entry{}, err
	}
	e, err := s.own(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Value.Status == to {
		return e, nil
	}
	if e.Value.Status != from {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "task.state")
	}
	e.Value.Status, e.Value.Changed = to, s.Clock.Now()
	if to == Published {
		if from == Closed {
			e.Value.First = e.Value.FirstPublished()
		}
		e.Value.Published = e.Value.Changed
	}
	if err := s.check(e.Value); err != nil {
		return Entry{}, err
	}
	return s.tasks.Save(ctx, e, s.fact(actor, typ, id))
}
