package placement

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
)

// Purpose is the purpose under which reading a placement is recorded as a read of the client's data.
const Purpose = "placement"

// Get loads a placement for the client's coach. The read is recorded.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, err := s.load(ctx, actor, id)
	if err != nil || actor.System {
		return e, err
	}
	return e, s.Reads.Seen(ctx, actor, "clients/"+string(e.Value.Client), Purpose, e.Value.Org)
}

// OfClient lists the placements of a client of the coach's own caseload, newest first.
func (s *Service) OfClient(ctx context.Context, actor marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return out, err
	}
	c, err := s.Clients.Client(ctx, actor, client)
	if err != nil {
		return out, err
	}
	found, next, err := s.placements.Find(ctx, store.Query{
		Index: "client", Eq: []any{string(c.Org), string(c.ID)}, Desc: true, Limit: page.Size(), After: page.After,
	})
	if err != nil {
		return out, err
	}
	return marketplace.List[Entry]{Items: found, Next: next}, nil
}

// EachOf calls do for every placement of a client, for the program itself.
func (s *Service) EachOf(ctx context.Context, org, client marketplace.ID, do func(Placement) error) error {
	return s.placements.Each(ctx, store.Query{Index: "client", Eq: []any{string(org), string(client)}}, func(e Entry) error { return do(e.Value) })
}

// EachIn calls do for every placement of a provider in a state, the next contact first, for the program itself.
func (s *Service) EachIn(ctx context.Context, org marketplace.ID, state State, do func(Placement) error) error {
	return s.placements.Each(ctx, store.Query{Index: "next", Eq: []any{string(org), string(state)}}, func(e Entry) error { return do(e.Value) })
}

// EmployerView is all that an employer sees of a placement. There is no field for a note, for what the gates were told or
// found, for what was observed, or for why it ended.
type EmployerView struct {
	ID       marketplace.ID
	Rev      int64
	Provider marketplace.ID
	Coach    marketplace.ID
	Client   string // the name that the client said yes to, or the pseudonym
	Task     marketplace.ID
	State    State
	Terms    Terms // in force, or put before the three
	Versions []Version
	Newest   Version
	Waiting  bool // the employer has not answered the newest version
	Natural  []support.Step
	Visits   []marketplace.Date // planned at the workplace
	Jobs     []Job
	Started  marketplace.Date
	Ended    marketplace.Date
}

// OfEmployer lists what was put before an employer, newest first.
func (s *Service) OfEmployer(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[EmployerView], error) {
	out := marketplace.List[EmployerView]{Items: []EmployerView{}}
	if err := mustBeEmployer(actor); err != nil {
		return out, err
	}
	found, next, err := s.placements.Find(ctx, store.Query{Index: "employer", Eq: []any{string(actor.Org)}, Desc: true, Limit: page.Size(), After: page.After})
	if err != nil {
		return out, err
	}
	for _, e := range found {
		if len(e.Value.Versions) == 0 {
			continue
		}
		v, err := s.employerView(ctx, actor, e)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, v)
	}
	out.Next = next
	return out, nil
}

