package roster

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Plan is who works which shift. Shifts that it does not name stay as they are.
type Plan struct {
	Shifts []Staffing
	Reason string // an owner's, for what needs a person; at most 500 characters
}

// Staffing is who works one shift.
type Staffing struct {
	Shift   marketplace.ID   `json:"shift"`
	Members []marketplace.ID `json:"members"`
	Leaders []marketplace.ID `json:"leaders"`
	Locked  []marketplace.ID `json:"locked,omitempty"` // of the members: a proposal leaves them
}

// With is the week with other people. What was worked before today cannot be planned any more.
func (w Week) With(p Plan, today marketplace.Date) (Week, error) {
	f := &check.Fields{}
	w.Shifts = slices.Clone(w.Shifts)
	locked := slices.Clone(w.Locked)
	for i, st := range p.Shifts {
		at := slices.IndexFunc(w.Shifts, func(s Shift) bool { return s.ID == st.Shift })
		if at < 0 {
			f.Add(check.At("shifts", i)+".shift", "roster.field.shift")
			continue
		}
		was := w.Shifts[at]
		w.Shifts[at].Members, w.Shifts[at].Leaders = filled(st.Members), filled(st.Leaders)
		if was.Date < today && !was.Same(w.Shifts[at]) {
			f.Add(check.At("shifts", i)+".members", "roster.field.worked")
		}
		locked = slices.DeleteFunc(locked, func(s Seat) bool { return s.Shift == st.Shift })
		w.Emptied = slices.DeleteFunc(slices.Clone(w.Emptied), func(v Vacated) bool { return v.Shift == st.Shift })
		for _, id := range filled(st.Locked) {
			locked = append(locked, Seat{st.Shift, id})
		}
	}
	f.Text("reason", p.Reason, maxReason)
	w.Locked = locked
	return w.tidied(), marketplace.InvalidFields(f.Errors())
}

const maxReason = 500

// filled are the chosen of a list of selects: the empty ones are empty seats.
func filled(list []marketplace.ID) []marketplace.ID {
	return slices.DeleteFunc(slices.Clone(list), func(id marketplace.ID) bool { return id == "" })
}

// View is a week with what is to be said of it.
type View struct {
	Entry
	Faults []Fault                   // of the week as it is, approved ones too
	Names  map[marketplace.ID]string // of members and leaders
}

// Standing says whether a fault holds the week up.
func (v View) Standing(f Fault) bool { return v.Value.Stands(f) }

// Look loads a week with its faults and the names in it.
func (s *Service) Look(ctx context.Context, actor marketplace.Actor, monday marketplace.Date) (View, error) {
	return s.Preview(ctx, actor, monday, Plan{})
}

// Preview says what a plan would come to, without saving it.
func (s *Service) Preview(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, p Plan) (View, error) {
	e, c, err := s.Case(ctx, actor, monday)
	if err != nil {
		return View{}, err
	}
	if c.Week, err = e.Value.With(p, c.Today); err != nil {
		return View{}, err
	}
	e.Value = c.Week
	faults, err := Check(c)
	return View{Entry: e, Faults: faults, Names: c.Names()}, err
}

// Case loads a week with everything that it is held against.
func (s *Service) Case(ctx context.Context, actor marketplace.Actor, monday marketplace.Date) (Entry, Case, error) {
	e, err := s.Week(ctx, actor, monday)
	if err != nil {
		return e, Case{}, err
	}
	c, err := s.caseOf(ctx, e.Value)
	return e, c, err
}

// Names are the names of everybody of the organiser.
func (c Case) Names() map[marketplace.ID]string {
	out := map[marketplace.ID]string{}
	for id, m := range c.Members {
		out[id] = m.Name
	}
	for id, name := range c.Leaders {
		out[id] = name
	}
	return out
}

