package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func documentChecks() []check {
	return []check{
		{name: "documents come back as they were saved", run: roundTrip},
		{name: "lists within lists come back as they were saved", need: NestedLists, run: nestedLists},
		{name: "documents outside the grammar are refused", run: refusedDocuments},
		{name: "typed aggregates come back as they were saved", run: typedRoundTrip},
		{name: "an ended context does nothing", run: endedContext},
		{name: "unprepared collections are refused", run: unprepared},
	}
}

func roundTrip(t *testing.T, s store.Store, _ Options) {
	bodies := map[string]string{
		"empty":           `{}`,
		"nulls":           `{"a":null,"b":[null,null],"c":{"d":null}}`,
		"empty_lists":     `{"a":[],"b":{},"c":[{},null],"d":""}`,
		"key_order":       `{"z":1,"a":2,"m":{"y":1,"b":2},"_id":3,"id":4,"rev":5,"body":6}`,
		"integers":        `{"max":9223372036854775807,"min":-9223372036854775808,"zero":0,"one":1,"big":9007199254740993,"int32":2147483648}`,
		"floats":          `{"a":0.1,"b":-1.5e-300,"c":1.7976931348623157e308,"d":5e-324,"e":3.0,"f":-0.0,"g":100000000000000000000,"h":-92233720368547760000}`,
		"booleans":        `{"t":true,"f":false}`,
		"text":            `{"fi":"Työhönvalmentaja Åsa Ö","selko":"\"lainaus\" \\ / \n\t","emoji":"👩🏽‍🔧","nul":"a\u0000b","html":"<a&b>"}`,
		"text_like_types": `{"a":"12","b":"true","c":"null","d":"2026-11-23T06:14:08.123Z","e":"{\"f\":1}"}`,
		"awkward_keys":    `{"a.b":1,"$set":2,"":3,"$":{"$x.y":[{".":4}]},"%2E":5,"%":6,"ääkkönen":7,"a\u0000b":8,"0":9}`,
		"long_text":       `{"a":"` + strings.Repeat("å", 100_000) + `"}`,
		"deep":            strings.Repeat(`{"a":[`, 25) + strings.Repeat(`]}`, 25),
	}
	for name, body := range bodies {
		id := marketplace.ID(name)
		mustInsert(t, s, id, body)
		doc := mustGet(t, s, id)
		wantJSON(t, name+" after insert", doc.Body, []byte(body))
		if doc.ID != id || doc.Rev != 1 {
			t.Errorf("%s: id %s at revision %d, want revision 1", name, doc.ID, doc.Rev)
		}
		mustReplace(t, s, id, 1, `{"other":1}`)
		mustReplace(t, s, id, 2, body)
		doc = mustGet(t, s, id)
		wantJSON(t, name+" after replace", doc.Body, []byte(body))
		if doc.Rev != 3 {
			t.Errorf("%s: revision %d after two replacements, want 3", name, doc.Rev)
		}
	}
}

func nestedLists(t *testing.T, s store.Store, _ Options) {
	body := `{"a":[[],[1,["x",[]]],{"b":[[null]]}]}`
	mustInsert(t, s, "a", body)
	wantJSON(t, "lists within lists", mustGet(t, s, "a").Body, []byte(body))
}

