package placements

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve placements.
type Handlers struct{ Service *placement.Service }

// Placement is a placement as the client's coach sees it.
type Placement struct {
	ID           string             `json:"id"`
	Revision     int64              `json:"revision" doc:"The ETag"`
	Client       string             `json:"client"`
	Employer     string             `json:"employer"`
	Task         string             `json:"task,omitempty"`
	Introduction string             `json:"introduction,omitempty"`
	State        string             `json:"state" doc:"planned, agreed, running, paused, ended, after_care or closed"`
	Terms        PlacementTerms     `json:"terms" doc:"As they are wanted now"`
	InForce      *PlacementTerms    `json:"in_force,omitempty" doc:"What all three said yes to"`
	About        PlacementAbout     `json:"about"`
	Findings     []Finding          `json:"findings" doc:"Of the gates when it was saved last"`
	Approvals    []Approval         `json:"approvals"`
	Versions     []AgreementVersion `json:"versions"`
	Plan         *SupportPlan       `json:"plan,omitempty"`
	Visits       []FollowUp         `json:"visits"`
	Observations []Observation      `json:"observations"`
	Jobs         []GigShift         `json:"jobs"`
	Started      string             `json:"started,omitempty"`
	Ending       *Ending            `json:"ending,omitempty"`
	AfterCare    *AfterCare         `json:"after_care,omitempty"`
	Next         string             `json:"next,omitempty" doc:"Day of the next follow-up or contact"`
}

// Approval is a named person's word for a finding that no rule decides.
type Approval struct {
	Key    string `json:"key"`
	Reason string `json:"reason"`
	By     string `json:"by"`
	At     string `json:"at"`
}

// Observation is what was seen at work.
type Observation struct {
	ID        string `json:"id,omitempty" readOnly:"true"`
	Dimension string `json:"dimension" doc:"Of the scale"`
	Level     *int   `json:"level,omitempty" doc:"That was managed, 0 to 5; left out: not judged"`
	Seen      string `json:"seen"`
	SeenBy    string `json:"seen_by" doc:"coach, or who was at hand"`
	On        string `json:"on,omitempty" doc:"Today when left out"`
}

// Ending is why and when the work ended.
type Ending struct {
	Reason  string `json:"reason" doc:"went_on_without_support, hired, term_over, client_left, employer_ended, new_job, studies, life_situation, not_a_fit, never_started or other"`
	Lessons string `json:"lessons,omitempty"`
	On      string `json:"on,omitempty" doc:"Today when left out"`
}

// AfterCare is how the coach keeps in touch.
type AfterCare struct {
	Plan string `json:"plan"`
	Next string `json:"next" doc:"Day of the next contact"`
}

func shown(e placement.Entry) Placement {
	p := e.Value
	out := Placement{
		ID: string(p.ID), Revision: e.Rev, Client: string(p.Client), Employer: string(p.Employer), Task: string(p.Task), Introduction: string(p.Introduction),
		State: string(p.State), Terms: terms(p.Terms), About: about(p.About), Findings: api.Each(p.Findings, finding), Versions: versions(p.Versions),
		Plan: plan(p.Plan), Visits: api.Each(p.Visits, visit), Jobs: api.Each(p.Jobs, job), Started: string(p.Started), Next: string(p.Next),
		Approvals: api.Each(p.Approvals, func(a placement.Approval) Approval {
			return Approval{Key: a.Finding.Key, Reason: a.Reason, By: string(a.By), At: a.At.String()}
		}),
		Observations: api.Each(p.Observations, func(o support.Observation) Observation {
			return Observation{ID: string(o.ID), Dimension: string(o.Dimension), Level: o.Level, Seen: o.Seen, SeenBy: o.SeenBy, On: string(o.On)}
		}),
	}
	if t, ok := p.InForce(); ok {
		in := terms(t)
		out.InForce = &in
	}
	if p.Ending != nil {
		out.Ending = &Ending{Reason: string(p.Ending.Reason), Lessons: p.Ending.Lessons, On: string(p.Ending.On)}
	}
	if p.Care != nil {
		out.AfterCare = &AfterCare{Plan: p.Care.Plan, Next: string(p.Care.Next)}
	}
	return out
}

