package server_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/bleve"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/guard"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// interrupted is a store that does not answer from its from-th call on until its to-th.
type interrupted struct {
	store.Store
	mu       sync.Mutex
	calls    int
	from, to int
	lost     bool // the first of these calls is done, and only its answer is lost
}

func (s *interrupted) plan(from, to int, lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls, s.from, s.to, s.lost = 0, from, to, lost
}

func (s *interrupted) do(call func() error) error {
	s.mu.Lock()
	n := s.calls
	s.calls++
	away, lost := s.from <= n && n < s.to, s.lost && n == s.from
	s.mu.Unlock()
	if away && !lost {
		return marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable")
	}
	err := call()
	if lost && err == nil {
		return marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable")
	}
	return err
}

func (s *interrupted) Get(ctx context.Context, c string, id marketplace.ID) (d store.Doc, err error) {
	err = s.do(func() (err error) { d, err = s.Store.Get(ctx, c, id); return err })
	return d, err
}

func (s *interrupted) Find(ctx context.Context, c string, q store.Query) (r store.Result, err error) {
	err = s.do(func() (err error) { r, err = s.Store.Find(ctx, c, q); return err })
	return r, err
}

func (s *interrupted) Insert(ctx context.Context, c string, id marketplace.ID, body []byte, f []marketplace.Fact) error {
	return s.do(func() error { return s.Store.Insert(ctx, c, id, body, f) })
}

func (s *interrupted) Replace(ctx context.Context, c string, id marketplace.ID, rev int64, body []byte, f []marketplace.Fact) error {
	return s.do(func() error { return s.Store.Replace(ctx, c, id, rev, body, f) })
}

func (s *interrupted) Delete(ctx context.Context, c string, id marketplace.ID, rev int64) error {
	return s.do(func() error { return s.Store.Delete(ctx, c, id, rev) })
}

func (s *interrupted) Pending(ctx context.Context, limit int) (p []store.Parcel, err error) {
	err = s.do(func() (err error) { p, err = s.Store.Pending(ctx, limit); return err })
	return p, err
}

func (s *interrupted) Settle(ctx context.Context, c string, id marketplace.ID, facts []marketplace.ID) error {
	return s.do(func() error { return s.Store.Settle(ctx, c, id, facts) })
}

// deed is a request of a story; what it gives is kept under the name.
type deed struct{ as, method, path, body, keep string }

// story is what three people do, each step on the one before.
func story() []deed {
	return []deed{
		{"employer", http.MethodPost, "/tasks", taskBody, "story-task"},
		{"employer", http.MethodPost, "/tasks/{story-task}/publish", "", ""},
		{"unit-owner", http.MethodPost, "/invitations", `{"email": "new-{n}@sovite.test", "roles": ["coach"]}`, ""},
		{"coach", http.MethodPost, "/clients", `{"name": "Bo {n}"}`, "story-client"},
		{"coach", http.MethodPut, "/clients/{story-client}/status", `{"status": "paused"}`, ""},
		{"employer", http.MethodPost, "/tasks/{story-task}/close", "", ""},
	}
}

// most is how often somebody tries one thing until they give up.
const most = 20

// told tells the story once. Everybody sends a request again, with the same key, until it is acknowledged; the clock goes on meanwhile,
// by what between gives. Facts are carried along, as far as that is possible.
func told(t *testing.T, a *servertest.App, n int, between func()) {
	t.Helper()
	a.IDs["n"] = fmt.Sprint(n)
	tokens := map[string]string{}
	for i, s := range story() {
		for tries := 0; ; tries++ {
			if tries == most {
				t.Fatalf("story %d: nobody acknowledges step %d", n, i)
			}
			if tokens[s.as] == "" {
				tokens[s.as] = token(t, a, s.as)
			}
			headers := []string{"Authorization", "Bearer " + tokens[s.as], "Idempotency-Key", fmt.Sprintf("story-%d-%d", n, i)}
			resp, body := a.Do(t, a.Request(s.as, s.method, openapi.Base+s.path, s.body, headers...))
			if resp.StatusCode < 300 {
				if s.keep != "" {
					a.IDs[s.keep] = idIn(t, body)
				}
				break
			}
			if resp.StatusCode == http.StatusUnauthorized {
				tokens[s.as] = ""
			} else if resp.StatusCode != http.StatusServiceUnavailable && resp.StatusCode != http.StatusConflict {
				t.Fatalf("story %d, step %d: %d %s", n, i, resp.StatusCode, body)
			}
			between()
		}
		_ = a.Courier.Drain(t.Context())
		between()
	}
}

