package discovery

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/discovery/sample"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search/bleve"
)

// The people of the scenarios: two coaches of one provider, a coach of another, two employers.
var (
	kati  = discoverytest.Actor("kati", "turku", marketplace.RoleCoach)
	kalle = discoverytest.Actor("kalle", "turku", marketplace.RoleCoach)
	vera  = discoverytest.Actor("vera", "vaasa", marketplace.RoleCoach)
	aino  = discoverytest.Actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	otso  = discoverytest.Actor("otso", "depot", marketplace.RoleEmployer)
)

// world is a whole market in memory, with a Service and a Finder.
type world struct {
	*Service
	finder *find.Finder
	market *discoverytest.Market
	t      testing.TB
	db     store.Store
	orgs   discoverytest.Orgs
	index  *discoverytest.Switchable
	maker  *sample.Maker
}

func newWorld(t testing.TB) *world {
	t.Helper()
	m := discoverytest.New(t, must(bleve.Open(t.TempDir())), Schemas()...)
	return &world{
		Service: New(Deps{
			Store: m.DB, Clock: m.Clock, IDs: m.IDs, Profiles: m.Profiles, Tasks: m.Tasks,
			Rules: matching.DefaultRules(m.Scale), Scale: m.Scale, Places: m.Places, ESCO: m.ESCO,
		}),
		finder: find.New(find.Deps{Tasks: m.Tasks, Index: m.Index, Scale: m.Scale, Places: m.Places, Synonyms: func(string) []string { return nil }}),
		market: m, t: t, db: m.DB, orgs: m.Orgs, index: m.Index, maker: m.Maker,
	}
}

// fill puts n made-up tasks into the store.
func (w *world) fill(n int) []task.Task { return w.market.Fill(n) }

func (w *world) client(coach marketplace.Actor, name string, content profile.Content) marketplace.ID {
	return w.market.Client(coach, name, content)
}

// post publishes a task and carries its facts.
func (w *world) post(who marketplace.Actor, t task.Task) marketplace.ID {
	w.t.Helper()
	id := w.market.Post(who, t)
	w.carry()
	return id
}

func (w *world) carry() { w.market.Carry(w.finder.Keep, w.Keep) }

func washing() task.Task { return discoverytest.Washing() }

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

func must[T any](v T, err error) T { return discoverytest.Must(v, err) }

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	discoverytest.WantKind(t, err, kind)
}
