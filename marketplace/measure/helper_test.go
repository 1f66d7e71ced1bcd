package measure

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios. Aino is Kati's client and came in through her own door; Matti is Kalle's.
var (
	kati  = actor("kati", "turku", marketplace.RoleCoach)
	kalle = actor("kalle", "turku", marketplace.RoleCoach)
	oona  = actor("oona", "turku", marketplace.RoleOwner)
	vera  = actor("vera", "vaasa", marketplace.RoleCoach)
	emil  = actor("emil", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	aino  = actor("aino", "turku", marketplace.RoleClient)
	matti = actor("matti", "turku", marketplace.RoleClient)
)

// clients knows whose client is whose.
type clients map[marketplace.ID]marketplace.ID

func (c clients) Client(_ context.Context, who marketplace.Actor, id marketplace.ID) (profile.Client, error) {
	if err := who.Must(marketplace.RoleCoach); err != nil {
		return profile.Client{}, err
	}
	if c[id] == "" || who.Org != "turku" || c[id] != who.Person {
		return profile.Client{}, notFound()
	}
	return profile.Client{ID: id, Org: "turku", Coach: c[id]}, nil
}

func (c clients) Mine(_ context.Context, who marketplace.Actor) (profile.Client, profile.Version, error) {
	if !who.IsClient() {
		return profile.Client{}, profile.Version{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return profile.Client{ID: who.Person, Org: "turku"}, profile.Version{}, nil
}

func memory(t *testing.T) store.Store {
	t.Helper()
	return storetest.Memory(t, append(audit.Schemas(), Schemas()...)...)
}

// newService runs on a store; now is 23 November 2026.
func newService(db store.Store) *Service {
	n := 0
	clock := marketplace.Clock(func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) })
	ids := marketplace.IDs(func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%06d", n)) })
	return New(Deps{
		Store: db, Clock: clock, IDs: ids, Clients: clients{"aino": "kati", "matti": "kalle"},
		Reads: audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock}),
	})
}

func facts(t *testing.T, db store.Store, typ string) (out []marketplace.Fact) {
	t.Helper()
	for _, p := range must(db.Pending(t.Context(), 1000)) {
		for _, f := range p.Facts {
			if f.Type == typ {
				out = append(out, f)
			}
		}
	}
	return out
}

func points(n int) *int { n *= Hundredths; return &n }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}
