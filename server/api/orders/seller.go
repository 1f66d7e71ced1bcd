package orders

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// OrderParticipants is how many of one work form take part.
type OrderParticipants struct {
	Form           string `json:"form" doc:"Work form of the vocabulary form"`
	Number         int    `json:"number"`
	Consent        bool   `json:"consent,omitempty" doc:"Each agreed to be leased, where the customer directs"`
	TransferPermit bool   `json:"transfer_permit,omitempty" doc:"The labour authority's permit and the going price, where the customer directs"`
}

// OrderInsurance is one accident insurance that was shown.
type OrderInsurance struct {
	Form  string `json:"form"`
	By    string `json:"by" doc:"employer, organiser, county or labour_authority"`
	Seen  string `json:"seen"`
	Until string `json:"until,omitempty" doc:"Last day; left out: until further notice"`
}

// OrderStaffing is what the organiser tells. It never says who takes part.
type OrderStaffing struct {
	OrganiserIs  string              `json:"organiser_is,omitempty" doc:"company, association, foundation, municipality, joint_authority, county, state or religious"`
	Site         string              `json:"site" doc:"customer or organiser"`
	Participants []OrderParticipants `json:"participants" maxItems:"20"`
	Directs      string              `json:"directs,omitempty" doc:"Who gives daily instructions: organiser or customer"`
	Result       string              `json:"result,omitempty" doc:"That is sold, in words"`
	Hourly       bool                `json:"hourly,omitempty" doc:"The price goes by hours alone"`
	Insurance    []OrderInsurance    `json:"insurance,omitempty" maxItems:"20"`
	Hazards      string              `json:"hazards,omitempty" doc:"That its own work brings"`
	Supervisors  int                 `json:"supervisors,omitempty" doc:"Whose induction is signed off"`
	Inducted     int                 `json:"inducted,omitempty" doc:"Participants whose induction is signed off"`
	Competent    bool                `json:"competent,omitempty" doc:"Work with special hazard is done by competent people, or under their direct supervision"`
	Declares     bool                `json:"declares" doc:"That no paid work is displaced, in one's own name"`
}

func staffing(p order.OrganiserPart) OrderStaffing {
	st, r := p.Staffing, p.Readiness
	return OrderStaffing{
		OrganiserIs: st.OrganiserIs, Site: string(st.Site), Directs: string(st.Directs), Result: st.Result, Hourly: st.Hourly, Hazards: r.Hazards,
		Supervisors: r.SupervisorsInducted, Inducted: r.ParticipantsInducted, Competent: r.Competent, Declares: p.Declares,
		Participants: api.Each(st.Participants, func(g gate.Participants) OrderParticipants {
			return OrderParticipants{g.Form, g.Number, g.Consent, g.TransferPermit}
		}),
		Insurance: api.Each(r.Insurance, func(i gate.Insurance) OrderInsurance {
			return OrderInsurance{i.Form, i.By, string(i.Seen), string(i.Until)}
		}),
	}
}

func (s OrderStaffing) value() order.OrganiserPart {
	return order.OrganiserPart{
		Staffing: order.Staffing{
			OrganiserIs: s.OrganiserIs, Site: gate.Site(s.Site), Directs: gate.Side(s.Directs), Result: s.Result, Hourly: s.Hourly,
			Participants: api.Each(s.Participants, func(g OrderParticipants) gate.Participants {
				return gate.Participants{Form: g.Form, Number: g.Number, Consent: g.Consent, TransferPermit: g.TransferPermit}
			}),
		},
		Readiness: order.Readiness{
			Hazards: s.Hazards, SupervisorsInducted: s.Supervisors, ParticipantsInducted: s.Inducted, Competent: s.Competent,
			Insurance: api.Each(s.Insurance, func(i OrderInsurance) gate.Insurance {
				return gate.Insurance{Form: i.Form, By: i.By, Seen: marketplace.Date(i.Seen), Until: marketplace.Date(i.Until)}
			}),
		},
		Declares: s.Declares,
	}
}

// OrderApproval is a named person who took responsibility for what no rule decides.
type OrderApproval struct {
	By       string   `json:"by"`
	At       string   `json:"at"`
	Reason   string   `json:"reason"`
	Findings []string `json:"findings" doc:"Keys of the findings"`
}

// SoldOrder is an order as its organiser sees it.
type SoldOrder struct {
	ID         string             `json:"id"`
	Request    string             `json:"request"`
	Buyer      string             `json:"buyer" doc:"The organisation"`
	Crew       string             `json:"crew"`
	State      string             `json:"state" doc:"preparing, confirmed, finished or cancelled"`
	First      string             `json:"first"`
	Last       string             `json:"last"`
	Versions   []OrderVersion     `json:"versions" doc:"Of what is agreed, oldest first"`
	Proposal   *OrderProposal     `json:"proposal,omitempty"`
	Staffing   OrderStaffing      `json:"staffing" doc:"One's own part"`
	Conditions OrderConditions    `json:"conditions" doc:"The buyer's part"`
	Told       string             `json:"told,omitempty" doc:"When the buyer told its part last"`
	Declared   []OrderDeclaration `json:"declared"`
	Approvals  []OrderApproval    `json:"approvals"`
	Confirmed  string             `json:"confirmed,omitempty"`
	By         string             `json:"by,omitempty" doc:"Who confirmed, by name"`
	Ending     *OrderEnding       `json:"ending,omitempty"`
}

