package door_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const pin = "2580"

var (
	kati  = marketplace.Actor{Person: "kati", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}}
	kalle = marketplace.Actor{Person: "kalle", Org: "turku", Roles: []marketplace.Role{marketplace.RoleCoach}}
	oona  = marketplace.Actor{Person: "oona", Org: "turku", Roles: []marketplace.Role{marketplace.RoleOwner}}
)

type world struct {
	*door.Service
	now time.Time
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, door.Schemas()...) }

func vault(t testing.TB) *secret.Vault {
	t.Helper()
	v, err := secret.NewVault(bytes.Repeat([]byte("s"), secret.MinSecret), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func find(_ context.Context, id marketplace.ID) (consent.Person, error) {
	if id != "matti" {
		return consent.Person{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return consent.Person{ID: id, Org: "turku", Coach: "kati", Lang: "sv"}, nil
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w := &world{now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	clock := marketplace.Clock(func() time.Time { return w.now })
	var err error
	w.Service, err = door.New(door.Deps{
		Kind: door.Clients(), Store: db, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Random: rand.Reader, Vault: vault(t), Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1},
		Clients: find,
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *world) make(t testing.TB) string {
	t.Helper()
	token, err := w.Make(t.Context(), kati, "matti")
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (w *world) enter(t testing.TB, token, pin string) door.Visit {
	t.Helper()
	v, err := w.Enter(t.Context(), token, pin)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (w *world) in(t testing.TB, v door.Visit) bool {
	t.Helper()
	actor, err := w.ActorFor(t.Context(), v.Holder, v.Round)
	if err != nil && !marketplace.IsKind(err, marketplace.Unauthenticated) {
		t.Fatal(err)
	}
	return err == nil && actor.IsClient() && actor.Person == "matti" && actor.Org == "turku"
}

func wantKey(t testing.TB, err error, key string) {
	t.Helper()
	if err == nil || marketplace.AsError(err).Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
}

func TestTheClientChoosesAPIN(t *testing.T) {
	w := newWorld(t, memory(t))
	token := w.make(t)
	if d, err := w.Look(t.Context(), token); err != nil || d.State != door.Fresh {
		t.Errorf("%+v %v", d, err)
	}
	for _, bad := range []string{"", "123", "1234567", "12a4", "12 4", "٠١٢٣"} {
		_, err := w.Enter(t.Context(), token, bad)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Key != "door.pin" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, easy := range []string{"0000", "111111", "1234", "34567", "4321", "7890"} {
		_, err := w.Enter(t.Context(), token, easy)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Key != "door.pin_easy" {
			t.Errorf("%q: %v", easy, err)
		}
	}
	v := w.enter(t, token, pin)
	if !w.in(t, v) || v.Lang != "sv" {
		t.Errorf("%+v", v)
	}
	if again := w.enter(t, token, pin); !w.in(t, again) {
		t.Error("the same link and PIN do not open again")
	}
	if d, err := w.Of(t.Context(), kati, "matti"); err != nil || d.State != door.Open || d.Used.IsZero() {
		t.Errorf("%+v %v", d, err)
	}
}

func TestFiveWrongPINsLock(t *testing.T) {
	w := newWorld(t, memory(t))
	token := w.make(t)
	v := w.enter(t, token, pin)
	for left := 4; left > 0; left-- {
		_, err := w.Enter(t.Context(), token, "9999")
		wantKey(t, err, "door.wrong_pin")
		if got := marketplace.AsError(err).Args["left"]; got != fmt.Sprint(left) {
			t.Errorf("%s tries left, want %d", got, left)
		}
	}
	_, err := w.Enter(t.Context(), token, "9999")
	wantKey(t, err, "door.locked")
	_, err = w.Enter(t.Context(), token, pin)
	wantKey(t, err, "door.locked")
	if w.in(t, v) {
		t.Error("the visits of before go on")
	}
	w.now = w.now.AddDate(1, 0, 0)
	_, err = w.Enter(t.Context(), token, pin)
	wantKey(t, err, "door.locked")
	fresh := w.make(t)
	if !w.in(t, w.enter(t, fresh, "8642")) {
		t.Error("a new link does not open")
	}
	_, err = w.Enter(t.Context(), token, pin)
	wantKey(t, err, "door.no_link")
}

// Many guesses at once are counted one by one.
func TestGuessesAtOnce(t *testing.T) {
	w := newWorld(t, memory(t))
	token := w.make(t)
	w.enter(t, token, pin)
	var wg sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		wg.Go(func() { _, errs[i] = w.Enter(t.Context(), token, fmt.Sprintf("%04d", 9000+i)) })
	}
	wg.Wait()
	wrong := 0
	for _, err := range errs {
		if marketplace.AsError(err).Key == "door.wrong_pin" {
			wrong++
		}
	}
	if wrong > door.MostWrong-1 {
		t.Errorf("%d guesses were looked at without a lock", wrong)
	}
	_, err := w.Enter(t.Context(), token, pin)
	wantKey(t, err, "door.locked")
}

func TestEndsOfAVisit(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	token := w.make(t)
	v := w.enter(t, token, pin)
	me, err := w.ActorFor(ctx, v.Holder, v.Round)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Leave(ctx, me); err != nil || w.in(t, v) {
		t.Errorf("after leaving: %v", err)
	}
	v = w.enter(t, token, pin)
	if err := w.Close(ctx, kati, "matti"); err != nil || w.in(t, v) {
		t.Errorf("after closing: %v", err)
	}
	_, err = w.Enter(ctx, token, pin)
	wantKey(t, err, "door.no_link")

	v = w.enter(t, w.make(t), pin)
	fresh := w.make(t)
	if w.in(t, v) {
		t.Error("a new link leaves old visits open")
	}
	w.now = w.now.Add(door.FirstUse + time.Minute)
	_, err = w.Enter(ctx, fresh, pin)
	wantKey(t, err, "door.no_link")
	if d, err := w.Of(ctx, kati, "matti"); err != nil || d.State != door.Closed {
		t.Errorf("%+v %v", d, err)
	}
}

func TestOnlyTheCoachMakesLinks(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t, memory(t))
	for _, a := range []marketplace.Actor{kalle, oona, {}} {
		_, err := w.Make(ctx, a, "matti")
		_, looked := w.Of(ctx, a, "matti")
		closed := w.Close(ctx, a, "matti")
		if err == nil || looked == nil || closed == nil {
			t.Errorf("%+v: %v %v %v", a, err, looked, closed)
		}
	}
	if d, err := w.Of(ctx, kati, "matti"); err != nil || d.State != door.None {
		t.Errorf("%+v %v", d, err)
	}
	if err := w.Close(ctx, kati, "matti"); err != nil {
		t.Errorf("closing what was never opened: %v", err)
	}
}

func TestForgedLinks(t *testing.T) {
	w := newWorld(t, memory(t))
	token := w.make(t)
	for _, forged := range []string{"", ".", "matti", "matti.", "matti.x", token + "x", "minna" + token[len("matti"):], strings.Repeat("a", 500), "matti\x00" + token[5:]} {
		_, err := w.Look(t.Context(), forged)
		wantKey(t, err, "door.no_link")
		_, err = w.Enter(t.Context(), forged, pin)
		wantKey(t, err, "door.no_link")
	}
}

// A crash at every write: afterwards the link opens with the PIN, or can be made anew; a wrong guess is never forgotten.
func TestCrashAtEveryWrite(t *testing.T) {
	ctx := t.Context()
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; k <= 4; k++ {
			db := memory(t)
			faulty := storetest.Faulty(db, k, moment)
			w := newWorld(t, faulty)
			token, err := w.Make(ctx, kati, "matti")
			if err == nil {
				if _, err = w.Enter(ctx, token, pin); err == nil {
					if _, err = w.Enter(ctx, token, "9999"); !marketplace.IsKind(err, marketplace.Unavailable) {
						_, _ = w.Enter(ctx, token, pin)
					}
				}
			}
			if !faulty.Crashed() {
				t.Fatalf("write %d was not reached", k)
			}
			after := newWorld(t, db)
			d, err := after.Of(ctx, kati, "matti")
			if err != nil {
				t.Fatal(err)
			}
			switch d.State {
			case door.None:
				token = after.make(t)
			case door.Fresh:
				if token == "" {
					token = after.make(t)
				}
			case door.Open, door.Locked, door.Closed:
			}
			if !after.in(t, after.enter(t, token, pin)) {
				t.Errorf("write %d, %v: the door does not open", k, moment)
			}
		}
	}
}

// A supporter's door is about one client and its holder is somebody else; while the holder is shut out it opens nothing, and
// the link of a client opens no supporter's door.
func TestSupportersDoor(t *testing.T) {
	ctx, db, shut := t.Context(), memory(t), true
	w := newWorld(t, db)
	clients := w.Service
	var err error
	w.Service, err = door.New(door.Deps{
		Kind: door.Supporters(), Store: db, Clock: func() time.Time { return w.now }, IDs: marketplace.NewIDs(func() time.Time { return w.now }, rand.Reader),
		Random: rand.Reader, Vault: vault(t), Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1}, Clients: find,
		Holders: func(_ context.Context, id marketplace.ID) (door.Holder, error) {
			if id != "sister" {
				return door.Holder{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
			}
			return door.Holder{Client: "matti", Lang: "fi", Shut: shut}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Make(ctx, kati, "sister")
	wantKey(t, err, "door.shut")
	shut = false
	_, err = w.Make(ctx, kalle, "sister")
	wantKey(t, err, "error.not_found")
	token, err := w.Make(ctx, kati, "sister")
	if err != nil {
		t.Fatal(err)
	}
	v := w.enter(t, token, pin)
	me, err := w.ActorFor(ctx, v.Holder, v.Round)
	if err != nil || me.Person != "sister" || !me.IsSupporter() || me.IsClient() || me.Org != "turku" || v.Lang != "fi" {
		t.Errorf("%+v %+v %v", v, me, err)
	}
	_, err = clients.Enter(ctx, token, pin)
	wantKey(t, err, "door.no_link")
	wantKey(t, clients.Leave(ctx, me), "door.visit_over")
	shut = true
	_, err = w.ActorFor(ctx, v.Holder, v.Round)
	wantKey(t, err, "door.visit_over")
	_, err = w.Enter(ctx, token, pin)
	wantKey(t, err, "door.no_link")
	_, err = w.Look(ctx, token)
	wantKey(t, err, "door.no_link")
	if d, err := w.Of(ctx, kati, "sister"); err != nil || d.State != door.Open {
		t.Errorf("%+v %v", d, err)
	}
	if err := w.Close(ctx, kati, "sister"); err != nil {
		t.Error(err)
	}
}

// Facts name nobody and hold no secret.
func TestFacts(t *testing.T) {
	db := memory(t)
	w := newWorld(t, db)
	token := w.make(t)
	w.enter(t, token, pin)
	_, _ = w.Enter(t.Context(), token, "9999")
	pending, err := db.Pending(t.Context(), 10)
	if err != nil || len(pending) != 1 {
		t.Fatal(pending, err)
	}
	var types []string
	for _, f := range pending[0].Facts {
		types = append(types, f.Type)
		if text := fmt.Sprint(f); strings.Contains(text, pin) || strings.Contains(text, token[6:]) || f.Org != "turku" {
			t.Errorf("%+v", f)
		}
	}
	if want := []string{"door.made", "door.pin_chosen", "door.refused"}; !slices.Equal(types, want) {
		t.Errorf("%v", types)
	}
	doc, err := db.Get(t.Context(), "doors", "matti")
	if err != nil || bytes.Contains(doc.Body, []byte(pin)) || bytes.Contains(doc.Body, []byte(token[6:])) {
		t.Errorf("%s %v", doc.Body, err)
	}
}

// While the installation's secret is being changed a link of before opens with its PIN; without the old one it does not.
func TestChangeOfTheSecret(t *testing.T) {
	db := memory(t)
	w := newWorld(t, db)
	token := w.make(t)
	w.enter(t, token, "2580")
	changed := func(letters ...string) *door.Service {
		raw := [][]byte{nil, nil}
		for i, l := range letters {
			raw[i] = bytes.Repeat([]byte(l), secret.MinSecret)
		}
		v, err := secret.NewVault(raw[0], rand.Reader, raw[1])
		if err != nil {
			t.Fatal(err)
		}
		clock := marketplace.Clock(func() time.Time { return w.now })
		s, err := door.New(door.Deps{
			Kind: door.Clients(), Store: db, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Random: rand.Reader, Vault: v, Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1},
			Clients: find,
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	both := changed("n", "s")
	_, err := both.Enter(t.Context(), token, "1379")
	wantKey(t, err, "door.wrong_pin")
	if _, err := both.Enter(t.Context(), token, "2580"); err != nil {
		t.Error(err)
	}
	_, err = changed("n").Enter(t.Context(), token, "2580")
	wantKey(t, err, "door.no_link")
}
