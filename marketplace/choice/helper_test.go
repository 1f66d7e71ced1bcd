package choice

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: two coaches, the auditor and the owner of one provider, coach and auditor of another, and
// an employer.
var (
	kati  = actor("kati", "turku", marketplace.RoleCoach)
	kalle = actor("kalle", "turku", marketplace.RoleCoach)
	tuuli = actor("tuuli", "turku", marketplace.RoleAuditor)
	oona  = actor("oona", "turku", marketplace.RoleOwner)
	vera  = actor("vera", "vaasa", marketplace.RoleCoach)
	taito = actor("taito", "vaasa", marketplace.RoleAuditor)
	aino  = actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
)

// world is a whole market in memory.
type world struct {
	*Service
	t  *testing.T
	db store.Store
}

type orgs struct{}

func (orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{ID: id, Name: "Firma", Kinds: []account.Kind{account.KindEmployer}}, nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	var schemas []store.Schema
	for _, s := range [][]store.Schema{task.Schemas(), profile.Schemas(), audit.Schemas(), discovery.Schemas(), Schemas()} {
		schemas = append(schemas, s...)
	}
	w := &world{t: t, db: storetest.Memory(t, schemas...)}
	w.Service = assembled(w.db)
	return w
}

func assembled(db store.Store) *Service {
	scale, places, occupations := must(matching.LoadScale()), must(place.Load()), must(esco.Load())
	n, now := 0, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	clock := marketplace.Clock(func() time.Time { now = now.Add(time.Second); return now })
	ids := marketplace.IDs(func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%06d", n)) })
	profiles := profile.New(profile.Deps{
		Store: db, Clock: clock, IDs: ids, Places: places, ESCO: occupations, Scale: scale,
		Reads:   audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock}),
		IsCoach: func(context.Context, marketplace.ID, marketplace.ID) (bool, error) { return true, nil },
	})
	tasks := task.New(task.Deps{Store: db, Clock: clock, IDs: ids, Places: places, ESCO: occupations, Scale: scale, Orgs: orgs{}})
	found := discovery.New(discovery.Deps{
		Store: db, Clock: clock, IDs: ids, Profiles: profiles, Tasks: tasks,
		Rules: matching.DefaultRules(scale), Scale: scale, Places: places, ESCO: occupations, Version: "test",
	})
	return New(Deps{Store: db, Clock: clock, IDs: ids, Profiles: profiles, Tasks: tasks, Discovery: found, Version: "test"})
}

// client puts a client with a profile on Kati's caseload.
func (w *world) client(name string) marketplace.ID {
	w.t.Helper()
	c := must(w.Profiles.CreateClient(w.t.Context(), kati, profile.NewClient{Name: name}))
	must(w.Profiles.Save(w.t.Context(), kati, c.ID, 0, content(), true))
	return c.ID
}

// post publishes a task.
func (w *world) post(change func(*task.Task)) marketplace.ID {
	w.t.Helper()
	t := washing()
	if change != nil {
		change(&t)
	}
	e := must(w.Tasks.Create(w.t.Context(), aino, t))
	must(w.Tasks.Publish(w.t.Context(), aino, e.ID))
	return e.ID
}

// change changes a published task.
func (w *world) change(id marketplace.ID, change func(*task.Task)) {
	w.t.Helper()
	e := must(w.Tasks.Get(w.t.Context(), aino, id))
	change(&e.Value)
	must(w.Tasks.Update(w.t.Context(), aino, id, e.Rev, e.Value))
}

// facts are the pending facts of a type.
func (w *world) facts(typ string) []marketplace.Fact {
	w.t.Helper()
	var out []marketplace.Fact
	for _, p := range must(w.db.Pending(w.t.Context(), 1000)) {
		for _, f := range p.Facts {
			if f.Type == typ {
				out = append(out, f)
			}
		}
	}
	return out
}

// washing is a task in Turku that fits content as things are.
func washing() task.Task {
	return task.Task{
		Title: "Kahvilan tiskaaja", Summary: "Tiskaat ja kuivaat astioita.", Forms: []string{"employment"},
		WeekMinutes: matching.Window{Min: 300, Max: 600}, DayMinutes: 180, Place: task.Place{Postal: "20100"},
		Hazards: matching.Chosen("wet_floor"), Allergens: matching.Chosen(), Shifts: matching.Chosen("day"), Places: 1,
		Weekdays: matching.Chosen(), Support: 2,
		Demands: []matching.Demand{{Dimension: "standing", Level: 2, Essential: true}},
	}
}

func content() profile.Content {
	return profile.Content{
		Goal:         profile.Goal{Text: "Tiskaaja"},
		Certificates: matching.Chosen(), Hazards: matching.Chosen("dust"), Allergens: matching.Chosen("nuts"), Forms: matching.Chosen("employment", "gig"),
		Abilities:    map[matching.Dimension]profile.Answer{"standing": {Rating: matching.Rated(3)}},
		Availability: profile.Availability{WeekMinutes: matching.Window{Min: 240, Max: 900}, Shifts: matching.Chosen("day")},
		Travel:       profile.Travel{Postal: "20100", Transport: "bike", MaxMinutes: 30},
	}
}

// The ways in which a task is left out, and in which something about it has to be asked.
func atNight(t *task.Task) { t.Shifts = matching.Chosen("night") }

func asksReading(t *task.Task) {
	t.Demands = append(t.Demands, matching.Demand{Dimension: "reading", Level: 3, Essential: true})
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
