package reminders

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// InvoiceLossInput gives up what is open of an invoice, or takes that back.
type InvoiceLossInput struct {
	api.ByID
	api.Once
	Body struct {
		Reason string `json:"reason" doc:"Only the organiser reads it"`
	}
}

// InvoiceLoss is what was given up or taken back.
type InvoiceLoss struct {
	Invoice marketplace.ID `json:"invoice"`
	Cents   int64          `json:"cents"`
}

// GiveUp writes off what is open of an invoice.
func (h Handlers) GiveUp(ctx context.Context, in *InvoiceLossInput) (*api.Answer[InvoiceLoss], error) {
	cents, err := h.Service.GiveUp(ctx, web.ActorFrom(ctx), in.ID, in.Key, in.Body.Reason)
	return api.Reply(InvoiceLoss{in.ID, int64(cents)}, err)
}

// TakeBack takes a loss back.
func (h Handlers) TakeBack(ctx context.Context, in *InvoiceLossInput) (*api.Answer[InvoiceLoss], error) {
	cents, err := h.Service.TakeBack(ctx, web.ActorFrom(ctx), in.ID, in.Key, in.Body.Reason)
	return api.Reply(InvoiceLoss{in.ID, int64(cents)}, err)
}
