package price

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios. Paja and rivi are organisers, cafe is an employer.
var (
	oona  = actor("oona", "paja", marketplace.RoleOwner)
	lasse = actor("lasse", "paja", marketplace.RoleBilling)
	olli  = actor("olli", "paja", marketplace.RoleSupervisor)
	anni  = actor("anni", "paja", marketplace.RoleAuditor)
	riku  = actor("riku", "rivi", marketplace.RoleOwner)
	emil  = actor("emil", "cafe", marketplace.RoleOwner, marketplace.RoleEmployer)
)

type orgs map[marketplace.ID]account.PublicOrganisation

func (o orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	if org, ok := o[id]; ok {
		return org, nil
	}
	return account.PublicOrganisation{}, notFound()
}

// world is a service on a store, at a day that can be changed.
type world struct {
	*Service
	db  store.Store
	now time.Time
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w, n := &world{db: db, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}, 0
	organiser := account.PublicOrganisation{Kinds: []account.Kind{account.KindOrganiser}}
	w.Service = New(Deps{
		Store: db, Clock: func() time.Time { return w.now }, Rules: must(rule.LoadBook()),
		IDs:  func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%06d", n)) },
		Orgs: orgs{"paja": organiser, "rivi": organiser, "cafe": {Kinds: []account.Kind{account.KindEmployer}}},
	})
	return w
}

func (w *world) pass(days int) { w.now = w.now.AddDate(0, 0, days) }

func memory(t testing.TB) store.Store {
	t.Helper()
	return storetest.Memory(t, Schemas()...)
}

// whole is a crew hour whose cost is 24.00 €: every part is told.
func whole() Cost {
	return Cost{Parts: map[Part]money.Rate{
		Wages: 100_000, Supervision: 80_000, Tools: 10_000, Transport: 20_000, Premises: 10_000, Administration: 20_000,
	}}
}

func cleaning() NewItem {
	return NewItem{Name: "Siivousryhmä", Unit: CrewHour, Draft: Draft{Rate: 275_000, Cost: whole()}}
}

func (w *world) added(t testing.TB) (Entry, Item) {
	t.Helper()
	e, i, err := w.Add(t.Context(), oona, "first", cleaning())
	if err != nil {
		t.Fatal(err)
	}
	return e, i
}

// fields are the fields that an error names, with the key of what is wrong.
func fields(err error) map[string]string {
	out := map[string]string{}
	for _, f := range marketplace.AsError(err).Fields {
		out[f.Field] = f.Key
	}
	return out
}

func lang(t testing.TB, voice i18n.Voice) i18n.Lang {
	t.Helper()
	return must(i18n.Load(must(matching.LoadScale()))).In(voice)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func wantKind(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

// diff says how two values differ as they are stored; empty when they do not.
func diff(a, b any) string {
	return cmp.Diff(string(must(json.Marshal(a))), string(must(json.Marshal(b))))
}
