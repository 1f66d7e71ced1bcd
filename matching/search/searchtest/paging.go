package searchtest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"sovite.fi/sovite/matching/search"
)

func tiesByID(t *testing.T, ix search.Index) {
	for _, id := range []string{"D", "B", "E", "A", "C"} {
		put(t, ix, search.Entry{ID: id, Title: "Siivooja", Posted: "2026-05-05", Lat: 60.17, Lon: 24.94})
	}
	put(t, ix, search.Entry{ID: "F", Posted: "2026-06-01"}, search.Entry{ID: "0"})
	point := &search.Point{Lat: 61, Lon: 25, Metres: 500_000}
	for range 3 {
		inOrder(t, ix, search.Query{Words: "siivous"}, "A", "B", "C", "D", "E")
		inOrder(t, ix, search.Query{Sort: search.ByPosted}, "F", "A", "B", "C", "D", "E", "0")
		inOrder(t, ix, search.Query{Sort: search.ByDistance, Near: point}, "A", "B", "C", "D", "E", "0", "F")
	}
	put(t, ix, search.Entry{ID: "B", Title: "Siivooja", Posted: "2026-05-05", Lat: 60.17, Lon: 24.94})
	inOrder(t, ix, search.Query{Words: "siivous"}, "A", "B", "C", "D", "E")
}

func pages(t *testing.T, ix search.Index) {
	made := Generate(230, 5)
	put(t, ix, made...)
	for _, q := range []search.Query{{Limit: 20}, {Limit: 7, Words: "työ"}, {
		Limit: 50, Sort: search.ByDistance,
		Near: &search.Point{Lat: 61, Lon: 24, Metres: 2_000_000},
	}} {
		whole, _ := everything(t, ix, q)
		var paged []string
		for {
			r := find(t, ix, q)
			if r.Total != len(whole) {
				t.Errorf("%+v: total %d, want %d", q, r.Total, len(whole))
			}
			if len(r.Hits) == 0 {
				break
			}
			paged = append(paged, ids(r)...)
			q.Offset += q.Limit
		}
		if !slices.Equal(paged, whole) {
			t.Errorf("%+v: pages give %d ids that are not the %d of one long page", q, len(paged), len(whole))
		}
	}
	if n := len(find(t, ix, search.Query{}).Hits); n != search.DefaultLimit {
		t.Errorf("%d hits without a limit, want %d", n, search.DefaultLimit)
	}
	if r := find(t, ix, search.Query{Offset: search.MaxOffset, Limit: search.MaxLimit}); len(r.Hits) != 0 || r.Total != len(made) {
		t.Errorf("far behind the end: %d hits of %d", len(r.Hits), r.Total)
	}
}

func outOfRange(t *testing.T, ix search.Index) {
	for _, q := range []search.Query{
		{Limit: -1},
		{Limit: search.MaxLimit + 1},
		{Offset: -1},
		{Offset: search.MaxOffset + 1},
		{Sort: "best"},
		{HoursFrom: -1},
		{HoursTo: -60},
		{Near: &search.Point{Lat: 91, Metres: 10}},
		{Near: &search.Point{Lon: -181, Metres: 10}},
		{Near: &search.Point{Lat: 60, Lon: 25}},
		{Near: &search.Point{Lat: 60, Lon: 25, Metres: -5}},
	} {
		if _, err := ix.Search(t.Context(), q); !errors.Is(err, search.ErrQuery) {
			t.Errorf("%s: %v, want ErrQuery", fmt.Sprintf("%+v", q), err)
		}
	}
}
