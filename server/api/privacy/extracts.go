package privacy

import (
	"context"

	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/marketplace/privacy/extract"
	"sovite.fi/sovite/marketplace/privacy/trail"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Handlers serve people's own data.
type Handlers struct {
	Extracts *extract.Service
	Erasures *privacy.Service
	Trail    *trail.Trail
	Store    store.Store
}

// ExtractPart is one sort of what is held.
type ExtractPart struct {
	Key   string           `json:"key" doc:"Stays the same for good, such as profile or attendance"`
	Items []map[string]any `json:"items" doc:"As they are stored, without secrets; other people stand there as coach or staff"`
}

// Extract is everything that is held about somebody.
type Extract struct {
	Format        string            `json:"format" doc:"Changes when a key changes its meaning"`
	Made          string            `json:"made"`
	Whose         string            `json:"whose" doc:"client or person"`
	ID            string            `json:"id"`
	Name          string            `json:"name"`
	Organisations map[string]string `json:"organisations" doc:"Names of the organisations that the items name by id"`
	Parts         []ExtractPart     `json:"parts"`
}

func copied(e extract.Extract, err error) (*api.Answer[Extract], error) {
	out := Extract{Format: e.Format, Made: e.Made.String(), Whose: string(e.Whose), ID: string(e.ID), Name: e.Name, Organisations: map[string]string{}}
	for id, name := range e.Organisations {
		out.Organisations[string(id)] = name
	}
	out.Parts = api.Each(e.Parts, func(p extract.Part) ExtractPart { return ExtractPart(p) })
	return api.Reply(out, err)
}

// Mine makes the client's own copy.
func (h Handlers) Mine(ctx context.Context, _ *api.Nothing) (*api.Answer[Extract], error) {
	return copied(h.Extracts.Mine(ctx, web.ActorFrom(ctx)))
}

// OfClient makes a copy on a client's behalf.
func (h Handlers) OfClient(ctx context.Context, in *api.ByID) (*api.Answer[Extract], error) {
	return copied(h.Extracts.OfClient(ctx, web.ActorFrom(ctx), in.ID))
}

// Me makes the copy of a person with an account.
func (h Handlers) Me(ctx context.Context, _ *api.Nothing) (*api.Answer[Extract], error) {
	return copied(h.Extracts.Me(ctx, web.ActorFrom(ctx)))
}

// TrailEntry is one thing that happened to an account.
type TrailEntry struct {
	At      string `json:"at"`
	Type    string `json:"type" doc:"Of the fact, such as membership.changed"`
	Purpose string `json:"purpose,omitempty" doc:"Of a reading"`
	Org     string `json:"org,omitempty" doc:"In whose record it stands; left out: the installation's own"`
	Who     string `json:"who" doc:"self, colleague, administrator or program"`
	Name    string `json:"name,omitempty" doc:"Of a colleague"`
}

// TrailList is what happened, newest first.
type TrailList struct {
	Items []TrailEntry `json:"items"`
}

// OfAccount lists who looked at the caller's account or changed it.
func (h Handlers) OfAccount(ctx context.Context, _ *api.Nothing) (*api.Answer[TrailList], error) {
	actor := web.ActorFrom(ctx)
	memberships, err := trail.Memberships(ctx, h.Store, actor.Person)
	if err != nil {
		return nil, err
	}
	list, err := h.Trail.OfAccount(ctx, actor, memberships)
	return api.Reply(TrailList{api.Each(list, told)}, err)
}

func told(e trail.Entry) TrailEntry {
	return TrailEntry{e.At.String(), e.Type, e.Purpose, string(e.Org), string(e.Who), e.Name}
}

// AccountCloseInput says that it is the caller who closes the account. Within ten minutes after signing in no password is needed.
type AccountCloseInput struct {
	Body struct {
		Password string `json:"password,omitempty" maxLength:"200" doc:"May be left out within ten minutes after signing in"`
	}
}

// Close closes the caller's own account.
func (h Handlers) Close(ctx context.Context, in *AccountCloseInput) (*api.Answer[Erasure], error) {
	e, err := h.Erasures.Close(ctx, web.ActorFrom(ctx), auth.SessionFrom(ctx), in.Body.Password)
	return api.Reply(shown(e.Value), err)
}
