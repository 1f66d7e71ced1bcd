package carving

import (
	"context"
	"reflect"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
)

// Start begins a carving of the actor's organisation. It may be quite empty.
func (s *Service) Start(ctx context.Context, actor marketplace.Actor, in Content) (Entry, error) {
	if err := s.employer(ctx, actor); err != nil {
		return Entry{}, err
	}
	return s.begin(ctx, actor, in, "carving.started", Carving{Org: actor.Org, State: Open, Shown: true})
}

// Prepare begins a carving for an employer that is known here, by a coach. The employer sees it when it is offered.
func (s *Service) Prepare(ctx context.Context, actor marketplace.Actor, org marketplace.ID, in Content) (Entry, error) {
	if err := s.coach(ctx, actor); err != nil {
		return Entry{}, err
	}
	wrong := marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("org", "carving.no_employer")})
	if err := s.kind(ctx, org, account.KindEmployer, wrong); err != nil {
		return Entry{}, err
	}
	return s.begin(ctx, actor, in, "carving.prepared", Carving{Org: org, State: Prepared, Help: Help{Coach: actor.Person, CoachOrg: actor.Org}})
}

func (s *Service) begin(ctx context.Context, actor marketplace.Actor, in Content, typ string, c Carving) (Entry, error) {
	now := s.Clock.Now()
	c.ID, c.By, c.Created, c.Changed, c.Content = s.IDs.For(ctx), actor.Person, now, now, in.Normalise()
	if err := s.check(c.Content); err != nil {
		return Entry{}, err
	}
	return s.carvings.Insert(ctx, c.ID, c, s.fact(actor, typ, c))
}

// Save saves everything that is filled in over revision rev; Stale when somebody saved since. The employer saves while
// the carving is open, and a coach what they prepare or help with. Nothing is saved when nothing changes.
func (s *Service) Save(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, in Content) (Entry, error) {
	e, at, err := s.own(ctx, actor, id)
	switch {
	case err != nil:
		return Entry{}, err
	case !e.Value.editable(at):
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "carving.state."+string(e.Value.State))
	case e.Rev != rev:
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	in = in.Normalise()
	if reflect.DeepEqual(in, e.Value.Normalise()) {
		return e, nil
	}
	if err := s.check(in); err != nil {
		return Entry{}, err
	}
	e.Value.Content, e.Value.Changed = in, s.Clock.Now()
	return s.carvings.Save(ctx, e, s.fact(actor, "carving.changed", e.Value))
}

// editable says whether somebody on a side may save.
func (c Carving) editable(by side) bool {
	return by == theEmployer && c.State.Live() || by == theCoach && (c.State == Prepared || c.State == Helped)
}
