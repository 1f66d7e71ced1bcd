package searchtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/search"
)

func eachFilter(t *testing.T, ix search.Index) {
	put(t, ix, smallSet()...)
	for _, c := range filterCases() {
		t.Run(c.name, func(t *testing.T) { finds(t, ix, c.q, c.want...) })
	}
}

// smallSet has one entry with nothing known, "bare", and two full ones.
func smallSet() []search.Entry {
	return []search.Entry{
		{
			ID: "hki", Org: "o1", Forms: []string{"trial", "employment"}, Shifts: []string{"day"}, Hazards: []string{"heat"},
			Certs: []string{"hygiene"}, Access: []string{"lift", "step-free"}, Adaptations: []string{"breaks", "seat"},
			Region: "Uusimaa", Municipal: "Helsinki", Lat: 60.17, Lon: 24.94, HoursMin: 600, HoursMax: 1200,
		},
		{
			ID: "oulu", Org: "o2", Forms: []string{"employment"}, Shifts: []string{"day", "night"},
			Hazards: []string{"allergen:nuts", "noise"}, Certs: []string{"hygiene", "forklift"}, Access: []string{"lift"},
			Adaptations: []string{"breaks"}, Region: "Pohjois-Pohjanmaa", Municipal: "Oulu", Lat: 65.01, Lon: 25.47,
			HoursMin: 1500, HoursMax: 2250,
		},
		{ID: "bare"},
	}
}

type filterCase struct {
	name string
	q    search.Query
	want []string
}

func filterCases() []filterCase {
	hki, oulu, bare := "hki", "oulu", "bare"
	near := &search.Point{Lat: 60.2, Lon: 24.9, Metres: 25_000}
	return []filterCase{
		{"nothing asked", search.Query{}, []string{hki, oulu, bare}},
		{"one form", search.Query{Forms: []string{"trial"}}, []string{hki}},
		{"any of two forms", search.Query{Forms: []string{"trial", "employment", "other"}}, []string{hki, oulu}},
		{"an unknown form", search.Query{Forms: []string{"other"}}, nil},
		{"any of two regions", search.Query{Regions: []string{"Uusimaa", "Pohjois-Pohjanmaa"}}, []string{hki, oulu}},
		{"an empty region matches nothing", search.Query{Regions: []string{""}}, nil},
		{"a municipality", search.Query{Municipals: []string{"Oulu"}}, []string{oulu}},
		{"an organisation", search.Query{Orgs: []string{"o2"}}, []string{oulu}},
		{"one access", search.Query{Access: []string{"lift"}}, []string{hki, oulu}},
		{"all of two accesses", search.Query{Access: []string{"lift", "step-free"}}, []string{hki}},
		{"all of two adaptations", search.Query{Adaptations: []string{"seat", "breaks"}}, []string{hki}},
		{"no hazard of these", search.Query{NotHazards: []string{"allergen:nuts", "cold"}}, []string{hki, bare}},
		{"no hazard known to any", search.Query{NotHazards: []string{"cold"}}, []string{hki, oulu, bare}},
		{"only day", search.Query{OnlyShifts: []string{"day"}}, []string{hki, bare}},
		{"day and night", search.Query{OnlyShifts: []string{"night", "day", "weekend"}}, []string{hki, oulu, bare}},
		{"only a shift nobody has", search.Query{OnlyShifts: []string{"weekend"}}, []string{bare}},
		{"certificates held", search.Query{OnlyCerts: []string{"hygiene"}, CertsKnown: true}, []string{hki, bare}},
		{"no certificates held", search.Query{CertsKnown: true}, []string{bare}},
		{"certificates not known", search.Query{OnlyCerts: []string{"hygiene"}}, []string{hki, oulu, bare}},
		{"hours from", search.Query{HoursFrom: 1201}, []string{oulu, bare}},
		{"hours from, at the edge", search.Query{HoursFrom: 1200}, []string{hki, oulu, bare}},
		{"hours to", search.Query{HoursTo: 1499}, []string{hki, bare}},
		{"hours to, at the edge", search.Query{HoursTo: 1500}, []string{hki, oulu, bare}},
		{"hours overlap", search.Query{HoursFrom: 700, HoursTo: 800}, []string{hki, bare}},
		{"near", search.Query{Near: near}, []string{hki, bare}},
		{"near and a region", search.Query{Near: near, Regions: []string{"Uusimaa"}}, []string{hki}},
		{"different fields must all hold", search.Query{Forms: []string{"employment"}, OnlyShifts: []string{"day"}}, []string{hki}},
	}
}

