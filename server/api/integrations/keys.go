package integrations

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Keys serves keys.
type Keys struct{ Service *apikey.Service }

// APIKey is a key without its secret.
type APIKey struct {
	ID     marketplace.ID   `json:"id" doc:"What its token begins with; facts name who used it by this"`
	Name   string           `json:"name"`
	Scopes []apikey.Scope   `json:"scopes"`
	State  apikey.State     `json:"state" doc:"open, ended or revoked"`
	Made   string           `json:"made"`
	By     marketplace.ID   `json:"by"`
	Until  marketplace.Date `json:"until" doc:"Last day"`
	Used   marketplace.Date `json:"used,omitempty" doc:"Last day on which it was used"`
}

func key(e apikey.Entry) APIKey {
	k := e.Value
	return APIKey{k.ID, k.Name, append([]apikey.Scope{}, k.Scopes...), k.State, k.Made.String(), k.By, k.Until, k.Used}
}

// KeyList is every key of an organisation.
type KeyList struct {
	Items []APIKey `json:"items"`
}

// List lists the keys.
func (h Keys) List(ctx context.Context, _ *api.Nothing) (*api.Answer[KeyList], error) {
	list, err := h.Service.List(ctx, web.ActorFrom(ctx))
	return api.Reply(KeyList{api.Each(list, key)}, err)
}

// Read reads a key.
func (h Keys) Read(ctx context.Context, in *api.ByID) (*api.Answer[APIKey], error) {
	e, err := h.Service.Get(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(key(e), err)
}

// Revoke ends a key at once; again it changes nothing.
func (h Keys) Revoke(ctx context.Context, in *api.ByID) (*api.Answer[APIKey], error) {
	e, err := h.Service.Revoke(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(key(e), err)
}
