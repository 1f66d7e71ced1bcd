package searchtest

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/search"
)

// randomFilters asks 150 random combinations of filters of 5,000 generated entries and compares with the oracle: what is
// found, in which order, and the facets.
func randomFilters(t *testing.T, ix search.Index) {
	made := Generate(5000, 6)
	put(t, ix, made...)
	byID := map[string]search.Entry{}
	for _, e := range made {
		byID[e.ID] = e
	}
	r := rand.New(rand.NewPCG(7, 20261123))
	for range 150 {
		q := randomQuery(r)
		got, result := everything(t, ix, q)
		var fitting []search.Entry
		edge := false
		for _, e := range made {
			if onEdge(q, e) {
				edge = true
				got = slices.DeleteFunc(got, func(id string) bool { return id == e.ID })
			} else if Fits(q, e) {
				fitting = append(fitting, e)
			}
		}
		compare(t, q, got, fitting, byID)
		if !edge {
			compareCounts(t, q, result, fitting)
		}
		if t.Failed() {
			return
		}
	}
}

// onEdge says whether the entry lies so near the circle that engines may differ.
func onEdge(q search.Query, e search.Entry) bool {
	if q.Near == nil || e.Lat == 0 && e.Lon == 0 {
		return false
	}
	metres := float64(q.Near.Metres)
	return math.Abs(Metres(q.Near.Lat, q.Near.Lon, e.Lat, e.Lon)-metres) <= metres*0.004+1
}

// compare checks that exactly the fitting entries are found, in the order asked.
func compare(t *testing.T, q search.Query, got []string, fitting []search.Entry, byID map[string]search.Entry) {
	t.Helper()
	want := make([]string, len(fitting))
	for i, e := range fitting {
		want[i] = e.ID
	}
	if got := sorted(got); !slices.Equal(want, got) {
		t.Errorf("%+v: found (-want +got):\n%s", q, diff.Diff(want, got))
		return
	}
	for i := 1; i < len(got); i++ {
		if before, after := byID[got[i-1]], byID[got[i]]; !inRightOrder(q, before, after) {
			t.Errorf("%+v: %s stands before %s", q, before.ID, after.ID)
			return
		}
	}
}

// inRightOrder says whether one entry may stand before the other; distances may differ by the shape of the earth.
func inRightOrder(q search.Query, before, after search.Entry) bool {
	if q.Sort != search.ByDistance || q.Near == nil {
		return cmp.Or(-cmp.Compare(before.Posted, after.Posted), cmp.Compare(before.ID, after.ID)) < 0
	}
	if !before.PlaceKnown() || !after.PlaceKnown() {
		return before.PlaceKnown() || !after.PlaceKnown() && before.ID < after.ID
	}
	near, far := Metres(q.Near.Lat, q.Near.Lon, before.Lat, before.Lon), Metres(q.Near.Lat, q.Near.Lon, after.Lat, after.Lon)
	return near <= far*1.004+1
}

func compareCounts(t *testing.T, q search.Query, r search.Result, fitting []search.Entry) {
	t.Helper()
	if r.Total != len(fitting) {
		t.Errorf("%+v: total %d, want %d", q, r.Total, len(fitting))
	}
	want := map[string]map[string]int{"form": {}, "region": {}, "municipality": {}, "shift": {}, "access": {}}
	for _, e := range fitting {
		want["region"][e.Region]++
		want["municipality"][e.Municipal]++
		for field, values := range map[string][]string{"form": e.Forms, "shift": e.Shifts, "access": e.Access} {
			for _, v := range values {
				want[field][v]++
			}
		}
	}
	if d := diff.Diff(want, r.Facets); d != "" {
		t.Errorf("%+v: facets (-want +got):\n%s", q, d)
	}
}

// randomQuery uses each filter with a chance of a quarter, so that some queries have none and some have many.
func randomQuery(r *rand.Rand) search.Query {
	q := search.Query{Facets: true, Sort: search.ByPosted}
	sometimes := func(use func()) {
		if r.IntN(4) == 0 {
			use()
		}
	}
	all := places()
	sometimes(func() { q.Forms = some(r, formValues(), 0.4) })
	sometimes(func() { q.Regions = []string{all[r.IntN(len(all))].region, all[r.IntN(len(all))].region} })
	sometimes(func() { q.Municipals = []string{all[r.IntN(len(all))].municipal, "Ei missään"} })
	sometimes(func() { q.Orgs = []string{"O001", "O002", "O150"} })
	sometimes(func() { q.Access = some(r, accessValues(), 0.3) })
	sometimes(func() { q.Adaptations = some(r, adaptationValues(), 0.3) })
	sometimes(func() { q.NotHazards = some(r, hazardValues(), 0.3) })
	sometimes(func() { q.OnlyShifts = some(r, shiftValues(), 0.6) })
	sometimes(func() { q.OnlyCerts, q.CertsKnown = some(r, certValues(), 0.4), true })
	sometimes(func() { q.HoursFrom = 60 * r.IntN(30) })
	sometimes(func() { q.HoursTo = 60 * r.IntN(30) })
	sometimes(func() {
		centre := all[r.IntN(len(all))]
		q.Near = &search.Point{Lat: centre.lat, Lon: centre.lon, Metres: 1000 * (1 + r.IntN(150))}
		q.Sort = search.ByDistance
	})
	return q
}
