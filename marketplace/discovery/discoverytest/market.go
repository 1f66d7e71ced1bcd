package discoverytest

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/discovery/sample"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/search"
)

// Actor is somebody acting for an organisation.
func Actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// Market is a whole market in memory, without the services under test.
type Market struct {
	T        testing.TB
	DB       store.Store
	Orgs     Orgs
	Index    *Switchable
	Maker    *sample.Maker
	Scale    *matching.Scale
	Places   *place.Places
	ESCO     *esco.Table
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Days     int // how many days the clock was set on
	Consents *consent.Service
	Profiles *profile.Service
	Tasks    *task.Service
}

// Orgs are the organisations that are suspended; every other one exists.
type Orgs map[marketplace.ID]bool

// PublicOrganisation answers for account.Service.
func (o Orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	if o[id] {
		return account.PublicOrganisation{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return account.PublicOrganisation{ID: id, Name: "Työnantaja " + string(id), Kinds: []account.Kind{account.KindEmployer}}, nil
}

// Switchable is an index that can stop answering.
type Switchable struct {
	search.Index
	Off bool
}

// Search asks the index, or fails when it is off.
func (s *Switchable) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if s.Off {
		return search.Result{}, fmt.Errorf("connect: %w", search.ErrUnavailable)
	}
	return s.Index.Search(ctx, q)
}

// Put writes to the index, or fails when it is off.
func (s *Switchable) Put(ctx context.Context, entries []search.Entry) error {
	if s.Off {
		return errors.Join(errors.New("connect"), search.ErrUnavailable)
	}
	return s.Index.Put(ctx, entries)
}

// New makes a market over an index and the schemas of the packages under test. Its clock goes on by a second each time it
// is read.
func New(t testing.TB, index search.Index, schemas ...store.Schema) *Market {
	t.Helper()
	for _, s := range [][]store.Schema{task.Schemas(), consent.Schemas(), profile.Schemas(), audit.Schemas()} {
		schemas = append(schemas, s...)
	}
	m := &Market{
		T: t, DB: storetest.Memory(t, schemas...), Orgs: Orgs{}, Index: &Switchable{Index: index},
		Scale: Must(matching.LoadScale()), Places: Must(place.Load()), ESCO: Must(esco.Load()),
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	m.Maker = Must(sample.New(m.Scale, m.Places))
	var ids, seconds atomic.Int64
	start := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	m.Clock = func() time.Time {
		return start.Add(time.Duration(seconds.Add(1))*time.Second).AddDate(0, 0, m.Days)
	}
	m.IDs = func() marketplace.ID { return marketplace.ID(fmt.Sprintf("id-%06d", ids.Add(1))) }
	m.Consents = consent.New(consent.Deps{
		Store: m.DB, Clock: m.Clock, IDs: m.IDs, Orgs: m.Orgs,
		Clients: func(ctx context.Context, id marketplace.ID) (consent.Person, error) { return m.Profiles.Find(ctx, id) },
	})
	m.Profiles = profile.New(profile.Deps{
		Store: m.DB, Clock: m.Clock, IDs: m.IDs, Places: m.Places, ESCO: m.ESCO, Scale: m.Scale, Consents: m.Consents,
		Reads:   audit.NewReads(m.DB, marketplace.Facts{IDs: m.IDs, Clock: m.Clock}),
		IsCoach: func(context.Context, marketplace.ID, marketplace.ID) (bool, error) { return true, nil },
	})
	m.Tasks = task.New(task.Deps{Store: m.DB, Clock: m.Clock, IDs: m.IDs, Places: m.Places, ESCO: m.ESCO, Scale: m.Scale, Orgs: m.Orgs})
	return m
}

// Fill puts n made-up tasks of forty employers into the store, without facts.
func (m *Market) Fill(n int) []task.Task {
	m.T.Helper()
	var employers []sample.Employer
	for i := range 40 {
		employers = append(employers, sample.Employer{ID: marketplace.ID(fmt.Sprintf("org-%02d", i)), Name: fmt.Sprintf("Yritys %d Oy", i)})
	}
	tasks := m.Maker.Tasks(n, 7, employers, m.Clock.Now())
	c := store.NewCollection[task.Task](m.DB, task.Schemas()[0])
	for _, t := range tasks {
		Must(c.Insert(context.Background(), t.ID, t))
	}
	return tasks
}

// Client puts a client with a profile on a coach's caseload.
func (m *Market) Client(coach marketplace.Actor, name string, content profile.Content) marketplace.ID {
	m.T.Helper()
	c := Must(m.Profiles.CreateClient(context.Background(), coach, profile.NewClient{Name: name}))
	Must(m.Profiles.Save(context.Background(), coach, c.ID, 0, content, true))
	return c.ID
}

// Counted asks a client whether they may be counted in totals until a day; empty: as long as consents last. It tells the
// client, as whom to answer, and the consent.
func (m *Market) Counted(coach marketplace.Actor, client marketplace.ID, until marketplace.Date) (marketplace.Actor, marketplace.ID) {
	m.T.Helper()
	c := Must(m.Consents.Ask(context.Background(), coach, client, consent.Request{Purpose: consent.CountedInTotals, Until: until}))
	return Actor(client, coach.Org, marketplace.RoleClient), c.ID
}

// Post publishes a task; its facts wait to be carried.
func (m *Market) Post(who marketplace.Actor, t task.Task) marketplace.ID {
	m.T.Helper()
	e := Must(m.Tasks.Create(context.Background(), who, t))
	Must(m.Tasks.Publish(context.Background(), who, e.ID))
	return e.ID
}

// Carry brings every pending fact to the reactions, twice and without order, as a courier may.
func (m *Market) Carry(reactions ...func(context.Context, marketplace.Fact) error) {
	m.T.Helper()
	ctx := context.Background()
	parcels := Must(m.DB.Pending(ctx, 1000))
	for range 2 {
		for i := len(parcels) - 1; i >= 0; i-- {
			for _, f := range parcels[i].Facts {
				for _, react := range reactions {
					if err := react(ctx, f); err != nil {
						m.T.Fatal(err)
					}
				}
			}
		}
	}
	for _, p := range parcels {
		for _, f := range p.Facts {
			if err := m.DB.Settle(ctx, p.Collection, p.ID, []marketplace.ID{f.ID}); err != nil {
				m.T.Fatal(err)
			}
		}
	}
}

// Washing is a task in Turku that suits almost everybody, with changes.
func Washing(changes ...func(*task.Task)) task.Task {
	t := task.Task{
		Title: "Kahvilan tiskaaja", Summary: "Tiskaat ja kuivaat astioita.", Forms: []string{"employment"},
		WeekMinutes: matching.Window{Min: 300, Max: 600}, DayMinutes: 180, Place: task.Place{Postal: "20100"},
		Hazards: matching.Chosen("wet_floor"), Allergens: matching.Chosen(), Shifts: matching.Chosen("day"), Places: 1,
		Weekdays: matching.Chosen(), Support: 2,
		Demands: []matching.Demand{{Dimension: "standing", Level: 2, Essential: true}},
	}
	for _, change := range changes {
		change(&t)
	}
	return t
}

// Must is for steps that lead up to what a test is about.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// WantKind fails the test unless the error is of a kind.
func WantKind(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}
