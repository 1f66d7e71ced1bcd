package meili

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/meilisearch/meilisearch-go"

	"sovite.fi/sovite/matching/search"
)

// facetNames are the names of the facets in a search.Result, which are also the fields that they count.
func facetNames() []string {
	return []string{fieldForm, fieldRegion, fieldMunicipal, fieldShift, fieldAccess}
}

// Search finds entries; see search.Index. Filters on what is outside the allowed shifts and certificates cost a second
// call, which asks for all values there are; a value that is new between the two calls can slip through.
func (x *Index) Search(ctx context.Context, q search.Query) (search.Result, error) {
	q, err := q.Check()
	if err != nil {
		return search.Result{}, err
	}
	var all known
	if len(q.OnlyShifts) > 0 || q.CertsKnown {
		if all, err = x.knownValues(ctx); err != nil {
			return search.Result{}, err
		}
	}
	answer, err := x.entries().SearchWithContext(ctx, "", request(q, all))
	if err != nil {
		return search.Result{}, failed(ctx, "search", err)
	}
	return result(answer, q)
}

// request turns a checked query into a request of Meilisearch.
func request(q search.Query, all known) *meilisearch.SearchRequest {
	terms := search.Terms(q.Words, q.Also...)
	r := &meilisearch.SearchRequest{
		Offset: int64(q.Offset), Limit: int64(q.Limit), AttributesToRetrieve: []string{fieldID}, Sort: order(q),
		Locales: []string{language},
	}
	if f := filter(q, terms, all); f != "" {
		r.Filter = f
	}
	if len(terms) > 0 {
		r.Query, r.MatchingStrategy, r.ShowRankingScore = question(terms), meilisearch.Last, true
	}
	if q.Facets {
		r.Facets = facetNames()
	}
	return r
}

// order sorts as asked, then by id; the order by words is the ranking rules' own.
func order(q search.Query) []string {
	switch q.Sort {
	case search.ByWords:
		return nil
	case search.ByDistance:
		return []string{fmt.Sprintf("_geoPoint(%s,%s):asc", degrees(q.Near.Lat), degrees(q.Near.Lon)), fieldID + ":asc"}
	default:
		return []string{fieldPosted + ":desc", fieldID + ":asc"}
	}
}

// knownValues asks for the shifts and certificates that the index has.
func (x *Index) knownValues(ctx context.Context) (known, error) {
	answer, err := x.entries().SearchWithContext(ctx, "", &meilisearch.SearchRequest{
		Limit: 1, AttributesToRetrieve: []string{fieldID}, Facets: []string{fieldShift, fieldCert},
	})
	if err != nil {
		return known{}, failed(ctx, "values of the search index", err)
	}
	counts := map[string]map[string]int{}
	if err := json.Unmarshal(answer.FacetDistribution, &counts); err != nil {
		return known{}, fmt.Errorf("values of the search index: %w", err)
	}
	return known{shifts: keys(counts[fieldShift]), certs: keys(counts[fieldCert])}, nil
}

func keys(counts map[string]int) []string {
	values := make([]string, 0, len(counts))
	for v := range counts {
		values = append(values, v)
	}
	return unique(values)
}

func result(answer *meilisearch.SearchResponse, q search.Query) (search.Result, error) {
	r := search.Result{Total: int(answer.EstimatedTotalHits), Hits: make([]search.Hit, 0, len(answer.Hits))}
	for _, hit := range answer.Hits {
		var h struct {
			ID    string  `json:"id"`
			Score float64 `json:"_rankingScore"`
		}
		if err := hit.DecodeInto(&h); err != nil {
			return search.Result{}, fmt.Errorf("hit of the search: %w", err)
		}
		r.Hits = append(r.Hits, search.Hit{ID: h.ID, Score: h.Score})
	}
	if !q.Facets {
		return r, nil
	}
	counts, err := facetCounts(answer.FacetDistribution, facetNames())
	if err != nil {
		return search.Result{}, err
	}
	r.Facets = counts
	return r, nil
}

// facetCounts reads the facets of an answer, with decoded values.
func facetCounts(raw json.RawMessage, names []string) (map[string]map[string]int, error) {
	counts := map[string]map[string]int{}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &counts); err != nil {
			return nil, fmt.Errorf("facets: %w", err)
		}
	}
	decoded := map[string]map[string]int{}
	for _, name := range names {
		decoded[name] = map[string]int{}
		for value, n := range counts[name] {
			plain, err := decode(value)
			if err != nil {
				return nil, fmt.Errorf("facet %s: %w", name, err)
			}
			decoded[name][plain] = n
		}
	}
	return decoded, nil
}