// token signs somebody in, or gives none while that is not possible.
func token(t *testing.T, a *servertest.App, who string) string {
	t.Helper()
	resp, body := a.Do(t, a.Request("", http.MethodPost, openapi.Base+"/session", fmt.Sprintf(`{"email": "%s@sovite.test", "password": %q}`, who, servertest.Password)))
	if resp.StatusCode != http.StatusOK {
		return "none"
	}
	var session struct{ Access string }
	fine(t, json.Unmarshal([]byte(body), &session))
	return session.Access
}

func idIn(t *testing.T, body string) string {
	t.Helper()
	var made struct{ ID string }
	fine(t, json.Unmarshal([]byte(body), &made))
	return made.ID
}

// tally is what there is and what has happened, but for how often people came in and asked again.
func tally(t *testing.T, a *servertest.App) map[string]int {
	t.Helper()
	out := a.Facts(t)
	for name, n := range a.Documents(t) {
		out["stored: "+name] = n
	}
	for _, name := range []string{"once", "sessions", "attempts", "chains", "audit"} {
		delete(out, "stored: "+name)
	}
	maps.DeleteFunc(out, func(name string, _ int) bool {
		return strings.HasPrefix(name, "signin.") || strings.HasPrefix(name, "session.")
	})
	return out
}

// grown is what a story adds.
func grown(t *testing.T, a *servertest.App, do func()) map[string]int {
	t.Helper()
	before := tally(t, a)
	do()
	after := tally(t, a)
	for name, n := range before {
		if after[name] -= n; after[name] == 0 {
			delete(after, name)
		}
	}
	return after
}

// unbroken holds that nothing waits any more and every chain of the record is whole.
func unbroken(t *testing.T, a *servertest.App) {
	t.Helper()
	waiting, err := a.Store.Pending(t.Context(), 10)
	fine(t, err)
	if len(waiting) > 0 {
		t.Errorf("the facts of %s %s wait", waiting[0].Collection, waiting[0].ID)
	}
	reports, err := a.Record.VerifyAll(t.Context(), func(marketplace.ID, int64) {})
	fine(t, err)
	for _, r := range reports {
		if r.Fault != nil {
			t.Errorf("the record of %s: %+v", r.Org, r.Fault)
		}
	}
}

// TestStoreAwayInAStory lets the store be away for some calls, beginning at each call of a story in turn: for some before it does
// anything, for others after it did it and before it could say so. Everybody asks again. In the end the same has happened as without.
func TestStoreAwayInAStory(t *testing.T) {
	db := &interrupted{}
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) {
		db.Store = p.Store
		p.Store = guard.Store(db, guard.NewBreaker(p.Clock))
	})
	a.Carry(t)
	pass := func() { a.Clock.Move(31 * time.Second) }
	tell := func(n, from, to int, lost bool) (map[string]int, int) {
		calls := 0
		return grown(t, a, func() {
			db.plan(from, to, lost)
			told(t, a, n, pass)
			calls = db.calls
			db.plan(0, 0, false)
			a.Clock.Move(10 * time.Minute) // what was set aside is tried again
			_, _ = a.Store.Get(t.Context(), "tasks", "none")
			a.Carry(t)
		}), calls
	}
	want, calls := tell(0, 0, 0, false)
	if want["task.published"] != 1 || want["stored: clients"] != 1 || want["person.invited"] != 1 || calls < 50 {
		t.Fatalf("the story does not do what it tells: %d calls, %v", calls, want)
	}
	n := 0
	for from := range calls {
		for _, lost := range []bool{false, true} {
			n++
			got, _ := tell(n, from, from+1+n%9, lost)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("away from call %d for %d, after doing it: %v (-without +with):\n%s", from, 1+n%9, lost, diff)
			}
		}
	}
	unbroken(t, a)
}

