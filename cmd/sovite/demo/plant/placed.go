package plant

import (
	"context"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
)

// placement goes with a placement as far as work that has begun, by the verbs of the three who take part in it. What was
// done before is passed over.
func (s *seeder) placement(ctx context.Context, data demo.Data, d demo.Placement) error {
	coach, employer, client := s.three(data, d)
	today := s.Placements.Today()
	d.Terms.Start = today
	err := s.named(d.ID, func() error {
		_, err := s.Placements.Begin(ctx, coach, placement.Beginning{Client: d.Client, Task: d.Task, Draft: placement.Draft{Terms: d.Terms, About: d.About}})
		return err
	})
	if err != nil {
		return err
	}
	yes := placement.Reply{Version: 1, Yes: true, Present: "alone"}
	steps := []func() error{
		func() error { return last(s.Placements.SavePlan(ctx, coach, d.ID, d.Plan)) },
		func() error { return last(s.Placements.Propose(ctx, coach, d.ID)) },
		func() error { return last(s.Placements.AgreeAsCoach(ctx, coach, d.ID, yes)) },
		func() error { return last(s.Placements.AgreeAsEmployer(ctx, employer, d.ID, yes)) },
		func() error { return last(s.Placements.AgreeAsClient(ctx, client, d.ID, yes)) },
		func() error { return last(s.Placements.Begun(ctx, coach, d.ID)) },
		func() error { return s.followed(ctx, coach, d, today) },
	}
	for _, step := range steps {
		if err := there(step()); err != nil {
			return err
		}
	}
	return nil
}

func last[T any](_ T, err error) error { return err }

// three are the coach, the employer and the client of a placement.
func (s *seeder) three(data demo.Data, d demo.Placement) (coach, employer, client marketplace.Actor) {
	for _, c := range data.Clients {
		if c.ID == d.Client {
			coach = marketplace.Actor{Person: c.Coach, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
			client = marketplace.Actor{Person: c.ID, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: "fi"}
		}
	}
	for _, p := range data.People {
		if p.ID == d.Employer {
			employer = marketplace.Actor{Person: p.ID, Org: p.Org, Roles: p.Roles, Lang: p.Lang}
		}
	}
	return coach, employer, client
}

// followed writes down the visits and what was seen, unless that was done before.
func (s *seeder) followed(ctx context.Context, coach marketplace.Actor, d demo.Placement, today marketplace.Date) error {
	e, err := s.Placements.Get(ctx, marketplace.System(coach.Org), d.ID)
	if err != nil {
		return err
	}
	for _, v := range d.Visits[min(len(e.Value.Visits), len(d.Visits)):] {
		visit := support.Visit{Date: today.AddDays(v.Days), Minutes: v.Minutes, OnJob: v.OnJob, Note: v.Note}
		if v.Held {
			visit.State = support.Held
		}
		if _, err := s.Placements.AddVisit(ctx, coach, d.ID, visit); err != nil {
			return err
		}
	}
	for _, o := range d.Observations[min(len(e.Value.Observations), len(d.Observations)):] {
		seen := support.Observation{Dimension: o.Dimension, Level: o.Level, Seen: o.Seen, SeenBy: o.SeenBy}
		if _, err := s.Placements.Observe(ctx, coach, d.ID, seen); err != nil {
			return err
		}
	}
	return nil
}

// placed says whether everything about a placement was put in.
func (s *seeder) placed(ctx context.Context, data demo.Data, d demo.Placement) bool {
	coach, _, _ := s.three(data, d)
	e, err := s.Placements.Get(ctx, marketplace.System(coach.Org), d.ID)
	if err != nil {
		return false
	}
	return e.Value.Started != "" && len(e.Value.Observations) >= len(d.Observations)
}
