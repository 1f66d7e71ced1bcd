package profile

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

const (
	baker  = "occupation/1aadb308-432a-4d01-b54b-b4f7f76dd419"
	dishes = "skill/c662be22-f17a-4ba0-894f-d720b20c44cf"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: two coaches and the owner of one provider, a coach of another, and an employer.
var (
	kati  = actor("kati", "turku", marketplace.RoleCoach)
	kalle = actor("kalle", "turku", marketplace.RoleCoach)
	oona  = actor("oona", "turku", marketplace.RoleOwner)
	vera  = actor("vera", "vaasa", marketplace.RoleCoach)
	aino  = actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
)

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, append(Schemas(), audit.Schemas()...)...)
}

// newService makes a service over a store; each look at the clock is a minute later.
func newService(t testing.TB, db store.Store) *Service {
	t.Helper()
	n, now := 0, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	d := Deps{
		Store: db, Places: must(place.Load()), ESCO: must(esco.Load()), Scale: must(matching.LoadScale()),
		Clock: func() time.Time { now = now.Add(time.Minute); return now },
		IDs:   func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%04d", n)) },
		IsCoach: func(_ context.Context, org, person marketplace.ID) (bool, error) {
			return org == "turku" && (person == "kati" || person == "kalle") || org == "vaasa" && person == "vera", nil
		},
	}
	d.Reads = audit.NewReads(db, marketplace.Facts{IDs: d.IDs, Clock: d.Clock})
	return New(d)
}

// must is for steps that lead up to what a test is about.
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

// facts are the pending facts of a type.
func facts(t *testing.T, db store.Store, typ string) []marketplace.Fact {
	t.Helper()
	var out []marketplace.Fact
	for _, p := range must(db.Pending(context.Background(), 1000)) {
		for _, f := range p.Facts {
			if f.Type == typ {
				out = append(out, f)
			}
		}
	}
	return out
}
