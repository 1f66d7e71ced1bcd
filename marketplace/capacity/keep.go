package capacity

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// Create adds a crew. Forbidden unless the actor works for an organiser.
func (s *Service) Create(ctx context.Context, actor marketplace.Actor, t Terms) (Entry, error) {
	return s.CreateOnce(ctx, actor, s.IDs.For(ctx), t)
}

// CreateOnce adds a crew under an id of the caller's; doing it again changes nothing.
func (s *Service) CreateOnce(ctx context.Context, actor marketplace.Actor, id marketplace.ID, t Terms) (Entry, error) {
	if err := s.organiser(ctx, actor, keepers()); err != nil {
		return Entry{}, err
	}
	t = t.stored()
	if err := t.check(s.Places, s.Trade); err != nil {
		return Entry{}, err
	}
	c := Crew{ID: id, Org: actor.Org, Terms: t, Region: s.region(t), Created: s.Clock.Now()}
	e, err := s.crews.Insert(ctx, id, c, s.crewFact(actor, "crew.created", c))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.own(ctx, actor, id, keepers())
	}
	return e, err
}

func (s *Service) region(t Terms) string {
	at, _ := s.Places.Postal(t.Postal)
	return at.Region
}

// PreviewTerms says what other terms would do, without saving them.
func (s *Service) PreviewTerms(ctx context.Context, actor marketplace.Actor, id marketplace.ID, t Terms) (Effect, error) {
	e, err := s.own(ctx, actor, id, keepers())
	if err != nil {
		return Effect{}, err
	}
	_, effect, err := s.withTerms(e.Value, t)
	return effect, err
}

// ChangeTerms changes everything that an organiser fills in. Conflict, naming the orders, when sold hours would lose their
// room; holds that lose theirs are released. Stale unless rev is the crew's revision.
func (s *Service) ChangeTerms(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, t Terms) (Entry, error) {
	return s.replace(ctx, actor, id, rev, "crew.changed", func(c Crew) (Crew, Effect, error) { return s.withTerms(c, t) })
}

func (s *Service) withTerms(c Crew, t Terms) (Crew, Effect, error) {
	t = t.stored()
	if err := t.check(s.Places, s.Trade); err != nil {
		return c, Effect{}, err
	}
	changed := c
	changed.Terms, changed.Region = t, s.region(t)
	changed, effect := c.replan(changed, s.Clock.Today(), plusDays(s.Clock.Today(), previewDays-1), s.Clock.Now())
	return changed, effect, nil
}

// previewDays is how far ahead the days of changed terms are compared: four weeks show what a week is like.
const previewDays = 28

// PreviewPlan says what exceptions would do, without saving them.
func (s *Service) PreviewPlan(ctx context.Context, actor marketplace.Actor, id marketplace.ID, p Plan) (Effect, error) {
	e, err := s.own(ctx, actor, id, keepers())
	if err != nil {
		return Effect{}, err
	}
	_, effect, err := s.withPlan(e.Value, p)
	return effect, err
}

// SavePlan makes days an exception or takes exceptions away, on the conditions of ChangeTerms.
func (s *Service) SavePlan(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, p Plan) (Entry, error) {
	typ := "crew.exception_saved"
	if p.Remove {
		typ = "crew.exception_removed"
	}
	return s.replace(ctx, actor, id, rev, typ, func(c Crew) (Crew, Effect, error) { return s.withPlan(c, p) })
}

func (s *Service) withPlan(c Crew, p Plan) (Crew, Effect, error) {
	p, err := p.stored(s.Clock.Today())
	if err != nil {
		return c, Effect{}, err
	}
	changed, err := c.planned(p)
	if err != nil {
		return c, Effect{}, err
	}
	changed, effect := c.replan(changed, p.From, p.To, s.Clock.Now())
	return changed, effect, nil
}

// Retire ends a crew: it offers nothing any more and is not found. Conflict while hours of today or later are sold; holds
// are released. Retiring twice changes nothing.
func (s *Service) Retire(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (Entry, error) {
	e, err := s.own(ctx, actor, id, keepers())
	if err != nil || e.Value.Retired {
		return e, err
	}
	return s.replace(ctx, actor, id, rev, "crew.retired", func(c Crew) (Crew, Effect, error) {
		today, changed := s.Clock.Today(), c
		changed.Retired, changed.Terms.Week, changed.Exceptions = true, Week{}, nil
		changed, effect := c.replan(changed, today, today, s.Clock.Now())
		return changed, effect, nil
	})
}

// replace saves what make makes of a crew, with one fact for it and one for each hold that it released. The revision keeps
// what was previewed and what is saved the same.
func (s *Service) replace(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, typ string, make func(Crew) (Crew, Effect, error)) (Entry, error) {
	e, err := s.own(ctx, actor, id, keepers())
	if err != nil {
		return e, err
	}
	if e.Value.Retired {
		return e, marketplace.Errorf(marketplace.Conflict, "capacity.retired")
	}
	if e.Rev != rev {
		return e, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	changed, effect, err := make(e.Value)
	if err != nil {
		return e, err
	}
	if err := effect.refused(); err != nil {
		return e, err
	}
	e.Value = changed
	facts := []marketplace.Fact{s.crewFact(actor, typ, e.Value, "released", len(effect.Holds))}
	for _, b := range effect.Holds {
		b.State = Displaced
		facts = append(facts, s.booked(actor, "capacity.displaced", e.Value, b))
	}
	facts = append(facts, s.settled(actor, &e.Value, s.Clock.Now())...)
	return s.crews.Save(ctx, e, facts...)
}
