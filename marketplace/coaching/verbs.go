package coaching

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/store"
)

// Receive writes down that a referral came in, and opens a course with it. Conflict while another course of the client is
// open.
func (s *Service) Receive(ctx context.Context, coach marketplace.Actor, client marketplace.ID, in Referral) (Course, error) {
	who, err := s.Clients.Of(ctx, coach, client)
	if err != nil {
		return Course{}, err
	}
	today := s.Today()
	if in, err = in.checked(today); err != nil {
		return Course{}, err
	}
	now := s.Clock.Now()
	c := Course{
		ID: s.IDs.For(ctx), Org: who.Org, Client: client, OpenFor: client, State: Received, Referral: Referral{}.with(in),
		Next: proposed(Received, coach.Person, now, today), Created: now,
	}
	_, err = s.courses.Insert(ctx, c.ID, c, s.fact(coach, "course.received", c))
	if marketplace.IsKind(err, marketplace.Conflict) {
		err = marketplace.Errorf(marketplace.Conflict, "coaching.open_already", err)
	}
	if err != nil {
		return Course{}, err
	}
	return c, nil
}

// CorrectReferral corrects what was written down about the referral; the answer stays.
func (s *Service) CorrectReferral(ctx context.Context, coach marketplace.Actor, client marketplace.ID, in Referral) (Course, error) {
	in, err := in.checked(s.Today())
	if err != nil {
		return Course{}, err
	}
	return s.change(ctx, coach, client, func(c *Course) (string, error) {
		if c.Referral.Answered != "" && in.Received > c.Referral.Answered {
			return "", oneField("received", "coaching.day_between", "first", string(s.Today().AddDays(-3653)), "last", string(c.Referral.Answered))
		}
		if c.Referral == c.Referral.with(in) {
			return "", store.ErrUnchanged
		}
		c.Referral = c.Referral.with(in)
		return "course.referral_corrected", nil
	})
}

func oneField(path, key string, args ...any) error {
	return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(path, key, args...)})
}

// Reply is the answer to a referral.
type Reply struct {
	Taken bool
	Day   marketplace.Date // empty: today
	Why   string           // why it is not taken, at most 500 characters
}

// Answer takes a referral, which begins the first phase, or does not, which ends the course.
func (s *Service) Answer(ctx context.Context, coach marketplace.Actor, client marketplace.ID, r Reply) (Course, error) {
	k := Known{Today: s.Today()}
	if r.Day == "" {
		r.Day = k.Today
	}
	var f check.Fields
	form.Past(&f, "day", r.Day, k.Today)
	r.Why = check.Text(r.Why)
	f.Text("why", r.Why, 500)
	f.Need("why", r.Taken || r.Why != "")
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Course{}, err
	}
	to, typ := Engagement, "course.accepted"
	if !r.Taken {
		to, typ = Declined, "course.declined"
	}
	return s.change(ctx, coach, client, func(c *Course) (string, error) {
		if r.Day < c.Referral.Received {
			return "", oneField("day", "coaching.day_between", "first", string(c.Referral.Received), "last", string(k.Today))
		}
		next, err := c.moved(to, r.Why, k, coach.Person, s.Clock.Now())
		if err != nil {
			return "", err
		}
		next.Referral.Answered, next.Referral.Taken, next.Referral.By, next.Referral.Why = r.Day, r.Taken, coach.Person, r.Why
		*c = next
		return typ, nil
	})
}

// Move takes the course on to the next phase, back to an earlier one, or to its end. Invalid names the reason when one is
// needed and missing; see Criteria and Unmet. Conflict when nothing leads there.
func (s *Service) Move(ctx context.Context, coach marketplace.Actor, client marketplace.ID, to State, reason string) (Course, error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Course{}, err
	}
	var f check.Fields
	reason = check.Text(reason)
	f.Text("reason", reason, 500)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Course{}, err
	}
	k, err := s.known(ctx, coach, client, purposeCourse)
	if err != nil {
		return Course{}, err
	}
	return s.decide(ctx, coach, client, func(c *Course) (string, error) {
		if c.State == Received {
			return "", marketplace.Errorf(marketplace.Conflict, "coaching.no_move.received")
		}
		next, err := c.moved(to, reason, k, coach.Person, s.Clock.Now())
		if err != nil {
			return "", err
		}
		*c = next
		if to == Ended {
			return "course.ended", nil
		}
		return "course.moved", nil
	})
}

