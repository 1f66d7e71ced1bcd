package coaching_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Matti is Kati's client in Turku.
var (
	matti  = person("matti", "turku", marketplace.RoleClient)
	minna  = person("minna", "turku", marketplace.RoleClient)
	kati   = person("kati", "turku", marketplace.RoleCoach)
	kalle  = person("kalle", "turku", marketplace.RoleCoach)
	oona   = person("oona", "turku", marketplace.RoleOwner)
	aino   = person("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	system = marketplace.System("turku")
)

// world is a service whose clock, profile and placements the test moves.
type world struct {
	*coaching.Service
	db         store.Store
	now        time.Time
	profile    profile.Version
	placements []coaching.Placement
	measures   []coaching.Measure
	coach      marketplace.ID // of both clients
	purposes   []string       // for which the profile was read
}

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, append(coaching.Schemas(), audit.Schemas()...)...)
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w := &world{db: db, coach: "kati", now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	n := 0
	clock := marketplace.Clock(func() time.Time { w.now = w.now.Add(time.Second); return w.now })
	ids := func() marketplace.ID {
		n++
		return marketplace.ID(fmt.Sprintf("id-%d-%04d", w.now.Unix(), n))
	}
	book, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	w.Service = coaching.New(coaching.Deps{
		Store: db, Clock: clock, IDs: ids, Rules: book, Reads: audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock}),
		Clients: func(_ context.Context, id marketplace.ID) (consent.Person, error) {
			if id != "matti" && id != "minna" {
				return consent.Person{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
			}
			return consent.Person{ID: id, Org: "turku", Coach: w.coach, Lang: "fi"}, nil
		},
		Profile: func(_ context.Context, _ marketplace.Actor, _ marketplace.ID, purpose string) (profile.Version, error) {
			w.purposes = append(w.purposes, purpose)
			return w.profile, nil
		},
		Placements: func(context.Context, marketplace.ID) ([]coaching.Placement, error) { return w.placements, nil },
		Measures:   func(context.Context, marketplace.ID) ([]coaching.Measure, error) { return w.measures, nil },
	})
	return w
}

func referral() coaching.Referral {
	return coaching.Referral{From: "county_social", Name: "Turun työikäisten palvelut", Basis: "client_plan", Wish: "wants", Received: "2026-11-16"}
}

func agreement() coaching.AgreementText {
	return coaching.AgreementText{Goals: "Töitä keittiöstä", Contact: "Puhelin, arkisin", MayTell: "Etunimi ja vahvuudet", Ends: "Kun työ sujuu"}
}

func plan() coaching.Plan {
	return coaching.Plan{Goals: []string{"Keittiötyö"}, Employers: []string{"Kahvila Kaneli"}, Steps: []coaching.PlanStep{{Text: "Soitto kahvilaan", Due: "2026-12-01", Who: "coach"}}}
}

func meeting() coaching.MeetingInput {
	return coaching.MeetingInput{Day: "2026-11-23", Organisation: "Kahvila Kaneli", Kind: "first", Face: true, Outcome: "work_agreed", Minutes: 45}
}

// filled is a good paper of a kind.
func filled(k form.Kind) form.Input {
	d, _ := form.Definition(k)
	in := form.Input{Day: "2026-11-23", Present: "Matti ja Kati", Values: map[string]string{}}
	for _, f := range d.Fields {
		switch f.Type {
		case form.LineField, form.TextField:
			in.Values[f.Key] = "Teksti " + f.Key
		case form.DateField:
			in.Values[f.Key] = "2026-11-20"
		case form.NumberField:
			in.Values[f.Key] = "20"
		case form.ChoiceField:
			in.Values[f.Key] = f.Choices[0]
		}
	}
	return in
}

func confirmed() profile.Version {
	return profile.Version{Number: 2, Confirmed: true, Content: profile.Content{Goal: profile.Goal{Text: "Keittiöön"}, Strengths: []string{"Tarkka"}}}
}

func must[T any](t testing.TB, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func wantKind(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

// wantField wants exactly one field to be wrong.
func wantField(t testing.TB, err error, field string) {
	t.Helper()
	if e := marketplace.AsError(err); err == nil || e.Kind != marketplace.Invalid || len(e.Fields) != 1 || e.Fields[0].Field != field {
		t.Errorf("got %v, want %s to be wrong", err, field)
	}
}

// reach takes a fresh course of Matti to a state, with reasons where criteria do not hold.
func (w *world) reach(t testing.TB, to coaching.State) coaching.Course {
	t.Helper()
	ctx := t.Context()
	c := must2(w.Receive(ctx, kati, "matti", referral()))(t)
	switch to {
	case coaching.Received:
		return c
	case coaching.Declined:
		return must2(w.Answer(ctx, kati, "matti", coaching.Reply{Why: "Muuttaa muualle"}))(t)
	}
	c = must2(w.Answer(ctx, kati, "matti", coaching.Reply{Taken: true}))(t)
	for _, next := range append(coaching.Phases()[1:], coaching.Ended) {
		if c.State == to {
			break
		}
		c = must2(w.Move(ctx, kati, "matti", next, "Sovittu yhdessä"))(t)
	}
	return c
}

func must2[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T { t.Helper(); return must(t, v, err) }
}

func facts(t testing.TB, db store.Store) []marketplace.Fact {
	t.Helper()
	pending, err := db.Pending(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	var out []marketplace.Fact
	for _, p := range pending {
		out = append(out, p.Facts...)
	}
	return out
}

// carry does what follows from the facts, twice: the second time changes nothing.
func (w *world) carry(t testing.TB) {
	t.Helper()
	for range 2 {
		for _, f := range facts(t, w.db) {
			if f.Type == "note.written" || f.Type == "meeting.logged" {
				if err := w.Follow(t.Context(), f); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