// switched is an index that can be away, or come back empty.
type switched struct {
	search.Index
	away atomic.Bool
}

func (s *switched) do(call func() error) error {
	if s.away.Load() {
		return fmt.Errorf("connection refused: %w", search.ErrUnavailable)
	}
	return call()
}

func (s *switched) Put(ctx context.Context, entries []search.Entry) error {
	return s.do(func() error { return s.Index.Put(ctx, entries) })
}

func (s *switched) Delete(ctx context.Context, ids []string) error {
	return s.do(func() error { return s.Index.Delete(ctx, ids) })
}

func (s *switched) Search(ctx context.Context, q search.Query) (r search.Result, err error) {
	err = s.do(func() (err error) { r, err = s.Index.Search(ctx, q); return err })
	return r, err
}

func (s *switched) Status(ctx context.Context) (r search.Status, err error) {
	err = s.do(func() (err error) { r, err = s.Index.Status(ctx); return err })
	return r, err
}

// TestIndexAway: while the index is away tasks are written, published and found in the store, which the answer says; when it is back it
// catches up, also when it comes back empty.
func TestIndexAway(t *testing.T) {
	index := &switched{}
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) {
		index.Index = p.Index
		p.Index = guard.Index(index, guard.NewBreaker(p.Clock))
	})
	a.Carry(t)
	publish := func(title string) {
		resp, body := a.Do(t, a.Request("employer", http.MethodPost, openapi.Base+"/tasks", strings.Replace(taskBody, "Shelf filling", title, 1)))
		if resp.StatusCode != http.StatusCreated {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
		resp, body = a.Do(t, a.Request("employer", http.MethodPost, openapi.Base+"/tasks/"+idIn(t, body)+"/publish", ""))
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
	}
	finds := func(title string, degraded bool) {
		t.Helper()
		resp, body := a.Do(t, a.Request("coach", http.MethodGet, openapi.Base+"/search/tasks?words="+url.QueryEscape(title), ""))
		if resp.StatusCode != http.StatusOK || !strings.Contains(body, title) || strings.Contains(body, `"degraded":true`) != degraded {
			t.Errorf("%s is not found (without the index: %v): %d %s", title, degraded, resp.StatusCode, body)
		}
	}
	publish("Windows")
	a.Carry(t)
	finds("Windows", false)
	index.away.Store(true)
	publish("Floors")
	if err := a.Courier.Drain(t.Context()); !errors.Is(err, search.ErrUnavailable) {
		t.Errorf("the index took what it could not: %v", err)
	}
	for range 10 { // more than a breaker bears
		finds("Floors", true)
	}
	if _, body := a.Do(t, a.Request("", http.MethodGet, "/readyz", "")); !strings.Contains(body, `"index":"down"`) {
		t.Error("nobody is told")
	}
	index.away.Store(false)
	a.Clock.Move(10 * time.Minute)
	a.Carry(t)
	finds("Floors", false)
	finds("Windows", false)
	empty, err := bleve.Open("")
	fine(t, err)
	defer func() { fine(t, empty.Close()) }()
	index.Index = empty
	fine(t, a.Finder.Renew(t.Context()))
	finds("Windows", false)
	unbroken(t, a)
}

