package wholes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// Options say what the engine under an adapter is like.
type Options struct {
	// Second opens another store on the data of the first, as a second process would.
	Second func(t *testing.T, first store.Store) store.Store

	// NoMoments is why the engine cannot show one moment while others write; empty if it can.
	NoMoments string
}

// Run checks everything that store.Portable promises: open gives a new, empty store, and closes it when the test ends.
func Run(t *testing.T, open func(t *testing.T) store.Store, o Options) {
	t.Helper()
	for name, run := range map[string]func(*testing.T, store.Portable, Options){
		"what is dumped is loaded elsewhere as it was":   dumpAndLoad,
		"what was loaded goes on living":                 loadedLives,
		"loading keeps the rules":                        loadRefuses,
		"a dump shows one moment":                        dumpOneMoment,
		"a dump ends with the error of whoever takes it": dumpEnds,
	} {
		t.Run(name, func(t *testing.T) {
			s := portable(t, open(t))
			prepare(t, s)
			run(t, s, o)
		})
	}
}

func schemas() []store.Schema {
	return []store.Schema{{Collection: "things", Indexes: []store.Index{
		{Name: "by_org", Fields: []string{"org", "n"}},
		{Name: "email", Fields: []string{"email"}, Unique: true},
	}}, {Collection: "others"}}
}

func prepare(t *testing.T, s store.Store) {
	t.Helper()
	if err := s.Prepare(t.Context(), schemas()); err != nil {
		t.Fatalf("prepare: %v", err)
	}
}

func portable(t *testing.T, s store.Store) store.Portable {
	t.Helper()
	p, ok := s.(store.Portable)
	if !ok {
		t.Fatalf("%T cannot be dumped and loaded", s)
	}
	return p
}

func memory(t *testing.T) store.Portable {
	t.Helper()
	return portable(t, storetest.Memory(t, schemas()...))
}

func fact(n int) marketplace.Fact {
	return marketplace.Fact{ID: marketplace.ID(fmt.Sprintf("fact-%d", n)), Type: "thing.changed", At: marketplace.At(time.Unix(int64(n), 0)), Data: map[string]string{"a.b": "ä"}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// living fills a store with documents in every state: changed often, with facts waiting, settled, of two collections.
func living(t *testing.T, s store.Store) {
	t.Helper()
	must(t, s.Insert(t.Context(), "things", "b", []byte(`{"email":"x"}`), []marketplace.Fact{fact(1), fact(2)}))
	must(t, s.Insert(t.Context(), "things", "a1", []byte(`{"n":9007199254740993,"tiny":1e-7,"text":"<ä&\u2028>"}`), nil))
	must(t, s.Insert(t.Context(), "things", "B", []byte(`{"z":1,"a":[{"k":null}],"":""}`), nil))
	must(t, s.Replace(t.Context(), "things", "b", 1, []byte(`{"email":"x","n":2}`), []marketplace.Fact{fact(3)}))
	must(t, s.Replace(t.Context(), "things", "b", 2, []byte(`{"email":"y","n":3}`), nil))
	must(t, s.Settle(t.Context(), "things", "b", []marketplace.ID{fact(1).ID}))
	must(t, s.Insert(t.Context(), "things", "a-~", []byte(`{"org":"o","number":7}`), []marketplace.Fact{fact(4)}))
	must(t, s.Settle(t.Context(), "things", "a-~", []marketplace.ID{fact(4).ID}))
	must(t, s.Insert(t.Context(), "others", "b", []byte(`{}`), []marketplace.Fact{fact(5)}))
}

// dumped gathers a dump.
func dumped(t *testing.T, s store.Portable, w store.Writers) (all []store.Whole) {
	t.Helper()
	err := s.Dump(t.Context(), w, func(whole store.Whole) error {
		all = append(all, whole)
		return nil
	})
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	return all
}

func names(all []store.Whole) (out []string) {
	for _, w := range all {
		out = append(out, w.Collection+"/"+string(w.ID))
	}
	return out
}

func wantWholes(t *testing.T, got, want []store.Whole) {
	t.Helper()
	if diff := cmp.Diff(names(want), names(got)); diff != "" {
		t.Fatalf("documents (-want +got):\n%s", diff)
	}
	for i, w := range want {
		if diff := cmp.Diff(tokens(t, w.Body), tokens(t, got[i].Body)); diff != "" {
			t.Errorf("body of %s (-want +got):\n%s", names(want)[i], diff)
		}
		if got[i].Rev != w.Rev {
			t.Errorf("%s is at revision %d, want %d", names(want)[i], got[i].Rev, w.Rev)
		}
		wantFacts(t, got[i].Facts, w.Facts...)
	}
}

// tokens are what a body says, in order.
func tokens(t *testing.T, body []byte) (out []json.Token) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		must(t, err)
		out = append(out, token)
	}
}

func wantFacts(t *testing.T, got []marketplace.Fact, want ...marketplace.Fact) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b marketplace.Instant) bool { return a == b }), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("pending facts (-want +got):\n%s", diff)
	}
}