// Answer is a placement with its revision.
type Answer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to change the terms"`
	Body Placement
}

func answer(e placement.Entry, err error) (*Answer, error) {
	if err != nil {
		return nil, err
	}
	return &Answer{ETag: api.ETag(e.Rev), Body: shown(e)}, nil
}

// BeginInput is how a placement begins.
type BeginInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Employer     string `json:"employer,omitempty" maxLength:"64" doc:"Id of the organisation; left out when the task or the introduction tells it"`
		Task         string `json:"task,omitempty" maxLength:"64"`
		Introduction string `json:"introduction,omitempty" maxLength:"64"`
		PlacementDraft
	}
}

// Begin plans a placement of a client of the caller's caseload.
func (h Handlers) Begin(ctx context.Context, in *BeginInput) (*Answer, error) {
	b := in.Body
	return answer(h.Service.Begin(ctx, web.ActorFrom(ctx), placement.Beginning{
		Client: in.ID, Employer: marketplace.ID(b.Employer), Task: marketplace.ID(b.Task), Introduction: marketplace.ID(b.Introduction), Draft: b.draft(),
	}))
}

// CheckInput is a draft to judge.
type CheckInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body PlacementDraft
}

// Findings are what the gates found.
type Findings struct {
	Findings []Finding `json:"findings"`
}

// Check says what the gates would find; it saves nothing.
func (h Handlers) Check(ctx context.Context, in *CheckInput) (*api.Answer[Findings], error) {
	found, err := h.Service.Check(ctx, web.ActorFrom(ctx), in.ID, "", in.Body.draft())
	return api.Reply(Findings{Findings: api.Each(found, finding)}, err)
}

// List lists the placements of a client of the caller's caseload.
func (h Handlers) List(ctx context.Context, in *api.VersionsInput) (*api.Page[Placement], error) {
	list, err := h.Service.OfClient(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shown), nil
}

// Read reads one placement.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// ChangeInput changes what is wanted.
type ChangeInput struct {
	api.ByID
	api.IfMatch
	Body PlacementDraft
}

// Change changes the terms over the revision in If-Match.
func (h Handlers) Change(ctx context.Context, in *ChangeInput) (*Answer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Service.Change(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.draft()))
}

// ApproveInput takes responsibility for a finding.
type ApproveInput struct {
	api.ByID
	Body struct {
		Key    string `json:"key" doc:"Of a finding whose result is approval"`
		Reason string `json:"reason"`
	}
}

// Approve takes responsibility for a finding that no rule decides.
func (h Handlers) Approve(ctx context.Context, in *ApproveInput) (*Answer, error) {
	return answer(h.Service.Approve(ctx, web.ActorFrom(ctx), in.ID, in.Body.Key, in.Body.Reason))
}

// Propose puts the terms before the three.
func (h Handlers) Propose(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Propose(ctx, web.ActorFrom(ctx), in.ID))
}

// ReplyInput is an answer to the newest version.
type ReplyInput struct {
	api.ByID
	Body struct {
		Version int  `json:"version" doc:"The newest version of the agreement"`
		Yes     bool `json:"yes"`
	}
}

// Reply is the coach's answer for the provider.
func (h Handlers) Reply(ctx context.Context, in *ReplyInput) (*Answer, error) {
	return answer(h.Service.AgreeAsCoach(ctx, web.ActorFrom(ctx), in.ID, placement.Reply{Version: in.Body.Version, Yes: in.Body.Yes}))
}

// Start starts the work today.
func (h Handlers) Start(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Begun(ctx, web.ActorFrom(ctx), in.ID))
}

// Pause stops the work for a while.
func (h Handlers) Pause(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Pause(ctx, web.ActorFrom(ctx), in.ID))
}

// Resume takes the work up again.
func (h Handlers) Resume(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Resume(ctx, web.ActorFrom(ctx), in.ID))
}