// TestMailAway: while no letter leaves, everything else goes on; then each letter leaves once, with a link that still opens.
func TestMailAway(t *testing.T) {
	outbox := &choked{}
	a := servertest.New(t, func(p *server.Ports, _ *server.Deps) {
		outbox.Sender = p.Sender
		p.Sender = outbox
	})
	a.Carry(t)
	outbox.away.Store(true)
	ask := func(as, path, body string) {
		t.Helper()
		if resp, text := a.Do(t, a.Request(as, http.MethodPost, openapi.Base+path, body)); resp.StatusCode >= 300 {
			t.Fatalf("%s: %d %s", path, resp.StatusCode, text)
		}
	}
	ask("unit-owner", "/invitations", `{"email": "uusi@sovite.test", "roles": ["coach"]}`)
	ask("", "/password/forgot", `{"email": "coach@sovite.test"}`)
	ask("employer", "/tasks", taskBody)
	for range 5 {
		if err := a.Courier.Drain(t.Context()); err == nil {
			t.Fatal("letters left although none can")
		}
		a.Clock.Move(time.Minute)
	}
	if waiting, err := a.Store.Pending(t.Context(), 10); err != nil || len(waiting) != 2 {
		t.Errorf("%d documents wait, not the two with letters: %v", len(waiting), err)
	}
	sent := len(a.Outbox.Sent())
	outbox.away.Store(false)
	for range 3 {
		a.Carry(t)
	}
	letters := map[string]string{}
	for _, m := range a.Outbox.Sent()[sent:] {
		if letters[m.To] != "" {
			t.Errorf("%s has two letters", m.To)
		}
		letters[m.To] = m.Text
	}
	_, link, found := strings.Cut(letters["uusi@sovite.test"], servertest.Origin+"/join/")
	link, _, _ = strings.Cut(link, "\n")
	if len(letters) != 2 || !found {
		t.Fatalf("letters %v", letters)
	}
	if resp, body := a.Do(t, a.Request("", http.MethodGet, openapi.Base+"/join/"+strings.TrimSpace(link), "")); resp.StatusCode != http.StatusOK {
		t.Errorf("the link does not open: %d %s", resp.StatusCode, body)
	}
	unbroken(t, a)
}

// choked sends nothing while it is away.
type choked struct {
	notify.Sender
	away atomic.Bool
}

func (c *choked) Send(ctx context.Context, m notify.Message) error {
	if c.away.Load() {
		return marketplace.Errorf(marketplace.Unavailable, "error.unavailable", errors.New("connection refused"))
	}
	return c.Sender.Send(ctx, m)
}

// unheard is a payment provider that can be away: before it does anything, or after it did it.
type unheard struct {
	provider.Provider
	away, lost atomic.Bool
}

func (s *unheard) do(call func() error) error {
	away := marketplace.Errorf(marketplace.Unavailable, "online.away", errors.New("connection reset"))
	if s.away.Load() {
		return away
	}
	err := call()
	if s.lost.Load() && err == nil {
		return away
	}
	return err
}

func (s *unheard) Begin(ctx context.Context, o provider.Order) (x provider.Session, err error) {
	err = s.do(func() (err error) { x, err = s.Provider.Begin(ctx, o); return err })
	return x, err
}

func (s *unheard) Session(ctx context.Context, account, id string) (x provider.Session, err error) {
	err = s.do(func() (err error) { x, err = s.Provider.Session(ctx, account, id); return err })
	return x, err
}

func (s *unheard) Payment(ctx context.Context, account, id string) (x provider.Payment, err error) {
	err = s.do(func() (err error) { x, err = s.Provider.Payment(ctx, account, id); return err })
	return x, err
}

func (s *unheard) Refund(ctx context.Context, o provider.RefundOrder) (x provider.Refund, err error) {
	err = s.do(func() (err error) { x, err = s.Provider.Refund(ctx, o); return err })
	return x, err
}

