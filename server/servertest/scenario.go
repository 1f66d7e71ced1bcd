package servertest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server"
)

// Scenario is one request and what must follow from it, and nothing else.
type Scenario struct {
	Name    string
	As      string // somebody of the world; empty: not signed in
	Method  string // empty: GET
	Path    string
	Body    string
	Headers []string // pairs of name and value

	Want  int               // status
	Has   []string          // each stands in the answer
	Not   []string          // none stands in the answer
	Facts map[string]int    // how many facts of each type follow; no other fact may
	Carry bool              // the courier runs afterwards
	Keep  map[string]string // name for an id → where it stands in the answer, such as "items.0.id"
}

// Run runs scenarios one after another in the same world.
func (a *App) Run(t *testing.T, scenarios ...Scenario) {
	t.Helper()
	for _, s := range scenarios {
		t.Run(s.Name, func(t *testing.T) { a.run(t, s) })
	}
}

func (a *App) run(t *testing.T, s Scenario) {
	t.Helper()
	before := a.Facts(t)
	if s.Method == "" {
		s.Method = "GET"
	}
	resp, body := a.Do(t, a.Request(s.As, s.Method, s.Path, s.Body, s.Headers...)) //nolint:bodyclose // Do has closed it
	if resp.StatusCode != s.Want {
		t.Fatalf("%s %s as %q: status %d, want %d: %s", s.Method, a.filled(s.Path), s.As, resp.StatusCode, s.Want, body)
	}
	for _, want := range s.Has {
		if !strings.Contains(body, a.filled(want)) {
			t.Errorf("%q is not in the answer: %s", a.filled(want), body)
		}
	}
	for _, not := range s.Not {
		if strings.Contains(body, a.filled(not)) {
			t.Errorf("%q is in the answer: %s", a.filled(not), body)
		}
	}
	if diff := cmp.Diff(nonNil(s.Facts), minus(a.Facts(t), before)); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	for name, at := range s.Keep {
		a.IDs[name] = pick(t, body, at)
	}
	if s.Carry {
		a.Carry(t)
	}
}

// Facts counts by type everything that ever happened: the facts that wait for the courier, and those it has carried.
func (a *App) Facts(t testing.TB) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, f := range a.Happened(t) {
		out[f.Type]++
	}
	return out
}

// Happened is everything that ever happened, in no order.
func (a *App) Happened(t testing.TB) map[marketplace.ID]marketplace.Fact {
	t.Helper()
	parcels, err := a.store.Pending(t.Context(), 1_000_000)
	must(t, err)
	seen := map[marketplace.ID]marketplace.Fact{}
	for _, p := range parcels {
		for _, f := range p.Facts {
			seen[f.ID] = f
		}
	}
	record := store.NewCollection[audit.Entry](a.store, store.Schema{Collection: "audit"})
	must(t, record.Each(t.Context(), store.Query{}, func(e store.Entry[audit.Entry]) error {
		seen[e.Value.Fact.ID] = e.Value.Fact
		return nil
	}))
	return seen
}

// Documents counts by collection what is stored.
func (a *App) Documents(t testing.TB) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, schema := range server.Schemas() {
		docs := store.NewCollection[json.RawMessage](a.store, schema)
		must(t, docs.Each(t.Context(), store.Query{}, func(store.Entry[json.RawMessage]) error {
			out[schema.Collection]++
			return nil
		}))
	}
	return out
}

// Unchanged says that whatever do asks for, nothing may be saved and no fact may follow.
func (a *App) Unchanged(t *testing.T, do func()) {
	t.Helper()
	facts, documents := a.Facts(t), a.Documents(t)
	do()
	if diff := cmp.Diff(documents, a.Documents(t)); diff != "" {
		t.Errorf("documents (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(facts, a.Facts(t)); diff != "" {
		t.Errorf("facts (-before +after):\n%s", diff)
	}
}

func minus(after, before map[string]int) map[string]int {
	out := map[string]int{}
	for typ, n := range after {
		if n != before[typ] {
			out[typ] = n - before[typ]
		}
	}
	return out
}

func nonNil(m map[string]int) map[string]int {
	if m == nil {
		return map[string]int{}
	}
	return m
}

// pick reads a value of a JSON answer by its path.
func pick(t testing.TB, body, path string) string {
	t.Helper()
	var v any
	must(t, json.Unmarshal([]byte(body), &v))
	for part := range strings.SplitSeq(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[part]
		case []any:
			var i int
			_, err := fmt.Sscan(part, &i)
			must(t, err)
			if i >= len(at) {
				t.Fatalf("%s: the list has %d entries: %s", path, len(at), body)
			}
			v = at[i]
		}
	}
	if v == nil {
		t.Fatalf("%s is not in the answer: %s", path, body)
	}
	return fmt.Sprint(v)
}

// ID is the id behind a name of the world.
func (a *App) ID(name string) marketplace.ID { return marketplace.ID(a.IDs[name]) }