func sold(o order.Order) SoldOrder {
	out := SoldOrder{
		ID: string(o.ID), Request: string(o.Request), Buyer: string(o.Buyer), Crew: string(o.Crew), State: string(o.State), First: string(o.First),
		Last: string(o.Last), Versions: api.Each(o.Agreed, func(a order.Agreed) OrderVersion { return version(a.Bought()) }),
		Staffing: staffing(o.OrganiserPart()), Conditions: conditions(o.BuyerPart()), Told: o.Conditions.Told.String(),
		Declared: api.Each(o.Declared, declaration), Ending: ending(o.Ending),
		Approvals: api.Each(o.Approvals, func(a verdict.Approval) OrderApproval {
			return OrderApproval{string(a.By), a.At.String(), a.Reason, api.Each(a.Findings, func(f verdict.Finding) string { return f.Key })}
		}),
	}
	if a, is := o.Proposed(); is {
		out.Proposal = proposal(o.Proposal, a.Bought())
	}
	if d := o.Decision; d != nil {
		out.Confirmed, out.By = string(d.On), d.Name
	}
	return out
}

// OrderAnswer is an order with its revision.
type OrderAnswer struct {
	ETag string `header:"ETag"`
	Body SoldOrder
}

func answer(e order.Entry, err error) (*OrderAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &OrderAnswer{ETag: api.ETag(e.Rev), Body: sold(e.Value)}, nil
}

// List lists the orders of one's organiser.
func (h Handlers) List(ctx context.Context, in *OrderListInput) (*api.Page[SoldOrder], error) {
	list, err := h.Orders.Mine(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(e order.Entry) SoldOrder { return sold(e.Value) }), nil
}

// Read reads an order.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*OrderAnswer, error) {
	return answer(h.Orders.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// OrderGates is how the gates of an order stand now.
type OrderGates struct {
	Gates    []OrderGate `json:"gates"`
	Confirm  bool        `json:"confirm" doc:"No gate stands before the confirmation"`
	MayStart bool        `json:"may_start" doc:"The order is confirmed and no gate stands before the first shift"`
}

// Gates reads how the gates stand.
func (h Handlers) Gates(ctx context.Context, in *api.ByID) (*api.Answer[OrderGates], error) {
	actor := web.ActorFrom(ctx)
	e, err := h.Orders.Get(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	j, err := h.Orders.Gates(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	out := OrderGates{Confirm: len(j.Confirm) == 0, MayStart: e.Value.MayStart(j.Results)}
	out.Gates = api.Each(j.Results, func(r gate.Result) OrderGate {
		return gateOf(h.lang(ctx), r.Gate, r.Before, r.Verdict, len(verdict.Standing(r.Findings, e.Value.Approvals)) > 0, r.Findings)
	})
	return &api.Answer[OrderGates]{Body: out}, nil
}

// OrderStaffingUpdate is the organiser's part.
type OrderStaffingUpdate struct {
	api.ByID
	api.IfMatch
	Body OrderStaffing
}

// Tell keeps the organiser's part.
func (h Handlers) Tell(ctx context.Context, in *OrderStaffingUpdate) (*OrderAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Orders.TellAsOrganiser(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// OrderApproveInput says why an owner takes responsibility.
type OrderApproveInput struct {
	api.ByID
	Body struct {
		Reason string `json:"reason"`
	}
}

// Approve takes responsibility for what no rule decides.
func (h Handlers) Approve(ctx context.Context, in *OrderApproveInput) (*OrderAnswer, error) {
	return answer(h.Orders.Approve(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reason))
}

// OrderConfirmInput names the revision that is confirmed.
type OrderConfirmInput struct {
	api.ByID
	api.IfMatch
}

// Confirm makes the order binding; confirming twice changes nothing.
func (h Handlers) Confirm(ctx context.Context, in *OrderConfirmInput) (*OrderAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Orders.Confirm(ctx, web.ActorFrom(ctx), in.ID, rev))
}

// OrderSupervisorInput names who directs the work.
type OrderSupervisorInput struct {
	api.ByID
	Body struct {
		Supervisor string `json:"supervisor"`
	}
}

// SetSupervisor changes who directs the work on site.
func (h Handlers) SetSupervisor(ctx context.Context, in *OrderSupervisorInput) (*OrderAnswer, error) {
	return answer(h.Orders.SetSupervisor(ctx, web.ActorFrom(ctx), in.ID, in.Body.Supervisor))
}

// Cancel ends an order.
func (h Handlers) Cancel(ctx context.Context, in *OrderCancelInput) (*OrderAnswer, error) {
	return answer(h.Orders.Cancel(ctx, web.ActorFrom(ctx), in.ID, in.value()))
}

// Propose proposes other days, hours or people.
func (h Handlers) Propose(ctx context.Context, in *OrderProposalInput) (*OrderAnswer, error) {
	return answer(h.Orders.Propose(ctx, web.ActorFrom(ctx), in.ID, in.Body.value()))
}

// Accept takes what the buyer proposed; accepting the same twice changes nothing.
func (h Handlers) Accept(ctx context.Context, in *OrderByNumber) (*OrderAnswer, error) {
	return answer(h.Orders.Accept(ctx, web.ActorFrom(ctx), in.ID, in.Number))
}

// Decline says no to a proposal, or takes one's own back.
func (h Handlers) Decline(ctx context.Context, in *OrderByNumber) (*OrderAnswer, error) {
	return answer(h.Orders.Decline(ctx, web.ActorFrom(ctx), in.ID, in.Number))
}
