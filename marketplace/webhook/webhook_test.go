package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

var (
	owner  = marketplace.Actor{Person: "olli", Org: "paja", Roles: []marketplace.Role{marketplace.RoleOwner}}
	biller = marketplace.Actor{Person: "bea", Org: "paja", Roles: []marketplace.Role{marketplace.RoleBilling}}
	rival  = marketplace.Actor{Person: "rita", Org: "firma", Roles: []marketplace.Role{marketplace.RoleOwner}}
)

// receiver plays the other side.
type receiver struct {
	mu     sync.Mutex
	got    []Call
	answer func(Call) (int, Why)
}

func (r *receiver) Post(_ context.Context, c Call) (int, Why) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, c)
	if r.answer == nil {
		return 204, ""
	}
	return r.answer(c)
}

// world is the service over a store in memory, with a clock that is put forward by hand.
type world struct {
	*Service
	t    *testing.T
	db   store.Store
	to   *receiver
	at   time.Time
	told []notice.Notice
}

func (w *world) Roles(_ context.Context, n notice.Notice, _ ...marketplace.Role) error {
	w.told = append(w.told, n)
	return nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: storetest.Memory(t, Schemas()...), to: &receiver{}, at: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	w.Service = w.over(w.db)
	return w
}

func (w *world) over(db store.Store) *Service {
	v, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	ok(w.t, err)
	clock := marketplace.Clock(func() time.Time { return w.at })
	return New(Deps{Store: db, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Vault: v, Poster: w.to, Teller: w, Origin: "https://sovite.test"})
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) endpoint(who marketplace.Actor, url string, groups ...Group) (Entry, string) {
	w.t.Helper()
	e, text, err := w.Make(w.t.Context(), who, Draft{URL: url, Groups: groups})
	ok(w.t, err)
	return e, text
}

func (w *world) fact(id, typ, subject string, data ...string) marketplace.Fact {
	f := marketplace.Fact{ID: marketplace.ID(id), Type: typ, Org: "paja", Subject: subject, At: marketplace.At(w.at), Actor: "liisa", Data: map[string]string{}}
	for i := 0; i+1 < len(data); i += 2 {
		f.Data[data[i]] = data[i+1]
	}
	return f
}

// log is what was sent to an endpoint or waits: type, state and number of tries.
func (w *world) log(who marketplace.Actor, e Entry) (out []string) {
	w.t.Helper()
	list, err := w.Deliveries(w.t.Context(), who, e.ID, marketplace.Page{})
	ok(w.t, err)
	for _, d := range slices.Backward(list.Items) {
		out = append(out, fmt.Sprintf("%s %s %d", d.Value.Type, d.Value.State, len(d.Value.Tries)))
	}
	return out
}

func same(t *testing.T, when string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", when, got, want)
	}
}

// A message says what changed and where to read it, nothing else, and its signature is that of Standard Webhooks.
func TestMessage(t *testing.T) {
	w := newWorld(t)
	e, text := w.endpoint(owner, "https://erp.example.com/in", Orders)
	f := w.fact("f1", "order.confirmed", "orders/o1", "buyer", "firma", "side", "organiser")
	for range 2 {
		ok(t, w.Follow(t.Context(), f))
	}
	ok(t, w.Follow(t.Context(), w.fact("f2", "invoice.issued", "invoices/i1")))
	ok(t, w.Work(t.Context()))
	ok(t, w.Work(t.Context()))
	if len(w.to.got) != 1 {
		t.Fatalf("%d messages", len(w.to.got))
	}
	c := w.to.got[0]
	var m map[string]any
	ok(t, json.Unmarshal([]byte(c.Body), &m))
	if want := `{"id":"` + c.Header["webhook-id"] + `","type":"order.confirmed","time":"2026-11-23T08:00:00.000Z","subject":{"kind":"order","id":"o1"},"link":"https://sovite.test/api/v1/orders/o1"}`; c.Body != want {
		t.Errorf("sent %s\nwant %s", c.Body, want)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(text, "whsec_"))
	ok(t, err)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", c.Header["webhook-id"], c.Header["webhook-timestamp"], c.Body)
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); c.Header["webhook-signature"] != want || c.Header["webhook-timestamp"] != "1795420800" {
		t.Errorf("signed %q at %s", c.Header["webhook-signature"], c.Header["webhook-timestamp"])
	}
	same(t, "the log", w.log(owner, e), "order.confirmed sent 1")
}

