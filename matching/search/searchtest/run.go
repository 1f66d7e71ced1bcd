package searchtest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/search"
)

// Run is the conformance suite. Each part opens an index of its own, which open must give empty and close by t.Cleanup.
func Run(t *testing.T, open func(t *testing.T) search.Index) {
	t.Helper()
	parts := []struct {
		name string
		run  func(t *testing.T, ix search.Index)
	}{
		{"a write is visible at once", writesAreVisible},
		{"one bad entry refuses its batch", badEntryIsRefused},
		{"any allowed id comes back unchanged", idsComeBack},
		{"reset empties and is no longer stale", resetEmpties},
		{"each filter alone", eachFilter},
		{"a filter that nothing passes", nothingPasses},
		{"values are taken literally", valuesAreLiteral},
		{"facets count all fitting entries", facetsCount},
		{"distance within and sorted", distance},
		{"words find compounds and inflections", wordsFind},
		{"synonyms find as words do", synonymsFind},
		{"more of the words is better", moreWordsFirst},
		{"words and filters both hold", wordsWithinFilters},
		{"any words can be typed", anyWords},
		{"newest first, ties by id", tiesByID},
		{"pages neither overlap nor leave out", pages},
		{"queries out of range are refused", outOfRange},
		{"a cancelled search fails", cancelled},
		{"writing and searching at the same time", concurrent},
		{"random filters equal the oracle", randomFilters},
	}
	for _, part := range parts {
		t.Run(part.name, func(t *testing.T) { part.run(t, open(t)) })
	}
}

// put writes entries; grams are analysed for entries that have none.
func put(t *testing.T, ix search.Index, entries ...search.Entry) {
	t.Helper()
	entries = slices.Clone(entries)
	for i, e := range entries {
		if e.Grams == "" {
			entries[i].Grams = search.Analyse(e.Title + " " + e.Text)
		}
	}
	if err := ix.Put(t.Context(), entries); err != nil {
		t.Fatalf("put: %v", err)
	}
}

func find(t *testing.T, ix search.Index, q search.Query) search.Result {
	t.Helper()
	r, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %+v: %v", q, err)
	}
	return r
}

// ids gives the ids of the hits in their order.
func ids(r search.Result) []string {
	found := make([]string, len(r.Hits))
	for i, h := range r.Hits {
		found[i] = h.ID
	}
	return found
}

// finds fails the test unless exactly these ids are found, in whatever order.
func finds(t *testing.T, ix search.Index, q search.Query, want ...string) {
	t.Helper()
	r := find(t, ix, q)
	got := ids(r)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%+v finds %v, want %v", q, got, want)
	}
	if r.Total != len(want) {
		t.Errorf("%+v: total %d, want %d", q, r.Total, len(want))
	}
}

// inOrder fails the test unless exactly these ids are found in this order.
func inOrder(t *testing.T, ix search.Index, q search.Query, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, ids(find(t, ix, q))); diff != "" {
		t.Errorf("%+v: order (-want +got):\n%s", q, diff)
	}
}

// everything pages through all hits of a query.
func everything(t *testing.T, ix search.Index, q search.Query) (found []string, last search.Result) {
	t.Helper()
	q.Limit, q.Offset = search.MaxLimit, 0
	for {
		last = find(t, ix, q)
		found = append(found, ids(last)...)
		if len(last.Hits) < q.Limit || q.Offset == search.MaxOffset {
			return found, last
		}
		q.Offset += q.Limit
	}
}
