package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/web"
)

// Lists serves the closed lists that everybody shares: the scale, the adaptations, the vocabularies and the places.
type Lists struct {
	Bundle *i18n.Bundle
	Places *place.Places
}

// Dimension is one item of the scale in the caller's language.
type Dimension struct {
	Key    string   `json:"key"`
	Group  string   `json:"group"`
	Name   string   `json:"name"`
	Ask    string   `json:"ask" doc:"A question that a coach can ask"`
	Levels []string `json:"levels" doc:"An example of work for each level, 0 to 5"`
}

// Scale lists the dimensions of the shared scale.
func (h Lists) Scale(ctx context.Context, _ *Nothing) (*Answer[[]Dimension], error) {
	lang := web.LangFrom(ctx)
	return Reply(Each(h.Bundle.In("").Scale().Items(), func(it matching.Item) Dimension {
		levels := Each(it.Levels[:], func(t matching.Text) string { return t.In(lang) })
		return Dimension{Key: string(it.Key), Group: it.Group, Name: it.Name.In(lang), Ask: it.Ask.In(lang), Levels: levels}
	}), nil)
}

// Adaptation is one entry of the catalogue in the caller's language.
type Adaptation struct {
	Key    string         `json:"key"`
	Kind   string         `json:"kind" doc:"technical, organisational or guidance"`
	Cost   string         `json:"cost" doc:"none, low, medium or high"`
	Relief map[string]int `json:"relief" doc:"By dimension, the levels taken off a demand"`
	Grants string         `json:"grants" doc:"Who can grant it: employer, coach or authority"`
	Name   string         `json:"name"`
	Text   string         `json:"text"`
}

// Adaptations lists the catalogue of adaptations.
func (h Lists) Adaptations(ctx context.Context, _ *Nothing) (*Answer[[]Adaptation], error) {
	lang := web.LangFrom(ctx)
	return Reply(Each(h.Bundle.In("").Scale().Adaptations(), func(a matching.Adaptation) Adaptation {
		relief := make(map[string]int, len(a.Relief))
		for d, levels := range a.Relief {
			relief[string(d)] = levels
		}
		return Adaptation{Key: a.Key, Kind: a.Kind, Cost: a.Cost, Relief: relief, Grants: a.Grants, Name: a.Name.In(lang), Text: a.Text.In(lang)}
	}), nil)
}

// Word is one key of a closed list with its name in the caller's language.
type Word struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

// ListInput names a closed list.
type ListInput struct {
	List string `path:"list" enum:"hazard,allergen,certificate,shift,form,weekday,transport,access,group"`
}

// Vocabulary lists the words of one closed list.
func (h Lists) Vocabulary(ctx context.Context, in *ListInput) (*Answer[[]Word], error) {
	lang := h.Bundle.In(voice(ctx))
	return Reply(Each(lang.Scale().Keys(in.List), func(key string) Word { return Word{Key: key, Name: lang.Word(in.List, key)} }), nil)
}

// PostalArea is what a postal code stands for.
type PostalArea struct {
	Postal       string  `json:"postal"`
	Name         string  `json:"name"`
	Municipality string  `json:"municipality"`
	Region       string  `json:"region"`
	Lat          float64 `json:"lat"`
	Lon          float64 `json:"lon"`
}

// PostalInput is a postal code.
type PostalInput struct {
	Postal string `path:"postal" maxLength:"5" doc:"Five digits"`
}

// Postal finds the place of a postal code.
func (h Lists) Postal(ctx context.Context, in *PostalInput) (*Answer[PostalArea], error) {
	p, ok := h.Places.Postal(in.Postal)
	if !ok {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	lang := web.LangFrom(ctx)
	return Reply(PostalArea{
		Postal: p.Postal, Name: p.Name, Municipality: h.Places.MunicipalityName(p.Municipality, lang),
		Region: h.Places.RegionName(p.Region, lang), Lat: p.Lat, Lon: p.Lon,
	}, nil)
}

// Area is a region or a municipality.
type Area struct {
	Code   string `json:"code"`
	Key    string `json:"key" doc:"The Finnish name, as search filters take it"`
	Name   string `json:"name" doc:"In the caller's language"`
	Region string `json:"region" doc:"The Finnish name of the region"`
}

// Regions lists the regions.
func (h Lists) Regions(ctx context.Context, _ *Nothing) (*Answer[[]Area], error) {
	return Reply(Each(h.Places.Regions(), area(ctx)), nil)
}

// Municipalities lists the municipalities.
func (h Lists) Municipalities(ctx context.Context, _ *Nothing) (*Answer[[]Area], error) {
	return Reply(Each(h.Places.Municipalities(), area(ctx)), nil)
}

func area(ctx context.Context) func(place.Area) Area {
	lang := web.LangFrom(ctx)
	return func(a place.Area) Area { return Area{Code: a.Code, Key: a.Fi, Name: a.Name(lang), Region: a.Region} }
}
