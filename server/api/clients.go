package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/web"
)

// Profiles serves coaches' clients and their profiles.
type Profiles struct{ Service *profile.Service }

// Client is one person on the caller's caseload.
type Client struct {
	ID      string `json:"id"`
	Coach   string `json:"coach"`
	Name    string `json:"name"`
	Code    string `json:"code" doc:"The pseudonym that everybody else sees"`
	Lang    string `json:"lang"`
	Status  string `json:"status" doc:"active, paused or ended"`
	Created string `json:"created"`
}

func client(c profile.Client) Client {
	return Client{
		ID: string(c.ID), Coach: string(c.Coach), Name: c.Name, Code: c.Code, Lang: c.Lang, Status: string(c.Status), Created: c.Created.String(),
	}
}

// ClientContent is what a coach fills in about a client.
type ClientContent struct {
	Name string `json:"name" doc:"At most 120 characters"`
	Lang string `json:"lang,omitempty" doc:"fi, sv or en"`
}

// ClientInput is a new client.
type ClientInput struct{ Body ClientContent }

// ClientUpdate is a changed client.
type ClientUpdate struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body ClientContent
}

// Caseload lists the caller's own clients by name.
func (h Profiles) Caseload(ctx context.Context, in *Paging) (*Page[Client], error) {
	list, err := h.Service.Caseload(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return Paged(in, list, client), nil
}

// CreateClient puts a new client on the caller's caseload.
func (h Profiles) CreateClient(ctx context.Context, in *ClientInput) (*Answer[Client], error) {
	c, err := h.Service.CreateClient(ctx, web.ActorFrom(ctx), profile.NewClient(in.Body))
	return Reply(client(c), err)
}

// Client reads one client, without the profile.
func (h Profiles) Client(ctx context.Context, in *ByID) (*Answer[Client], error) {
	c, err := h.Service.Client(ctx, web.ActorFrom(ctx), in.ID)
	return Reply(client(c), err)
}

// ChangeClient corrects a client's name and language.
func (h Profiles) ChangeClient(ctx context.Context, in *ClientUpdate) (*Answer[Client], error) {
	c, err := h.Service.ChangeClient(ctx, web.ActorFrom(ctx), in.ID, profile.NewClient(in.Body))
	return Reply(client(c), err)
}

// StatusInput is where a client stands.
type StatusInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Status string `json:"status" doc:"active, paused or ended"`
	}
}

// SetStatus pauses, ends or takes up again the coaching of a client.
func (h Profiles) SetStatus(ctx context.Context, in *StatusInput) (*Answer[Client], error) {
	c, err := h.Service.SetStatus(ctx, web.ActorFrom(ctx), in.ID, profile.Status(in.Body.Status))
	return Reply(client(c), err)
}

// HandOverInput is the coach who takes over.
type HandOverInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Coach marketplace.ID `json:"coach" maxLength:"64"`
	}
}

// HandOver moves a client to another coach of the same provider.
func (h Profiles) HandOver(ctx context.Context, in *HandOverInput) (*Nothing, error) {
	_, err := h.Service.HandOver(ctx, web.ActorFrom(ctx), in.ID, in.Body.Coach)
	return Done(err)
}