// ForEmployer loads one placement as the employer sees it.
func (s *Service) ForEmployer(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (EmployerView, error) {
	if err := mustBeEmployer(actor); err != nil {
		return EmployerView{}, err
	}
	e, err := s.placements.Get(ctx, id)
	if err != nil {
		return EmployerView{}, err
	}
	if err := employs(actor, e.Value); err != nil {
		return EmployerView{}, err
	}
	return s.employerView(ctx, actor, e)
}

func (s *Service) employerView(ctx context.Context, actor marketplace.Actor, e Entry) (EmployerView, error) {
	p := e.Value
	name, err := s.nameFor(ctx, actor, p)
	if err != nil {
		return EmployerView{}, err
	}
	v := EmployerView{
		ID: p.ID, Rev: e.Rev, Provider: p.Org, Coach: p.Coach, Client: name, Task: p.Task, State: p.State, Waiting: p.Waiting(EmployerParty), Jobs: p.Jobs, Started: p.Started,
	}
	v.Newest, _ = p.Newest()
	v.Terms = v.Newest.Terms
	if t, ok := p.InForce(); ok {
		v.Terms = t
	}
	for _, w := range p.Versions {
		v.Versions = append(v.Versions, w.withoutPresence())
	}
	v.Newest = v.Newest.withoutPresence()
	if p.Plan != nil {
		v.Natural = p.Plan.Natural()
	}
	for _, visit := range p.Visits {
		if visit.OnJob && visit.State == support.Planned {
			v.Visits = append(v.Visits, visit.Date)
		}
	}
	slices.Sort(v.Visits)
	if p.Ending != nil {
		v.Ended = p.Ending.On
	}
	return v, nil
}

// withoutPresence leaves out who was with the client: it is between the client and the coach.
func (v Version) withoutPresence() Version {
	v.Answers = slices.Clone(v.Answers)
	for i := range v.Answers {
		v.Answers[i].Present = ""
	}
	return v
}

// nameFor is what an employer may call the client: what the consent of this moment allows, or the pseudonym. A name that
// is told is recorded as a read.
func (s *Service) nameFor(ctx context.Context, actor marketplace.Actor, p Placement) (string, error) {
	c, err := s.Clients.Client(ctx, marketplace.System(p.Org), p.Client)
	if err != nil {
		return "", err
	}
	for _, purpose := range []consent.Purpose{consent.PlacementSupport, consent.Introduction} {
		held, err := s.Consents.Active(ctx, p.Client, p.Employer, purpose, s.Today())
		if marketplace.IsKind(err, marketplace.NotFound) {
			continue
		}
		if err != nil {
			return "", err
		}
		if name := allowedName(c, held.Fields); name != "" {
			return name, s.Reads.SeenUnder(ctx, actor, "clients/"+string(c.ID), string(purpose), p.Org, held.ID)
		}
	}
	return c.Code, nil
}

func allowedName(c profile.Client, fields []consent.Field) string {
	name := strings.TrimSpace(c.Name)
	if slices.Contains(fields, consent.FullName) {
		return name
	}
	if slices.Contains(fields, consent.FirstName) {
		first, _, _ := strings.Cut(name, " ")
		return first
	}
	return ""
}

// MyView is what a client sees of their own work.
type MyView struct {
	ID       marketplace.ID
	Rev      int64
	Provider marketplace.ID
	Coach    marketplace.ID
	Employer marketplace.ID
	State    State
	Terms    Terms
	Versions []Version
	Newest   Version
	Waiting  bool // the client has not answered the newest version
	Answer   *Answer
	Plan     *support.Plan
	Visits   []support.Visit // planned, without notes
	Jobs     []Job
	Ended    marketplace.Date
}

// Mine lists the client's own placements that were put before them, newest first.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[MyView], error) {
	out := marketplace.List[MyView]{Items: []MyView{}}
	if err := mustBeClient(actor); err != nil {
		return out, err
	}
	found, next, err := s.placements.Find(ctx, store.Query{
		Index: "client", Eq: []any{string(actor.Org), string(actor.Person)}, Desc: true, Limit: page.Size(), After: page.After,
	})
	if err != nil {
		return out, err
	}
	for _, e := range found {
		if len(e.Value.Versions) > 0 {
			out.Items = append(out.Items, myView(e))
		}
	}
	out.Next = next
	return out, nil
}

// My loads one of the client's own placements.
func (s *Service) My(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (MyView, error) {
	if err := mustBeClient(actor); err != nil {
		return MyView{}, err
	}
	e, err := s.placements.Get(ctx, id)
	if err != nil {
		return MyView{}, err
	}
	if err := isOf(actor, e.Value); err != nil {
		return MyView{}, err
	}
	return myView(e), nil
}

func myView(e Entry) MyView {
	p := e.Value
	v := MyView{
		ID: p.ID, Rev: e.Rev, Provider: p.Org, Coach: p.Coach, Employer: p.Employer, State: p.State, Versions: p.Versions, Waiting: p.Waiting(ClientParty),
		Plan: p.Plan, Jobs: p.Jobs,
	}
	v.Newest, _ = p.Newest()
	v.Terms = v.Newest.Terms
	if t, ok := p.InForce(); ok {
		v.Terms = t
	}
	if a, ok := p.AnswerOf(v.Newest, ClientParty); ok {
		v.Answer = &a
	}
	for _, visit := range p.Visits {
		if visit.State == support.Planned {
			visit.Note = ""
			v.Visits = append(v.Visits, visit)
		}
	}
	if p.Ending != nil {
		v.Ended = p.Ending.On
	}
	return v
}
