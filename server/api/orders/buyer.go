package orders

import (
	"context"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Purchase is an order as its buyer sees it: without a work form of anybody.
type Purchase struct {
	ID          string             `json:"id"`
	Request     string             `json:"request"`
	Organiser   string             `json:"organiser"`
	State       string             `json:"state" doc:"preparing, confirmed, finished or cancelled"`
	First       string             `json:"first"`
	Last        string             `json:"last"`
	Versions    []OrderVersion     `json:"versions" doc:"Of what is agreed, oldest first"`
	Proposal    *OrderProposal     `json:"proposal,omitempty"`
	People      int                `json:"people" doc:"How many take part"`
	Site        string             `json:"site" doc:"customer or organiser"`
	Directs     string             `json:"directs,omitempty" doc:"Who gives daily instructions: organiser or customer"`
	Result      string             `json:"result,omitempty"`
	Hazards     string             `json:"hazards,omitempty" doc:"That the organiser's work brings"`
	Supervisors int                `json:"supervisors" doc:"Whose induction is signed off"`
	Inducted    int                `json:"inducted" doc:"Participants whose induction is signed off"`
	Conditions  OrderConditions    `json:"conditions" doc:"One's own part"`
	Told        string             `json:"told,omitempty" doc:"When the organiser told its part last"`
	Declared    []OrderDeclaration `json:"declared"`
	Gates       []OrderGate        `json:"gates" doc:"Left empty in lists; what says a work form is left out"`
	MayStart    bool               `json:"may_start"`
	Confirmed   string             `json:"confirmed,omitempty"`
	By          string             `json:"by,omitempty" doc:"Who confirmed, by name"`
	Ending      *OrderEnding       `json:"ending,omitempty"`
}

func purchase(lang i18n.Lang, b order.Bought) Purchase {
	out := Purchase{
		ID: string(b.ID), Request: string(b.Request), Organiser: string(b.Organiser), State: string(b.State), First: string(b.First), Last: string(b.Last),
		Versions: api.Each(b.Versions, version), People: b.People, Site: string(b.Site), Directs: string(b.Directs), Result: b.Result, Hazards: b.Hazards,
		Supervisors: b.Supervisors, Inducted: b.Participants, Conditions: conditions(b.Own), Told: b.Told.String(), Declared: api.Each(b.Declared, declaration),
		MayStart: b.MayStart, Confirmed: string(b.Confirmed), By: b.By, Ending: ending(&b.Ending),
		Gates: api.Each(b.Gates, func(g order.BoughtGate) OrderGate {
			return gateOf(lang, g.Gate, g.Before, g.Verdict, g.Stands, g.Findings)
		}),
	}
	if b.Proposed != nil {
		out.Proposal = proposal(b.Proposal, *b.Proposed)
	}
	return out
}

// PurchaseAnswer is a purchase with its revision.
type PurchaseAnswer struct {
	ETag string `header:"ETag"`
	Body Purchase
}

// bought answers the verbs of the buyer.
func (h Handlers) bought(ctx context.Context) func(order.Bought, error) (*PurchaseAnswer, error) {
	return func(b order.Bought, err error) (*PurchaseAnswer, error) {
		if err != nil {
			return nil, err
		}
		return &PurchaseAnswer{ETag: api.ETag(b.Rev), Body: purchase(h.lang(ctx), b)}, nil
	}
}

// ListBought lists what one's organisation bought.
func (h Handlers) ListBought(ctx context.Context, in *OrderListInput) (*api.Page[Purchase], error) {
	list, err := h.Orders.Boughts(ctx, web.ActorFrom(ctx), !in.Ended, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, func(b order.Bought) Purchase { return purchase(h.lang(ctx), b) }), nil
}

// ReadBought reads what one's organisation bought.
func (h Handlers) ReadBought(ctx context.Context, in *api.ByID) (*PurchaseAnswer, error) {
	return h.bought(ctx)(h.Orders.Bought(ctx, web.ActorFrom(ctx), in.ID))
}

// OrderConditionsUpdate is the buyer's part.
type OrderConditionsUpdate struct {
	api.ByID
	api.IfMatch
	Body OrderConditions
}

// TellBought keeps the buyer's part.
func (h Handlers) TellBought(ctx context.Context, in *OrderConditionsUpdate) (*PurchaseAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return h.bought(ctx)(h.Orders.TellAsBuyer(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// OrderReferenceInput is the buyer's own reference.
type OrderReferenceInput struct {
	api.ByID
	Body struct {
		Reference string `json:"reference"`
	}
}

// SetReference changes the buyer's own reference.
func (h Handlers) SetReference(ctx context.Context, in *OrderReferenceInput) (*PurchaseAnswer, error) {
	return h.bought(ctx)(h.Orders.SetReference(ctx, web.ActorFrom(ctx), in.ID, in.Body.Reference))
}

// CancelBought ends an order.
func (h Handlers) CancelBought(ctx context.Context, in *OrderCancelInput) (*PurchaseAnswer, error) {
	return h.bought(ctx)(h.Orders.CancelBought(ctx, web.ActorFrom(ctx), in.ID, in.value()))
}

// ProposeBought proposes other days, hours or people.
func (h Handlers) ProposeBought(ctx context.Context, in *OrderProposalInput) (*PurchaseAnswer, error) {
	return h.bought(ctx)(h.Orders.ProposeAsBuyer(ctx, web.ActorFrom(ctx), in.ID, in.Body.value()))
}

// AcceptBought takes what the organiser proposed; accepting the same twice changes nothing.
func (h Handlers) AcceptBought(ctx context.Context, in *OrderByNumber) (*PurchaseAnswer, error) {
	return h.bought(ctx)(h.Orders.AcceptAsBuyer(ctx, web.ActorFrom(ctx), in.ID, in.Number))
}

// DeclineBought says no to a proposal, or takes one's own back.
func (h Handlers) DeclineBought(ctx context.Context, in *OrderByNumber) (*PurchaseAnswer, error) {
	return h.bought(ctx)(h.Orders.DeclineAsBuyer(ctx, web.ActorFrom(ctx), in.ID, in.Number))
}
