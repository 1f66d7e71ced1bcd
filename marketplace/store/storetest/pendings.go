package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func pendingChecks() []check {
	return []check{
		{name: "facts wait in the order they were saved", run: factsInOrder},
		{name: "facts come back as they were saved", run: factRoundTrip},
		{name: "settling leaves body and revision", run: settleKeepsRevision},
		{name: "settling again changes nothing", run: settleTwice},
		{name: "the longest waiting come first, of all collections", run: longestFirst},
	}
}

// parcel finds the pending facts of one document.
func parcel(t *testing.T, s store.Store, id marketplace.ID) []marketplace.Fact {
	t.Helper()
	all, err := s.Pending(t.Context(), 1000)
	if err != nil {
		t.Fatalf("pending: %v", err)
	}
	for _, p := range all {
		if p.Collection == "things" && p.ID == id {
			if len(p.Facts) == 0 {
				t.Errorf("%s is listed without a fact", id)
			}
			return p.Facts
		}
	}
	return nil
}

func wantPending(t *testing.T, s store.Store, id marketplace.ID, numbers ...int) {
	t.Helper()
	var want []marketplace.ID
	for _, n := range numbers {
		want = append(want, fact(n).ID)
	}
	if got := factIDs(parcel(t, s, id)); !slices.Equal(got, want) {
		t.Errorf("facts pending in %s: %v, want %v", id, got, want)
	}
}

func settle(t *testing.T, s store.Store, id marketplace.ID, numbers ...int) {
	t.Helper()
	var ids []marketplace.ID
	for _, n := range numbers {
		ids = append(ids, fact(n).ID)
	}
	if err := s.Settle(t.Context(), "things", id, ids); err != nil {
		t.Fatalf("settle %v of %s: %v", numbers, id, err)
	}
}

func factsInOrder(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{}`, fact(5), fact(3))
	mustReplace(t, s, "a", 1, `{}`)
	mustReplace(t, s, "a", 2, `{}`, fact(9), fact(1), fact(4))
	wantPending(t, s, "a", 5, 3, 9, 1, 4)
	settle(t, s, "a", 3, 9)
	wantPending(t, s, "a", 5, 1, 4)
	rev, want := int64(3), []int{5, 1, 4}
	for n := 20; n < 32; n++ {
		mustReplace(t, s, "a", rev, `{}`, fact(n))
		rev, want = rev+1, append(want, n)
	}
	wantPending(t, s, "a", want...)
	settle(t, s, "a", want...)
	wantPending(t, s, "a")
	mustReplace(t, s, "a", rev, `{}`, fact(50))
	wantPending(t, s, "a", 50)
}

func factRoundTrip(t *testing.T, s store.Store, _ Options) {
	want := []marketplace.Fact{
		fact(1),
		{ID: "bare", Type: "x.y"},
		{ID: "awkward", Type: "x.y", At: day(2), Data: map[string]string{"": "", "a.b": "c", "$x": "%2E", "ö": "\u0000"}},
	}
	mustInsert(t, s, "a", `{}`, want...)
	if diff := cmp.Diff(want, parcel(t, s, "a"), cmp.Comparer(func(a, b marketplace.Instant) bool { return a == b })); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

func settleKeepsRevision(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"email":"x","v":1}`, fact(1), fact(2))
	settle(t, s, "a", 1)
	doc := mustGet(t, s, "a")
	if doc.Rev != 1 {
		t.Errorf("settling moved the revision to %d", doc.Rev)
	}
	wantJSON(t, "the body", doc.Body, []byte(`{"email":"x","v":1}`))
	mustReplace(t, s, "a", 1, `{"email":"x","v":2}`, fact(3))
	wantPending(t, s, "a", 2, 3)
	wantConflict(t, "the unique value after settling", s.Insert(t.Context(), "things", "b", []byte(`{"email":"x"}`), nil), "email")
}

func settleTwice(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{}`, fact(1), fact(2))
	for range 2 {
		settle(t, s, "a", 1, 77)
		wantPending(t, s, "a", 2)
	}
	for range 2 {
		settle(t, s, "a", 2)
		wantPending(t, s, "a")
	}
	settle(t, s, "a")
	if err := s.Settle(t.Context(), "things", "gone", []marketplace.ID{"x"}); err != nil {
		t.Errorf("settle in a document that is gone: %v", err)
	}
}

func longestFirst(t *testing.T, s store.Store, _ Options) {
	for i, n := range []int{40, 10, 30, 20} {
		collection := []string{"things", "others"}[i%2]
		if err := s.Insert(t.Context(), collection, marketplace.ID(fmt.Sprintf("d%d", n)), []byte(`{}`), []marketplace.Fact{fact(n)}); err != nil {
			t.Fatal(err)
		}
	}
	mustInsert(t, s, "calm", `{}`)
	mustReplace(t, s, "d40", 1, `{}`, fact(1))
	mustReplace(t, s, "calm", 1, `{}`, fact(25))
	for _, limit := range []int{0, -1} {
		if parcels, err := s.Pending(t.Context(), limit); err != nil || len(parcels) > 0 {
			t.Errorf("limit %d: %d parcels: %v", limit, len(parcels), err)
		}
	}
	for limit, want := range map[int][]string{
		10: {"others/d10", "others/d20", "things/calm", "things/d30"},
		3:  {"others/d10", "others/d20", "things/calm"},
		1:  {"others/d10"},
	} {
		parcels, err := s.Pending(t.Context(), limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range parcels {
			if p.ID != "d40" { // how early it comes is the engine's affair: its second fact is older than its first
				got = append(got, p.Collection+"/"+string(p.ID))
			}
		}
		if len(parcels) > limit || len(got) < min(limit, 4)-1 || !slices.Equal(got, want[:len(got)]) {
			t.Errorf("limit %d: %v, want %v", limit, got, want)
		}
	}
}
