package meili

import (
	"github.com/meilisearch/meilisearch-go"

	"sovite.fi/sovite/matching/search"
)

// language tells Meilisearch what to take the grams for, so that it does not guess one and split them.
const language = "fin"

// settings of the index. What sorts stands before words, because an order that is asked for wins; the id comes last and
// breaks ties.
func settings() *meilisearch.Settings {
	disabled := "disabled"
	return &meilisearch.Settings{
		RankingRules:         []string{"sort", "words", fieldID + ":asc"},
		SearchableAttributes: []string{fieldGrams},
		DisplayedAttributes:  []string{fieldID},
		SortableAttributes:   []string{fieldID, fieldPosted, fieldGeo},
		ProximityPrecision:   meilisearch.ByAttribute,
		LocalizedAttributes:  []*meilisearch.LocalizedAttributes{{Locales: []string{language}, AttributePatterns: []string{"*"}}},
		TypoTolerance: &meilisearch.TypoTolerance{
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 255, TwoTypos: 255},
			DisableOnWords:      []string{}, DisableOnAttributes: []string{fieldGrams},
		},
		Pagination:   &meilisearch.Pagination{MaxTotalHits: search.MaxOffset + search.MaxLimit},
		Faceting:     &meilisearch.Faceting{MaxValuesPerFacet: maxFacetValues},
		PrefixSearch: &disabled,
	}
}

// filterable says what can be filtered and how. Grams are many: they are only compared for equality.
func filterable() []any {
	rule := func(compared bool, fields ...string) meilisearch.AttributeRule {
		return meilisearch.AttributeRule{AttributePatterns: fields, Features: meilisearch.AttributeFeatures{
			Filter: meilisearch.FilterFeatures{Equality: true, Comparison: compared},
		}}
	}
	return []any{
		rule(false, fieldGrams, fieldForm, fieldShift, fieldHazard, fieldCert, fieldAdaptation, fieldAccess, fieldRegion,
			fieldMunicipal, fieldOrg, fieldPlaceKnown),
		rule(true, fieldHoursMin, fieldHoursMax),
		fieldGeo,
	}
}
