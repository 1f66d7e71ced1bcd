package meili

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/search"
)

// answers is a server that gives canned answers as Meilisearch documents them. It knows nothing of searching: what it
// proves is how the adapter waits, asks and reports errors.
type answers struct {
	mu    sync.Mutex
	calls []string            // "METHOD path", in order
	give  map[string][]answer // by "METHOD path": one after another, the last again and again
}

type answer struct {
	status int
	body   string
}

func (a *answers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	call := r.Method + " " + r.URL.Path
	a.calls = append(a.calls, call)
	list := a.give[call]
	if len(list) == 0 {
		w.WriteHeader(http.StatusNotImplemented)
		return
	}
	if len(list) > 1 {
		a.give[call] = list[1:]
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(list[0].status)
	if _, err := w.Write([]byte(list[0].body)); err != nil {
		panic(err)
	}
}

const (
	accepted   = `{"taskUid":7,"indexUid":"tasks","status":"enqueued","type":"documentAdditionOrUpdate","enqueuedAt":"2026-11-23T08:00:00Z"}`
	enqueued   = `{"uid":7,"indexUid":"tasks","status":"enqueued","type":"documentAdditionOrUpdate","enqueuedAt":"2026-11-23T08:00:00Z"}`
	processing = `{"uid":7,"indexUid":"tasks","status":"processing","type":"documentAdditionOrUpdate","enqueuedAt":"2026-11-23T08:00:00Z"}`
	succeeded  = `{"uid":7,"indexUid":"tasks","status":"succeeded","type":"documentAdditionOrUpdate","enqueuedAt":"2026-11-23T08:00:00Z"}`
	failure    = `{"uid":7,"indexUid":"tasks","status":"failed","type":"documentAdditionOrUpdate","enqueuedAt":"2026-11-23T08:00:00Z",` +
		`"error":{"message":"Document identifier is invalid.","code":"invalid_document_id","type":"invalid_request","link":""}}`
	noDocument = `{"message":"Document ` + "`state`" + ` not found.","code":"document_not_found","type":"invalid_request","link":""}`
	noIndex    = `{"message":"Index ` + "`tasks`" + ` not found.","code":"index_not_found","type":"invalid_request","link":""}`
)

const (
	getState  = "GET /indexes/tasks-state/documents/state"
	putState  = "POST /indexes/tasks-state/documents"
	getTask   = "GET /tasks/7"
	putAll    = "POST /indexes/tasks/documents"
	deleteAll = "DELETE /indexes/tasks/documents"
	configure = "PATCH /indexes/tasks/settings"
	filters   = "PUT /indexes/tasks/settings/filterable-attributes"
	ask       = "POST /indexes/tasks/search"
)

// serve starts a server whose index was built for this version, and opens it.
func serve(t *testing.T, built int, more map[string][]answer) (*Index, *answers) {
	t.Helper()
	a := &answers{give: map[string][]answer{
		getState:  {{200, fmt.Sprintf(`{"key":"state","version":%d}`, built)}},
		getTask:   {{200, succeeded}},
		configure: {{202, accepted}}, filters: {{202, accepted}}, deleteAll: {{202, accepted}}, putState: {{202, accepted}},
	}}
	for call, list := range more {
		a.give[call] = list
	}
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	x, err := Open(t.Context(), s.URL+"/", "key", "tasks")
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return x, a
}

func TestPutWaitsForItsTask(t *testing.T) {
	x, a := serve(t, search.Version, map[string][]answer{
		putAll: {{202, accepted}}, getTask: {{200, enqueued}, {200, processing}, {200, succeeded}},
	})
	if err := x.Put(t.Context(), []search.Entry{{ID: "a"}}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{getState, putAll, getTask, getTask, getTask}, a.calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

func TestFailedTaskIsAnError(t *testing.T) {
	x, _ := serve(t, search.Version, map[string][]answer{putAll: {{202, accepted}}, getTask: {{200, failure}}})
	err := x.Put(t.Context(), []search.Entry{{ID: "a"}})
	if err == nil || !strings.Contains(err.Error(), "Document identifier is invalid") || errors.Is(err, search.ErrUnavailable) {
		t.Errorf("a failed task gives %v, want its message", err)
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	x, _ := serve(t, search.Version, map[string][]answer{putAll: {{202, accepted}}, getTask: {{200, enqueued}}})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- x.Put(ctx, []search.Entry{{ID: "a"}}) }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("put gives %v, want context.Canceled", err)
	}
}

func TestManyEntriesGoInBatches(t *testing.T) {
	x, a := serve(t, search.Version, map[string][]answer{putAll: {{202, accepted}}})
	entries := make([]search.Entry, 2*batchSize+1)
	for i := range entries {
		entries[i].ID = fmt.Sprintf("T%d", i)
	}
	if err := x.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if n := len(slices.DeleteFunc(slices.Clone(a.calls), func(c string) bool { return c != putAll })); n != 3 {
		t.Errorf("%d batches, want 3", n)
	}
}

func TestOpenMakesAnotherVersionReady(t *testing.T) {
	for built, want := range map[int][]string{
		search.Version:     {getState},
		0:                  {getState, configure, filters, getTask, getTask},
		search.Version + 1: {getState, configure, filters, getTask, getTask, putState, deleteAll, getTask, getTask},
	} {
		_, a := serve(t, built, nil)
		if diff := cmp.Diff(want, a.calls); diff != "" {
			t.Errorf("built %d, calls (-want +got):\n%s", built, diff)
		}
	}
}

func TestOpenOnAnEmptyServer(t *testing.T) {
	for _, missing := range []string{noDocument, noIndex} {
		_, a := serve(t, 0, map[string][]answer{getState: {{404, missing}}})
		if !slices.Contains(a.calls, filters) || slices.Contains(a.calls, deleteAll) {
			t.Errorf("calls %v, want settings and no emptying", a.calls)
		}
	}
}

func TestStatusTellsLagAndStaleness(t *testing.T) {
	stats := map[string][]answer{
		"GET /indexes/tasks/stats": {{200, `{"numberOfDocuments":12,"isIndexing":true,"fieldDistribution":{}}`}},
		"GET /tasks":               {{200, `{"results":[` + processing + `],"total":3,"limit":1,"from":7,"next":6}`}},
	}
	for built, stale := range map[int]bool{search.Version: false, search.Version + 1: true} {
		x, _ := serve(t, built, stats)
		got, err := x.Status(t.Context())
		want := search.Status{Engine: "meilisearch", Entries: 12, Lag: 3, Stale: stale}
		if err != nil || got != want {
			t.Errorf("built %d: %+v, %v, want %+v", built, got, err, want)
		}
	}
}

func TestSearchReadsHitsAndFacets(t *testing.T) {
	x, _ := serve(t, search.Version, map[string][]answer{ask: {{200, `{"hits":[{"id":"b","_rankingScore":0.9},{"id":"a","_rankingScore":0.5}],` +
		`"estimatedTotalHits":42,"offset":0,"limit":20,"processingTimeMs":1,"query":"",` +
		`"facetDistribution":{"region":{"%55usimaa":2},"form":{"trial":1}}}`}}})
	got, err := x.Search(t.Context(), search.Query{Words: "siivous", Facets: true})
	want := search.Result{
		Hits: []search.Hit{{ID: "b", Score: 0.9}, {ID: "a", Score: 0.5}}, Total: 42,
		Facets: map[string]map[string]int{
			"region": {"Uusimaa": 2}, "form": {"trial": 1}, "municipality": {}, "shift": {}, "access": {},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func TestErrorsSayWhetherToFallBack(t *testing.T) {
	for name, c := range map[string]struct {
		answer      answer
		unavailable bool
	}{
		"busy":     {answer{503, ``}, true},
		"broken":   {answer{500, `{"message":"disk","code":"internal","type":"internal","link":""}`}, true},
		"no index": {answer{404, noIndex}, true},
		"bad key":  {answer{403, `{"message":"The provided API key is invalid.","code":"invalid_api_key","type":"auth","link":""}`}, false},
		"no json":  {answer{200, `<html>`}, false},
	} {
		x, _ := serve(t, search.Version, map[string][]answer{ask: {c.answer}})
		_, err := x.Search(t.Context(), search.Query{})
		if err == nil || errors.Is(err, search.ErrUnavailable) != c.unavailable {
			t.Errorf("%s: %v, want unavailable %t", name, err, c.unavailable)
		}
	}
}

func TestServerThatIsGoneIsUnavailable(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	gone := s.URL
	s.Close()
	if _, err := Open(t.Context(), gone, "", "tasks"); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("open gives %v, want ErrUnavailable", err)
	}
}

func TestOutOfRangeAsksNobody(t *testing.T) {
	x, a := serve(t, search.Version, nil)
	_, searching := x.Search(t.Context(), search.Query{Limit: -1})
	putting := x.Put(t.Context(), []search.Entry{{ID: "good"}, {}})
	if !errors.Is(searching, search.ErrQuery) || !errors.Is(putting, search.ErrEntry) || len(a.calls) != 1 {
		t.Errorf("search %v, put %v, calls %v", searching, putting, a.calls)
	}
}

func TestOpenRefusesABadName(t *testing.T) {
	for _, name := range []string{"", "a/b", "ä", "a b", strings.Repeat("a", maxNameLength+1)} {
		if _, err := Open(t.Context(), "http://127.0.0.1:1", "", name); err == nil || errors.Is(err, search.ErrUnavailable) {
			t.Errorf("name %q: %v, want an error about the name", name, err)
		}
	}
}
