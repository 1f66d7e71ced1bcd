package servertest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/search/bleve"
	"sovite.fi/sovite/server"
)

// App is the whole server in memory.
type App struct {
	*server.Parts
	Fiber    *fiber.App
	Clock    *Clock
	Log      *Log
	Outbox   Outbox            // what was sent
	Provider *fake.Fake        // of online payments; its messages are not delivered by themselves
	IDs      map[string]string // names that stand for ids in paths and bodies
	store    store.Store
	token    map[string]string // access token by person
}

// Change adapts the server before it is made, for example to give it a smaller rate.
type Change func(*server.Ports, *server.Deps)

// occupations is read once for all worlds: nobody changes it, and reading it takes a good part of making a world.
var occupations = sync.OnceValues(esco.Load)

// New makes a server with its world. It ends with the test.
func New(t testing.TB, changes ...Change) *App {
	t.Helper()
	a := &App{
		Clock: NewClock(time.Date(2026, 11, 23, 6, 14, 8, 0, time.UTC)), Log: &Log{}, IDs: map[string]string{}, token: map[string]string{},
		store: storetest.Memory(t, append(server.Schemas(), fake.Schemas()...)...),
	}
	index, err := bleve.Open("")
	must(t, err)
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Errorf("close the index: %v", err)
		}
	})
	release, err := occupations()
	must(t, err)
	ports := server.Ports{
		Store: a.store, Release: release, Index: index, Sender: &a.Outbox, Print: printed, Wait: time.After, Log: slog.New(slog.NewJSONHandler(a.Log, nil)), Clock: a.Clock.Now, IDs: counting(), Random: &random{r: rand.NewChaCha8([32]byte{1})},
		Secret: bytes.Repeat([]byte("s"), secret.MinSecret), Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1}, Origin: Origin,
	}
	a.Provider = fake.New(fake.Deps{Store: a.store, Clock: a.Clock.Now, Secret: []byte("provider"), Origin: Origin})
	ports.Payments, ports.Share = a.Provider, 100
	var deps server.Deps
	for _, change := range changes {
		change(&ports, &deps)
	}
	a.store = ports.Store
	a.Parts, err = server.Assemble(ports)
	must(t, err)
	deps.Parts = a.Parts
	a.Fiber, err = server.New(deps)
	must(t, err)
	a.populate(t)
	return a
}

// printed is a document for people without any layout.
func printed(d en16931.Document, c invoice.Codes, lang i18n.Lang) ([]byte, error) {
	return fmt.Appendf(nil, "%s %s %s", lang.Code(), d.Number, c.Barcode), nil
}

// Origin is where the pages are reached.
const Origin = "http://sovite.test"

// Do sends one request and gives the answer with its whole body.
func (a *App) Do(t testing.TB, r *http.Request) (*http.Response, string) {
	t.Helper()
	resp, err := a.Fiber.Test(r, -1)
	must(t, err)
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	return resp, string(body)
}

// Request makes a request of somebody of the world; headers are pairs of name and value. A body is JSON unless a header
// says otherwise. Nobody ("") is not signed in.
func (a *App) Request(as, method, path, body string, headers ...string) *http.Request {
	r := httptest.NewRequest(method, a.filled(path), strings.NewReader(a.filled(body)))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Accept-Language", "en")
	if token := a.token[as]; token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], a.filled(headers[i+1]))
	}
	return r
}

// filled puts ids in the place of {names}.
func (a *App) filled(text string) string {
	for name, id := range a.IDs {
		text = strings.ReplaceAll(text, "{"+name+"}", id)
	}
	return text
}

// Clock stands still until it is moved.
type Clock struct{ at atomic.Int64 }

// NewClock makes a clock that shows a moment.
func NewClock(at time.Time) *Clock {
	c := &Clock{}
	c.at.Store(at.UnixNano())
	return c
}

// Now is the moment shown.
func (c *Clock) Now() time.Time { return time.Unix(0, c.at.Load()).UTC() }

// Move puts the clock forward.
func (c *Clock) Move(by time.Duration) { c.at.Add(int64(by)) }

// Log keeps what the server logs.
type Log struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

// String is everything logged so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// Outbox keeps the messages that the server sends.
type Outbox struct {
	mu   sync.Mutex
	sent []notify.Message
}

// Send implements notify.Sender.
func (o *Outbox) Send(_ context.Context, m notify.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !slices.ContainsFunc(o.sent, func(s notify.Message) bool { return s.ID == m.ID }) {
		o.sent = append(o.sent, m)
	}
	return nil
}

// Sent are the messages sent so far, each once.
func (o *Outbox) Sent() []notify.Message {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.sent)
}

// Carry carries every fact to the record and runs what follows from it, as the courier does by itself in production.
func (a *App) Carry(t testing.TB) {
	t.Helper()
	must(t, a.Courier.Drain(t.Context()))
}

func counting() marketplace.IDs {
	var n atomic.Int64
	return func() marketplace.ID { return marketplace.ID(fmt.Sprintf("id%06d", n.Add(1))) }
}

// random repeats itself from test to test.
type random struct {
	mu sync.Mutex
	r  io.Reader
}

// Read implements io.Reader.
func (r *random) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.r.Read(p)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
