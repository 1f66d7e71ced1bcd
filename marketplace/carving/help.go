package carving

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/store"
)

// Ask asks coaches for help: those of one provider, or of every one (Anybody). They can read the carving from then on;
// the one who takes it up can edit it too.
func (s *Service) Ask(ctx context.Context, actor marketplace.Actor, id, to marketplace.ID) (Entry, error) {
	if to != Anybody {
		wrong := marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("to", "carving.no_provider")})
		if err := s.kind(ctx, to, account.KindCoaching, wrong); err != nil {
			return Entry{}, err
		}
	}
	return s.move(ctx, actor, id, Ask, func(c *Carving) { c.Help = Help{To: to} })
}

// Take takes up what an employer asks help for. The first coach who does gets it; for every other it is gone.
func (s *Service) Take(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Take, func(c *Carving) { c.Help.Coach, c.Help.CoachOrg = actor.Person, actor.Org })
}

// TakeBack ends a coach's help, or the question for it. From then on no coach sees the carving.
func (s *Service) TakeBack(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, TakeBack, nil)
}

// Offer shows the employer what a coach has prepared.
func (s *Service) Offer(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Offer, nil)
}

// Withdraw takes back what a coach prepared or offered.
func (s *Service) Withdraw(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Withdraw, nil)
}

// Accept makes the employer's own what a coach has offered. The coach goes on helping until the employer takes it back.
func (s *Service) Accept(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Accept, nil)
}

// Decline says no to what a coach has offered.
func (s *Service) Decline(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Decline, nil)
}

// Abandon ends a carving without any task.
func (s *Service) Abandon(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.move(ctx, actor, id, Abandon, nil)
}

// move makes one move of the table, by somebody on the side that may. Forbidden for the other side, Conflict when the
// state does not allow it.
func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, event Event, note func(*Carving)) (Entry, error) {
	_, at, err := s.own(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if event.ByCoach() != (at != theEmployer) {
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return store.Change(ctx, s.carvings, id, func(c *Carving) ([]marketplace.Fact, error) {
		if c.sideOf(actor) != at {
			return nil, notFound() // somebody was quicker
		}
		next, err := c.moved(event, s.Clock.Now())
		if err != nil {
			return nil, err
		}
		if note != nil {
			note(&next)
		}
		told := next
		if event == TakeBack {
			told.Help = c.Help // whose help it was
		}
		*c = next
		return []marketplace.Fact{s.fact(actor, event.fact(), told)}, nil
	})
}
