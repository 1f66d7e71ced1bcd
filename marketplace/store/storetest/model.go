package storetest

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// model is the store in its simplest form: maps, and every question answered by looking at every document. It says what
// is right; it shares no code with the adapters.
type model struct {
	t      testing.TB
	schema store.Schema
	docs   map[marketplace.ID]*record
}

type record struct {
	rev   int64
	body  string
	tree  map[string]any
	facts []marketplace.Fact
}

func newModel(t testing.TB, schema store.Schema) *model {
	return &model{t: t, schema: schema, docs: map[marketplace.ID]*record{}}
}

func (m *model) record(rev int64, body string, facts []marketplace.Fact) *record {
	m.t.Helper()
	r := &record{rev: rev, body: body, facts: facts}
	if err := json.Unmarshal([]byte(body), &r.tree); err != nil {
		m.t.Fatalf("the test's own document: %v", err)
	}
	return r
}

// insert returns the kind of the refusal, or -1, and the names of the indexes that can be the reason.
func (m *model) insert(id marketplace.ID, body string, facts []marketplace.Fact) (marketplace.Kind, []string) {
	r := m.record(1, body, facts)
	if m.docs[id] != nil {
		return marketplace.Conflict, []string{"id"}
	}
	if taken := m.taken(id, r); len(taken) > 0 {
		return marketplace.Conflict, taken
	}
	m.docs[id] = r
	return -1, nil
}

func (m *model) replace(id marketplace.ID, rev int64, body string, facts []marketplace.Fact) (marketplace.Kind, []string) {
	old := m.docs[id]
	if old == nil {
		return marketplace.NotFound, nil
	}
	if old.rev != rev {
		return marketplace.Stale, nil
	}
	r := m.record(rev+1, body, append(slices.Clone(old.facts), facts...))
	if taken := m.taken(id, r); len(taken) > 0 {
		return marketplace.Conflict, taken
	}
	m.docs[id] = r
	return -1, nil
}

func (m *model) delete(id marketplace.ID, rev int64) (marketplace.Kind, []string) {
	old := m.docs[id]
	switch {
	case old == nil:
		return -1, nil
	case old.rev != rev:
		return marketplace.Stale, nil
	case len(old.facts) > 0:
		return marketplace.Conflict, []string{"pending"}
	}
	delete(m.docs, id)
	return -1, nil
}

func (m *model) settle(id marketplace.ID, facts []marketplace.ID) {
	if r := m.docs[id]; r != nil {
		r.facts = slices.DeleteFunc(slices.Clone(r.facts), func(f marketplace.Fact) bool { return slices.Contains(facts, f.ID) })
	}
}

func (m *model) taken(id marketplace.ID, r *record) []string {
	var out []string
	for _, ix := range m.schema.Indexes {
		if !ix.Unique || slices.Contains(r.columns(ix.Fields), nil) {
			continue
		}
		for other, o := range m.docs {
			if other != id && slices.Equal(o.columns(ix.Fields), r.columns(ix.Fields)) {
				out = append(out, ix.Name)
				break
			}
		}
	}
	return out
}

func (r *record) columns(fields []string) []any {
	out := make([]any, len(fields))
	for i, path := range fields {
		var v any = r.tree
		for name := range strings.SplitSeq(path, ".") {
			if object, ok := v.(map[string]any); ok {
				v = object[name]
			} else {
				v = nil
			}
		}
		out[i] = v
	}
	return out
}

// find lists the ids of all documents a query asks for, in its order, whatever its limit.
func (m *model) find(q store.Query) []marketplace.ID {
	type row struct {
		id      marketplace.ID
		columns []any
	}
	var rows []row
	for id, r := range m.docs {
		columns := append(r.columns(m.fields(q.Index)), string(id))
		if matches(columns, q) {
			rows = append(rows, row{id, columns})
		}
	}
	slices.SortFunc(rows, func(a, b row) int {
		c := slices.CompareFunc(a.columns, b.columns, order)
		if q.Desc {
			return -c
		}
		return c
	})
	ids := []marketplace.ID{}
	for _, r := range rows {
		ids = append(ids, r.id)
	}
	return ids
}

func (m *model) fields(index string) []string {
	for _, ix := range m.schema.Indexes {
		if ix.Name == index {
			return ix.Fields
		}
	}
	return nil
}

func matches(columns []any, q store.Query) bool {
	for i, v := range q.Eq {
		if order(columns[i], plain(v)) != 0 {
			return false
		}
	}
	if q.In == nil && q.From == nil && q.To == nil {
		return true
	}
	v := columns[len(q.Eq)]
	if q.In != nil {
		return slices.ContainsFunc(q.In, func(want any) bool { return order(v, plain(want)) == 0 })
	}
	return v != nil && (q.From == nil || order(v, plain(q.From)) >= 0) && (q.To == nil || order(v, plain(q.To)) < 0)
}

// plain gives a query's value the type that encoding/json gives it in a document.
func plain(v any) any {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	}
	return v
}

// order compares two values of one type; null comes first.
func order(a, b any) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return -1
	case b == nil:
		return 1
	}
	switch a := a.(type) {
	case bool:
		return cmp.Compare(bit(a), bit(b.(bool)))
	case float64:
		return cmp.Compare(a, b.(float64))
	}
	return strings.Compare(a.(string), b.(string))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
