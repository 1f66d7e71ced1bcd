package invoices

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/delivery"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// InvoiceDelivery is how an invoice comes to its buyer.
type InvoiceDelivery struct {
	State delivery.State `json:"state" doc:"ready, handed, acknowledged, rejected or corrected"`
	Files []InvoiceFile  `json:"files"`
	Log   []DeliveryStep `json:"log" doc:"Oldest first"`
}

// InvoiceFile is an invoice in one format, as it was written when it was issued.
type InvoiceFile struct {
	Format invoice.Format   `json:"format"`
	SHA256 string           `json:"sha256,omitempty" doc:"Of the bytes that every download gives"`
	Size   int              `json:"size,omitempty" doc:"In bytes"`
	Lacks  []InvoiceProblem `json:"lacks,omitempty" doc:"What the format needs more than the invoice says"`
}

// DeliveryStep is something that happened to a delivery.
type DeliveryStep struct {
	Event  delivery.Event `json:"event" doc:"hand, acknowledge, reject or correct"`
	By     marketplace.ID `json:"by,omitempty"`
	At     string         `json:"at"`
	Way    delivery.Way   `json:"way,omitempty" doc:"operator or link"`
	Reason string         `json:"reason,omitempty"`
}

func delivered(e delivery.Entry, err error) (*api.Answer[InvoiceDelivery], error) {
	d := e.Value
	return api.Reply(InvoiceDelivery{
		State: d.State,
		Files: api.Each(d.Files, func(f delivery.File) InvoiceFile {
			lacks := api.Each(f.Lacks, func(e marketplace.FieldError) InvoiceProblem { return *problem(&e) })
			return InvoiceFile{f.Format, f.SHA256, f.Size, lacks}
		}),
		Log: api.Each(d.Log, func(s delivery.Step) DeliveryStep {
			return DeliveryStep{s.Event, s.By, s.At.String(), s.Way, s.Reason}
		}),
	}, err)
}

// Delivery reads how an invoice of one's organisation comes to its buyer.
func (h Handlers) Delivery(ctx context.Context, in *api.ByID) (*api.Answer[InvoiceDelivery], error) {
	return delivered(h.Deliveries.Of(ctx, web.ActorFrom(ctx), in.ID))
}

// DeliveryInput says what happened to an invoice.
type DeliveryInput struct {
	api.ByID
	Body struct {
		Event  string `json:"event" enum:"hand,acknowledge,reject"`
		Way    string `json:"way,omitempty" enum:"operator,link" doc:"Of what is handed over"`
		Reason string `json:"reason,omitempty" doc:"The operator's, of what was rejected"`
	}
}

// Deliver writes down what happened to an invoice.
func (h Handlers) Deliver(ctx context.Context, in *DeliveryInput) (*api.Answer[InvoiceDelivery], error) {
	actor := web.ActorFrom(ctx)
	switch delivery.Event(in.Body.Event) {
	case delivery.Hand:
		return delivered(h.Deliveries.HandOver(ctx, actor, in.ID, delivery.Way(in.Body.Way)))
	case delivery.Acknowledge:
		return delivered(h.Deliveries.Acknowledge(ctx, actor, in.ID))
	case delivery.Reject:
		return delivered(h.Deliveries.Reject(ctx, actor, in.ID, in.Body.Reason))
	case delivery.Correct:
	}
	return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("event", "field.choice", "value", in.Body.Event, "choices", "hand, acknowledge, reject")})
}
