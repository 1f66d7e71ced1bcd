package find

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search"
)

func (r Results) ids() []marketplace.ID {
	ids := []marketplace.ID{}
	for _, t := range r.Items {
		ids = append(ids, t.ID)
	}
	return ids
}

func TestSearch(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	turku := w.post(aino, washing())
	garden := w.post(aino, with(func(t *task.Task) {
		t.Title, t.Summary, t.Place.Postal, t.Forms = "Puutarhatyöntekijä", "Kitket ja kastelet.", "33100", []string{"work_trial"}
		t.Place.Access = []string{"lift"}
	}))
	tests := []struct {
		name string
		q    Query
		want []marketplace.ID
	}{
		{"everything", Query{}, []marketplace.ID{turku, garden}},
		{"part of a compound, inflected", Query{Words: "puutarhassa"}, []marketplace.ID{garden}},
		{"an everyday word for it", Query{Words: "pihahommat"}, []marketplace.ID{garden}},
		{"form", Query{Forms: []string{"employment", "gig"}}, []marketplace.ID{turku}},
		{"region in Swedish", Query{Regions: []string{"egentliga finland"}}, []marketplace.ID{turku}},
		{"municipality", Query{Municipals: []string{"Tampere"}}, []marketplace.ID{garden}},
		{"access", Query{Access: []string{"lift"}}, []marketplace.ID{garden}},
		{"hazard", Query{NotHazards: []string{"wet_floor"}}, []marketplace.ID{}},
		{"hours", Query{HoursFrom: 601}, []marketplace.ID{}},
		{"near", Query{Postal: "20200", Kilometres: 10}, []marketplace.ID{turku}},
		{"nearest first, any distance", Query{Postal: "20200", Sort: search.ByDistance}, []marketplace.ID{turku, garden}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := w.Search(ctx, otso, tt.q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got.ids()); diff != "" {
				t.Error(diff)
			}
			if got.Total != len(tt.want) || got.Degraded {
				t.Errorf("total %d, degraded %v", got.Total, got.Degraded)
			}
		})
	}
	if f := must(w.Search(ctx, otso, Query{})).Facets; f["region"]["Pirkanmaa"] != 1 || f["form"]["employment"] != 1 {
		t.Errorf("facets %v", f)
	}
	_, err := w.Search(ctx, marketplace.Actor{}, Query{})
	wantKind(t, err, marketplace.Unauthenticated)
}

