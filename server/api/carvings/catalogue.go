package carvings

import (
	"context"

	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// WorkType is a type of entry-level work with what it usually asks for.
type WorkType struct {
	Key         string            `json:"key"`
	Name        string            `json:"name"`
	Demands     []matching.Demand `json:"demands"`
	Hazards     []string          `json:"hazards"`
	Allergens   []string          `json:"allergens"`
	Adaptations []string          `json:"adaptations"`
}

// Sector is a branch with everyday tasks to start from.
type Sector struct {
	Key      string          `json:"key"`
	Name     string          `json:"name"`
	Examples []SectorExample `json:"examples"`
}

// SectorExample is an everyday task that places of a sector often have.
type SectorExample struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// WorkCatalogue is the types and the sectors.
type WorkCatalogue struct {
	Types   []WorkType `json:"types"`
	Sectors []Sector   `json:"sectors"`
}

// Catalogue lists the types of work and the sectors, named in the caller's language.
func (h Handlers) Catalogue(ctx context.Context, _ *api.Nothing) (*api.Answer[WorkCatalogue], error) {
	lang := web.LangFrom(ctx)
	return api.Reply(WorkCatalogue{
		Types: api.Each(h.Service.Catalogue.Types(), func(t carving.Type) WorkType {
			return WorkType{
				Key: t.Key, Name: t.Name.In(lang), Demands: t.Demands, Hazards: append([]string{}, t.Hazards...),
				Allergens: append([]string{}, t.Allergens...), Adaptations: append([]string{}, t.Adaptations...),
			}
		}),
		Sectors: api.Each(h.Service.Catalogue.Sectors(), func(s carving.Sector) Sector {
			return Sector{Key: s.Key, Name: s.Name.In(lang), Examples: api.Each(s.Examples, func(e carving.Example) SectorExample {
				return SectorExample{Name: e.Name.In(lang), Type: e.Type}
			})}
		}),
	}, nil)
}

// WordingInput is a text with what the task does ask for.
type WordingInput struct {
	Body struct {
		Text         string            `json:"text" maxLength:"10000"`
		Demands      []matching.Demand `json:"demands,omitempty" maxItems:"200"`
		Certificates []string          `json:"certificates,omitempty" maxItems:"200"`
	}
}

// WordingHint is a word that may shut somebody out without a reason in the work.
type WordingHint struct {
	Word    string `json:"word" doc:"As written"`
	Why     string `json:"why"`
	Instead string `json:"instead"`
}

// Wording names the demands of a text that have no reason in the work. Nothing is refused because of them.
func (h Handlers) Wording(ctx context.Context, in *WordingInput) (*api.Answer[[]WordingHint], error) {
	lang := web.LangFrom(ctx)
	hints := h.Service.Catalogue.Hints(in.Body.Text, carving.Reasons{Demands: in.Body.Demands, Certificates: in.Body.Certificates})
	return api.Reply(api.Each(hints, func(hint carving.Hint) WordingHint {
		return WordingHint{Word: hint.Word, Why: hint.Why.In(lang), Instead: hint.Instead.In(lang)}
	}), nil)
}
