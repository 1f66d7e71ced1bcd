package passkey_test

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/passkey"
	"sovite.fi/sovite/marketplace/account/passkey/gowebauthn"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const password = "kanervan alla kolme porakonetta"

// world is Anna, who is signed in, and Bo.
type world struct {
	*passkey.Service
	t         *testing.T
	db        store.Store
	now       *time.Time
	accounts  *account.Service
	anna, bo  marketplace.Actor
	session   marketplace.ID // Anna's
	elsewhere error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, now: new(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)), db: storetest.Memory(t, append(account.Schemas(), passkey.Schemas()...)...)}
	w.accounts = w.accountsOver(w.db)
	w.Service = w.over(w.db, w.accounts)
	w.anna, w.bo = w.person("anna@esimerkki.fi"), w.person("bo@esimerkki.fi")
	w.session = w.enter("anna@esimerkki.fi")
	return w
}

func (w *world) clock() time.Time { return *w.now }

func (w *world) accountsOver(db store.Store) *account.Service {
	vault, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	w.ok(err)
	a, err := account.New(account.Deps{
		Store: db, Clock: w.clock, IDs: marketplace.NewIDs(w.clock, rand.Reader), Random: rand.Reader, Vault: vault, Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1},
	})
	w.ok(err)
	return a
}

func (w *world) over(db store.Store, accounts *account.Service) *passkey.Service {
	ceremony, err := gowebauthn.New("https://sovite.test")
	w.ok(err)
	return passkey.New(passkey.Deps{
		Store: db, Clock: w.clock, IDs: marketplace.NewIDs(w.clock, rand.Reader), Ceremony: ceremony, Accounts: accounts,
		Elsewhere: func(context.Context, string) error { return w.elsewhere },
	})
}

func (w *world) person(email string) marketplace.Actor {
	w.t.Helper()
	p, err := w.accounts.AddPerson(w.t.Context(), marketplace.System(""), account.NewPerson{Email: email, Name: "Nimi", Password: password})
	w.ok(err)
	return marketplace.Actor{Person: p.ID, Lang: "fi"}
}

func (w *world) enter(email string) marketplace.ID {
	w.t.Helper()
	in, err := w.accounts.SignIn(w.t.Context(), account.Credentials{Email: email, Password: password})
	w.ok(err)
	return in.Session.ID
}

// has gives Anna a passkey on a device.
func (w *world) has(d *device) passkey.Passkey {
	w.t.Helper()
	asked, err := w.Begin(w.t.Context(), w.anna, w.session, "Puhelin", password)
	w.ok(err)
	k, err := w.Finish(w.t.Context(), w.anna, asked.Challenge, d.makes(asked.Options))
	w.ok(err)
	return k
}

