package account

import (
	"crypto/rand"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

const good = "kanervan alla kolme porakonetta"

// world is a service over a store in memory, with a clock that only tests move.
type world struct {
	*Service
	t     *testing.T
	store store.Store
	now   *time.Time
	token string // of the invitation under test
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return worldOver(t, storetest.Memory(t, Schemas()...), new(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)))
}

// worldOver is the same world as seen by another process over the same store.
func worldOver(t *testing.T, s store.Store, now *time.Time) *world {
	t.Helper()
	clock := func() time.Time { return *now }
	vault, err := secret.NewVault([]byte(strings.Repeat("s", secret.MinSecret)), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	svc, err := New(Deps{Store: s, Clock: clock, IDs: marketplace.NewIDs(clock, rand.Reader), Random: rand.Reader, Vault: vault, Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return &world{Service: svc, t: t, store: s, now: now}
}

func (w *world) pass(d time.Duration) { *w.now = w.now.Add(d) }

var serial atomic.Int64

// person makes somebody who can sign in.
func (w *world) person(email string) marketplace.Actor {
	w.t.Helper()
	p, err := w.AddPerson(w.t.Context(), marketplace.System(""), NewPerson{Email: email, Name: "Nimi Sukunimi", Password: good})
	if err != nil {
		w.t.Fatal(err)
	}
	return marketplace.Actor{Person: p.ID, Lang: "fi"}
}

// owner makes somebody who has founded an organisation and acts for it.
func (w *world) owner(kinds ...Kind) marketplace.Actor {
	w.t.Helper()
	a := w.person(fmt.Sprintf("owner%d@example.fi", serial.Add(1)))
	o, err := w.CreateOrganisation(w.t.Context(), a, NewOrganisation{Name: "Paja", Kinds: kinds})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.acting(a, o.ID)
}

// acting is the person acting for an organisation, with the roles they hold at this moment.
func (w *world) acting(a marketplace.Actor, org marketplace.ID) marketplace.Actor {
	w.t.Helper()
	belongs, err := w.Memberships(w.t.Context(), a)
	if err != nil {
		w.t.Fatal(err)
	}
	a.Org, a.Roles = org, nil
	for _, b := range belongs {
		if b.Organisation.ID == org {
			a.Roles = b.Roles
		}
	}
	return a
}

// member makes somebody who belongs to the owner's organisation.
func (w *world) member(owner marketplace.Actor, roles ...marketplace.Role) marketplace.Actor {
	w.t.Helper()
	a := w.person(fmt.Sprintf("member%d@example.fi", serial.Add(1)))
	if err := w.Grant(w.t.Context(), marketplace.System(""), a.Person, owner.Org, roles...); err != nil {
		w.t.Fatal(err)
	}
	return w.acting(a, owner.Org)
}

func (w *world) signIn(email string) SignedIn {
	w.t.Helper()
	in, err := w.SignIn(w.t.Context(), Credentials{Email: email, Password: good, UserAgent: "Firefox"})
	if err != nil {
		w.t.Fatal(err)
	}
	return in
}

// facts are the types of all facts that wait to be carried, in no order.
func (w *world) facts() map[string][]marketplace.Fact {
	w.t.Helper()
	parcels, err := w.store.Pending(w.t.Context(), 1000)
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[string][]marketplace.Fact{}
	for _, p := range parcels {
		for _, f := range p.Facts {
			out[f.Type] = append(out[f.Type], f)
		}
	}
	return out
}

// letters are the messages that the pending facts ask for.
func (w *world) letters() []Letter {
	w.t.Helper()
	var out []Letter
	found := w.facts()
	for _, typ := range LetterFacts() {
		for _, f := range found[typ] {
			l, ok, err := w.Letter(w.t.Context(), f)
			if err != nil {
				w.t.Fatal(err)
			}
			if ok {
				out = append(out, l)
			}
		}
	}
	return out
}

// letter is the newest message to an address.
func (w *world) letter(to string) Letter {
	w.t.Helper()
	var found Letter
	for _, l := range w.letters() {
		if l.To == to {
			found = l
		}
	}
	if found.To == "" {
		w.t.Fatalf("no letter to %s", to)
	}
	return found
}

func (w *world) wantKind(kind marketplace.Kind, key string, err error) {
	w.t.Helper()
	if !marketplace.IsKind(err, kind) || key != "" && marketplace.AsError(err).Key != key {
		w.t.Errorf("got %v, want %v %s", err, kind, key)
	}
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) emailOf(a marketplace.Actor) string {
	w.t.Helper()
	me, err := w.Me(w.t.Context(), a)
	w.ok(err)
	return me.Email
}
