package storetest

import (
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func writeChecks() []check {
	return []check{
		{name: "an id is taken once", run: takenID},
		{name: "a stale revision changes nothing", run: staleRevision},
		{name: "what is gone cannot be changed", run: goneDocument},
		{name: "deleting needs the revision", run: deleting},
	}
}

func takenID(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"v":1}`, fact(1))
	wantConflict(t, "the same id", s.Insert(t.Context(), "things", "a", []byte(`{"v":2}`), []marketplace.Fact{fact(2)}), "id")
	wantJSON(t, "the first document", mustGet(t, s, "a").Body, []byte(`{"v":1}`))
	wantPending(t, s, "a", 1)
	if err := s.Insert(t.Context(), "others", "a", []byte(`{}`), nil); err != nil {
		t.Errorf("the same id in another collection: %v", err)
	}
	mustInsert(t, s, "A", `{}`)
}

func staleRevision(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"v":1}`)
	mustReplace(t, s, "a", 1, `{"v":2}`)
	for _, rev := range []int64{0, 1, 3, -1} {
		what := fmt.Sprintf("revision %d", rev)
		wantKind(t, "replace over "+what, s.Replace(t.Context(), "things", "a", rev, []byte(`{"v":3}`), []marketplace.Fact{fact(1)}), marketplace.Stale, "error.stale")
		wantKind(t, "delete at "+what, s.Delete(t.Context(), "things", "a", rev), marketplace.Stale, "error.stale")
	}
	wantJSON(t, "the document", mustGet(t, s, "a").Body, []byte(`{"v":2}`))
	wantPending(t, s, "a")
}

func goneDocument(t *testing.T, s store.Store, _ Options) {
	_, err := s.Get(t.Context(), "things", "a")
	wantKind(t, "get", err, marketplace.NotFound, "error.not_found")
	wantKind(t, "replace", s.Replace(t.Context(), "things", "a", 1, []byte(`{}`), nil), marketplace.NotFound, "error.not_found")
	if err := s.Delete(t.Context(), "things", "a", 1); err != nil {
		t.Errorf("deleting what is not there: %v", err)
	}
	if err := s.Settle(t.Context(), "things", "a", []marketplace.ID{"x"}); err != nil {
		t.Errorf("settling what is not there: %v", err)
	}
}

func deleting(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"email":"a@example.fi"}`, fact(1))
	wantConflict(t, "delete while a fact waits", s.Delete(t.Context(), "things", "a", 1), "pending")
	settle(t, s, "a", 1)
	if err := s.Delete(t.Context(), "things", "a", 1); err != nil {
		t.Fatalf("delete: %v", err)
	}
	_, err := s.Get(t.Context(), "things", "a")
	wantKind(t, "get after delete", err, marketplace.NotFound, "error.not_found")
	mustInsert(t, s, "a", `{"email":"a@example.fi"}`)
	if doc := mustGet(t, s, "a"); doc.Rev != 1 {
		t.Errorf("a document made anew is at revision %d, want 1", doc.Rev)
	}
}