// comes signs in by a device.
func (w *world) comes(d *device) (account.SignedIn, error) {
	w.t.Helper()
	asked, err := w.Ask(w.t.Context())
	w.ok(err)
	return w.SignIn(w.t.Context(), asked.Challenge, d.signs(asked.Options), "test")
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(what, key string, in account.SignedIn, err error) {
	w.t.Helper()
	e := marketplace.AsError(err)
	got := e.Key
	if len(e.Fields) > 0 {
		got = e.Fields[0].Key
	}
	if err == nil || got != key || in.Session.ID != "" || in.Refresh != "" {
		w.t.Errorf("%s: %v (%+v), want %s", what, err, in, key)
	}
}

// A passkey is made, opens sessions without password or code, is listed with its last use, and opens nothing when it is removed.
func TestFromMakingToRemoving(t *testing.T) {
	w, d := newWorld(t), newDevice(t)
	k := w.has(d)
	setup, err := w.accounts.StartTOTP(t.Context(), w.anna)
	w.ok(err)
	code, err := secret.TOTPCode(setup.Secret, *w.now)
	w.ok(err)
	_, err = w.accounts.ConfirmTOTP(t.Context(), w.anna, code)
	w.ok(err)
	for range 2 {
		*w.now = w.now.Add(time.Hour)
		in, err := w.comes(d)
		if err != nil || in.SecondFactor || in.Person.ID != w.anna.Person || in.Refresh == "" {
			t.Fatalf("in as %+v: %v", in, err)
		}
	}
	list, err := w.List(t.Context(), w.anna)
	if err != nil || len(list) != 1 || list[0].Name != "Puhelin" || list[0].Used != marketplace.At(*w.now) {
		t.Errorf("list %+v %v", list, err)
	}
	if err := w.Remove(t.Context(), w.bo, k.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("removed by another: %v", err)
	}
	w.ok(w.Remove(t.Context(), w.anna, k.ID))
	in, err := w.comes(d)
	w.refused("removed", "passkey.refused", in, err)
	if list, err := w.List(t.Context(), w.anna); err != nil || len(list) > 0 {
		t.Errorf("left %+v %v", list, err)
	}
}

// An open session alone makes no passkey when the sign-in is not fresh; another's session does not help.
func TestMakingNeedsTheirWord(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	if _, err := w.Begin(ctx, w.anna, w.session, "Puhelin", ""); err != nil {
		t.Errorf("a fresh sign-in is not enough: %v", err)
	}
	_, err := w.Begin(ctx, w.bo, w.session, "Puhelin", "")
	w.refused("another's session", "account.password_wrong", account.SignedIn{}, err)
	*w.now = w.now.Add(11 * time.Minute)
	for _, typed := range []string{"", "wrong"} {
		_, err := w.Begin(ctx, w.anna, w.session, "Puhelin", typed)
		w.refused("an old sign-in", "account.password_wrong", account.SignedIn{}, err)
	}
	if _, err := w.Begin(ctx, w.anna, w.session, "Puhelin", password); err != nil {
		t.Errorf("the password is not enough: %v", err)
	}
	_, err = w.Begin(ctx, w.anna, w.session, " ", password)
	w.refused("no name", "field.required", account.SignedIn{}, err)
	for _, err := range []error{
		second(w.Begin(ctx, marketplace.Actor{}, "", "x", password)), second(w.List(ctx, marketplace.Actor{})), second(w.Finish(ctx, marketplace.Actor{}, "x", nil)),
	} {
		if !marketplace.IsKind(err, marketplace.Unauthenticated) {
			t.Errorf("nobody: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// What a device answers is refused when it is not for this service, this question, or not shown by its user.
func TestAnswersThatAreRefused(t *testing.T) {
	tests := map[string]func(d *device){
		"of another origin":    func(d *device) { d.origin = "https://sovite.example" },
		"for another service":  func(d *device) { d.rp = "sovite.example" },
		"without its user":     func(d *device) { d.flags = present },
		"without a touch":      func(d *device) { d.flags = verified },
		"in a frame elsewhere": func(d *device) { d.crossed = true },
		"another key":          func(d *device) { d.key = newDevice(t).key },
		"another person":       func(d *device) { d.handle = []byte("somebody else") },
		"nobody":               func(d *device) { d.handle = nil },
		"a counter gone back":  func(d *device) { d.count = 0 },
		"an unknown key":       func(d *device) { d.id = newDevice(t).id },
	}
	for name, bend := range tests {
		t.Run(name, func(t *testing.T) {
			w, d := newWorld(t), newDevice(t)
			d.count = 5
			w.has(d)
			bend(d)
			in, err := w.comes(d)
			w.refused(name, "passkey.refused", in, err)
		})
	}
	for name, bend := range map[string]func(d *device){
		"of another origin": tests["of another origin"], "for another service": tests["for another service"], "without its user": tests["without its user"],
		"in a frame elsewhere": tests["in a frame elsewhere"],
	} {
		w, d := newWorld(t), newDevice(t)
		bend(d)
		asked, err := w.Begin(t.Context(), w.anna, w.session, "Puhelin", "")
		w.ok(err)
		_, err = w.Finish(t.Context(), w.anna, asked.Challenge, d.makes(asked.Options))
		w.refused("made "+name, "passkey.refused", account.SignedIn{}, err)
	}
	w := newWorld(t)
	for _, answer := range []string{"", "{}", "null", "[]", `{"id":"x"}`, strings.Repeat("{", 10000)} {
		asked, err := w.Ask(t.Context())
		w.ok(err)
		in, err := w.SignIn(t.Context(), asked.Challenge, []byte(answer), "")
		w.refused(answer, "passkey.refused", in, err)
	}
}

// A challenge is good once, for five minutes, for what it was made for and for whom.
func TestChallenges(t *testing.T) {
	w, d := newWorld(t), newDevice(t)
	ctx := t.Context()
	w.has(d)
	asked, err := w.Ask(ctx)
	w.ok(err)
	answer := d.signs(asked.Options)
	_, err = w.SignIn(ctx, asked.Challenge, answer, "")
	w.ok(err)
	in, err := w.SignIn(ctx, asked.Challenge, answer, "")
	w.refused("used", "passkey.over", in, err)
	other, err := w.Ask(ctx)
	w.ok(err)
	in, err = w.SignIn(ctx, other.Challenge, answer, "")
	w.refused("an answer to another", "passkey.refused", in, err)
	late, err := w.Ask(ctx)
	w.ok(err)
	answer = d.signs(late.Options)
	*w.now = w.now.Add(passkey.Life)
	in, err = w.SignIn(ctx, late.Challenge, answer, "")
	w.refused("late", "passkey.over", in, err)
	for _, id := range []marketplace.ID{"", "nowhere", "a/b"} {
		in, err = w.SignIn(ctx, id, answer, "")
		w.refused("made up", "passkey.over", in, err)
	}
	made, err := w.Begin(ctx, w.anna, w.session, "Toinen", password)
	w.ok(err)
	_, err = w.Finish(ctx, w.bo, made.Challenge, newDevice(t).makes(made.Options))
	w.refused("another's", "passkey.over", account.SignedIn{}, err)
	in, err = w.SignIn(ctx, made.Challenge, answer, "")
	w.refused("for making", "passkey.over", in, err)
	*w.now = w.now.Add(time.Hour)
	w.ok(w.Sweep(ctx))
	found, err := w.db.Find(ctx, "passkey_challenges", store.Query{Index: "expires"})
	if err != nil || len(found.Docs) > 0 {
		t.Errorf("left %d %v", len(found.Docs), err)
	}
}

// Of two answers to one challenge at the same moment one comes in.
func TestTwoAtOnce(t *testing.T) {
	w, d := newWorld(t), newDevice(t)
	w.has(d)
	asked, err := w.Ask(t.Context())
	w.ok(err)
	answer := d.signs(asked.Options)
	var group sync.WaitGroup
	var in atomic.Int64
	for range 8 {
		group.Go(func() {
			if _, err := w.SignIn(t.Context(), asked.Challenge, answer, ""); err == nil {
				in.Add(1)
			}
		})
	}
	group.Wait()
	if in.Load() != 1 {
		t.Errorf("%d came in", in.Load())
	}
}

// A key belongs to one person, and a closed account or another only way in stays closed to it.
func TestWhoDoesNotComeIn(t *testing.T) {
	w, d := newWorld(t), newDevice(t)
	w.has(d)
	asked, err := w.Begin(t.Context(), w.bo, w.enter("bo@esimerkki.fi"), "Bo", "")
	w.ok(err)
	_, err = w.Finish(t.Context(), w.bo, asked.Challenge, d.makes(asked.Options))
	w.refused("somebody's already", "passkey.refused", account.SignedIn{}, err)
	d.handle = []byte(w.anna.Person)
	w.elsewhere = marketplace.Errorf(marketplace.Conflict, "oidc.only")
	in, err := w.comes(d)
	w.refused("by another service only", "oidc.only", in, err)
	w.elsewhere = nil
	w.ok(w.accounts.Disable(t.Context(), marketplace.System(""), w.anna.Person))
	in, err = w.comes(d)
	w.refused("closed", "account.signin_failed", in, err)
}

// A crash at any write: coming once more works, once.
func TestACrashAtEveryWrite(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w, d := newWorld(t), newDevice(t)
			w.has(d)
			good, faulty := w.Service, storetest.Faulty(w.db, k, moment)
			w.Service = w.over(faulty, w.accountsOver(faulty))
			asked, err := w.Ask(t.Context())
			if err == nil {
				_, err = w.SignIn(t.Context(), asked.Challenge, d.signs(asked.Options), "")
			}
			crashed := faulty.Crashed()
			if !crashed {
				w.ok(err)
			}
			w.Service = good
			if in, err := w.comes(d); err != nil || in.Person.ID != w.anna.Person {
				t.Fatalf("write %d: %+v %v", k, in, err)
			}
			if !crashed {
				break
			}
		}
	}
}

func TestMany(t *testing.T) {
	w := newWorld(t)
	for range 20 {
		w.has(newDevice(t))
	}
	_, err := w.Begin(t.Context(), w.anna, w.session, "Liikaa", "")
	w.refused("one more", "passkey.many", account.SignedIn{}, err)
}

func TestOrigins(t *testing.T) {
	for origin, want := range map[string]bool{
		"https://sovite.fi": true, "https://sovite.fi:8443": true, "http://localhost:8080": true,
		"http://127.0.0.1:8080": false, "https://192.0.2.1": false, "https://[::1]:1": false, "http://sovite.fi": false, "": false,
	} {
		_, err := gowebauthn.New(origin)
		if (err == nil) != want || err != nil && !errors.Is(err, gowebauthn.ErrOrigin) {
			t.Errorf("%s: %v", origin, err)
		}
	}
	s := passkey.New(passkey.Deps{})
	if _, err := s.Ask(t.Context()); s.Offered() || !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("without passkeys: %v", err)
	}
}
