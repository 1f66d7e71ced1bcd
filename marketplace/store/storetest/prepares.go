package storetest

import (
	"context"
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/atonce"
)

func prepareChecks() []check {
	return []check{
		{name: "preparing again keeps everything", run: prepareTwice},
		{name: "a new index covers what is there already", run: prepareNewIndex},
		{name: "a new unique index over equal values is refused", run: prepareImpossible},
		{name: "several may prepare at once", run: prepareTogether},
		{name: "schemas outside the grammar are refused", run: refusedSchemas},
		{name: "a second process sees and keeps the same rules", run: secondProcess},
	}
}

func with(indexes ...store.Index) []store.Schema {
	s := things()
	s.Indexes = append(s.Indexes, indexes...)
	return []store.Schema{s}
}

func prepareTwice(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"email":"x"}`, fact(1))
	for range 2 {
		if err := s.Prepare(t.Context(), []store.Schema{things()}); err != nil {
			t.Fatalf("prepare again: %v", err)
		}
	}
	wantJSON(t, "the document", mustGet(t, s, "a").Body, []byte(`{"email":"x"}`))
	wantPending(t, s, "a", 1)
	wantConflict(t, "the unique value", s.Insert(t.Context(), "things", "b", []byte(`{"email":"x"}`), nil), "email")
}

func prepareNewIndex(t *testing.T, s store.Store, _ Options) {
	for i := range 30 {
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("t%02d", i)), fmt.Sprintf(`{"code":"c%02d","colour":%d}`, i, i%3), fact(i))
	}
	mustInsert(t, s, "none", `{"colour":null}`)
	err := s.Prepare(t.Context(), with(store.Index{Name: "by_colour", Fields: []string{"colour"}}, store.Index{Name: "code", Fields: []string{"code"}, Unique: true}))
	if err != nil {
		t.Fatalf("prepare with two more indexes: %v", err)
	}
	if ids := walk(t, s, store.Query{Index: "by_colour", Eq: []any{2}, Desc: true}); len(ids) != 10 || ids[0] != "t29" {
		t.Errorf("along the new index: %v", ids)
	}
	wantConflict(t, "a value from before", s.Insert(t.Context(), "things", "new", []byte(`{"code":"c07"}`), nil), "code")
	mustReplace(t, s, "t07", 1, `{"code":"c99"}`)
	mustInsert(t, s, "new", `{"code":"c07"}`)
	wantPending(t, s, "t07", 7)
}

func prepareImpossible(t *testing.T, s store.Store, _ Options) {
	mustInsert(t, s, "a", `{"code":"same"}`)
	mustInsert(t, s, "b", `{"code":"same"}`)
	err := s.Prepare(t.Context(), with(store.Index{Name: "code", Fields: []string{"code"}, Unique: true}))
	wantConflict(t, "a unique index over equal values", err, "code")
	mustReplace(t, s, "b", 1, `{"code":"other"}`)
	if err := s.Prepare(t.Context(), with(store.Index{Name: "code", Fields: []string{"code"}, Unique: true})); err != nil {
		t.Errorf("after the values were mended: %v", err)
	}
	wantConflict(t, "the rule", s.Insert(t.Context(), "things", "c", []byte(`{"code":"other"}`), nil), "code")
	changed := things()
	changed.Indexes[0].Fields = []string{"n", "org"}
	wantKind(t, "a changed index", s.Prepare(t.Context(), []store.Schema{changed}), marketplace.Invalid, "error.store_query")
}

func prepareTogether(t *testing.T, s store.Store, o Options) {
	second := o.Second(t, s)
	for i := range 5 {
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("t%d", i)), fmt.Sprintf(`{"code":%d}`, i))
	}
	schemas := append(with(store.Index{Name: "code", Fields: []string{"code"}, Unique: true}), store.Schema{Collection: "news", Indexes: things().Indexes})
	g, ctx := atonce.New(t.Context(), 0)
	for i := range 8 {
		g.Go(func() error { return []store.Store{s, second}[i%2].Prepare(ctx, schemas) })
	}
	if err := g.Wait(); err != nil {
		t.Fatalf("prepare together: %v", err)
	}
	for _, one := range []store.Store{s, second} {
		wantConflict(t, "the rule", one.Insert(t.Context(), "things", "new", []byte(`{"code":3}`), nil), "code")
	}
}

func refusedSchemas(t *testing.T, s store.Store, _ Options) {
	one := func(ix store.Index) store.Schema { return store.Schema{Collection: "news", Indexes: []store.Index{ix}} }
	thirteen := store.Schema{Collection: "news"}
	for i := range 13 {
		thirteen.Indexes = append(thirteen.Indexes, store.Index{Name: fmt.Sprintf("x%d", i), Fields: []string{"a"}})
	}
	for what, schema := range map[string]store.Schema{
		"no name":             {},
		"an upper-case name":  {Collection: "News"},
		"a name with a quote": {Collection: `news"; DROP TABLE things; --`},
		"thirteen indexes":    thirteen,
		"an index twice":      {Collection: "news", Indexes: []store.Index{{Name: "x", Fields: []string{"a"}}, {Name: "x", Fields: []string{"b"}}}},
		"an index named id":   one(store.Index{Name: "id", Fields: []string{"a"}}),
		"no fields":           one(store.Index{Name: "x"}),
		"five fields":         one(store.Index{Name: "x", Fields: []string{"a", "b", "c", "d", "e"}}),
		"a field twice":       one(store.Index{Name: "x", Fields: []string{"a", "a"}}),
		"a quote in a path":   one(store.Index{Name: "x", Fields: []string{"a') --"}}),
		"an empty step":       one(store.Index{Name: "x", Fields: []string{"a..b"}}),
	} {
		wantKind(t, what, s.Prepare(t.Context(), []store.Schema{schema}), marketplace.Invalid, "error.store_query")
	}
	_, err := s.Find(t.Context(), "news", store.Query{})
	wantKind(t, "a collection that was refused", err, marketplace.Invalid, "error.store_query")
}

func secondProcess(t *testing.T, s store.Store, o Options) {
	second := o.Second(t, s)
	if err := second.Prepare(t.Context(), []store.Schema{things(), others()}); err != nil {
		t.Fatalf("prepare in the second process: %v", err)
	}
	mustInsert(t, s, "a", `{"email":"x","v":1}`, fact(1))
	wantJSON(t, "seen by the second", mustGet(t, second, "a").Body, []byte(`{"email":"x","v":1}`))
	wantConflict(t, "insert by the second", second.Insert(t.Context(), "things", "b", []byte(`{"email":"x"}`), nil), "email")
	mustReplace(t, second, "a", 1, `{"v":2}`, fact(2))
	wantKind(t, "a replacement the second forestalled", s.Replace(t.Context(), "things", "a", 1, []byte(`{}`), nil), marketplace.Stale, "error.stale")
	settle(t, second, "a", 1)
	wantPending(t, s, "a", 2)
	g, ctx := atonce.New(t.Context(), 0)
	for i := range 40 {
		one := []store.Store{s, second}[i%2]
		g.Go(func() error { return writeSome(ctx, one, i) })
	}
	if err := g.Wait(); err != nil {
		t.Fatalf("two processes writing: %v", err)
	}
}

func writeSome(ctx context.Context, s store.Store, i int) error {
	id := marketplace.ID(fmt.Sprintf("w%d", i))
	if err := s.Insert(ctx, "things", id, []byte(`{}`), []marketplace.Fact{fact(i)}); err != nil {
		return err
	}
	return s.Replace(ctx, "things", id, 1, []byte(`{"v":1}`), nil)
}
