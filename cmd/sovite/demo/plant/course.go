package plant

import (
	"context"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// course seeds a coaching process. What is there already stays as it is: each part is written only while it is missing.
func (s *seeder) course(ctx context.Context, d demo.Course) error {
	coach := marketplace.Actor{Person: d.Coach, Org: d.Org, Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
	for _, part := range []func(context.Context, marketplace.Actor, demo.Course) error{s.referred, s.agreed, s.planned, s.logged, s.moved} {
		if err := part(ctx, coach, d); err != nil {
			return err
		}
	}
	return nil
}

// ago is a day some days before today; days to come are negative.
func (s *seeder) ago(days int) marketplace.Date { return s.Coaching.Today().AddDays(-days) }

func (s *seeder) now(ctx context.Context, coach marketplace.Actor, d demo.Course) (coaching.Course, error) {
	v, err := s.Coaching.View(ctx, coach, d.Client)
	return v.Course, err
}

func (s *seeder) referred(ctx context.Context, coach marketplace.Actor, d demo.Course) error {
	c, err := s.now(ctx, coach, d)
	if err != nil {
		return err
	}
	if c.State == "" {
		r := d.Referral
		r.Received = s.ago(d.Received)
		if c, err = s.Coaching.Receive(ctx, coach, d.Client, r); err != nil {
			return err
		}
	}
	if c.State == coaching.Received {
		_, err = s.Coaching.Answer(ctx, coach, d.Client, coaching.Reply{Taken: true, Day: s.ago(d.Accepted)})
	}
	return err
}

func (s *seeder) agreed(ctx context.Context, coach marketplace.Actor, d demo.Course) error {
	if _, err := s.Coaching.Propose(ctx, coach, d.Client, 0, d.Agreement); there(err) != nil {
		return err
	}
	_, err := s.Coaching.Confirm(ctx, coach, d.Client, 1, d.Present, s.ago(d.Agreed))
	return there(err)
}

func (s *seeder) planned(ctx context.Context, coach marketplace.Actor, d demo.Course) error {
	p := d.Plan
	for i := range p.Steps {
		if p.Steps[i].Due = s.ago(-d.PlanDays[i]); i < d.PlanDone {
			p.Steps[i].Done = p.Steps[i].Due
		}
	}
	if _, err := s.Coaching.SavePlan(ctx, coach, d.Client, 0, p); there(err) != nil {
		return err
	}
	for _, paper := range d.Papers {
		in := form.Input{Day: s.ago(paper.Ago), Present: paper.Present, Values: paper.Values}
		if _, err := s.Coaching.SavePaper(ctx, coach, d.Client, paper.Kind, "", 0, in); there(err) != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) logged(ctx context.Context, coach marketplace.Actor, d demo.Course) error {
	for _, m := range d.Meetings {
		m.Day = s.ago(m.Ago)
		err := s.named(m.ID, func() error { _, err := s.Coaching.Log(ctx, coach, d.Client, m.MeetingInput); return err })
		if err != nil {
			return err
		}
	}
	for _, n := range d.Notes {
		n.Day = s.ago(n.Ago)
		if n.Next != "" {
			n.Step = &coaching.StepInput{Text: n.Next, Due: s.ago(-n.In), Owner: n.Owner}
		}
		err := s.named(n.ID, func() error { _, err := s.Coaching.Write(ctx, coach, d.Client, n.NoteInput); return err })
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) moved(ctx context.Context, coach marketplace.Actor, d demo.Course) error {
	c, err := s.now(ctx, coach, d)
	if err != nil {
		return err
	}
	for _, to := range d.Moves {
		if c.State.Phase() >= to.Phase() {
			continue
		}
		if _, err := s.Coaching.Move(ctx, coach, d.Client, to, ""); there(err) != nil {
			return err
		}
	}
	return nil
}