func dumpAndLoad(t *testing.T, s store.Portable, _ Options) {
	there := memory(t)
	living(t, there)
	want := dumped(t, there, store.WritersRun)
	if diff := cmp.Diff([]string{"others/b", "things/B", "things/a-~", "things/a1", "things/b"}, names(want)); diff != "" {
		t.Fatalf("the order (-want +got):\n%s", diff)
	}
	for range 2 { // the second time everything is there already
		if err := store.Copy(t.Context(), there, s, func(int) {}); err != nil {
			t.Fatalf("copy: %v", err)
		}
		wantWholes(t, dumped(t, s, store.WritersStopped), want)
	}
	back := memory(t)
	if err := store.Copy(t.Context(), s, back, func(int) {}); err != nil {
		t.Fatalf("copy back: %v", err)
	}
	wantWholes(t, dumped(t, back, store.WritersRun), want)
	one, err := store.Digest(t.Context(), there)
	if err != nil {
		t.Fatal(err)
	}
	if other, err := store.Digest(t.Context(), s); err != nil || other != one {
		t.Errorf("the digest is %s, want %s; %v", other, one, err)
	}
	must(t, s.Replace(t.Context(), "things", "b", 3, []byte(`{"email":"y","n":3}`), nil))
	if other, err := store.Digest(t.Context(), s); err != nil || other == one {
		t.Errorf("another revision has the same digest; %v", err)
	}
}

func loadedLives(t *testing.T, s store.Portable, _ Options) {
	w := store.Whole{Collection: "things", Doc: store.Doc{ID: "a", Rev: 7, Body: []byte(`{"email":"x"}`)}, Facts: []marketplace.Fact{fact(1), fact(2)}}
	must(t, s.Load(t.Context(), w))
	if err := s.Replace(t.Context(), "things", "a", 1, []byte(`{}`), nil); !marketplace.IsKind(err, marketplace.Stale) {
		t.Errorf("over another revision: %v", err)
	}
	must(t, s.Replace(t.Context(), "things", "a", 7, []byte(`{"email":"y"}`), []marketplace.Fact{fact(3)}))
	waiting, err := s.Pending(t.Context(), 10)
	must(t, err)
	if len(waiting) != 1 {
		t.Fatalf("%d documents wait", len(waiting))
	}
	wantFacts(t, waiting[0].Facts, fact(1), fact(2), fact(3))
	must(t, s.Settle(t.Context(), "things", "a", []marketplace.ID{fact(1).ID, fact(2).ID, fact(3).ID}))
	if all := dumped(t, s, store.WritersStopped); len(all) != 1 || all[0].Rev != 8 || len(all[0].Facts) > 0 {
		t.Errorf("it became %+v", all)
	}
}

func loadRefuses(t *testing.T, s store.Portable, _ Options) {
	load := func(collection string, id marketplace.ID, rev int64, body string) error {
		return s.Load(t.Context(), store.Whole{Collection: collection, Doc: store.Doc{ID: id, Rev: rev, Body: []byte(body)}})
	}
	must(t, s.Insert(t.Context(), "things", "a", []byte(`{"email":"x"}`), nil))
	for index, err := range map[string]error{"id": load("things", "a", 2, `{}`), "email": load("things", "b", 2, `{"email":"x"}`)} {
		if !marketplace.IsKind(err, marketplace.Conflict) || marketplace.AsError(err).Args["index"] != index {
			t.Errorf("a taken %s: %v", index, err)
		}
	}
	for what, err := range map[string]error{
		"no revision":          load("things", "c", 0, `{}`),
		"no object":            load("things", "c", 1, `[]`),
		"no id":                load("things", "", 1, `{}`),
		"an unknown place":     load("nothings", "c", 1, `{}`),
		"a field of two sorts": load("things", "c", 1, `{"org":{}}`),
	} {
		if !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// dumpOneMoment changes everything after the first document was taken: what comes is as it was.
func dumpOneMoment(t *testing.T, s store.Portable, o Options) {
	if o.NoMoments != "" {
		t.Logf("NOT RUN on this engine: %s", o.NoMoments)
		return
	}
	living(t, s)
	second, want := o.Second(t, s), dumped(t, s, store.WritersRun)
	prepare(t, second)
	var got []store.Whole
	err := s.Dump(t.Context(), store.WritersRun, func(w store.Whole) error {
		if got = append(got, w); len(got) == 1 {
			changeEverything(t, second)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	wantWholes(t, got, want)
	if now := names(dumped(t, s, store.WritersRun)); len(now) != len(want) || now[len(now)-1] != "things/new" {
		t.Errorf("the next dump has %v", now)
	}
}

func changeEverything(t *testing.T, s store.Store) {
	t.Helper()
	must(t, s.Replace(t.Context(), "things", "b", 3, []byte(`{"email":"z"}`), []marketplace.Fact{fact(9)}))
	must(t, s.Settle(t.Context(), "things", "b", []marketplace.ID{fact(2).ID}))
	must(t, s.Insert(t.Context(), "things", "new", []byte(`{"email":"y"}`), nil))
	must(t, s.Delete(t.Context(), "things", "B", 1))
}

func dumpEnds(t *testing.T, s store.Portable, _ Options) {
	living(t, s)
	enough, taken := errors.New("enough"), 0
	err := s.Dump(t.Context(), store.WritersStopped, func(store.Whole) error {
		taken++
		return enough
	})
	if !errors.Is(err, enough) || taken != 1 {
		t.Errorf("%d documents were taken: %v", taken, err)
	}
	must(t, s.Insert(t.Context(), "things", "later", []byte(`{}`), nil))
}
