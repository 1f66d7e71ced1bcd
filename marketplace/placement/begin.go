package placement

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/store"
)

// Beginning is how a placement begins. Employer may be left out when a task or an introduction tells it.
type Beginning struct {
	Client       marketplace.ID
	Employer     marketplace.ID
	Task         marketplace.ID
	Introduction marketplace.ID
	Draft        Draft

	forecast string // known once it is settled where the client goes
}

// Begin plans a placement of a client of the coach's own caseload. From one introduction one placement begins: begun again
// with the same draft it is that one, with another draft a Conflict that names it in the argument "placement". Invalid names
// the fields, and the rules that the draft breaks.
func (s *Service) Begin(ctx context.Context, actor marketplace.Actor, in Beginning) (Entry, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Entry{}, err
	}
	c, err := s.Clients.Client(ctx, actor, in.Client)
	if err != nil {
		return Entry{}, err
	}
	in.Draft = in.Draft.stored()
	in, bad, err := s.settled(ctx, actor, in)
	if err != nil {
		return Entry{}, err
	}
	if len(bad) == 0 {
		if e, found, err := s.begun(ctx, actor, in); found || err != nil {
			return e, err
		}
	}
	if err := marketplace.InvalidFields(append(bad, in.Draft.wrong(s.Scale)...)); err != nil {
		return Entry{}, err
	}
	now := s.Clock.Now()
	p := Placement{
		ID: s.IDs.For(ctx), Org: c.Org, Client: c.ID, Coach: c.Coach, Employer: in.Employer, Task: in.Task, Introduction: in.Introduction, State: Planned,
		Terms: in.Draft.Terms, About: in.Draft.About, Created: now, Changed: now,
	}
	if err := p.judge(s.Rules, s.Today(), now); err != nil {
		return Entry{}, err
	}
	if p.Forecast, err = s.forecast(ctx, actor, in); err != nil {
		return Entry{}, err
	}
	saved, err := s.placements.Insert(ctx, p.ID, p, s.fact(actor, "placement.planned", p, "rules", p.ruleIDs()))
	if introductionTaken(err) {
		saved, _, err = s.begun(ctx, actor, in)
	}
	return saved, err
}

// settled finds out where the client goes: the introduction and the task decide over what was typed.
func (s *Service) settled(ctx context.Context, actor marketplace.Actor, in Beginning) (Beginning, []marketplace.FieldError, error) {
	var f check.Fields
	if in.Introduction != "" {
		found, err := s.introduced(ctx, actor, in.Introduction)
		switch {
		case marketplace.IsKind(err, marketplace.NotFound) || err == nil && found.Client != in.Client:
			f.Add("introduction", "placement.no_introduction")
			return in, f.Errors(), nil
		case err != nil:
			return in, nil, err
		}
		in.Employer, in.Task, in.forecast = found.Employer, found.Task, found.Forecast
	}
	if in.Task != "" && in.Introduction == "" {
		poster, err := s.Poster(ctx, in.Task)
		switch {
		case marketplace.IsKind(err, marketplace.NotFound) || err == nil && in.Employer != "" && in.Employer != poster:
			f.Add("task", "placement.no_task")
			return in, f.Errors(), nil
		case err != nil:
			return in, nil, err
		}
		in.Employer = poster
	}
	f.Need("employer", in.Employer != "")
	if in.Employer != "" {
		if _, err := s.Orgs.PublicOrganisation(ctx, in.Employer); marketplace.IsKind(err, marketplace.NotFound) {
			f.Add("employer", "placement.no_employer")
		} else if err != nil {
			return in, nil, err
		}
	}
	return in, f.Errors(), nil
}

func (s *Service) introduced(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Introduced, error) {
	if s.Introduced == nil {
		return Introduced{}, notFound()
	}
	return s.Introduced(ctx, actor, id)
}

// forecast is what an introduction brought along, or the group of the verdict now. It is asked last: it reads the profile,
// and that is recorded.
func (s *Service) forecast(ctx context.Context, actor marketplace.Actor, in Beginning) (string, error) {
	if in.Introduction != "" || in.Task == "" || s.Forecast == nil {
		return in.forecast, nil
	}
	return s.Forecast(ctx, actor, in.Client, in.Task)
}