// Each side of an order is told of it under its own address; of nothing else is a buyer told, but an invoice that was issued.
func TestWhoIsTold(t *testing.T) {
	w := newWorld(t)
	all := Groups()
	seller, _ := w.endpoint(owner, "https://seller.example.com/", all...)
	buyer, _ := w.endpoint(rival, "https://buyer.example.com/", all...)
	for i, f := range []marketplace.Fact{
		w.fact("", "order.cancelled", "orders/o1", "buyer", "firma"), w.fact("", "invoice.begun", "invoices/i1", "buyer", "firma"),
		w.fact("", "invoice.issued", "invoices/i1", "buyer", "firma"), w.fact("", "timesheet.signed_off", "timesheets/t1", "buyer", "firma"),
		w.fact("", "task.published", "tasks/k1"), w.fact("", "order.told", "order_messages/m1", "buyer", "firma"),
	} {
		f.ID = marketplace.ID(fmt.Sprint("f", i))
		ok(t, w.Follow(t.Context(), f))
	}
	ok(t, w.Work(t.Context()))
	same(t, "the organiser", sorted(w.log(owner, seller)), "invoice.begun sent 1", "invoice.issued sent 1", "order.cancelled sent 1", "task.published sent 1", "timesheet.signed_off sent 1")
	same(t, "the buyer", sorted(w.log(rival, buyer)), "invoice.issued sent 1", "order.cancelled sent 1")
	for _, c := range w.to.got {
		if strings.Contains(c.URL, "buyer") && !strings.Contains(c.Body, "/purchases/o1") && !strings.Contains(c.Body, "/received-invoices/i1") {
			t.Errorf("the buyer is led to %s", c.Body)
		}
	}
}

func sorted(list []string) []string { slices.Sort(list); return list }

// What is not taken is tried again, later and later, for three days; then it is set aside, the endpoint paused and the owners are
// told. It can be sent again under the same id.
func TestThreeDays(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e, _ := w.endpoint(owner, "https://erp.example.com/in", Tasks)
	answers := []int{500, 0, 302, 404}
	w.to.answer = func(Call) (int, Why) {
		if s := answers[len(w.to.got)%len(answers)]; s != 0 {
			return s, ""
		}
		return 0, Late
	}
	begun := w.at
	ok(t, w.Follow(ctx, w.fact("f1", "task.published", "tasks/k1")))
	for range 100_000 {
		ok(t, w.Work(ctx))
		if got, err := w.Get(ctx, owner, e.ID); err != nil || got.Value.State != Active {
			break
		}
		w.at = w.at.Add(10 * time.Second)
	}
	if took := w.at.Sub(begun); took < 60*time.Hour || took > 73*time.Hour || len(w.to.got) != len(waits())+1 {
		t.Errorf("given up after %v and %d tries", took, len(w.to.got))
	}
	same(t, "given up", w.log(owner, e), "task.published aside 13")
	for _, p := range pending(t, w.db) {
		if slices.Contains(Told(), p.Type) {
			ok(t, w.Tell(ctx, p))
		}
	}
	if len(w.told) != 2 || w.told[1].Kind != "webhook.failed" || w.told[1].Args["url"] != "https://erp.example.com/in" {
		t.Errorf("told %+v", w.told)
	}
	ok(t, w.Follow(ctx, w.fact("f2", "task.closed", "tasks/k1")))
	id := w.to.got[0].Header["webhook-id"]
	if _, err := w.Again(ctx, owner, e.ID, marketplace.ID(id)); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("sent again while it is paused: %v", err)
	}
	_, err := w.Resume(ctx, owner, e.ID)
	ok(t, err)
	_, err = w.Again(ctx, owner, e.ID, marketplace.ID(id))
	ok(t, err)
	w.to.answer = nil
	ok(t, w.Work(ctx))
	same(t, "sent again", w.log(owner, e), "task.published sent 14")
	if last := w.to.got[len(w.to.got)-1]; last.Header["webhook-id"] != id {
		t.Error("sent again under another id")
	}
	w.at = w.at.Add(31 * 24 * time.Hour)
	settle(t, w.db)
	ok(t, w.Sweep(ctx))
	same(t, "a month later", w.log(owner, e))
}

func pending(t *testing.T, db store.Store) (out []marketplace.Fact) {
	t.Helper()
	parcels, err := db.Pending(t.Context(), 1000)
	ok(t, err)
	for _, p := range parcels {
		out = append(out, p.Facts...)
	}
	return out
}

func settle(t *testing.T, db store.Store) {
	t.Helper()
	parcels, err := db.Pending(t.Context(), 1000)
	ok(t, err)
	for _, p := range parcels {
		var ids []marketplace.ID
		for _, f := range p.Facts {
			ids = append(ids, f.ID)
		}
		ok(t, db.Settle(t.Context(), p.Collection, p.ID, ids))
	}
}

