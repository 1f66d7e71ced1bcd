package request

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Choose writes down which version of which quote was chosen (a, without its number and who chose when), for a buyer who may
// choose it. It is where two who choose at once are told apart: Conflict when another was chosen. Choosing the same twice
// changes nothing.
func (s *Service) Choose(ctx context.Context, actor marketplace.Actor, id marketplace.ID, a Award) error {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return err
	}
	_, err := s.change(ctx, actor, id, "request.awarding", func(r Request) (Request, error) {
		if r.Chose(a.Quote, a.Version) {
			return r, store.ErrUnchanged
		}
		now := s.Clock.Now()
		r, err := r.after(Choose, now)
		r.Awards++
		a.Number, a.By, a.At = r.Awards, actor.Person, now
		r.Award = &a
		return r, err
	})
	return err
}

// Finish awards the request when its award was taken; Reopen undoes an award that was not. Both are for the flow of an
// acceptance, and change nothing once the award is over.
func (s *Service) Finish(ctx context.Context, actor marketplace.Actor, id marketplace.ID, a Award) (Request, error) {
	return s.conclude(ctx, actor, id, a, Finish, "request.awarded")
}

// Reopen stands beside Finish.
func (s *Service) Reopen(ctx context.Context, actor marketplace.Actor, id marketplace.ID, a Award) (Request, error) {
	return s.conclude(ctx, actor, id, a, Reopen, "request.reopened")
}

func (s *Service) conclude(ctx context.Context, actor marketplace.Actor, id marketplace.ID, a Award, e Event, typ string) (Request, error) {
	return s.change(ctx, actor, id, typ, func(r Request) (Request, error) {
		if r.State != Awarding || !r.Is(a) {
			return r, store.ErrUnchanged
		}
		return r.after(e, s.Clock.Now())
	}, "organiser", a.Organiser)
}

// Quoted writes down that an organiser's first quote came in. Doing it again changes nothing.
func (s *Service) Quoted(ctx context.Context, id, organiser marketplace.ID) error {
	_, err := s.change(ctx, marketplace.System(organiser), id, "request.quoted", func(r Request) (Request, error) {
		at, invited := r.Invitation(organiser)
		if !invited || !r.Invited[at].Quoted.IsZero() {
			return r, store.ErrUnchanged
		}
		return r.with(at, func(i *Invitation) { i.Quoted = s.Clock.Now() }), nil
	}, "organiser", organiser)
	return err
}
