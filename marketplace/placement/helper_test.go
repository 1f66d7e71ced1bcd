package placement_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Matti is Kati's client in Turku; the café posts the task "dishes".
var (
	matti  = person("matti", "turku", marketplace.RoleClient)
	minna  = person("minna", "turku", marketplace.RoleClient)
	kati   = person("kati", "turku", marketplace.RoleCoach)
	kalle  = person("kalle", "turku", marketplace.RoleCoach)
	vera   = person("vera", "vaasa", marketplace.RoleCoach)
	oona   = person("oona", "turku", marketplace.RoleOwner)
	aino   = person("aino", "cafe", marketplace.RoleEmployer)
	rival  = person("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	system = marketplace.System("turku")
)

// world is a service with its neighbours played by the test.
type world struct {
	*placement.Service
	db    store.Store
	now   time.Time
	coach marketplace.ID    // on whose caseload Matti is
	held  []consent.Consent // what Matti said yes to
	reads []string
	asked int // how often the matcher was asked for its forecast

	nextID int
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	book, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{db: db, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), coach: "kati"}
	w.Service = placement.New(placement.Deps{
		Store: db, Rules: book, Scale: scale, Clients: w, Consents: w, Orgs: w, Reads: w,
		Clock: func() time.Time { w.now = w.now.Add(time.Second); return w.now },
		IDs:   func() marketplace.ID { w.nextID++; return marketplace.ID(fmt.Sprintf("id-%04d", w.nextID)) },
		Poster: func(_ context.Context, id marketplace.ID) (marketplace.ID, error) {
			if id != "dishes" {
				return "", missing()
			}
			return "cafe", nil
		},
		Forecast: func(context.Context, marketplace.Actor, marketplace.ID, marketplace.ID) (string, error) {
			w.asked++
			return "fits_now", nil
		},
		Introduced: func(_ context.Context, _ marketplace.Actor, id marketplace.ID) (placement.Introduced, error) {
			if id != "met" {
				return placement.Introduced{}, missing()
			}
			return placement.Introduced{Client: "matti", Employer: "cafe", Task: "dishes", Forecast: "fits_if"}, nil
		},
	})
	return w
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, placement.Schemas()...) }

func missing() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Client implements placement.Clients as profile does.
func (w *world) Client(_ context.Context, actor marketplace.Actor, id marketplace.ID) (profile.Client, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return profile.Client{}, err
	}
	if (id != "matti" && id != "minna") || actor.Org != "turku" || !actor.System && actor.Person != w.coach {
		return profile.Client{}, missing()
	}
	return profile.Client{ID: id, Org: "turku", Coach: w.coach, Name: "Matti Meikäläinen", Code: "K-7F3Q"}, nil
}

// Active implements placement.Consents.
func (w *world) Active(_ context.Context, client, receiver marketplace.ID, purpose consent.Purpose, _ marketplace.Date) (consent.Consent, error) {
	for _, c := range w.held {
		if c.Client == client && c.Receiver == receiver && c.Purpose == purpose {
			return c, nil
		}
	}
	return consent.Consent{}, missing()
}

// PublicOrganisation implements placement.Organisations.
func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	if id != "cafe" && id != "bakery" {
		return account.PublicOrganisation{}, missing()
	}
	return account.PublicOrganisation{ID: id}, nil
}

// Seen implements placement.Reads.
func (w *world) Seen(ctx context.Context, actor marketplace.Actor, subject, purpose string, org marketplace.ID) error {
	return w.SeenUnder(ctx, actor, subject, purpose, org, "")
}

// SeenUnder implements placement.Reads.
func (w *world) SeenUnder(_ context.Context, actor marketplace.Actor, subject, purpose string, org, under marketplace.ID) error {
	w.reads = append(w.reads, fmt.Sprintf("%s %s %s %s %s", actor.Person, subject, purpose, org, under))
	return nil
}

// draft is work with which every gate is content.
func draft() placement.Draft {
	return placement.Draft{
		Terms: placement.Terms{
			Title: "Kahvilan tiskaaja", Form: "employment", Work: "Tiskaa ja kuivaa astioita.", Place: "Aurakatu 1, Turku", Contact: "Aino, 040 123", Directs: "employer",
			Days: 4, DayMinutes: 240, WeekMinutes: 960, DayStart: 480, DayEnd: 720, Wage: placement.Wage{Kind: "hour", Cents: 1350}, Start: "2026-11-23", Support: "Oma perehdyttäjä.",
		},
		About: placement.About{EmployerKind: "company", PresentEmployer: "no", Age: gate.Adult, Checks: gate.Checks()},
	}
}

func trial() placement.Draft {
	d := draft()
	d.Terms.Form, d.Terms.Wage, d.Terms.End = "work_trial", placement.Wage{Kind: "none"}, "2027-03-31"
	return d
}

func plan() support.Plan {
	return support.Plan{Goal: "Työ sujuu ilman valmentajaa", Every: 2, Steps: []support.Step{
		{Kind: "on_the_job", By: support.Coach, FromWeek: 1, ToWeek: 2, Minutes: 240},
		{Kind: "on_the_job", By: support.Coach, FromWeek: 3, ToWeek: 8, Minutes: 60},
		{Kind: "instruction", By: "mentor", FromWeek: 1, ToWeek: 12, Minutes: 30},
	}}
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

func (w *world) begin(t testing.TB, d placement.Draft) marketplace.ID {
	t.Helper()
	e, err := w.Begin(t.Context(), kati, placement.Beginning{Client: "matti", Task: "dishes", Draft: d})
	if err != nil {
		t.Fatal(err)
	}
	return e.ID
}

// proposed puts a draft before the three.
func (w *world) proposed(t testing.TB, d placement.Draft) marketplace.ID {
	t.Helper()
	id := w.begin(t, d)
	if _, err := w.Propose(t.Context(), kati, id); err != nil {
		t.Fatal(err)
	}
	return id
}

// yes lets all three say yes to a version.
func (w *world) yes(t testing.TB, id marketplace.ID, version int) {
	t.Helper()
	ctx, r := t.Context(), placement.Reply{Version: version, Yes: true}
	_ = must(w.AgreeAsEmployer(ctx, aino, id, r))
	_ = must(w.AgreeAsCoach(ctx, kati, id, r))
	r.Present = "coach"
	_ = must(w.AgreeAsClient(ctx, matti, id, r))
}

// running is a placement at work.
func (w *world) running(t testing.TB, d placement.Draft) marketplace.ID {
	t.Helper()
	id := w.proposed(t, d)
	w.yes(t, id, 1)
	_ = must(w.SavePlan(t.Context(), kati, id, plan()))
	if _, err := w.Begun(t.Context(), kati, id); err != nil {
		t.Fatal(err)
	}
	return id
}

func (w *world) get(t testing.TB, id marketplace.ID) placement.Placement {
	t.Helper()
	e, err := w.Get(t.Context(), system, id)
	if err != nil {
		t.Fatal(err)
	}
	return e.Value
}

func facts(t testing.TB, db store.Store) []marketplace.Fact {
	t.Helper()
	var out []marketplace.Fact
	for _, p := range must(db.Pending(t.Context(), 1000)) {
		out = append(out, p.Facts...)
	}
	return out
}

func types(list []marketplace.Fact) []string {
	var out []string
	for _, f := range list {
		out = append(out, f.Type)
	}
	return out
}
