package model

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// None is the kind of no error at all.
const None marketplace.Kind = -1

// Model is the store in its simplest form.
type Model struct {
	t      testing.TB
	schema store.Schema
	Docs   map[marketplace.ID]*Record
}

// Record is one document.
type Record struct {
	Rev   int64
	Body  string
	Facts []marketplace.Fact // pending
	tree  map[string]any
}

// New makes an empty model of one collection.
func New(t testing.TB, schema store.Schema) *Model {
	return &Model{t: t, schema: schema, Docs: map[marketplace.ID]*Record{}}
}

func (m *Model) record(rev int64, body string, facts []marketplace.Fact) *Record {
	m.t.Helper()
	r := &Record{Rev: rev, Body: body, Facts: facts}
	if err := json.Unmarshal([]byte(body), &r.tree); err != nil {
		m.t.Fatalf("the test's own document: %v", err)
	}
	return r
}

// Insert returns the kind of the refusal, or None, and the names of the indexes that can be the reason.
func (m *Model) Insert(id marketplace.ID, body string, facts []marketplace.Fact) (marketplace.Kind, []string) {
	r := m.record(1, body, facts)
	if m.Docs[id] != nil {
		return marketplace.Conflict, []string{"id"}
	}
	if taken := m.taken(id, r); len(taken) > 0 {
		return marketplace.Conflict, taken
	}
	m.Docs[id] = r
	return None, nil
}

// Replace is as Insert, over a revision.
func (m *Model) Replace(id marketplace.ID, rev int64, body string, facts []marketplace.Fact) (marketplace.Kind, []string) {
	old := m.Docs[id]
	if old == nil {
		return marketplace.NotFound, nil
	}
	if old.Rev != rev {
		return marketplace.Stale, nil
	}
	r := m.record(rev+1, body, append(slices.Clone(old.Facts), facts...))
	if taken := m.taken(id, r); len(taken) > 0 {
		return marketplace.Conflict, taken
	}
	m.Docs[id] = r
	return None, nil
}

// Delete is as Insert.
func (m *Model) Delete(id marketplace.ID, rev int64) (marketplace.Kind, []string) {
	old := m.Docs[id]
	switch {
	case old == nil:
		return None, nil
	case old.Rev != rev:
		return marketplace.Stale, nil
	case len(old.Facts) > 0:
		return marketplace.Conflict, []string{"pending"}
	}
	delete(m.Docs, id)
	return None, nil
}

// Settle takes facts out of the pending ones.
func (m *Model) Settle(id marketplace.ID, facts []marketplace.ID) {
	if r := m.Docs[id]; r != nil {
		r.Facts = slices.DeleteFunc(slices.Clone(r.Facts), func(f marketplace.Fact) bool { return slices.Contains(facts, f.ID) })
	}
}

func (m *Model) taken(id marketplace.ID, r *Record) []string {
	var out []string
	for _, ix := range m.schema.Indexes {
		if !ix.Unique || slices.Contains(r.columns(ix.Fields), nil) {
			continue
		}
		for other, o := range m.Docs {
			if other != id && slices.Equal(o.columns(ix.Fields), r.columns(ix.Fields)) {
				out = append(out, ix.Name)
				break
			}
		}
	}
	return out
}

func (r *Record) columns(fields []string) []any {
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

// Find lists the ids of all documents a query asks for, in its order, whatever its limit.
func (m *Model) Find(q store.Query) []marketplace.ID {
	type row struct {
		id      marketplace.ID
		columns []any
	}
	var rows []row
	for id, r := range m.Docs {
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

func (m *Model) fields(index string) []string {
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
