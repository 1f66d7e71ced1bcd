package trace

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// collector stands in for a collector: it keeps the spans that it was sent, by name.
type collector struct {
	mu     sync.Mutex
	spans  map[string]written
	about  []attribute
	raw    string
	status int
}

func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	var in request
	if r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/json" || json.Unmarshal(body, &in) != nil || c.status != 0 {
		w.WriteHeader(max(c.status, http.StatusBadRequest))
		return
	}
	c.raw += string(body)
	for _, part := range in.ResourceSpans {
		c.about = part.Resource.Attributes
		for _, s := range part.ScopeSpans[0].Spans {
			c.spans[s.Name] = s
		}
	}
}

// world is an app on a store, traced to a collector.
type world struct {
	*Tracer
	app       *fiber.App
	collector *collector
}

func newWorld(t *testing.T, share float64) *world {
	t.Helper()
	c := &collector{spans: map[string]written{}}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	now := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	tracer := New(Deps{
		Clock: func() time.Time { now = now.Add(time.Millisecond); return now }, Random: rand.NewChaCha8([32]byte{1}), Share: share,
		Send: HTTP(server.Client(), server.URL+"/"), About: []Attr{{"service.name", "sovite"}},
	})
	db := tracer.Store(storetest.Memory(t, store.Schema{Collection: "things"}))
	app := fiber.New()
	app.Use(tracer.Requests)
	app.Get("/things/:id", func(c *fiber.Ctx) error {
		if _, err := db.Get(c.UserContext(), "things", marketplace.ID(c.Params("id"))); !marketplace.IsKind(err, marketplace.NotFound) {
			return err
		}
		return c.SendStatus(http.StatusNotFound)
	})
	app.Get("/broken", func(c *fiber.Ctx) error { return c.SendStatus(http.StatusServiceUnavailable) })
	return &world{tracer, app, c}
}

func (w *world) get(t *testing.T, path, traceparent string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	if traceparent != "" {
		r.Header.Set("traceparent", traceparent)
	}
	resp, err := w.app.Test(r, -1)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
}

func (w *world) send(t *testing.T) {
	t.Helper()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	w.Run(ended, func(time.Duration) <-chan time.Time { return nil }, slog.New(slog.DiscardHandler))
}

// A request arrives at the collector with what it asked of the store below it, in the caller's trace, and with nobody's id.
func TestTraces(t *testing.T) {
	w := newWorld(t, 0)
	const trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
	w.get(t, "/things/secret-id", "00-"+trace+"-"+parent+"-01")
	w.get(t, "/broken", "00-"+trace+"-"+parent+"-01")
	w.get(t, "/nowhere/secret-id", "00-"+trace+"-"+parent+"-01")
	w.send(t)
	page, call, broken := w.collector.spans["GET /things/:id"], w.collector.spans["Get things"], w.collector.spans["GET /broken"]
	switch {
	case page.TraceID != trace || page.ParentSpanID != parent || page.Kind != Server || page.Status.Code != 0:
		t.Errorf("the request: %+v", page)
	case call.TraceID != trace || call.ParentSpanID != page.SpanID || call.Kind != Client || call.Status.Code != 0:
		t.Errorf("the call of the store: %+v", call)
	case call.Start <= page.Start || call.End >= page.End:
		t.Errorf("the call is not inside the request: %+v %+v", call, page)
	case broken.Status.Code != 2:
		t.Errorf("the failure: %+v", broken)
	case len(w.collector.about) != 1 || w.collector.about[0].Value["stringValue"] != "sovite":
		t.Errorf("about the program: %+v", w.collector.about)
	}
	if strings.Contains(w.collector.raw, "secret-id") {
		t.Error("an id left the program")
	}
}

// Of the traces that begin here the share that was chosen is kept; those of callers who do not trace are not gone on with.
func TestShare(t *testing.T) {
	for share, want := range map[float64][2]int{0: {0, 0}, 1: {200, 200}, 0.5: {60, 140}} {
		w := newWorld(t, share)
		for range 200 {
			w.get(t, "/broken", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
		}
		if n := len(w.ended); n < want[0] || n > want[1] {
			t.Errorf("of 200 with a share of %v: %d", share, n)
		}
	}
}

// A collector that is away holds nobody up: what it does not take is counted as lost, and nothing grows.
func TestCollectorAway(t *testing.T) {
	w := newWorld(t, 1)
	w.collector.status = http.StatusServiceUnavailable
	for range 3 {
		w.get(t, "/broken", "")
	}
	w.send(t)
	if w.Dropped() != 3 {
		t.Errorf("%d are counted as lost, not 3", w.Dropped())
	}
	for range most + 10 {
		_, span := w.Begin(t.Context(), Internal, "x", Remote{})
		span.End(errors.New("x"))
	}
	if len(w.ended) != most || w.Dropped() != 13 {
		t.Errorf("%d wait and %d are lost", len(w.ended), w.Dropped())
	}
}

// A job is a trace of its own, and fails with what it failed with, by its kind.
func TestJob(t *testing.T) {
	w := newWorld(t, 1)
	away := marketplace.Errorf(marketplace.Unavailable, "error.unavailable", errors.New("at 10.0.0.7"))
	if err := w.Job("send letters", func(context.Context) error { return away })(t.Context()); !errors.Is(err, away) {
		t.Error(err)
	}
	w.send(t)
	if job := w.collector.spans["send letters"]; job.Status.Code != 2 || job.ParentSpanID != "" || strings.Contains(w.collector.raw, "10.0.0.7") {
		t.Errorf("%+v", job)
	}
	var none *Tracer
	if err := none.Job("x", func(context.Context) error { return away })(t.Context()); !errors.Is(err, away) {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	const good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	for _, s := range []string{good, "", "00", "ff" + good[2:], "00-" + strings.Repeat("0", 32) + "-b7ad6b7169203331-01", strings.ToUpper(good), good + "-more", "01" + good[2:] + "-more"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Parse(s)
		if r.Sampled && (r.Trace == [16]byte{} || r.Span == [8]byte{}) {
			t.Errorf("%q is a caller without a name: %+v", s, r)
		}
	})
}

func TestParse(t *testing.T) {
	const good = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	for header, want := range map[string]bool{
		good: true, "01" + good[2:] + "-more": true, good[:len(good)-1] + "0": false, "": false, "ff" + good[2:]: false, good + "-more": false,
		strings.ToUpper(good): false, "00-" + strings.Repeat("0", 32) + good[35:]: false, "00-" + good[3:10]: false,
	} {
		if got := Parse(header); got.Sampled != want {
			t.Errorf("%q: %+v", header, got)
		}
	}
}
