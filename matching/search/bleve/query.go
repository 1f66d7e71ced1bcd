package bleve

import (
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	engine "github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"

	"sovite.fi/sovite/matching/search"
)

// maxFacetValues is more than Finland has municipalities.
const maxFacetValues = 1000

// unscored is Bleve's word for a search that counts no scores.
const unscored = "none"

// facetNames are the names of the facets in a search.Result, which are also the fields that they count.
func facetNames() []string {
	return []string{fieldForm, fieldRegion, fieldMunicipal, fieldShift, fieldAccess}
}

// request turns a checked query into a Bleve request.
func request(q search.Query) *bleve.SearchRequest {
	terms := search.Terms(q.Words, q.Also...)
	r := bleve.NewSearchRequestOptions(combine(terms, filters(q)), q.Limit, q.Offset, false)
	if len(terms) == 0 {
		r.Score = unscored
	}
	r.SortByCustom(order(q))
	if q.Facets {
		for _, name := range facetNames() {
			r.AddFacet(name, bleve.NewFacetRequest(name, maxFacetValues))
		}
	}
	return r
}

// order sorts as asked, then by id.
func order(q search.Query) engine.SortOrder {
	byID := &engine.SortDocID{}
	switch q.Sort {
	case search.ByWords:
		return engine.SortOrder{&engine.SortScore{Desc: true}, byID}
	case search.ByDistance:
		return engine.SortOrder{&engine.SortGeoDistance{Field: fieldPlace, Lon: q.Near.Lon, Lat: q.Near.Lat}, byID}
	default:
		return engine.SortOrder{&engine.SortField{Field: fieldPosted, Desc: true}, byID}
	}
}

// combine asks for the words, scored, within the filters, which are not scored.
func combine(terms []search.Term, filter query.Query) query.Query {
	switch {
	case len(terms) == 0 && filter == nil:
		return query.NewMatchAllQuery()
	case len(terms) == 0:
		return filter
	}
	q := words(terms)
	if filter != nil {
		q.AddFilter(filter)
	}
	return q
}

// words asks for one strong term at least; the other terms only add to the score, so that Bleve looks them up for found
// entries alone.
func words(terms []search.Term) *query.BooleanQuery {
	strong := query.NewDisjunctionQuery(nil)
	q := query.NewBooleanQuery(nil, nil, nil)
	for _, t := range terms {
		gram := term(fieldGrams, t.Text)
		gram.SetBoost(t.Weight)
		if t.Strong {
			strong.AddQuery(gram)
		} else {
			q.AddShould(gram)
		}
	}
	q.AddMust(strong)
	return q
}

// filters gives one query for all filters, or nil for none. What excludes is looked up only for what all others leave,
// because alone it would walk the whole index. The others stand in a conjunction even if there is one alone: a boolean
// query leaves out a "must" that Bleve finds to match nothing, but not a conjunction of such.
func filters(q search.Query) query.Query {
	wanted, excluded := append(values(q), ranges(q)...), exclusions(q)
	switch {
	case len(wanted) == 0 && len(excluded) == 0:
		return nil
	case len(excluded) == 0:
		return query.NewConjunctionQuery(wanted)
	case len(wanted) == 0:
		return query.NewBooleanQuery(nil, nil, excluded)
	}
	f := query.NewBooleanQuery(nil, nil, excluded)
	f.AddMust(wanted...)
	return f
}

// values gives the filters on values that must be there.
func values(q search.Query) []query.Query {
	var fs []query.Query
	for _, f := range []struct {
		field  string
		values []string
	}{{fieldForm, q.Forms}, {fieldRegion, q.Regions}, {fieldMunicipal, q.Municipals}, {fieldOrg, q.Orgs}} {
		if len(f.values) > 0 {
			fs = append(fs, anyOf(f.field, f.values))
		}
	}
	for _, v := range q.Access {
		fs = append(fs, term(fieldAccess, v))
	}
	for _, v := range q.Adaptations {
		fs = append(fs, term(fieldAdaptation, v))
	}
	return fs
}

// exclusions gives what must not be there.
func exclusions(q search.Query) []query.Query {
	var qs []query.Query
	if len(q.NotHazards) > 0 {
		qs = append(qs, anyOf(fieldHazard, q.NotHazards))
	}
	if len(q.OnlyShifts) > 0 {
		qs = append(qs, outside(fieldShift, q.OnlyShifts))
	}
	if q.CertsKnown {
		qs = append(qs, outside(fieldCert, q.OnlyCerts))
	}
	return qs
}

// ranges gives the filters on hours and distance; an entry whose place is not known passes.
func ranges(q search.Query) []query.Query {
	var fs []query.Query
	if q.HoursFrom > 0 {
		least := float64(q.HoursFrom)
		fs = append(fs, number(fieldHoursMax, &least, nil))
	}
	if q.HoursTo > 0 {
		most := float64(q.HoursTo)
		fs = append(fs, number(fieldHoursMin, nil, &most))
	}
	if q.Near != nil {
		near := query.NewGeoDistanceQuery(q.Near.Lon, q.Near.Lat, fmt.Sprintf("%dm", q.Near.Metres))
		near.SetField(fieldPlace)
		fs = append(fs, query.NewDisjunctionQuery([]query.Query{near, term(fieldPlaceKnown, placeUnknown)}))
	}
	return fs
}

func term(field, value string) *query.TermQuery {
	q := query.NewTermQuery(value)
	q.SetField(field)
	return q
}

func anyOf(field string, values []string) query.Query {
	q := query.NewDisjunctionQuery(nil)
	for _, v := range values {
		q.AddQuery(term(field, v))
	}
	return q
}

func number(field string, least, most *float64) query.Query {
	inclusive := true
	q := query.NewNumericRangeInclusiveQuery(least, most, &inclusive, &inclusive)
	q.SetField(field)
	return q
}

// outside asks for a value of the field that is not allowed: one before, between or after the allowed ones. Bleve looks for
// such values in the very state of the index that it searches, so that a value written meanwhile can neither slip through
// nor be missed.
func outside(field string, allowed []string) query.Query {
	sorted := slices.Compact(slices.Sorted(slices.Values(allowed)))
	if len(sorted) == 0 {
		every := query.NewPrefixQuery("")
		every.SetField(field)
		return every
	}
	q := query.NewDisjunctionQuery([]query.Query{between(field, "", sorted[0])})
	for i, least := range sorted {
		most := "" // after the last, without an end
		if i+1 < len(sorted) {
			most = sorted[i+1]
		}
		q.AddQuery(between(field, least, most))
	}
	return q
}

// between asks for a value after one and before another; the empty word is no bound.
func between(field, after, before string) query.Query {
	inclusive := false
	q := query.NewTermRangeInclusiveQuery(after, before, &inclusive, &inclusive)
	q.SetField(field)
	return q
}
