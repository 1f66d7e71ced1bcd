package task

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
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

// orgs are organisations by id.
type orgs map[marketplace.ID]account.PublicOrganisation

func (o orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	org, ok := o[id]
	if !ok {
		return org, notFound()
	}
	return org, nil
}

func someOrgs() orgs {
	kind := func(k account.Kind) []account.Kind { return []account.Kind{k} }
	return orgs{
		"cafe":    {ID: "cafe", Name: "Kahvila Kulma", Kinds: kind(account.KindEmployer)},
		"store":   {ID: "store", Name: "Varasto Oy", Kinds: kind(account.KindEmployer)},
		"coaches": {ID: "coaches", Name: "Valmennus ry", Kinds: kind(account.KindCoaching)},
	}
}

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios.
var (
	aino = actor("aino", "cafe", marketplace.RoleEmployer)
	otso = actor("otso", "store", marketplace.RoleEmployer)
	kati = actor("kati", "coaches", marketplace.RoleCoach)
)

// newService makes a service over a store; each write is a minute after the one before.
func newService(t testing.TB, s store.Store, known orgs) *Service {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	occupations, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	n, now := 0, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	return New(Deps{
		Store: s, Places: places, ESCO: occupations, Scale: scale, Orgs: known,
		Clock: func() time.Time { now = now.Add(time.Minute); return now },
		IDs:   func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%04d", n)) },
	})
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, Schemas()...) }

// ready is a task that can be published.
func ready() Task {
	return Task{
		Title: "Kahvilan tiskaaja", Lang: "fi", Forms: []string{"employment"},
		WeekMinutes: matching.Window{Min: 300, Max: 600}, Place: Place{Postal: "20100"},
		Hazards: matching.Chosen("wet_floor"), Allergens: matching.Chosen(), Places: 1,
		Steps:   []Step{{Name: "Tiskaaminen", Minutes: 300}},
		Demands: []matching.Demand{{Dimension: "standing", Level: 3, Essential: true}},
	}
}

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

// must is for steps that lead up to what a test is about.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
