package measure

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Add writes down a measurement of a client of the coach's own caseload. Writing the same again changes nothing; Conflict
// when something else was written down for that instrument and day, which has to be corrected instead. Invalid names the
// field.
func (s *Service) Add(ctx context.Context, coach marketplace.Actor, client marketplace.ID, a Asked) (Entry, error) {
	c, err := s.Clients.Client(ctx, coach, client)
	if err != nil {
		return Entry{}, err
	}
	made, err := a.checked(s.today())
	if err != nil {
		return Entry{}, err
	}
	if err := s.rates(ctx, c.Org, client, a); err != nil {
		return Entry{}, err
	}
	made.By, made.At = coach.Person, s.Clock.Now()
	m := Measurement{ID: idOf(client, a), Org: c.Org, Client: client, Kind: a.Kind, Goal: a.Goal, On: a.On, Made: made}
	saved, err := s.measures.Insert(ctx, m.ID, m, s.fact(coach, "measure.added", m))
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return saved, err
	}
	there, err := s.measures.Get(ctx, m.ID)
	if err == nil && !there.Value.same(made) {
		err = marketplace.Errorf(marketplace.Conflict, "measure.there_already")
	}
	return there, err
}

// rates makes sure that a rating is about a goal of the client that was set by that day and not given up before it.
func (s *Service) rates(ctx context.Context, org, client marketplace.ID, a Asked) error {
	if a.Kind != Attainment {
		return nil
	}
	g, err := s.goals.Get(ctx, a.Goal)
	missing := marketplace.IsKind(err, marketplace.NotFound)
	if err != nil && !missing {
		return err
	}
	var f check.Fields
	switch of := g.Value; {
	case missing || of.Client != client || of.Org != org:
		f.Add("goal", "measure.goal")
	case a.On < of.Set || of.Dropped != "" && a.On > of.Dropped:
		f.Add("on", "measure.goal_day")
	}
	return marketplace.InvalidFields(f.Errors())
}

// Correct changes what was written down, over revision rev; the instrument, the goal and the day stay. What stood there
// is kept behind it. Stale when somebody corrected it since, NotFound when it is of another client. Correcting to the same
// saves nothing.
func (s *Service) Correct(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID, rev int64, a Asked) (Entry, error) {
	e, err := s.Get(ctx, coach, client, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Rev != rev {
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	a.Kind, a.Goal, a.On = e.Value.Kind, e.Value.Goal, e.Value.On
	made, err := a.checked(s.today())
	if err != nil || made.same(e.Value.Made) {
		return e, err
	}
	if len(e.Value.Earlier) >= maxEarlier {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "measure.too_often")
	}
	made.By, made.At = coach.Person, s.Clock.Now()
	e.Value = e.Value.with(made)
	return s.measures.Save(ctx, e, s.fact(coach, "measure.corrected", e.Value))
}

// Get loads one measurement of a client of the coach's own caseload.
func (s *Service) Get(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (Entry, error) {
	c, err := s.Clients.Client(ctx, coach, client)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.measures.Get(ctx, id)
	if err == nil && (e.Value.Client != client || e.Value.Org != c.Org) {
		return Entry{}, notFound()
	}
	return e, err
}

// SetGoal writes down a goal of a client of the coach's own caseload. Invalid names the field; Conflict when the client has
// twelve goals already.
func (s *Service) SetGoal(ctx context.Context, coach marketplace.Actor, client marketplace.ID, w Wanted) (Goal, error) {
	c, err := s.Clients.Client(ctx, coach, client)
	if err != nil {
		return Goal{}, err
	}
	if w, err = w.checked(s.today()); err != nil {
		return Goal{}, err
	}
	there, err := s.goalsOf(ctx, c.Org, client)
	if err != nil {
		return Goal{}, err
	}
	open := 0
	for _, g := range there {
		if g.Dropped == "" {
			open++
		}
	}
	if open >= maxGoals {
		return Goal{}, marketplace.Errorf(marketplace.Conflict, "measure.too_many_goals")
	}
	g := Goal{
		ID: s.IDs.For(ctx), Org: c.Org, Client: client, Words: w.Words, Levels: w.Levels, Weight: w.Weight, Set: w.Set,
		By: coach.Person, At: s.Clock.Now(),
	}
	fact := s.facts.New(coach, "goal.set", s.goals.Subject(g.ID), "client", client)
	_, err = s.goals.Insert(ctx, g.ID, g, fact)
	return g, err
}

// DropGoal gives a goal up from today; its ratings stay. Giving up what was given up changes nothing.
func (s *Service) DropGoal(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (Goal, error) {
	c, err := s.Clients.Client(ctx, coach, client)
	if err != nil {
		return Goal{}, err
	}
	e, err := store.Change(ctx, s.goals, id, func(g *Goal) ([]marketplace.Fact, error) {
		switch {
		case g.Client != client || g.Org != c.Org:
			return nil, notFound()
		case g.Dropped != "":
			return nil, store.ErrUnchanged
		}
		g.Dropped = s.today()
		return []marketplace.Fact{s.facts.New(coach, "goal.dropped", s.goals.Subject(id), "client", client)}, nil
	})
	if err != nil {
		return Goal{}, err
	}
	return e.Value, nil
}

// fact tells that something was written down. The score stays out of it: facts outlive the document.
func (s *Service) fact(coach marketplace.Actor, typ string, m Measurement) marketplace.Fact {
	return s.facts.New(coach, typ, s.measures.Subject(m.ID), "client", m.Client, "kind", m.Kind, "on", m.On)
}
