package together

import (
	"context"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Own is what a client said alone.
type Own struct {
	Client  string             `json:"client"`
	Content api.ProfileContent `json:"content"`
	Changed string             `json:"changed,omitempty"`
}

func ownShown(o profile.Own) Own {
	return Own{Client: string(o.Client), Content: api.ContentOf(o.Content), Changed: o.Changed.String()}
}

// Beside are the two ratings of one ability. Matching goes by the profile's.
type Beside struct {
	Dimension string `json:"dimension"`
	Own       *int   `json:"own,omitempty" doc:"0 to 5; left out when the client has not rated it or does not want to say"`
	Profile   *int   `json:"profile,omitempty" doc:"0 to 5; left out when it was not asked or is withheld"`
	Gap       string `json:"gap" doc:"same, near (one level), own_higher, own_lower, only_own, only_others or not_told"`
}

// OwnBeside is what a client said alone, beside the profile.
type OwnBeside struct {
	Own
	Abilities []Beside `json:"abilities"`
}

func level(r matching.Rating) *int {
	if !r.Known() {
		return nil
	}
	n := r.Level()
	return &n
}

// OwnOf reads what a client said alone, for the client's coach.
func (h Handlers) OwnOf(ctx context.Context, in *api.ByID) (*api.Answer[OwnBeside], error) {
	actor := web.ActorFrom(ctx)
	own, err := h.Profiles.OwnOf(ctx, actor, in.ID, purpose)
	if err != nil {
		return nil, err
	}
	now, err := h.Profiles.Current(ctx, actor, in.ID, purpose)
	beside := api.Each(profile.Compare(now.Content, own.Content), func(b profile.Beside) Beside {
		return Beside{Dimension: string(b.Dimension), Own: level(b.Own.Rating), Profile: level(b.Profile.Rating), Gap: string(b.Gap)}
	})
	return api.Reply(OwnBeside{ownShown(own), beside}, err)
}

// MyOwn reads what one said alone.
func (h Handlers) MyOwn(ctx context.Context, _ *api.Nothing) (*api.Answer[Own], error) {
	o, err := h.Profiles.MyOwn(ctx, web.ActorFrom(ctx))
	return api.Reply(ownShown(o), err)
}

// TellInput is what a client says alone.
type TellInput struct {
	Body struct {
		Items   []string           `json:"items,omitempty" maxItems:"60" doc:"What it is about, such as liked or travel; every ability that is rated counts without being named"`
		Content api.ProfileContent `json:"content,omitzero" doc:"An item that is named and left out is not said any more"`
	}
}

// TellOwn keeps what the client says about the items; nothing else of it changes, and nothing of the profile.
func (h Handlers) TellOwn(ctx context.Context, in *TellInput) (*api.Answer[Own], error) {
	said, err := in.Body.Content.Value()
	if err != nil {
		return nil, err
	}
	items := in.Body.Items
	for _, d := range slices.Sorted(maps.Keys(said.Abilities)) {
		items = append(items, "abilities."+string(d))
	}
	o, err := h.Profiles.TellOwn(ctx, web.ActorFrom(ctx), said, items...)
	return api.Reply(ownShown(o), err)
}