// EndInput says why the work ended.
type EndInput struct {
	api.ByID
	Body Ending
}

// End ends the work.
func (h Handlers) End(ctx context.Context, in *EndInput) (*Answer, error) {
	return answer(h.Service.Finish(ctx, web.ActorFrom(ctx), in.ID, placement.Ending{
		Reason: placement.EndReason(in.Body.Reason), Lessons: in.Body.Lessons, On: marketplace.Date(in.Body.On),
	}))
}

// CareInput plans how the coach keeps in touch.
type CareInput struct {
	api.ByID
	Body AfterCare
}

// Care plans how the coach keeps in touch.
func (h Handlers) Care(ctx context.Context, in *CareInput) (*Answer, error) {
	return answer(h.Service.KeepInTouch(ctx, web.ActorFrom(ctx), in.ID, placement.CarePlan{Plan: in.Body.Plan, Next: marketplace.Date(in.Body.Next)}))
}

// Close ends the keeping in touch.
func (h Handlers) Close(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Close(ctx, web.ActorFrom(ctx), in.ID))
}

// PlanInput is a support plan.
type PlanInput struct {
	api.ByID
	Body SupportPlan
}

// SavePlan saves the support plan.
func (h Handlers) SavePlan(ctx context.Context, in *PlanInput) (*Answer, error) {
	return answer(h.Service.SavePlan(ctx, web.ActorFrom(ctx), in.ID, in.Body.plan()))
}

// VisitInput is a follow-up.
type VisitInput struct {
	api.ByID
	Body FollowUp
}

// AddVisit plans a follow-up, or writes one down that was held.
func (h Handlers) AddVisit(ctx context.Context, in *VisitInput) (*Answer, error) {
	return answer(h.Service.AddVisit(ctx, web.ActorFrom(ctx), in.ID, in.Body.visit()))
}

// ChangeVisitInput is a planned follow-up as it went.
type ChangeVisitInput struct {
	api.ByID
	Visit marketplace.ID `path:"visit" maxLength:"64"`
	Body  FollowUp
}

// ChangeVisit says that a planned follow-up was held or cancelled, or moves it.
func (h Handlers) ChangeVisit(ctx context.Context, in *ChangeVisitInput) (*Answer, error) {
	return answer(h.Service.ChangeVisit(ctx, web.ActorFrom(ctx), in.ID, in.Visit, in.Body.visit()))
}

// ObservationInput is what was seen at work.
type ObservationInput struct {
	api.ByID
	Body Observation
}

// Observe writes down what was seen at work.
func (h Handlers) Observe(ctx context.Context, in *ObservationInput) (*Answer, error) {
	b := in.Body
	return answer(h.Service.Observe(ctx, web.ActorFrom(ctx), in.ID, support.Observation{
		Dimension: matching.Dimension(b.Dimension), Level: b.Level, Seen: b.Seen, SeenBy: b.SeenBy, On: marketplace.Date(b.On),
	}))
}

// JobInput is a single shift.
type JobInput struct {
	api.ByID
	Body GigShift
}

// AddJob plans a single shift of gig work.
func (h Handlers) AddJob(ctx context.Context, in *JobInput) (*Answer, error) {
	b := in.Body
	return answer(h.Service.AddJob(ctx, web.ActorFrom(ctx), in.ID, placement.Job{Date: marketplace.Date(b.Date), From: b.From, Minutes: b.Minutes, Cents: b.Cents}))
}

// SettleJobInput says how a planned shift went.
type SettleJobInput struct {
	api.ByID
	Job  marketplace.ID `path:"job" maxLength:"64"`
	Body struct {
		State string `json:"state" doc:"done or cancelled"`
	}
}

// SettleJob says that a planned shift was done or cancelled.
func (h Handlers) SettleJob(ctx context.Context, in *SettleJobInput) (*Answer, error) {
	return answer(h.Service.SettleJob(ctx, web.ActorFrom(ctx), in.ID, in.Job, in.Body.State))
}