// A receiver that takes nothing is tried once a round, and holds up no other.
func TestOneBadReceiver(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	bad, _ := w.endpoint(owner, "https://bad.example.com/", Tasks)
	good, _ := w.endpoint(owner, "https://good.example.com/", Tasks)
	w.to.answer = func(c Call) (int, Why) {
		if strings.Contains(c.URL, "bad") {
			return 0, Unreached
		}
		return 200, ""
	}
	for i := range 5 {
		ok(t, w.Follow(ctx, w.fact(fmt.Sprint("f", i), "task.changed", "tasks/k1")))
	}
	ok(t, w.Work(ctx))
	if got := strings.Join(w.log(owner, good), ";"); strings.Count(got, "sent 1") != 5 {
		t.Errorf("good: %s", got)
	}
	if got := strings.Join(w.log(owner, bad), ";"); strings.Count(got, "waiting 1") != 1 || strings.Count(got, "waiting 0") != 4 {
		t.Errorf("bad: %s", got)
	}
	_, err := w.Pause(ctx, owner, bad.ID)
	ok(t, err)
	w.at = w.at.Add(time.Minute)
	ok(t, w.Work(ctx))
	if got := strings.Join(w.log(owner, bad), ";"); strings.Count(got, "aside") != 5 {
		t.Errorf("paused: %s", got)
	}
}

