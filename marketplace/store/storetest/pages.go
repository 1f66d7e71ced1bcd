package storetest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

func pageChecks() []check {
	return []check{
		{name: "pages stay whole while documents come and go", run: stablePages},
		{name: "a cursor is good for its own query only", run: foreignCursors},
		{name: "a full last page has no next", run: lastPage},
		{name: "Each visits everything once and stops when told", run: each},
	}
}

func stablePages(t *testing.T, s store.Store, _ Options) {
	for _, desc := range []bool{false, true} {
		org := fmt.Sprintf("org-%v", desc)
		var stay []marketplace.ID
		for i := range 20 {
			id := marketplace.ID(fmt.Sprintf("%v-stay-%02d", desc, i))
			stay = append(stay, id)
			mustInsert(t, s, id, fmt.Sprintf(`{"org":%q,"n":%d}`, org, i/4))
		}
		q := store.Query{Index: "by_org", Eq: []any{org}, Limit: 3, Desc: desc}
		seen := map[marketplace.ID]int{}
		for round := 0; ; round++ {
			res, err := s.Find(t.Context(), "things", q)
			if err != nil {
				t.Fatal(err)
			}
			for _, doc := range res.Docs {
				seen[doc.ID]++
			}
			if res.Next == "" {
				break
			}
			q.After = res.Next
			comeAndGo(t, s, org, round, res.Docs)
		}
		for _, id := range stay {
			if seen[id] != 1 {
				t.Errorf("descending %v: %s was seen %d times", desc, id, seen[id])
			}
		}
	}
}

// comeAndGo inserts before and after the last document read, and takes that one away if it is not meant to stay, so that
// the cursor stands on nothing.
func comeAndGo(t *testing.T, s store.Store, org string, round int, page []store.Doc) {
	t.Helper()
	if round > 5 {
		return
	}
	for n := range 5 {
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("%s-%d-%d", org, round, n)), fmt.Sprintf(`{"org":%q,"n":%d}`, org, n))
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("z-%s-%d-%d", org, round, n)), fmt.Sprintf(`{"org":%q,"n":%d}`, org, n))
	}
	last := page[len(page)-1]
	if strings.Contains(string(last.ID), "-stay-") {
		return
	}
	if err := s.Delete(t.Context(), "things", last.ID, last.Rev); err != nil {
		t.Fatal(err)
	}
}

func foreignCursors(t *testing.T, s store.Store, _ Options) {
	for i := range 6 {
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("t%d", i)), fmt.Sprintf(`{"org":"o1","n":%d,"kind":"k","open":true}`, i))
	}
	first := store.Query{Index: "by_org", Eq: []any{"o1"}, From: 0, To: 5, Limit: 3}
	res, err := s.Find(t.Context(), "things", first)
	if err != nil || res.Next == "" {
		t.Fatalf("the first page: %v", err)
	}
	raw := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	for what, q := range map[string]store.Query{
		"another index":        {Index: "by_all", Eq: []any{"o1"}, After: res.Next},
		"no index":             {After: res.Next},
		"another equality":     {Index: "by_org", Eq: []any{"o2"}, After: res.Next},
		"an equality more":     {Index: "by_org", Eq: []any{"o1", 4}, After: res.Next},
		"the other direction":  {Index: "by_org", Eq: []any{"o1"}, Desc: true, After: res.Next},
		"a range further up":   {Index: "by_org", Eq: []any{"o1"}, From: 3, After: res.Next},
		"a range further down": {Index: "by_org", Eq: []any{"o1"}, To: 2, After: res.Next},
		"a list without it":    {Index: "by_org", Eq: []any{"o1"}, In: []any{1, 3}, After: res.Next},
		"a cut cursor":         {Index: "by_org", Eq: []any{"o1"}, After: res.Next[:len(res.Next)-3]},
		"padding":              {Index: "by_org", Eq: []any{"o1"}, After: res.Next + "="},
		"no cursor at all":     {After: "not a cursor"},
		"no columns":           {After: raw(`{"c":[]}`)},
		"null":                 {After: raw(`null`)},
		"an operator inside":   {Index: "by_kind", After: raw(`{"i":"by_kind","c":[{"$gt":""},"a"]}`)},
		"a list inside":        {Index: "by_kind", After: raw(`{"i":"by_kind","c":[["k"],"a"]}`)},
		"a fraction inside":    {Index: "by_kind", After: raw(`{"i":"by_kind","c":[1.5,"a"]}`)},
		"a number for an id":   {Index: "by_kind", After: raw(`{"i":"by_kind","c":["k",1]}`)},
	} {
		_, err := s.Find(t.Context(), "things", q)
		wantKind(t, what, err, marketplace.Invalid, "error.cursor")
	}
	first.After = res.Next
	if res, err = s.Find(t.Context(), "things", first); err != nil || len(res.Docs) != 2 {
		t.Errorf("its own query: %d documents, want 2: %v", len(res.Docs), err)
	}
}

func lastPage(t *testing.T, s store.Store, _ Options) {
	for i := range 4 {
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("t%d", i)), `{"org":"o1"}`)
	}
	for limit, more := range map[int]bool{3: true, 4: false, 5: false} {
		res, err := s.Find(t.Context(), "things", store.Query{Index: "by_org", Eq: []any{"o1"}, Limit: limit})
		if err != nil || (res.Next != "") != more || len(res.Docs) != min(limit, 4) {
			t.Errorf("limit %d: %d documents, next %q: %v", limit, len(res.Docs), res.Next, err)
		}
	}
}

func each(t *testing.T, s store.Store, _ Options) {
	c := store.NewCollection[map[string]any](s, things())
	for i := range 12 {
		mustInsert(t, s, marketplace.ID(fmt.Sprintf("t%02d", i)), `{"org":"o1"}`)
	}
	var ids []marketplace.ID
	q := store.Query{Index: "by_org", Eq: []any{"o1"}, Limit: 5}
	visit := func(e store.Entry[map[string]any]) error { ids = append(ids, e.ID); return nil }
	if err := c.Each(t.Context(), q, visit); err != nil || len(ids) != 12 || !slices.IsSorted(ids) {
		t.Errorf("visited %v: %v", ids, err)
	}
	enough := errors.New("enough")
	ids = nil
	err := c.Each(t.Context(), q, func(e store.Entry[map[string]any]) error {
		if ids = append(ids, e.ID); len(ids) == 7 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || len(ids) != 7 {
		t.Errorf("stopped after %d: %v", len(ids), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = c.Each(ctx, q, func(store.Entry[map[string]any]) error { cancel(); return nil })
	wantKind(t, "an ended context", err, marketplace.Unavailable, "error.store_unavailable")
	if e, err := c.First(t.Context(), q); err != nil || e.ID != "t00" {
		t.Errorf("the first is %s: %v", e.ID, err)
	}
}
