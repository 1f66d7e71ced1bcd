package introduction

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Matti is Kati's client in Turku; the café, where Aino and Olli answer and Otso is in charge,
// posts the task "dishes".
var (
	matti  = person("matti", "turku", marketplace.RoleClient)
	minna  = person("minna", "turku", marketplace.RoleClient)
	kati   = person("kati", "turku", marketplace.RoleCoach)
	kalle  = person("kalle", "turku", marketplace.RoleCoach)
	oona   = person("oona", "turku", marketplace.RoleOwner)
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	olli   = person("olli", "cafe", marketplace.RoleEmployer)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	nobody = marketplace.Actor{}
)

// world is the service over real consents; the neighbours that it only asks are played here.
type world struct {
	*Service
	db     store.Store
	now    time.Time
	coach  marketplace.ID // of Matti
	round  string         // keeps ids made after a restart apart
	closed bool           // the task is no longer published
	boxes  map[marketplace.ID][]notice.Notice
	reads  int
	asked  int // how often the matcher was asked for its forecast
	said   *consent.Service
}

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, append(Schemas(), consent.Schemas()...)...)
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w := &world{db: db, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), coach: "kati", boxes: map[marketplace.ID][]notice.Notice{}}
	n := 0
	clock := func() time.Time { w.now = w.now.Add(time.Second); return w.now }
	ids := func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("%sid-%04d", w.round, n)) }
	w.said = consent.New(consent.Deps{
		Store: db, Clock: clock, IDs: ids, Orgs: w,
		Clients: func(_ context.Context, id marketplace.ID) (consent.Person, error) {
			if id != "matti" && id != "minna" {
				return consent.Person{}, notFound()
			}
			return consent.Person{ID: id, Org: "turku", Coach: w.coach, Lang: "fi", Version: 1}, nil
		},
		Poster: func(context.Context, marketplace.ID) (marketplace.ID, error) { return "cafe", nil },
		Over:   func(ctx context.Context, id marketplace.ID) (bool, error) { return w.Over(ctx, id) },
	})
	w.Service = New(Deps{
		Store: db, Clock: clock, IDs: ids, Consents: w.said, Profiles: w, Tasks: w, Accounts: w, Notices: w,
		Forecast: func(_ context.Context, coach marketplace.Actor, client, of marketplace.ID) (string, error) {
			w.asked++
			return "fits_if", nil
		},
		Contact: func(_ context.Context, _, coach marketplace.ID) (string, error) {
			return string(coach) + "@turku.fi", nil
		},
	})
	return w
}

// PublicOrganisation plays account for consents.
func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	return account.PublicOrganisation{ID: id}, nil
}

// Client plays profile.
func (w *world) Client(_ context.Context, coach marketplace.Actor, id marketplace.ID) (profile.Client, error) {
	if (id != "matti" && id != "minna") || coach.Org != "turku" || coach.Person != w.coach {
		return profile.Client{}, notFound()
	}
	return profile.Client{ID: id, Org: "turku", Coach: w.coach, Name: "Matti Mainio", Code: "K-1234"}, nil
}

// ReadCard plays profile, with the same question to consents.
func (w *world) ReadCard(ctx context.Context, receiver marketplace.Actor, id marketplace.ID) (profile.Card, consent.Consent, error) {
	c, err := w.said.Held(ctx, receiver, id)
	if err != nil {
		return profile.Card{}, c, err
	}
	w.reads++
	return profile.Card{Code: "K-1234"}, c, nil
}

// Get plays task.
func (w *world) Get(context.Context, marketplace.Actor, marketplace.ID) (task.Entry, error) {
	if w.closed {
		return task.Entry{}, notFound()
	}
	return task.Entry{Value: task.Task{ID: "dishes", Org: "cafe", Title: "Tiskaaja"}}, nil
}

// Members plays account.
func (w *world) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	if actor.Org != "cafe" {
		return marketplace.List[account.Member]{}, nil
	}
	return marketplace.List[account.Member]{Items: []account.Member{
		{Person: "aino", Roles: aino.Roles}, {Person: "olli", Roles: olli.Roles}, {Person: "otso", Roles: oona.Roles},
	}}, nil
}

// Post plays notice: each notice is told once.
func (w *world) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	if !slices.ContainsFunc(w.boxes[who], func(o notice.Notice) bool { return o.ID == n.ID }) {
		w.boxes[who] = append(w.boxes[who], n)
	}
	return nil
}

// told takes out what was told to somebody since the last time.
func (w *world) told(who marketplace.ID) []string {
	out := []string{}
	for _, n := range w.boxes[who] {
		out = append(out, n.Kind)
	}
	delete(w.boxes, who)
	return out
}

// carry runs the reactions, as the courier does.
func (w *world) carry(t testing.TB) {
	t.Helper()
	for range 10 {
		parcels := must(w.db.Pending(t.Context(), 1000))
		for _, p := range parcels {
			for _, f := range p.Facts {
				if slices.Contains(Follows(), f.Type) {
					ok(t, w.Follow(t.Context(), f))
				}
				if slices.Contains(consent.Follows(), f.Type) {
					ok(t, w.said.Follow(t.Context(), f))
				}
				if slices.Contains(Told(), f.Type) {
					ok(t, w.Tell(t.Context(), f))
				}
				ok(t, w.db.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}))
			}
		}
		if len(parcels) == 0 {
			return
		}
	}
	t.Fatal("the facts come to no end")
}

// allowed is a consent that Matti gave, for six months.
func (w *world) allowed(t testing.TB, change ...func(*consent.Request)) consent.Consent {
	t.Helper()
	r := consent.Request{Purpose: consent.Introduction, Receiver: "cafe", Task: "dishes", Fields: []consent.Field{consent.Strengths}}
	for _, c := range change {
		c(&r)
	}
	c := must(w.said.Ask(t.Context(), person(w.coach, "turku", marketplace.RoleCoach), "matti", r))
	return must(w.said.Give(t.Context(), matti, c.ID, consent.Answer{Present: "alone", Version: 1}))
}

func (w *world) sent(t testing.TB) Introduction {
	t.Helper()
	return must(w.Send(t.Context(), kati, w.allowed(t).ID))
}

// day is some days from now.
func (w *world) day(n int) marketplace.Date { return w.Today().AddDays(n) }

// pass moves the clock to the morning of a day.
func (w *world) pass(day marketplace.Date) { w.now = day.Time().Add(6 * time.Hour) }

func (w *world) stored(t testing.TB, id marketplace.ID) Introduction {
	t.Helper()
	return must(w.all.Get(t.Context(), id)).Value
}

// must is for steps that lead up to what a test is about.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}