func introductionTaken(err error) bool {
	e, ok := errors.AsType[*marketplace.Error](err)
	return ok && e.Kind == marketplace.Conflict && e.Args["index"] == "introduction"
}

// begun is the placement that began from the introduction before, if one did and it is as the draft wants it now; a Conflict
// that names it when it is not, so that what was typed is not dropped without a word.
func (s *Service) begun(ctx context.Context, actor marketplace.Actor, in Beginning) (e Entry, found bool, err error) {
	if in.Introduction == "" {
		return Entry{}, false, nil
	}
	if e, err = s.from(ctx, actor, in.Introduction); marketplace.IsKind(err, marketplace.NotFound) {
		return Entry{}, false, nil
	}
	if err != nil || in.Draft.same(Draft{Terms: e.Value.Terms, About: e.Value.About}) {
		return e, true, err
	}
	taken := marketplace.Errorf(marketplace.Conflict, "placement.begun", "placement", e.ID)
	taken.Fields = []marketplace.FieldError{{Field: "introduction", Key: taken.Key, Args: taken.Args}}
	return Entry{}, true, taken
}

// same says whether two drafts are kept as the same document.
func (d Draft) same(as Draft) bool {
	one, err1 := json.Marshal(d)
	other, err2 := json.Marshal(as)
	return err1 == nil && err2 == nil && bytes.Equal(one, other)
}

// From is the id of the placement that began from an introduction, for the client's coach; NotFound when none did.
func (s *Service) From(ctx context.Context, actor marketplace.Actor, introduction marketplace.ID) (marketplace.ID, error) {
	e, err := s.from(ctx, actor, introduction)
	return e.ID, err
}

func (s *Service) from(ctx context.Context, actor marketplace.Actor, introduction marketplace.ID) (Entry, error) {
	e, err := s.placements.First(ctx, store.Query{Index: "introduction", Eq: []any{string(introduction)}})
	if err != nil {
		return Entry{}, err
	}
	if err := s.coaches(ctx, actor, e.Value); err != nil {
		return Entry{}, err
	}
	return e, nil
}

// Check judges a draft without saving it: what the gates would say.
func (s *Service) Check(ctx context.Context, actor marketplace.Actor, client marketplace.ID, id marketplace.ID, d Draft) ([]gate.Finding, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return nil, err
	}
	p := Placement{Client: client}
	if id != "" {
		e, err := s.load(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		p = e.Value
	} else if _, err := s.Clients.Client(ctx, actor, client); err != nil {
		return nil, err
	}
	d = d.stored()
	p.Terms, p.About = d.Terms, d.About
	return gate.Judge(s.Rules, p.toCase(s.Today()))
}

// Change changes what is wanted, over revision rev. New terms of an agreed placement open it again; what holds for work
// that has begun stays until all three say yes to the new version. Stale when somebody changed it since.
func (s *Service) Change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, d Draft) (Entry, error) {
	e, err := s.load(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	if e.Rev != rev {
		return Entry{}, stale()
	}
	if !e.Value.State.Open() {
		return Entry{}, e.Value.cannot()
	}
	d = d.stored()
	if err := marketplace.InvalidFields(d.wrong(s.Scale)); err != nil {
		return Entry{}, err
	}
	p := &e.Value
	reopened := p.State == Agreed && termsDiffer(p.Terms, d.Terms)
	p.Terms, p.About, p.Coach, p.Changed = d.Terms, d.About, coachOf(actor, *p), s.Clock.Now()
	if reopened {
		if err := p.move(Reopen); err != nil {
			return Entry{}, err
		}
	}
	if err := p.judge(s.Rules, s.Today(), p.Changed); err != nil {
		return Entry{}, err
	}
	p.Next = p.next()
	return s.placements.Save(ctx, e, s.fact(actor, "placement.changed", *p, "reopened", reopened, "rules", p.ruleIDs()))
}

func coachOf(actor marketplace.Actor, p Placement) marketplace.ID {
	if actor.System {
		return p.Coach
	}
	return actor.Person
}

// load loads a placement for the client's coach, without writing the read down.
func (s *Service) load(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Entry{}, err
	}
	e, err := s.placements.Get(ctx, id)
	if err != nil {
		return Entry{}, err
	}
	if err := s.coaches(ctx, actor, e.Value); err != nil {
		return Entry{}, err
	}
	return e, nil
}
