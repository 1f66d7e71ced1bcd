package placement

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/placement/gate"
)

// Begun starts the work today: an agreed placement with a support plan, once every gate before starting is passed.
func (s *Service) Begun(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		if err := p.move(Start); err != nil {
			return "", nil, err
		}
		today := s.Today()
		var f check.Fields
		if p.Plan == nil {
			f.Add("plan", "placement.plan_first")
		}
		if p.Terms.Start > today {
			f.Add("start", "placement.starts_later", "day", string(p.Terms.Start))
		}
		if err := marketplace.InvalidFields(f.Errors()); err != nil {
			return "", nil, err
		}
		if err := s.passed(p, gate.Start); err != nil {
			return "", nil, err
		}
		p.Started = today
		return "placement.started", []any{"on", today, "rules", p.ruleIDs()}, nil
	})
}

// Pause stops the work for a while.
func (s *Service) Pause(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.step(ctx, actor, id, Pause, "placement.paused")
}

// Resume takes the work up again.
func (s *Service) Resume(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.step(ctx, actor, id, Resume, "placement.resumed")
}

// Close ends the keeping in touch.
func (s *Service) Close(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	return s.step(ctx, actor, id, Close, "placement.closed")
}

func (s *Service) step(ctx context.Context, actor marketplace.Actor, id marketplace.ID, e Event, typ string) (Entry, error) {
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) { return typ, nil, p.move(e) })
}

// Finish ends the placement with a reason and what was learnt. On is empty for today.
func (s *Service) Finish(ctx context.Context, actor marketplace.Actor, id marketplace.ID, end Ending) (Entry, error) {
	end.Lessons = check.Text(end.Lessons)
	today := s.Today()
	if end.On == "" {
		end.On = today
	}
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		if err := p.move(End); err != nil {
			return "", nil, err
		}
		if err := marketplace.InvalidFields(end.wrong(today, p.Started)); err != nil {
			return "", nil, err
		}
		end.By = actor.Person
		p.Ending = &end
		return "placement.ended", []any{"reason", end.Reason, "on", end.On, "started", p.Started}, nil
	})
}

func (e Ending) wrong(today, started marketplace.Date) []marketplace.FieldError {
	var f check.Fields
	f.Need("reason", e.Reason != "")
	if e.Reason != "" {
		var words []string
		for _, r := range EndReasons() {
			words = append(words, string(r))
		}
		f.OneOf("reason", string(e.Reason), words...)
	}
	f.Need("lessons", e.Lessons != "" || e.Reason != "other")
	f.Text("lessons", e.Lessons, maxText)
	switch {
	case !f.Date("on", e.On):
	case e.On > today:
		f.Add("on", "placement.not_yet")
	case started != "" && e.On < started:
		f.Add("on", "field.order")
	}
	return f.Errors()
}

// KeepInTouch plans how the coach keeps in touch after the end, or plans the next contact.
func (s *Service) KeepInTouch(ctx context.Context, actor marketplace.Actor, id marketplace.ID, c CarePlan) (Entry, error) {
	var f check.Fields
	today := s.Today()
	c.Plan = check.Text(c.Plan)
	f.Need("plan", c.Plan != "")
	f.Text("plan", c.Plan, maxText)
	f.Need("next", c.Next != "")
	if last := today.AddMonths(mostMonthsAhead); f.Date("next", c.Next) && (c.Next < today || c.Next > last) {
		f.Add("next", "placement.contact_between", "first", string(today), "last", string(last))
	}
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		if err := p.move(Care); err != nil {
			return "", nil, err
		}
		if err := marketplace.InvalidFields(f.Errors()); err != nil {
			return "", nil, err
		}
		p.Care = &c
		return "placement.after_care_planned", []any{"next", c.Next}, nil
	})
}

const mostMonthsAhead = 24