// Save keeps who works which shift. Seats may be empty; Conflict, naming every fault, when something stands in the way that
// blocks, or that only an owner may pass, with a reason. Stale unless rev is the week's revision.
func (s *Service) Save(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, rev int64, p Plan) (Entry, error) {
	return s.replan(ctx, actor, monday, rev, func(c Case) (Case, error) {
		after, err := c.Week.With(p, c.Today)
		c.Week = after
		return c, err
	}, func(before, after Week) []marketplace.Fact { return s.told(actor, before, after, "roster.saved") }, check.Text(p.Reason))
}

// replan saves what decide makes of a week, if nothing stands in the way of it, with the facts that tell names.
func (s *Service) replan(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, rev int64, decide func(Case) (Case, error), tell func(before, after Week) []marketplace.Fact, reason string) (Entry, error) {
	e, c, err := s.Case(ctx, actor, monday)
	if err != nil {
		return e, err
	}
	if e.Rev != rev {
		return e, stale()
	}
	if c, err = decide(c); err != nil {
		return e, err
	}
	faults, err := Check(c)
	if err != nil {
		return e, err
	}
	after := s.approved(actor, c.Week, faults, reason)
	if standing := after.Standing(faults); len(standing) > 0 {
		return e, refused(standing, c.Names())
	}
	facts := tell(e.Value, after)
	if len(facts) == 0 {
		return e, nil
	}
	e.Value = after
	return s.weeks.Save(ctx, e, facts...)
}

// approved is the week in which an owner has taken responsibility for what needs a person. Approvals of what is not there
// any more are left out.
func (s *Service) approved(actor marketplace.Actor, w Week, faults []Fault, reason string) Week {
	w.Approvals = slices.DeleteFunc(slices.Clone(w.Approvals), func(a verdict.Approval) bool {
		return !slices.ContainsFunc(faults, func(f Fault) bool { return a.Covers(f.Finding) })
	})
	if reason == "" || !actor.Has(marketplace.RoleOwner) {
		return w
	}
	a := verdict.Approval{By: actor.Person, At: s.Clock.Now(), Reason: reason}
	for _, f := range w.Standing(faults) {
		if f.Verdict == verdict.Review {
			a.Findings = append(a.Findings, f.Finding)
		}
	}
	if len(a.Findings) > 0 {
		w.Approvals = append(w.Approvals, a)
	}
	return w
}

// refused is the error that names every fault in words.
func refused(faults []Fault, names map[marketplace.ID]string) error {
	err := marketplace.Errorf(marketplace.Conflict, "roster.faults", "n", len(faults))
	for _, f := range faults {
		key, args := f.Sentence(names)
		at := "shifts." + string(f.Shift)
		if f.Shift == "" {
			at = "members." + string(f.Member)
		}
		err.Fields = append(err.Fields, marketplace.FieldError{Field: at, Key: key, Args: args})
	}
	return err
}

// Publish lets the leaders work with the week: every shift to come in which somebody works is published. Conflict, naming
// every fault, when a shift has too few leaders or something else stands in the way. Publishing again changes nothing.
func (s *Service) Publish(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, rev int64) (Entry, error) {
	return s.replan(ctx, actor, monday, rev, func(c Case) (Case, error) {
		c.Week = c.Week.published(c.Today)
		return c, nil
	}, func(before, after Week) []marketplace.Fact {
		shifts, leaders := after.since(before)
		if len(shifts) == 0 {
			return nil
		}
		return []marketplace.Fact{s.fact(actor, "roster.published", after, "shifts", joined(shifts), "leaders", joined(leaders))}
	}, "")
}

// published is the week with every shift to come published in which somebody works.
func (w Week) published(today marketplace.Date) Week {
	w.Shifts = slices.Clone(w.Shifts)
	for i, s := range w.Shifts {
		if s.Date >= today && len(s.Members) > 0 {
			w.Shifts[i].Published = true
		}
	}
	return w
}

// since are the shifts that are published in this week and were not before, and who leads them.
func (w Week) since(before Week) (shifts, leaders []marketplace.ID) {
	for _, s := range w.Shifts {
		if was, _ := before.Shift(s.ID); s.Published && !was.Published {
			shifts, leaders = append(shifts, s.ID), append(leaders, s.Leaders...)
		}
	}
	return shifts, leaders
}
