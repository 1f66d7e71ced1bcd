package storetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Options say what the engine under an adapter is like.
type Options struct {
	// Second opens another store on the data of the first, as a second process would.
	Second func(t *testing.T, first store.Store) store.Store

	// Cannot is what a stand-in engine lacks, with the reason: a need (Races, NestedLists) and why it is not met. The
	// checks that do not run are named in the log.
	Cannot map[Need]string

	// Steps is how long the longest of the random histories is that are compared with the model. How many there are is
	// the affair of -rapid.checks.
	Steps int
}

// things is the collection the suite works on.
func things() store.Schema {
	return store.Schema{Collection: "things", Indexes: []store.Index{
		{Name: "by_org", Fields: []string{"org", "n"}},
		{Name: "by_place", Fields: []string{"place.postal", "open", "n"}},
		{Name: "by_all", Fields: []string{"org", "kind", "open", "n"}},
		{Name: "by_kind", Fields: []string{"kind"}},
		{Name: "email", Fields: []string{"email"}, Unique: true},
		{Name: "number", Fields: []string{"org", "number"}, Unique: true},
	}}
}

func others() store.Schema { return store.Schema{Collection: "others"} }

// Need is what a check asks of an engine, beyond what every one can do.
type Need string

// The needs.
const (
	Races       Need = "races"        // updates are atomic among many connections
	NestedLists Need = "nested lists" // a list may hold lists
)

// check is one behaviour of a store.
type check struct {
	name string
	need Need
	run  func(t *testing.T, s store.Store, o Options)
}

// Run checks everything that package store promises, each behaviour on a store of its own: open gives a new, empty one,
// and closes it when the test ends.
func Run(t *testing.T, open func(t *testing.T) store.Store, o Options) {
	t.Helper()
	for _, c := range allChecks() {
		if why := o.Cannot[c.need]; why != "" {
			t.Logf("NOT RUN on this engine: %s (%s)", c.name, why)
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			if err := s.Prepare(t.Context(), []store.Schema{things(), others()}); err != nil {
				t.Fatalf("prepare: %v", err)
			}
			c.run(t, s, o)
		})
	}
}

func allChecks() []check {
	var all []check
	for _, part := range [][]check{documentChecks(), writeChecks(), uniqueChecks(), queryChecks(), pageChecks(), pendingChecks(), prepareChecks(), raceChecks()} {
		all = append(all, part...)
	}
	return append(all, check{name: "random histories are as in the model", run: randomHistories})
}

// day is the moment of the n-th fact of a test.
func day(n int) marketplace.Instant {
	return marketplace.At(time.Date(2026, 11, 23, 6, 14, 8, 0, time.UTC).Add(time.Duration(n) * 1001 * time.Millisecond))
}

// fact is the n-th fact of a test.
func fact(n int) marketplace.Fact {
	return marketplace.Fact{
		ID: marketplace.ID(fmt.Sprintf("fact-%06d", n)), Type: "thing.changed", At: day(n), Actor: "åsa", Org: "o1", Subject: "things/t",
		Data: map[string]string{"place.postal": "00100", "$from": "ä", "to": ""},
	}
}

func factIDs(facts []marketplace.Fact) []marketplace.ID {
	var ids []marketplace.ID
	for _, f := range facts {
		ids = append(ids, f.ID)
	}
	return ids
}

func mustInsert(t *testing.T, s store.Store, id marketplace.ID, body string, facts ...marketplace.Fact) {
	t.Helper()
	if err := s.Insert(t.Context(), "things", id, []byte(body), facts); err != nil {
		t.Fatalf("insert %s: %v", id, err)
	}
}

func mustReplace(t *testing.T, s store.Store, id marketplace.ID, rev int64, body string, facts ...marketplace.Fact) {
	t.Helper()
	if err := s.Replace(t.Context(), "things", id, rev, []byte(body), facts); err != nil {
		t.Fatalf("replace %s over revision %d: %v", id, rev, err)
	}
}

func mustGet(t *testing.T, s store.Store, id marketplace.ID) store.Doc {
	t.Helper()
	doc, err := s.Get(t.Context(), "things", id)
	if err != nil {
		t.Fatalf("get %s: %v", id, err)
	}
	return doc
}

// wantKind checks the kind and the message key of an error.
func wantKind(t *testing.T, what string, err error, kind marketplace.Kind, key string) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Errorf("%s: got %v, want %v", what, err, kind)
		return
	}
	if e, ok := errors.AsType[*marketplace.Error](err); !ok || e.Key != key {
		t.Errorf("%s: got %v, want the key %s", what, err, key)
	}
}

func wantConflict(t *testing.T, what string, err error, index string) {
	t.Helper()
	wantKind(t, what, err, marketplace.Conflict, "error.conflict")
	if got := conflictIndex(err); got != index {
		t.Errorf("%s: the conflict is in index %q, want %q", what, got, index)
	}
}

func conflictIndex(err error) string {
	e, ok := errors.AsType[*marketplace.Error](err)
	if !ok {
		return ""
	}
	return e.Args["index"]
}

// wantJSON checks that two documents are equal as JSON: same keys in the same order, integers exact.
func wantJSON(t *testing.T, what string, got, want []byte) {
	t.Helper()
	g, err := tokens(got)
	if err != nil {
		t.Errorf("%s: %v in %s", what, err, got)
		return
	}
	w, err := tokens(want)
	if err != nil {
		t.Fatalf("%s: the test's own document: %v", what, err)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func tokens(text []byte) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var out []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		if n, ok := token.(json.Number); ok {
			token = canonical(n)
		}
		out = append(out, fmt.Sprintf("%T %v", token, token))
	}
}

func canonical(n json.Number) json.Number {
	if !strings.ContainsAny(string(n), ".eE") && n != "-0" {
		return n
	}
	f, err := n.Float64()
	if err != nil {
		return n
	}
	if f == 0 {
		return "0" // also for minus zero
	}
	return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
}