func refusedDocuments(t *testing.T, s store.Store, _ Options) {
	bodies := map[string]string{
		"nothing":                 ``,
		"no JSON":                 `{"a":`,
		"a list":                  `[1]`,
		"null":                    `null`,
		"two documents":           `{}{}`,
		"more than 64 bits":       `{"a":9223372036854775808}`,
		"less than 64 bits":       `{"a":[-9223372036854775809]}`,
		"an infinite number":      `{"a":1e400}`,
		"not UTF-8":               "{\"a\":\"\xff\"}",
		"an indexed list":         `{"org":["a"]}`,
		"an indexed object":       `{"org":{}}`,
		"an indexed fraction":     `{"n":1.5}`,
		"a list on the way":       `{"place":[{"postal":"00100"}]}`,
		"text on the way":         `{"place":"Helsinki"}`,
		"too deep":                `{"a":` + strings.Repeat(`[`, 70) + strings.Repeat(`]`, 70) + `}`,
		"more than two mebibytes": `{"a":"` + strings.Repeat("a", 2<<20) + `"}`,
	}
	mustInsert(t, s, "there", `{"a":1}`)
	for name, body := range bodies {
		wantKind(t, "insert "+name, s.Insert(t.Context(), "things", "new", []byte(body), nil), marketplace.Invalid, "error.store_query")
		wantKind(t, "replace by "+name, s.Replace(t.Context(), "things", "there", 1, []byte(body), nil), marketplace.Invalid, "error.store_query")
	}
	for _, id := range []marketplace.ID{"", "a/b", "a b", "ä", marketplace.ID(strings.Repeat("x", 65))} {
		wantKind(t, fmt.Sprintf("id %q", id), s.Insert(t.Context(), "things", id, []byte(`{}`), nil), marketplace.Invalid, "error.store_query")
	}
	if doc := mustGet(t, s, "there"); doc.Rev != 1 {
		t.Errorf("a refused document moved the revision to %d", doc.Rev)
	}
}

type thing struct {
	Name  string              `json:"name"`
	At    marketplace.Instant `json:"at"`
	Unset marketplace.Instant `json:"unset"`
	List  []string            `json:"list"`
	Nil   []string            `json:"nil"`
	Map   map[string]int64    `json:"map"`
	Next  *thing              `json:"next"`
	Share float64             `json:"share"`
}

func typedRoundTrip(t *testing.T, s store.Store, _ Options) {
	c := store.NewCollection[thing](s, things())
	want := thing{Name: "Sähly", At: day(1), List: []string{}, Map: map[string]int64{"b.c": 1 << 62, "a": -1}, Next: &thing{Name: "seuraava"}, Share: 0.35}
	entry, err := c.Insert(t.Context(), "t1", want, fact(1))
	if err != nil {
		t.Fatal(err)
	}
	entry.Value.Name = "Salibandy"
	if entry, err = c.Save(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
	want.Name = "Salibandy"
	got, err := c.Get(t.Context(), "t1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.Value, cmp.Comparer(func(a, b marketplace.Instant) bool { return a == b })); diff != "" {
		t.Errorf("the aggregate changed (-want +got):\n%s", diff)
	}
	if got.Rev != 2 || entry.Rev != 2 {
		t.Errorf("revisions %d loaded, %d saved, want 2", got.Rev, entry.Rev)
	}
}

func endedContext(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "there", `{"a":1}`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, getErr := s.Get(ctx, "things", "there")
	_, findErr := s.Find(ctx, "things", store.Query{})
	_, pendingErr := s.Pending(ctx, 10)
	for what, err := range map[string]error{
		"get": getErr, "find": findErr, "pending": pendingErr,
		"insert":  s.Insert(ctx, "things", "new", []byte(`{}`), nil),
		"replace": s.Replace(ctx, "things", "there", 1, []byte(`{}`), nil),
		"delete":  s.Delete(ctx, "things", "there", 1),
		"settle":  s.Settle(ctx, "things", "there", []marketplace.ID{"x"}),
	} {
		wantKind(t, what, err, marketplace.Unavailable, "error.store_unavailable")
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v does not say that the context was cancelled", what, err)
		}
	}
	if doc := mustGet(t, s, "there"); doc.Rev != 1 {
		t.Errorf("the document moved to revision %d", doc.Rev)
	}
	_, err := s.Get(t.Context(), "things", "new")
	wantKind(t, "what was not inserted", err, marketplace.NotFound, "error.not_found")
}

func unprepared(t *testing.T, s store.Store, _ Options) {
	_, getErr := s.Get(t.Context(), "nowhere", "a")
	_, findErr := s.Find(t.Context(), "nowhere", store.Query{})
	for what, err := range map[string]error{
		"get": getErr, "find": findErr,
		"insert":  s.Insert(t.Context(), "nowhere", "a", []byte(`{}`), nil),
		"replace": s.Replace(t.Context(), "nowhere", "a", 1, []byte(`{}`), nil),
		"delete":  s.Delete(t.Context(), "nowhere", "a", 1),
		"settle":  s.Settle(t.Context(), "nowhere", "a", nil),
	} {
		wantKind(t, what, err, marketplace.Invalid, "error.store_query")
	}
}