func TestSearchNamesWrongFields(t *testing.T) {
	w := newWorld(t)
	_, err := w.Search(context.Background(), otso, Query{
		Forms: []string{"x"}, Regions: []string{"Uusimaa", "Atlantis"}, HoursFrom: -1, Kilometres: 501, Sort: "price", Limit: 101,
	})
	wantKind(t, err, marketplace.Invalid)
	var got []string
	for _, f := range marketplace.AsError(err).Fields {
		got = append(got, f.Field+": "+f.Key)
	}
	want := []string{
		"forms[0]: field.choice", "hours_from: field.range", "limit: field.range", "sort: field.choice",
		"regions[1]: search.place", "kilometres: field.range", "postal: field.required",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// When nothing is found, the filters that stand in the way are named with what would be found without them.
func TestNothingFound(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	for range 3 {
		w.post(aino, washing())
	}
	w.post(aino, with(func(t *task.Task) { t.Title, t.Summary, t.Place.Postal = "Leipuri", "", "33100" }))
	got := must(w.Search(ctx, otso, Query{Words: "leipuri", Municipals: []string{"Turku"}, Forms: []string{"employment"}}))
	want := []Relax{{"words", 3}, {"municipalities", 1}}
	if diff := cmp.Diff(want, got.Relax); diff != "" || got.Total != 0 {
		t.Errorf("total %d: %s", got.Total, diff)
	}
	if hopeless := must(w.Search(ctx, otso, Query{Words: "astronautti", Municipals: []string{"Utsjoki"}})); hopeless.Relax != nil {
		t.Errorf("no single filter helps, but: %v", hopeless.Relax)
	}
}

// While the index does not answer, filters and words still work, and the result says that it is not the usual one.
func TestSearchWithoutIndex(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	turku := w.post(aino, washing())
	baker := w.post(aino, with(func(t *task.Task) {
		t.Title, t.Summary, t.Place.Postal, t.Shifts = "Leipuri", "", "33100", matching.Chosen("night")
	}))
	w.index.Off = true
	for _, tt := range []struct {
		q    Query
		want []marketplace.ID
	}{
		{Query{}, []marketplace.ID{baker, turku}},
		{Query{Limit: 1, Offset: 1}, []marketplace.ID{turku}},
		{Query{Words: "tiskaajan"}, []marketplace.ID{turku}},
		{Query{Shifts: []string{"day"}}, []marketplace.ID{turku}},
		{Query{Municipals: []string{"Tampere"}, Forms: []string{"employment"}}, []marketplace.ID{baker}},
		{Query{HoursFrom: 700}, []marketplace.ID{}},
	} {
		got := must(w.Search(ctx, otso, tt.q))
		if diff := cmp.Diff(tt.want, got.ids()); diff != "" || !got.Degraded {
			t.Errorf("%+v, degraded %v: %s", tt.q, got.Degraded, diff)
		}
	}
}

// The index follows what happens, whatever the order and however often the facts arrive.
func TestIndexFollowsFacts(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	found := func() []marketplace.ID {
		w.carry()
		ids := must(w.Search(ctx, otso, Query{})).ids()
		slices.Sort(ids)
		return ids
	}
	want := func(when string, ids ...marketplace.ID) {
		t.Helper()
		if diff := cmp.Diff(append([]marketplace.ID{}, ids...), found()); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	draft := must(w.Tasks.Create(ctx, aino, washing()))
	want("a draft")
	must(w.Tasks.Publish(ctx, aino, draft.ID))
	other := w.post(otso, washing())
	want("published", draft.ID, other)
	must(w.Tasks.Close(ctx, aino, draft.ID))
	want("closed", other)
	must(w.Tasks.Reopen(ctx, aino, draft.ID))
	want("reopened", draft.ID, other)

	w.orgs["depot"] = true
	want("suspended, before the fact arrives", draft.ID)
	suspended := marketplace.Fact{Type: "organisation.suspended", Subject: "organisations/depot", Org: "depot"}
	if err := w.Keep(ctx, suspended); err != nil {
		t.Fatal(err)
	}
	if s := must(w.Index.Status(ctx)); s.Entries != 1 {
		t.Errorf("%d entries in the index while one organisation is suspended", s.Entries)
	}
	delete(w.orgs, "depot")
	if err := w.Keep(ctx, marketplace.Fact{Type: "organisation.restored", Subject: "organisations/depot"}); err != nil {
		t.Fatal(err)
	}
	want("restored", draft.ID, other)
	if err := w.Keep(ctx, marketplace.Fact{Type: "profile.saved"}); err != nil {
		t.Errorf("a fact about something else: %v", err)
	}
	w.index.Off = true
	err := w.Keep(ctx, marketplace.Fact{Type: "task.changed", Data: map[string]string{"task": string(other)}})
	wantKind(t, err, marketplace.Unavailable)
}

func TestRebuild(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	w.market.Fill(1200)
	if err := w.Index.Put(ctx, []search.Entry{{ID: "ghost", Title: "gone"}}); err != nil {
		t.Fatal(err)
	}
	var seen [][2]int
	if err := w.Rebuild(ctx, func(done, total int) { seen = append(seen, [2]int{done, total}) }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][2]int{{500, 1200}, {1000, 1200}, {1200, 1200}}, seen); diff != "" {
		t.Error(diff)
	}
	if s := must(w.Index.Status(ctx)); s.Entries != 1200 || s.Stale {
		t.Errorf("status %+v", s)
	}
}