// SetNext says what comes next; the step of before is done or no longer meant.
func (s *Service) SetNext(ctx context.Context, coach marketplace.Actor, client marketplace.ID, in StepInput) (Course, error) {
	var f check.Fields
	in = in.check(&f, "", s.Today())
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Course{}, err
	}
	return s.change(ctx, coach, client, func(c *Course) (string, error) {
		c.take(Step{Text: in.Text, Due: in.Due, Owner: in.Owner, Set: s.Clock.Now(), By: coach.Person})
		return "course.next_set", nil
	})
}

// SavePlan saves the job-search plan over its number base. Stale when somebody saved it since.
func (s *Service) SavePlan(ctx context.Context, coach marketplace.Actor, client marketplace.ID, base int, p Plan) (Course, error) {
	p, err := p.checked(s.Today())
	if err != nil {
		return Course{}, err
	}
	return s.change(ctx, coach, client, func(c *Course) (string, error) {
		if c.Plan.Number != base {
			return "", marketplace.Errorf(marketplace.Stale, "error.stale")
		}
		p.Number, p.Saved, p.By = base+1, s.Clock.Now(), coach.Person
		c.Plan = p
		return "course.plan_saved", nil
	})
}

// SavePaper saves one of the other forms over its number base (0: a new one), with what is known at this moment beside the
// coach's words. The id names a form of a kind that repeats; it is empty for a new one. Stale when somebody saved it since.
func (s *Service) SavePaper(ctx context.Context, coach marketplace.Actor, client marketplace.ID, kind form.Kind, id marketplace.ID, base int, in form.Input) (Paper, error) {
	d, ok := form.Definition(kind)
	if !ok {
		return Paper{}, notFound()
	}
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Paper{}, err
	}
	in, err := d.Checked(in, s.Today())
	if err != nil {
		return Paper{}, err
	}
	k, err := s.known(ctx, coach, client, purposeForm)
	if err != nil {
		return Paper{}, err
	}
	out, fresh := Paper{}, s.IDs()
	_, err = s.decide(ctx, coach, client, func(c *Course) (string, error) {
		p := Paper{
			ID: id, Kind: kind, Day: in.Day, Present: in.Present, Values: in.Values, Lines: c.Lines(kind, k), Saved: s.Clock.Now(), By: coach.Person,
		}
		next, saved, err := c.saved(d, p, base, fresh)
		if err != nil {
			return "", err
		}
		*c, out = next, saved
		return "course.paper_saved", nil
	})
	if err != nil {
		return Paper{}, err
	}
	return out, nil
}

// Propose writes the next version of the cooperation agreement. What was agreed before counts until it is agreed too.
func (s *Service) Propose(ctx context.Context, coach marketplace.Actor, client marketplace.ID, base int, text AgreementText) (Course, error) {
	text, err := text.checked(s.Today())
	if err != nil {
		return Course{}, err
	}
	return s.change(ctx, coach, client, func(c *Course) (string, error) {
		n := len(c.Agreements)
		switch {
		case c.State == Received:
			return "", marketplace.Errorf(marketplace.Conflict, "coaching.no_move.received")
		case n != base:
			return "", marketplace.Errorf(marketplace.Stale, "error.stale")
		case n >= mostAgreements:
			return "", marketplace.Errorf(marketplace.Conflict, "coaching.too_many", "max", mostAgreements)
		}
		c.Agreements = append(c.Agreements, Agreement{AgreementText: text, Number: n + 1, By: coach.Person, Written: s.Clock.Now()})
		return "course.agreement_written", nil
	})
}

// Confirm writes down that the newest version was agreed together, on which day and who was there.
func (s *Service) Confirm(ctx context.Context, coach marketplace.Actor, client marketplace.ID, number int, present string, day marketplace.Date) (Course, error) {
	var f check.Fields
	present = check.Line(present)
	f.Need("present", present != "")
	f.Text("present", present, 200)
	form.Past(&f, "day", day, s.Today())
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Course{}, err
	}
	return s.change(ctx, coach, client, func(c *Course) (string, error) {
		return c.agree(number, "together", present, day)
	})
}

// agree is the yes to the newest version.
func (c *Course) agree(number int, way, present string, day marketplace.Date) (string, error) {
	n := len(c.Agreements)
	switch {
	case n == 0:
		return "", notFound()
	case number != n:
		return "", marketplace.Errorf(marketplace.Stale, "coaching.agreement_changed")
	case c.Agreements[n-1].Agreed != "":
		return "", marketplace.Errorf(marketplace.Conflict, "coaching.agreed_already")
	}
	a := &c.Agreements[n-1]
	a.Agreed, a.Way, a.Present = day, way, present
	return "course.agreement_agreed", nil
}
