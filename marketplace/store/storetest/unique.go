package storetest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func uniqueChecks() []check {
	return []check{
		{name: "unique values are taken once", run: uniqueValues},
		{name: "null and missing are not constrained", run: uniqueNulls},
		{name: "a unique value is freed when it changes", run: uniqueFreed},
		{name: "unique values keep their type and spelling", run: uniqueExact},
	}
}

func uniqueValues(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"email":"a@example.fi","org":"o1","number":1}`)
	mustInsert(t, s, "b", `{"email":"b@example.fi","org":"o1","number":2}`)
	mustInsert(t, s, "c", `{"email":"c@example.fi","org":"o2","number":1}`)
	for body, index := range map[string]string{
		`{"email":"a@example.fi"}`:                       "email",
		`{"org":"o1","number":2,"email":"new"}`:          "number",
		`{"email":"c@example.fi","org":"o3","number":1}`: "email",
	} {
		wantConflict(t, "insert "+body, s.Insert(t.Context(), "things", "new", []byte(body), nil), index)
	}
	same := `{"email":"a@example.fi","org":"o1","number":1}`
	wantConflict(t, "the same document again", s.Insert(t.Context(), "things", "a", []byte(same), nil), "id")
	wantConflict(t, "replace", s.Replace(t.Context(), "things", "b", 1, []byte(`{"email":"a@example.fi"}`), []marketplace.Fact{fact(1)}), "email")
	doc := mustGet(t, s, "b")
	wantJSON(t, "after a refused replacement", doc.Body, []byte(`{"email":"b@example.fi","org":"o1","number":2}`))
	if doc.Rev != 1 {
		t.Errorf("a refused replacement moved the revision to %d", doc.Rev)
	}
	wantPending(t, s, "b")
	mustReplace(t, s, "b", 1, `{"email":"b@example.fi","org":"o1","number":3}`)
}

func uniqueNulls(t *testing.T, s store.Store, _ Options) {
	for id, body := range map[marketplace.ID]string{
		"a": `{}`, "b": `{}`, "c": `{"email":null}`, "d": `{"email":null}`,
		"e": `{"org":"o1"}`, "f": `{"org":"o1"}`, "g": `{"org":"o1","number":null}`,
		"h": `{"number":7}`, "i": `{"number":7,"org":null}`,
	} {
		mustInsert(t, s, id, body)
	}
	res, err := s.Find(t.Context(), "things", store.Query{Index: "email"})
	if err != nil || len(res.Docs) != 9 {
		t.Errorf("reading along a unique index finds %d of 9 documents without a value: %v", len(res.Docs), err)
	}
}

func uniqueFreed(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"email":"x"}`)
	mustReplace(t, s, "a", 1, `{"email":null}`)
	mustInsert(t, s, "b", `{"email":"x"}`)
	wantConflict(t, "taking it back", s.Replace(t.Context(), "things", "a", 2, []byte(`{"email":"x"}`), nil), "email")
	if err := s.Delete(t.Context(), "things", "b", 1); err != nil {
		t.Fatal(err)
	}
	mustReplace(t, s, "a", 2, `{"email":"x"}`)
}

func uniqueExact(t *testing.T, s store.Store, _ Options) {
	for id, body := range map[marketplace.ID]string{
		"a": `{"email":"x"}`, "b": `{"email":"X"}`, "c": `{"email":"x "}`, "d": `{"email":""}`, "e": `{"email":"ä"}`, "f": `{"email":"a\u0308"}`,
		"g": `{"org":"a,b","number":1}`, "h": `{"org":"a","number":1}`, "i": `{"org":"a\",1","number":1}`, "j": `{"org":"a","number":9223372036854775807}`,
		"k": `{"org":"a","number":9223372036854775806}`, "l": `{"org":"a","number":"1"}`,
	} {
		mustInsert(t, s, id, body)
	}
	wantConflict(t, "the empty text", s.Insert(t.Context(), "things", "z", []byte(`{"email":""}`), nil), "email")
}
