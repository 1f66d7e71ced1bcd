package integrations

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/webhook"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Webhooks serves webhooks.
type Webhooks struct{ Service *webhook.Service }

// Webhook is an endpoint without its secret.
type Webhook struct {
	ID      marketplace.ID  `json:"id"`
	URL     string          `json:"url"`
	Groups  []webhook.Group `json:"groups" doc:"order, invoice, timesheet or task"`
	State   webhook.State   `json:"state" doc:"active or paused"`
	Failed  bool            `json:"failed" doc:"Paused because nobody took its messages for three days"`
	Made    string          `json:"made"`
	By      marketplace.ID  `json:"by"`
	Changed string          `json:"changed" doc:"When it was paused or resumed last"`
}

func hook(e webhook.Entry) Webhook {
	w := e.Value
	return Webhook{w.ID, w.URL, append([]webhook.Group{}, w.Groups...), w.State, w.Failed, w.Made.String(), w.By, w.Changed.String()}
}

// WebhookList is every webhook of an organisation.
type WebhookList struct {
	Items []Webhook `json:"items"`
}

// WebhookDelivery is one message to a webhook.
type WebhookDelivery struct {
	ID    marketplace.ID   `json:"id" doc:"The header webhook-id"`
	Type  string           `json:"type"`
	Body  string           `json:"body" doc:"As it is sent and signed"`
	State webhook.Progress `json:"state" doc:"waiting, sent or aside"`
	Due   string           `json:"due,omitempty" doc:"When it is tried next"`
	Made  string           `json:"made"`
	Tries []WebhookTry     `json:"tries" doc:"Oldest first, the latest twenty"`
}

// WebhookTry is one try to send it.
type WebhookTry struct {
	At     string      `json:"at"`
	Millis int64       `json:"millis" doc:"How long it took"`
	Status int         `json:"status,omitempty" doc:"Of the answer; left out when there was none"`
	Why    webhook.Why `json:"why,omitempty" doc:"private, unknown, unsafe, late, unreached or unreadable: why there was no answer"`
}

func delivery(e webhook.Post) WebhookDelivery {
	d := e.Value
	return WebhookDelivery{d.ID, d.Type, d.Body, d.State, d.Due.String(), d.Made.String(), api.Each(d.Tries, func(t webhook.Try) WebhookTry {
		return WebhookTry{t.At.String(), t.Millis, t.Status, t.Why}
	})}
}

// List lists the webhooks.
func (h Webhooks) List(ctx context.Context, _ *api.Nothing) (*api.Answer[WebhookList], error) {
	list, err := h.Service.List(ctx, web.ActorFrom(ctx))
	return api.Reply(WebhookList{api.Each(list, hook)}, err)
}

// Read reads a webhook.
func (h Webhooks) Read(ctx context.Context, in *api.ByID) (*api.Answer[Webhook], error) {
	e, err := h.Service.Get(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(hook(e), err)
}

// Pause stops messages.
func (h Webhooks) Pause(ctx context.Context, in *api.ByID) (*api.Answer[Webhook], error) {
	e, err := h.Service.Pause(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(hook(e), err)
}

// Resume lets messages go again.
func (h Webhooks) Resume(ctx context.Context, in *api.ByID) (*api.Answer[Webhook], error) {
	e, err := h.Service.Resume(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(hook(e), err)
}

// Test writes a message that says nothing.
func (h Webhooks) Test(ctx context.Context, in *api.ByID) (*api.Answer[WebhookDelivery], error) {
	e, err := h.Service.Test(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(delivery(e), err)
}

// DeliveryListInput asks for a page of deliveries.
type DeliveryListInput struct {
	api.ByID
	api.Paging
}

// Deliveries lists what was sent or waits.
func (h Webhooks) Deliveries(ctx context.Context, in *DeliveryListInput) (*api.Page[WebhookDelivery], error) {
	list, err := h.Service.Deliveries(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, delivery), nil
}

// DeliveryInput names a delivery.
type DeliveryInput struct {
	api.ByID
	Delivery marketplace.ID `path:"delivery" maxLength:"64"`
}

// Delivery reads one.
func (h Webhooks) Delivery(ctx context.Context, in *DeliveryInput) (*api.Answer[WebhookDelivery], error) {
	e, err := h.Service.Delivery(ctx, web.ActorFrom(ctx), in.ID, in.Delivery)
	return api.Reply(delivery(e), err)
}

// Again sends one once more.
func (h Webhooks) Again(ctx context.Context, in *DeliveryInput) (*api.Answer[WebhookDelivery], error) {
	e, err := h.Service.Again(ctx, web.ActorFrom(ctx), in.ID, in.Delivery)
	return api.Reply(delivery(e), err)
}
