package talks

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/order/talk"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers answers one side about messages.
type Handlers struct {
	Service *talk.Service
	Side    gate.Side
}

// OrderMessage is something that was written about an order.
type OrderMessage struct {
	ID   string `json:"id"`
	Side string `json:"side" doc:"organiser or customer"`
	Name string `json:"name" doc:"Of who wrote it, as it was then"`
	Text string `json:"text"`
	At   string `json:"at"`
}

func message(m talk.Message) OrderMessage {
	return OrderMessage{ID: string(m.ID), Side: string(m.Side), Name: m.Name, Text: m.Text, At: m.At.String()}
}

// ThreadInput asks for the messages about an order.
type ThreadInput struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	api.Paging
}

// Thread lists the messages about an order, oldest first.
func (h Handlers) Thread(ctx context.Context, in *ThreadInput) (*api.Page[OrderMessage], error) {
	t, err := h.Service.Read(ctx, web.ActorFrom(ctx), h.Side, in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, t.Messages, message), nil
}

// MessageInput is what somebody writes.
type MessageInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Key  string         `header:"Idempotency-Key" maxLength:"64" doc:"Chosen by the caller, one for each message: sent again it writes nothing more"`
	Body struct {
		Text string `json:"text" doc:"At most 2,000 characters; the other side reads it. No names of participants, nothing about anybody's health"`
	}
}

// Write writes to the other side.
func (h Handlers) Write(ctx context.Context, in *MessageInput) (*api.Answer[OrderMessage], error) {
	m, err := h.Service.Write(ctx, web.ActorFrom(ctx), h.Side, in.ID, in.Key, in.Body.Text)
	return api.Reply(message(m), err)
}
