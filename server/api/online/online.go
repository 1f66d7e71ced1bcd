package online

import (
	"context"

	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves online payments.
type Handlers struct{ Service *online.Service }

// Account reads how the account of one's organiser stands.
func (h Handlers) Account(ctx context.Context, _ *api.Nothing) (*api.Answer[PaymentAccount], error) {
	a, err := h.Service.Account(ctx, web.ActorFrom(ctx))
	out := PaymentAccount{State: a.State}
	if a.State != online.None {
		out.Checked = a.Checked.String()
	}
	return api.Reply(out, err)
}

// Onboard gives the page on which the organiser tells the provider about itself.
func (h Handlers) Onboard(ctx context.Context, _ *api.Nothing) (*api.Answer[OnboardingPage], error) {
	address, err := h.Service.Onboard(ctx, web.ActorFrom(ctx))
	return api.Reply(OnboardingPage{address}, err)
}

// PaymentListInput asks for what waits for a person, or for the rest.
type PaymentListInput struct {
	api.Paging
	Waits bool `query:"waits"`
}

// List lists what buyers paid online or tried to.
func (h Handlers) List(ctx context.Context, in *PaymentListInput) (*api.Page[OnlinePayment], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), in.Waits, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, sold), nil
}

// Read reads one of them.
func (h Handlers) Read(ctx context.Context, in *api.ByID) (*api.Answer[OnlinePayment], error) {
	e, err := h.Service.Get(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(sold(e), err)
}

// RefundInput says what is given back.
type RefundInput struct {
	api.ByID
	api.Once
	Body struct {
		Cents  int64  `json:"cents"`
		Reason string `json:"reason"`
	}
}

// Refund gives a part of a payment back.
func (h Handlers) Refund(ctx context.Context, in *RefundInput) (*api.Answer[OnlinePayment], error) {
	e, err := h.Service.Refund(ctx, web.ActorFrom(ctx), in.ID, online.Repayment{Key: in.Key, Cents: money.Cents(in.Body.Cents), Reason: in.Body.Reason})
	return api.Reply(sold(e), err)
}

// SettleInput says what was decided about money that did not match.
type SettleInput struct {
	api.ByID
	Body struct {
		How  string `json:"how" doc:"book: take the amount that came as payment of the invoice; done: it is taken care of"`
		Note string `json:"note"`
	}
}

// Settle keeps what was decided.
func (h Handlers) Settle(ctx context.Context, in *SettleInput) (*api.Answer[OnlinePayment], error) {
	e, err := h.Service.Settle(ctx, web.ActorFrom(ctx), in.ID, online.How(in.Body.How), in.Body.Note)
	return api.Reply(sold(e), err)
}

// Messages lists the messages of the provider that a person has to look into.
func (h Handlers) Messages(ctx context.Context, in *struct{ api.Paging }) (*api.Page[ProviderMessage], error) {
	list, err := h.Service.Asides(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, told), nil
}

// Again has one followed once more.
func (h Handlers) Again(ctx context.Context, in *api.ByID) (*api.Answer[ProviderMessage], error) {
	m, err := h.Service.Again(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(told(m), err)
}

// Pay gives the buyer a page on which a received invoice can be paid.
func (h Handlers) Pay(ctx context.Context, in *api.ByID) (*api.Answer[PaymentPage], error) {
	e, err := h.Service.Start(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(bought(e), err)
}

// Paid reads how far a payment is, as its buyer.
func (h Handlers) Paid(ctx context.Context, in *api.ByID) (*api.Answer[PaymentPage], error) {
	e, err := h.Service.Bought(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(bought(e), err)
}
