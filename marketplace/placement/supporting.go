package placement

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/placement/support"
)

const (
	maxVisits = 500
	maxJobs   = 400
)

// The states of a job.
const (
	jobPlanned   = "planned"
	jobDone      = "done"
	jobCancelled = "cancelled"
)

// SavePlan saves how the work is supported; saving it again replaces it.
func (s *Service) SavePlan(ctx context.Context, actor marketplace.Actor, id marketplace.ID, plan support.Plan) (Entry, error) {
	plan = plan.Stored()
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		if !p.State.Open() {
			return "", nil, p.cannot()
		}
		if err := marketplace.InvalidFields(plan.Wrong()); err != nil {
			return "", nil, err
		}
		plan.By, plan.At = actor.Person, s.Clock.Now()
		p.Plan = &plan
		return "placement.plan_saved", []any{"weeks", len(plan.Weeks())}, nil
	})
}

// AddVisit plans a follow-up, or writes one down that was held.
func (s *Service) AddVisit(ctx context.Context, actor marketplace.Actor, id marketplace.ID, v support.Visit) (Entry, error) {
	v.Note = check.Text(v.Note)
	if v.State == "" {
		v.State = support.Planned
	}
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		if err := s.visitGood(*p, v, support.Planned, support.Held); err != nil {
			return "", nil, err
		}
		if len(p.Visits) >= maxVisits {
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.too_many_visits")
		}
		v.ID, v.By = s.IDs(), actor.Person
		p.Visits = append(slices.Clone(p.Visits), v)
		return "placement.visit_" + v.State, visitData(v), nil
	})
}

// ChangeVisit says of a planned follow-up that it was held or cancelled, or moves it.
func (s *Service) ChangeVisit(ctx context.Context, actor marketplace.Actor, id, visit marketplace.ID, v support.Visit) (Entry, error) {
	v.Note = check.Text(v.Note)
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		at := slices.IndexFunc(p.Visits, func(old support.Visit) bool { return old.ID == visit })
		if at < 0 {
			return "", nil, notFound()
		}
		if p.Visits[at].State != support.Planned {
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.visit_over")
		}
		if err := s.visitGood(*p, v, support.Planned, support.Held, support.Cancelled); err != nil {
			return "", nil, err
		}
		v.ID, v.By = visit, actor.Person
		p.Visits = slices.Clone(p.Visits)
		p.Visits[at] = v
		return "placement.visit_" + v.State, visitData(v), nil
	})
}

func (s *Service) visitGood(p Placement, v support.Visit, states ...string) error {
	if !p.State.Supported() {
		return p.cannot()
	}
	bad := v.Wrong()
	var f check.Fields
	f.OneOf("state", v.State, states...)
	if v.State == support.Held && v.Date > s.Today() {
		f.Add("date", "placement.not_yet")
	}
	return marketplace.InvalidFields(append(bad, f.Errors()...))
}

func visitData(v support.Visit) []any {
	return []any{"visit", v.ID, "date", v.Date, "minutes", v.Minutes, "on_job", v.OnJob}
}

// Observe writes down what was seen at work.
func (s *Service) Observe(ctx context.Context, actor marketplace.Actor, id marketplace.ID, o support.Observation) (Entry, error) {
	o.Seen = check.Text(o.Seen)
	if o.On == "" {
		o.On = s.Today()
	}
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		switch {
		case p.Started == "" || !p.State.Supported():
			return "", nil, p.cannot()
		case len(p.Observations) >= maxVisits:
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.too_many_visits")
		}
		if err := marketplace.InvalidFields(o.Wrong(s.Scale, s.Today())); err != nil {
			return "", nil, err
		}
		o.ID, o.By, o.At = s.IDs(), actor.Person, s.Clock.Now()
		p.Observations = append(slices.Clone(p.Observations), o)
		data := []any{"observation", o.ID, "dimension", o.Dimension, "on", o.On, "seen_by", o.SeenBy}
		if o.Level != nil {
			data = append(data, "level", *o.Level)
		}
		return "placement.observed", data, nil
	})
}

// AddJob plans a single shift of gig work. A shift that breaks a limit is not saved.
func (s *Service) AddJob(ctx context.Context, actor marketplace.Actor, id marketplace.ID, j Job) (Entry, error) {
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		switch {
		case p.Terms.Form != "gig":
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.no_gig")
		case !p.State.Open():
			return "", nil, p.cannot()
		case len(p.Jobs) >= maxJobs:
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.too_many_visits")
		}
		if err := marketplace.InvalidFields(j.wrong()); err != nil {
			return "", nil, err
		}
		j.ID, j.State = s.IDs(), jobPlanned
		p.Jobs = append(slices.Clone(p.Jobs), j)
		if err := p.judge(s.Rules, s.Today(), s.Clock.Now()); err != nil {
			return "", nil, err
		}
		return "placement.job_planned", []any{"job", j.ID, "date", j.Date, "minutes", j.Minutes, "rules", p.ruleIDs()}, nil
	})
}

func (j Job) wrong() []marketplace.FieldError {
	var f check.Fields
	f.Need("date", j.Date != "")
	f.Date("date", j.Date)
	f.Range("from", j.From, 0, dayMinutes-1)
	f.Range("minutes", j.Minutes, 15, 720)
	if j.From+j.Minutes > dayMinutes {
		f.Add("minutes", "placement.past_midnight")
	}
	if j.Cents < 1 || j.Cents > maxCents {
		f.Add("cents", "placement.wage_cents")
	}
	return f.Errors()
}

// SettleJob says of a planned shift that it was done or cancelled.
func (s *Service) SettleJob(ctx context.Context, actor marketplace.Actor, id, job marketplace.ID, state string) (Entry, error) {
	return s.byCoach(ctx, actor, id, func(p *Placement) (string, []any, error) {
		at := slices.IndexFunc(p.Jobs, func(j Job) bool { return j.ID == job })
		if at < 0 {
			return "", nil, notFound()
		}
		var f check.Fields
		f.OneOf("state", state, jobDone, jobCancelled)
		if state == jobDone && p.Jobs[at].Date > s.Today() {
			f.Add("state", "placement.not_yet")
		}
		if err := marketplace.InvalidFields(f.Errors()); err != nil {
			return "", nil, err
		}
		if p.Jobs[at].State != jobPlanned {
			return "", nil, marketplace.Errorf(marketplace.Conflict, "placement.job_over")
		}
		p.Jobs = slices.Clone(p.Jobs)
		p.Jobs[at].State = state
		return "placement.job_" + state, []any{"job", job, "date", p.Jobs[at].Date, "minutes", p.Jobs[at].Minutes}, nil
	})
}
