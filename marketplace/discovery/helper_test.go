package discovery

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/discovery/sample"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/language"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/matching/search/bleve"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: two coaches of one provider, a coach of another, two employers.
var (
	kati  = actor("kati", "turku", marketplace.RoleCoach)
	kalle = actor("kalle", "turku", marketplace.RoleCoach)
	vera  = actor("vera", "vaasa", marketplace.RoleCoach)
	aino  = actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	otso  = actor("otso", "depot", marketplace.RoleEmployer)
)

// world is a whole market in memory.
type world struct {
	*Service
	t     testing.TB
	db    store.Store
	orgs  orgs
	index *switchable
	maker *sample.Maker
}

type orgs map[marketplace.ID]bool

func (o orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	if o[id] {
		return account.PublicOrganisation{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return account.PublicOrganisation{ID: id, Name: "Työnantaja " + string(id), Kinds: []account.Kind{account.KindEmployer}}, nil
}

// switchable is an index that can stop answering.
type switchable struct {
	search.Index
	off bool
}

func (s *switchable) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if s.off {
		return search.Result{}, fmt.Errorf("connect: %w", search.ErrUnavailable)
	}
	return s.Index.Search(ctx, q)
}

func (s *switchable) Put(ctx context.Context, entries []search.Entry) error {
	if s.off {
		return errors.Join(errors.New("connect"), search.ErrUnavailable)
	}
	return s.Index.Put(ctx, entries)
}

func newWorld(t testing.TB) *world {
	t.Helper()
	var schemas []store.Schema
	for _, s := range [][]store.Schema{task.Schemas(), profile.Schemas(), audit.Schemas(), Schemas()} {
		schemas = append(schemas, s...)
	}
	w := &world{t: t, db: storetest.Memory(t, schemas...), orgs: orgs{}}
	index := must(bleve.Open(t.TempDir()))
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	w.index = &switchable{Index: index}
	scale, places, occupations := must(matching.LoadScale()), must(place.Load()), must(esco.Load())
	w.maker = must(sample.New(scale, places))
	n, now := 0, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	clock := marketplace.Clock(func() time.Time { now = now.Add(time.Second); return now })
	ids := marketplace.IDs(func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%06d", n)) })
	profiles := profile.New(profile.Deps{
		Store: w.db, Clock: clock, IDs: ids, Places: places, ESCO: occupations, Scale: scale,
		Reads:   audit.NewReads(w.db, marketplace.Facts{IDs: ids, Clock: clock}),
		IsCoach: func(context.Context, marketplace.ID, marketplace.ID) (bool, error) { return true, nil },
	})
	tasks := task.New(task.Deps{Store: w.db, Clock: clock, IDs: ids, Places: places, ESCO: occupations, Scale: scale, Orgs: w.orgs})
	w.Service = New(Deps{
		Store: w.db, Clock: clock, IDs: ids, Profiles: profiles, Tasks: tasks, Index: w.index,
		Rules: matching.DefaultRules(scale), Scale: scale, Places: places, ESCO: occupations,
		Synonyms: func(words string) []string { return must(language.LoadVocabulary()).Synonyms("", words) },
	})
	return w
}

// fill puts n made-up tasks into store and index.
func (w *world) fill(n int) []task.Task {
	w.t.Helper()
	var employers []sample.Employer
	for i := range 40 {
		employers = append(employers, sample.Employer{ID: marketplace.ID(fmt.Sprintf("org-%02d", i)), Name: fmt.Sprintf("Yritys %d Oy", i)})
	}
	tasks := w.maker.Tasks(n, 7, employers, w.Clock.Now())
	c := store.NewCollection[task.Task](w.db, task.Schemas()[0])
	for _, t := range tasks {
		must(c.Insert(context.Background(), t.ID, t))
	}
	if err := w.Rebuild(context.Background(), nil); err != nil {
		w.t.Fatal(err)
	}
	return tasks
}

// client puts a client with a profile on a coach's caseload.
func (w *world) client(coach marketplace.Actor, name string, content profile.Content) marketplace.ID {
	w.t.Helper()
	c := must(w.Profiles.CreateClient(context.Background(), coach, profile.NewClient{Name: name}))
	must(w.Profiles.Save(context.Background(), coach, c.ID, 0, content, true))
	return c.ID
}

// post publishes a task and carries its facts to the index.
func (w *world) post(who marketplace.Actor, t task.Task) marketplace.ID {
	w.t.Helper()
	e := must(w.Tasks.Create(context.Background(), who, t))
	must(w.Tasks.Publish(context.Background(), who, e.ID))
	w.carry()
	return e.ID
}

// carry brings every pending fact to the index, twice and without order, as a courier may.
func (w *world) carry() {
	w.t.Helper()
	ctx := context.Background()
	parcels := must(w.db.Pending(ctx, 1000))
	for range 2 {
		for i := len(parcels) - 1; i >= 0; i-- {
			for _, f := range parcels[i].Facts {
				if err := w.Keep(ctx, f); err != nil {
					w.t.Fatal(err)
				}
			}
		}
	}
	for _, p := range parcels {
		for _, f := range p.Facts {
			if err := w.db.Settle(ctx, p.Collection, p.ID, []marketplace.ID{f.ID}); err != nil {
				w.t.Fatal(err)
			}
		}
	}
}

// washing is a task in Turku that suits almost everybody.
func washing() task.Task {
	return task.Task{
		Title: "Kahvilan tiskaaja", Summary: "Tiskaat ja kuivaat astioita.", Forms: []string{"employment"},
		WeekMinutes: matching.Window{Min: 300, Max: 600}, DayMinutes: 180, Place: task.Place{Postal: "20100"},
		Hazards: matching.Chosen("wet_floor"), Allergens: matching.Chosen(), Shifts: matching.Chosen("day"), Places: 1,
		Weekdays: matching.Chosen(), Support: 2,
		Demands: []matching.Demand{{Dimension: "standing", Level: 2, Essential: true}},
	}
}

// content is a profile that washing fits as things are.
func content() profile.Content {
	return profile.Content{
		Goal:         profile.Goal{Text: "Tiskaaja"},
		Certificates: matching.Chosen(), Hazards: matching.Chosen("dust"), Allergens: matching.Chosen("nuts"), Forms: matching.Chosen("employment", "gig"),
		Abilities:    map[matching.Dimension]profile.Answer{"standing": {Rating: matching.Rated(3)}},
		Availability: profile.Availability{WeekMinutes: matching.Window{Min: 240, Max: 900}, Shifts: matching.Chosen("day")},
		Travel:       profile.Travel{Postal: "20100", Transport: "bike", MaxMinutes: 30},
	}
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