// valuesAreLiteral proves that a value cannot break out of its filter.
func valuesAreLiteral(t *testing.T, ix search.Index) {
	odd := []string{`Etelä "Savo"`, `it's`, `back\slash`, `ends\`, `" OR 1=1`, `x' OR region EXISTS OR region = 'y`, "[a, b]", "*", "ÄÖÅ-åäö", "名前"}
	for i, v := range odd {
		put(t, ix, search.Entry{ID: string(rune('a' + i)), Region: v, Certs: []string{v}, Hazards: []string{v}, Access: []string{v}})
	}
	for i, v := range odd {
		id := string(rune('a' + i))
		finds(t, ix, search.Query{Regions: []string{v}}, id)
		finds(t, ix, search.Query{Access: []string{v}}, id)
		finds(t, ix, search.Query{OnlyCerts: []string{v}, CertsKnown: true}, id)
		if r := find(t, ix, search.Query{NotHazards: []string{v}}); r.Total != len(odd)-1 {
			t.Errorf("without hazard %q: %d entries, want %d", v, r.Total, len(odd)-1)
		}
	}
	finds(t, ix, search.Query{Orgs: []string{`o" OR org EXISTS`, `") OR (region EXISTS`}})
}

func facetsCount(t *testing.T, ix search.Index) {
	put(t, ix, smallSet()...)
	want := map[string]map[string]int{
		"form": {"employment": 2, "trial": 1}, "region": {"Uusimaa": 1, "Pohjois-Pohjanmaa": 1},
		"municipality": {"Helsinki": 1, "Oulu": 1}, "shift": {"day": 2, "night": 1}, "access": {"lift": 2, "step-free": 1},
	}
	r := find(t, ix, search.Query{Facets: true, Limit: 1})
	if diff := cmp.Diff(want, r.Facets); diff != "" || r.Total != 3 {
		t.Errorf("total %d, facets (-want +got):\n%s", r.Total, diff)
	}
	r = find(t, ix, search.Query{Facets: true, Regions: []string{"Uusimaa"}})
	if diff := cmp.Diff(map[string]int{"day": 1}, r.Facets["shift"]); diff != "" {
		t.Errorf("facets of the filtered (-want +got):\n%s", diff)
	}
	r = find(t, ix, search.Query{Facets: true, Regions: []string{"Lappi"}})
	if len(r.Facets) != 5 || len(r.Facets["form"]) != 0 {
		t.Errorf("facets of nothing: %v, want five empty ones", r.Facets)
	}
	if r = find(t, ix, search.Query{}); r.Facets != nil {
		t.Errorf("facets not asked for: %v", r.Facets)
	}
}

func distance(t *testing.T, ix search.Index) {
	put(t, ix,
		search.Entry{ID: "a-unknown"}, search.Entry{ID: "b-unknown"}, search.Entry{ID: "c-invalid", Lat: 91, Lon: 10},
		search.Entry{ID: "pasila", Lat: 60.1985, Lon: 24.9330}, search.Entry{ID: "espoo", Lat: 60.2055, Lon: 24.6559},
		search.Entry{ID: "here", Lat: 60.1699, Lon: 24.9384}, search.Entry{ID: "turku", Lat: 60.4518, Lon: 22.2666},
		search.Entry{ID: "sydney", Lat: -33.87, Lon: 151.21}, search.Entry{ID: "here-2", Lat: 60.1699, Lon: 24.9384})
	helsinki := search.Point{Lat: 60.1699, Lon: 24.9384, Metres: 200_000}
	inOrder(t, ix, search.Query{Near: &helsinki, Sort: search.ByDistance},
		"here", "here-2", "pasila", "espoo", "turku", "a-unknown", "b-unknown", "c-invalid")
	helsinki.Metres = 5_000
	finds(t, ix, search.Query{Near: &helsinki}, "here", "here-2", "pasila", "a-unknown", "b-unknown", "c-invalid")
	helsinki.Metres = 1
	finds(t, ix, search.Query{Near: &helsinki}, "here", "here-2", "a-unknown", "b-unknown", "c-invalid")
}

// nothingPasses proves that a filter which nothing passes stays one beside words and beside filters that exclude.
func nothingPasses(t *testing.T, ix search.Index) {
	put(t, ix, search.Entry{ID: "a", Title: "Siivooja", HoursMin: 600, HoursMax: 1200, Lat: 60.17, Lon: 24.94})
	for _, q := range []search.Query{
		{HoursTo: 1}, {HoursFrom: 5000}, {Near: &search.Point{Lat: -33.87, Lon: 151.21, Metres: 1000}}, {Orgs: []string{"none"}},
	} {
		finds(t, ix, q)
		q.NotHazards = []string{"cold"}
		finds(t, ix, q)
		q.CertsKnown, q.Words = true, "siivooja"
		finds(t, ix, q)
	}
	finds(t, ix, search.Query{Words: "siivooja", NotHazards: []string{"cold"}, CertsKnown: true, OnlyShifts: []string{"day"}}, "a")
}
