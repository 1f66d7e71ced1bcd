package introductions

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Message is something that was written about an introduction.
type Message struct {
	ID        string `json:"id"`
	By        string `json:"by" doc:"coach or employer"`
	Person    string `json:"person"`
	Text      string `json:"text"`
	ForClient bool   `json:"for_client" doc:"The client reads it, too"`
	At        string `json:"at"`
}

func message(m introduction.Message) Message {
	return Message{ID: string(m.ID), By: string(m.By), Person: string(m.Person), Text: m.Text, ForClient: m.ForClient, At: m.At.String()}
}

// ThreadInput asks for the messages about an introduction.
type ThreadInput struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	api.Paging
}

func thread(in *ThreadInput, list marketplace.List[introduction.Message], err error) (*api.Page[Message], error) {
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, message), nil
}

// Thread lists the messages for the coach, oldest first.
func (h Handlers) Thread(ctx context.Context, in *ThreadInput) (*api.Page[Message], error) {
	list, err := h.Service.ThreadOf(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	return thread(in, list, err)
}

// ReceivedThread lists the messages for the employer, oldest first.
func (h Handlers) ReceivedThread(ctx context.Context, in *ThreadInput) (*api.Page[Message], error) {
	list, err := h.Service.ReceivedThread(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	return thread(in, list, err)
}

// WriteInput is what somebody writes.
type WriteInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Text      string `json:"text" doc:"At most 2,000 characters, never about anybody's health; the coach and the employer's people read it"`
		ForClient bool   `json:"for_client,omitempty" doc:"The client reads it, too"`
	}
}

func (in *WriteInput) draft() introduction.Draft {
	return introduction.Draft{Text: in.Body.Text, ForClient: in.Body.ForClient}
}

// Write writes to the employer.
func (h Handlers) Write(ctx context.Context, in *WriteInput) (*api.Answer[Message], error) {
	m, err := h.Service.WriteAsCoach(ctx, web.ActorFrom(ctx), in.ID, in.draft())
	return api.Reply(message(m), err)
}

// WriteAsEmployer writes to the coach.
func (h Handlers) WriteAsEmployer(ctx context.Context, in *WriteInput) (*api.Answer[Message], error) {
	m, err := h.Service.WriteAsEmployer(ctx, web.ActorFrom(ctx), in.ID, in.draft())
	return api.Reply(message(m), err)
}
