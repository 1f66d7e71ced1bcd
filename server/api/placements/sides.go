package placements

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// EmployerPlacement is all that an employer sees of a placement.
type EmployerPlacement struct {
	ID       string             `json:"id"`
	Provider string             `json:"provider" doc:"Id of the coaching provider"`
	Coach    string             `json:"coach"`
	Client   string             `json:"client" doc:"The name that the client said yes to, or the pseudonym"`
	Task     string             `json:"task,omitempty"`
	State    string             `json:"state"`
	Terms    PlacementTerms     `json:"terms" doc:"In force, or put before the three"`
	Versions []AgreementVersion `json:"versions"`
	Waiting  bool               `json:"waiting" doc:"The newest version waits for the employer's answer"`
	Natural  []SupportStep      `json:"natural_support" doc:"Support by those at hand"`
	Visits   []string           `json:"visits" doc:"Days on which the coach comes to the workplace"`
	Jobs     []GigShift         `json:"jobs"`
	Started  string             `json:"started,omitempty"`
	Ended    string             `json:"ended,omitempty"`
}

func employerShown(v placement.EmployerView) EmployerPlacement {
	return EmployerPlacement{
		ID: string(v.ID), Provider: string(v.Provider), Coach: string(v.Coach), Client: v.Client, Task: string(v.Task), State: string(v.State), Terms: terms(v.Terms),
		Versions: versions(v.Versions), Waiting: v.Waiting, Natural: steps(v.Natural), Jobs: api.Each(v.Jobs, job),
		Visits: api.Each(v.Visits, func(d marketplace.Date) string { return string(d) }), Started: string(v.Started), Ended: string(v.Ended),
	}
}

// EmployerList lists what was put before the caller's organisation.
func (h Handlers) EmployerList(ctx context.Context, in *api.Paging) (*api.Page[EmployerPlacement], error) {
	list, err := h.Service.OfEmployer(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, employerShown), nil
}

// EmployerRead reads one placement as the employer sees it.
func (h Handlers) EmployerRead(ctx context.Context, in *api.ByID) (*api.Answer[EmployerPlacement], error) {
	v, err := h.Service.ForEmployer(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(employerShown(v), err)
}

// EmployerReply is the employer's answer.
func (h Handlers) EmployerReply(ctx context.Context, in *ReplyInput) (*api.Answer[EmployerPlacement], error) {
	v, err := h.Service.AgreeAsEmployer(ctx, web.ActorFrom(ctx), in.ID, placement.Reply{Version: in.Body.Version, Yes: in.Body.Yes})
	return api.Reply(employerShown(v), err)
}

// OwnPlacement is what a client sees of their own work.
type OwnPlacement struct {
	ID       string             `json:"id"`
	Provider string             `json:"provider"`
	Coach    string             `json:"coach"`
	Employer string             `json:"employer"`
	State    string             `json:"state"`
	Terms    PlacementTerms     `json:"terms"`
	Versions []AgreementVersion `json:"versions"`
	Waiting  bool               `json:"waiting" doc:"The newest version waits for the client's answer"`
	Plan     *SupportPlan       `json:"plan,omitempty"`
	Visits   []FollowUp         `json:"visits" doc:"Planned"`
	Jobs     []GigShift         `json:"jobs"`
	Ended    string             `json:"ended,omitempty"`
}

func myShown(v placement.MyView) OwnPlacement {
	return OwnPlacement{
		ID: string(v.ID), Provider: string(v.Provider), Coach: string(v.Coach), Employer: string(v.Employer), State: string(v.State), Terms: terms(v.Terms),
		Versions: versions(v.Versions), Waiting: v.Waiting, Plan: plan(v.Plan), Visits: api.Each(v.Visits, visit), Jobs: api.Each(v.Jobs, job), Ended: string(v.Ended),
	}
}

// Mine lists the client's own placements.
func (h Handlers) Mine(ctx context.Context, in *api.Paging) (*api.Page[OwnPlacement], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, myShown), nil
}

// My reads one of the client's own placements.
func (h Handlers) My(ctx context.Context, in *api.ByID) (*api.Answer[OwnPlacement], error) {
	v, err := h.Service.My(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(myShown(v), err)
}

// MyReplyInput is the client's answer.
type MyReplyInput struct {
	api.ByID
	Body struct {
		Version int    `json:"version"`
		Yes     bool   `json:"yes"`
		Present string `json:"present" doc:"Who is there: alone, coach, close_one or somebody_else"`
	}
}

// MyReply is the client's own answer.
func (h Handlers) MyReply(ctx context.Context, in *MyReplyInput) (*api.Answer[OwnPlacement], error) {
	b := in.Body
	v, err := h.Service.AgreeAsClient(ctx, web.ActorFrom(ctx), in.ID, placement.Reply{Version: b.Version, Yes: b.Yes, Present: consent.Presence(b.Present)})
	return api.Reply(myShown(v), err)
}

// GuideInput is a situation, of no person in particular.
type GuideInput struct {
	Directs string `query:"directs" enum:"customer,provider,unsure" required:"true" doc:"Who says day by day what is done and how"`
	Pays    string `query:"pays" enum:"customer,provider,nobody,unsure" required:"true" doc:"Who employs the person and pays a wage"`
	Kind    string `query:"kind" enum:"company,association,foundation,municipality,joint_authority,county,state,religious" required:"true" doc:"What the customer is"`
	Length  string `query:"length" enum:"shifts,half_year,longer" required:"true"`
	Group   string `query:"group" enum:"alone,crew" required:"true"`
}

// WorkRoutes are the ways to have the work done, the best first.
type WorkRoutes struct {
	Routes []WorkRoute `json:"routes"`
}

// WorkRoute is one way to have the work done.
type WorkRoute struct {
	Form    string        `json:"form" doc:"Work form of the vocabulary form, or leasing"`
	Advice  string        `json:"advice" doc:"fits, conditions (when what stands beside it is seen to), lawyer (ask one first) or no"`
	Reasons []RouteReason `json:"reasons"`
}

// RouteReason is why.
type RouteReason struct {
	Key string `json:"key"`
	Cite
}

// Guide says which work forms are possible.
func (h Handlers) Guide(_ context.Context, in *GuideInput) (*api.Answer[WorkRoutes], error) {
	found := gate.Guide(h.Service.Rules, h.Service.Today(), gate.Situation(*in))
	return api.Reply(WorkRoutes{Routes: api.Each(found, func(r gate.Route) WorkRoute {
		return WorkRoute{Form: r.Form, Advice: string(r.Advice), Reasons: api.Each(r.Reasons, func(r gate.Reason) RouteReason { return RouteReason{Key: r.Key, Cite: cite(r.Cite)} })}
	})}, nil)
}
