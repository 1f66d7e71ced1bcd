package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

func landscape() store.Schema {
	return store.Schema{Collection: "tasks", Indexes: []store.Index{
		{Name: "one", Fields: []string{"a"}},
		{Name: "two", Fields: []string{"a", "place.postal"}},
		{Name: "four", Fields: []string{"a", "b", "c", "d"}},
		{Name: "number", Fields: []string{"a", "b"}, Unique: true},
	}}
}

// queries lists every form of query along an index, on its first page and after each form of cursor.
func queries(t *testing.T, schema store.Schema, index string, fields int) []store.Query {
	t.Helper()
	var out []store.Query
	for n := range fields + 1 {
		for _, v := range []any{"x", nil} {
			eq := make([]any, n)
			for i := range eq {
				eq[i] = v
			}
			out = append(out, store.Query{Index: index, Eq: eq})
			if n < fields {
				out = append(out,
					store.Query{Index: index, Eq: eq, In: []any{"x", "y", "z"}},
					store.Query{Index: index, Eq: eq, From: "x"}, store.Query{Index: index, Eq: eq, To: "y"},
					store.Query{Index: index, Eq: eq, From: "x", To: "y"}, store.Query{Index: index, Eq: eq, From: 1},
					store.Query{Index: index, Eq: eq, To: 2})
			}
		}
	}
	var all []store.Query
	for _, q := range out {
		for _, desc := range []bool{false, true} {
			q.Desc, q.After = desc, ""
			all = append(all, q)
			for _, body := range []string{`{"a":"x","b":"x","c":"x","d":"x","place":{"postal":"x"}}`, `{"a":1,"b":1,"c":1,"d":1,"place":{"postal":1}}`, `{}`} {
				if after, ok := cursor(t, schema, q, body); ok {
					q.After = after
					all = append(all, q)
					q.After = ""
				}
			}
		}
	}
	return all
}

func cursor(t *testing.T, schema store.Schema, q store.Query, body string) (string, bool) {
	t.Helper()
	plan, err := grammar.NewPlan(schema, q)
	if err != nil {
		t.Fatal(err)
	}
	after, err := plan.Cursor("id", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	q.After = after
	_, err = grammar.NewPlan(schema, q)
	return after, err == nil // a cursor that the query does not let through is not a form of it
}

func TestEveryFormOfQueryReadsItsIndexInOrder(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "plan.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	schema := landscape()
	if err := s.Prepare(t.Context(), []store.Schema{schema}); err != nil {
		t.Fatal(err)
	}
	for i := range 200 {
		body := fmt.Appendf(nil, `{"a":"x","b":%d,"c":"x","d":"x","place":{"postal":"x"}}`, i)
		if err := s.Insert(t.Context(), "tasks", marketplace.ID(fmt.Sprintf("t%d", i)), body, nil); err != nil {
			t.Fatal(err)
		}
	}
	seen := 0
	for index, fields := range map[string]int{"one": 1, "two": 2, "four": 4, "number": 2} {
		for _, q := range queries(t, schema, index, fields) {
			seen += explain(t, s, schema, q, "INDEX tasks:"+index+" ", "INDEX tasks:"+index+"\n")
		}
	}
	for _, q := range []store.Query{{}, {From: "a"}, {To: "b"}, {From: "a", To: "b"}, {In: []any{"a", "b"}}, {Eq: []any{"a"}}} {
		seen += explain(t, s, schema, q, "INDEX sqlite_autoindex_tasks_1")
		q.Desc = true
		seen += explain(t, s, schema, q, "INDEX sqlite_autoindex_tasks_1")
	}
	if seen < 500 {
		t.Errorf("only %d questions were looked at", seen)
	}
}

// explain checks SQLite's plan for every question a query leads to and counts them.
func explain(t *testing.T, s *Store, schema store.Schema, q store.Query, wanted ...string) int {
	t.Helper()
	plan, err := grammar.NewPlan(schema, q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	count := 0
	for _, seg := range plan.Segments {
		for _, ask := range questions("tasks", plan, seg) {
			count++
			steps := explanation(t, s, ask)
			named := false
			for _, w := range wanted {
				named = named || strings.Contains(steps, w)
			}
			constrained := len(seg.Eq) == 0 && seg.Low == nil && seg.High == nil && !seg.NotNull || strings.Contains(steps, "SEARCH")
			if !named || !constrained || strings.Contains(steps, "TEMP B-TREE") {
				t.Errorf("%+v\n%s\nis answered by\n%s", q, ask.sql, steps)
			}
		}
	}
	return count
}

func explanation(t *testing.T, s *Store, ask question) string {
	t.Helper()
	rows, err := s.reader.db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+ask.sql, append(ask.args, 10)...)
	if err != nil {
		t.Fatalf("%s: %v", ask.sql, err)
	}
	defer func() { _ = rows.Close() }()
	var steps strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		steps.WriteString(detail + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return steps.String()
}

func TestPendingReadsItsIndex(t *testing.T) {
	s, err := Open(t.Context(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if err := s.Prepare(t.Context(), []store.Schema{landscape()}); err != nil {
		t.Fatal(err)
	}
	steps := explanation(t, s, question{sql: pendingFrom("tasks")})
	if !strings.Contains(steps, "INDEX tasks:pending") || strings.Contains(steps, "TEMP B-TREE") {
		t.Errorf("pending facts are found by\n%s", steps)
	}
}