// Two processes that work at the same moment send each message once.
func TestTwoProcesses(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	w.endpoint(owner, "https://erp.example.com/in", Tasks)
	for i := range 40 {
		ok(t, w.Follow(ctx, w.fact(fmt.Sprint("f", i), "task.changed", "tasks/k1")))
	}
	var wg sync.WaitGroup
	for range 4 {
		other := w.over(w.db)
		wg.Go(func() {
			if err := other.Work(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	seen := map[string]int{}
	for _, c := range w.to.got {
		seen[c.Header["webhook-id"]]++
	}
	if len(seen) != 40 || len(w.to.got) != 40 {
		t.Errorf("%d messages, %d sent", len(seen), len(w.to.got))
	}
}

// A crash at every write, of the reaction and of the job: the message arrives, under one id, and more than once only when the
// crash came between sending and writing that down.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := newWorld(t)
			e, _ := w.endpoint(owner, "https://erp.example.com/in", Tasks)
			f := w.fact("f1", "task.published", "tasks/k1")
			faulty := storetest.Faulty(w.db, k, moment)
			crashing := w.over(faulty)
			err := crashing.Follow(ctx, f)
			if err == nil {
				err = crashing.Work(ctx)
			}
			if !faulty.Crashed() {
				ok(t, err)
				if k < 4 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			ok(t, w.Follow(ctx, f))
			w.at = w.at.Add(lease + time.Minute)
			ok(t, w.Work(ctx))
			ids := map[string]bool{}
			for _, c := range w.to.got {
				ids[c.Header["webhook-id"]] = true
			}
			if log := w.log(owner, e); len(ids) != 1 || len(w.to.got) > 2 || len(log) != 1 || !strings.Contains(log[0], "sent") {
				t.Errorf("write %d, moment %d: %d ids, %d sent, %q", k, moment, len(ids), len(w.to.got), log)
			}
		}
	}
}

// A crash at every write of the last try: the endpoint is paused and its message set aside in the end.
func TestCrashWhileGivingUp(t *testing.T) {
	ctx := t.Context()
	for k := 1; k <= 3; k++ {
		for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
			w := newWorld(t)
			w.to.answer = func(Call) (int, Why) { return 500, "" }
			e, _ := w.endpoint(owner, "https://erp.example.com/in", Tasks)
			ok(t, w.Follow(ctx, w.fact("f1", "task.published", "tasks/k1")))
			for range waits() {
				ok(t, w.Work(ctx))
				w.at = w.at.Add(17 * time.Hour)
			}
			if err := w.over(storetest.Faulty(w.db, k, moment)).Work(ctx); err == nil && (k < 3 || moment == storetest.BeforeWrite) {
				t.Errorf("write %d did not crash", k)
			}
			for range 3 {
				w.at = w.at.Add(17 * time.Hour)
				ok(t, w.Work(ctx))
			}
			got, err := w.Get(ctx, owner, e.ID)
			if log := w.log(owner, e); err != nil || got.Value.State != Paused || !got.Value.Failed || !strings.Contains(log[0], "aside") {
				t.Errorf("write %d, moment %d: %+v, %q", k, moment, got.Value, log)
			}
		}
	}
}

// After a rotation both secrets sign for a week, then only the new one; a third takes the place of the first.
func TestRotation(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	e, first := w.endpoint(owner, "https://erp.example.com/in", Tasks)
	signatures := func() int {
		_, err := w.Test(ctx, owner, e.ID)
		ok(t, err)
		ok(t, w.Work(ctx))
		return len(strings.Fields(w.to.got[len(w.to.got)-1].Header["webhook-signature"]))
	}
	if n := signatures(); n != 1 {
		t.Errorf("%d signatures", n)
	}
	_, second, err := w.Rotate(ctx, owner, e.ID)
	ok(t, err)
	if n := signatures(); n != 2 || first == second {
		t.Errorf("%d signatures after a rotation", n)
	}
	_, _, err = w.Rotate(ctx, owner, e.ID)
	ok(t, err)
	if n := signatures(); n != 2 {
		t.Errorf("%d signatures after two", n)
	}
	w.at = w.at.Add(bothValid)
	if n := signatures(); n != 1 {
		t.Errorf("%d signatures a week later", n)
	}
}

// Endpoints are their owners': nobody else reads or changes one, and a form that is sent twice makes one.
func TestWhoMay(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	d := Draft{Once: "k", URL: "https://erp.example.com/in", Groups: []Group{Tasks}}
	e, _, err := w.Make(ctx, owner, d)
	ok(t, err)
	if _, _, err := w.Make(ctx, owner, d); marketplace.AsError(err).Key != "webhook.made" {
		t.Errorf("twice: %v", err)
	}
	p, err := w.Test(ctx, owner, e.ID)
	ok(t, err)
	for name, tt := range map[string]struct {
		who  marketplace.Actor
		want marketplace.Kind
	}{"another role": {biller, marketplace.Forbidden}, "another's owner": {rival, marketplace.NotFound}, "nobody": {marketplace.Actor{}, marketplace.Unauthenticated}} {
		_, get := w.Get(ctx, tt.who, e.ID)
		_, change := w.Change(ctx, tt.who, e.ID, e.Rev, d)
		_, _, rotate := w.Rotate(ctx, tt.who, e.ID)
		_, pause := w.Pause(ctx, tt.who, e.ID)
		_, try := w.Test(ctx, tt.who, e.ID)
		_, log := w.Deliveries(ctx, tt.who, e.ID, marketplace.Page{})
		_, one := w.Delivery(ctx, tt.who, e.ID, p.ID)
		_, again := w.Again(ctx, tt.who, e.ID, p.ID)
		for verb, err := range map[string]error{"get": get, "change": change, "rotate": rotate, "pause": pause, "test": try, "log": log, "one": one, "again": again, "remove": w.Remove(ctx, tt.who, e.ID)} {
			if !marketplace.IsKind(err, tt.want) {
				t.Errorf("%s, %s: %v", name, verb, err)
			}
		}
	}
	for n := 2; n <= mostEndpoints; n++ {
		w.endpoint(owner, fmt.Sprintf("https://erp.example.com/%d", n), Tasks)
	}
	if _, _, err := w.Make(ctx, owner, Draft{URL: d.URL, Groups: d.Groups}); marketplace.AsError(err).Key != "webhook.full" {
		t.Errorf("one too many: %v", err)
	}
	ok(t, w.Remove(ctx, owner, e.ID))
	if _, err := w.Get(ctx, owner, e.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("removed: %v", err)
	}
}

func TestAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"https://erp.example.com/in?x=1": "", "https://erp.example.com:8443/": "", "https://93.184.216.34/": "", "https://[2606:2800:220:1::1]/": "",
		"http://erp.example.com/": "webhook.address_https", "ftp://erp.example.com/": "webhook.address_https", "erp.example.com": "webhook.address", "https://": "webhook.address",
		"https://:443/": "webhook.address", "https://u:p@erp.example.com/": "webhook.address_plain", "https://erp.example.com/#a": "webhook.address_plain",
		"https://localhost/": "webhook.address_public", "https://127.0.0.1/": "webhook.address_public", "https://10.1.2.3/": "webhook.address_public",
		"https://169.254.169.254/latest": "webhook.address_public", "https://[::1]/": "webhook.address_public", "https://[fd00::1]/": "webhook.address_public",
		"https://[::ffff:10.0.0.1]/": "webhook.address_public", "https://intranet/": "webhook.address_public", "http://127.0.0.1/": "webhook.address_https",
		"https://a.example.com/" + strings.Repeat("x", mostAddress): "webhook.address",
	} {
		if got := addressProblem(raw, false); got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
	for _, raw := range []string{"http://127.0.0.1:9000/", "https://localhost/", "http://[::1]/"} {
		if got := addressProblem(raw, true); got != "" {
			t.Errorf("%s for development: %s", raw, got)
		}
	}
	if got := addressProblem("http://10.0.0.1/", true); got == "" {
		t.Error("development reaches a private network")
	}
}