// TestPaymentProviderAway: a buyer who cannot get to the page, a message that cannot be followed and a refund that is not answered are
// each done once when the provider is back, and to the cent.
func TestPaymentProviderAway(t *testing.T) {
	for name, lost := range map[string]bool{"it does nothing": false, "its answers are lost": true} {
		t.Run(name, func(t *testing.T) {
			far := &unheard{}
			a := servertest.New(t, func(p *server.Ports, _ *server.Deps) {
				far.Provider = p.Payments
				p.Payments = far
			})
			a.Provider.Post = func(body []byte, header http.Header) (int, error) {
				resp, _ := a.Do(t, a.Request("", http.MethodPost, hookPath, string(body), fake.SignatureHeader, header.Get(fake.SignatureHeader)))
				return resp.StatusCode, nil
			}
			a.Carry(t)
			outage := func(on bool) { far.away.Store(on && !lost); far.lost.Store(on && lost) }
			pay := func(want int) string {
				t.Helper()
				resp, body := a.Do(t, a.Request("employer-owner", http.MethodPost, openapi.Base+"/received-invoices/{invoice}/pay", "", "Idempotency-Key", "pay"))
				if resp.StatusCode != want {
					t.Fatalf("%d, want %d: %s", resp.StatusCode, want, body)
				}
				return body
			}
			work := func() {
				_ = a.Online.Work(t.Context())
				_ = a.Provider.Deliver(t.Context())
				_ = a.Courier.Drain(t.Context())
			}

			outage(true)
			pay(http.StatusServiceUnavailable)
			work()
			outage(false)
			a.Clock.Move(2 * time.Minute)
			var begun struct{ ID, Address string }
			fine(t, json.Unmarshal([]byte(pay(http.StatusOK)), &begun))
			a.IDs["paid"] = begun.ID
			_, err := a.Provider.Act(t.Context(), strings.TrimPrefix(begun.Address, servertest.Origin+fake.SessionPath), provider.Pay)
			fine(t, err)

			outage(true)
			for range 3 {
				work()
				a.Clock.Move(2 * time.Minute)
			}
			if r, err := a.Ledger.Owed(t.Context(), a.Actor("employer-owner"), "invoice-1"); err != nil || r.Value.Open() == 0 {
				t.Fatalf("paid although nobody could read it: %v", err)
			}
			outage(false)
			for range 3 {
				a.Clock.Move(10 * time.Minute)
				work()
			}
			owed := func() int64 {
				t.Helper()
				r, err := a.Ledger.Owed(t.Context(), a.Actor("employer-owner"), "invoice-1")
				fine(t, err)
				return int64(r.Value.Open())
			}
			if left := owed(); left != 0 {
				t.Errorf("%d cents are owed after it was paid", left)
			}
			refund := func() int {
				resp, _ := a.Do(t, a.Request("billing", http.MethodPost, openapi.Base+"/online-payments/{paid}/refund", `{"cents": 1000, "reason": "The wrong day"}`, "Idempotency-Key", "r", "Authorization", "Bearer "+a.SignIn(t, "billing")))
				return resp.StatusCode
			}
			outage(true)
			first := refund()
			work()
			outage(false)
			for range 3 {
				a.Clock.Move(2 * time.Minute)
				if status := refund(); status >= 300 {
					t.Errorf("the refund, first %d, then %d", first, status)
				}
				work()
			}
			if left := owed(); left != 1000 {
				t.Errorf("%d cents are owed after 1000 were given back", left)
			}
			unbroken(t, a)
		})
	}
}

// TestClockJumps tells the story while the clock jumps between requests, by days to either side and by years: everybody signs in again and
// comes through, the same has happened as with a clock that goes on, and the record is whole.
func TestClockJumps(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	want := grown(t, a, func() { told(t, a, 0, func() { a.Clock.Move(time.Second) }); a.Carry(t) })
	day := 24 * time.Hour
	for n, jumps := range [][]time.Duration{
		{-time.Hour}, {time.Hour, -time.Hour}, {2 * day, -3 * day}, {time.Second, -2 * time.Second}, {370 * day, -370 * day, -time.Minute}, {-10 * 365 * day, 10 * 365 * day, time.Minute},
	} {
		i := 0
		got := grown(t, a, func() {
			told(t, a, 1+n, func() { a.Clock.Move(jumps[i%len(jumps)]); i++ })
			a.Clock.Move(10 * time.Minute)
			a.Carry(t)
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("jumps %v (-without +with):\n%s", jumps, diff)
		}
	}
	unbroken(t, a)
}
