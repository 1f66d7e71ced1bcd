package network_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Matti and Minna are Kati's clients in Turku. Sirpa is Matti's sister.
var (
	matti  = person("matti", "turku", marketplace.RoleClient)
	minna  = person("minna", "turku", marketplace.RoleClient)
	kati   = person("kati", "turku", marketplace.RoleCoach)
	kalle  = person("kalle", "turku", marketplace.RoleCoach)
	oona   = person("oona", "turku", marketplace.RoleOwner)
	aino   = person("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	system = marketplace.System("turku")
)

const pin = "2580"

// world is a network with the consents and doors it rests on. The test moves the clock, the profile, the course and the
// placements.
type world struct {
	*network.Service
	consents   *consent.Service
	doors      *door.Service
	reads      *audit.Reads
	db         store.Store
	now        time.Time
	versions   []profile.Content // the first has number 1
	course     coaching.Course
	placements []placement.Placement
}

func memory(t testing.TB) store.Store {
	var all []store.Schema
	for _, s := range [][]store.Schema{network.Schemas(), consent.Schemas(), door.Schemas(), audit.Schemas()} {
		all = append(all, s...)
	}
	return storetest.Memory(t, all...)
}

func (w *world) find(_ context.Context, id marketplace.ID) (consent.Person, error) {
	if id != "matti" && id != "minna" {
		return consent.Person{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return consent.Person{ID: id, Org: "turku", Coach: "kati", Lang: "fi", Version: len(w.versions)}, nil
}

// CardUnder makes the card as profile does.
func (w *world) CardUnder(_ context.Context, c consent.Consent) (profile.Card, error) {
	at := c.Version
	if at == 0 {
		at = len(w.versions)
	}
	return profile.NewCard(profile.Subject{Content: w.versions[at-1], Name: "Matti Meikäläinen", Lang: "fi", Contact: "Kati"}, c.Fields, "K-7F3Q"), nil
}

func (w *world) CourseOf(context.Context, marketplace.ID) (coaching.Course, error) {
	if w.course.ID == "" {
		return coaching.Course{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return w.course, nil
}

func (w *world) EachOf(_ context.Context, _, _ marketplace.ID, do func(placement.Placement) error) error {
	for _, p := range w.placements {
		if err := do(p); err != nil {
			return err
		}
	}
	return nil
}

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w := &world{db: db, now: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), versions: []profile.Content{content()}, course: course(), placements: []placement.Placement{atWork()}}
	clock := marketplace.Clock(func() time.Time { w.now = w.now.Add(time.Second); return w.now })
	n := 0
	ids := func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%d-%04d", w.now.Unix(), n)) }
	w.reads = audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock})
	vault, err := secret.NewVault(bytes.Repeat([]byte("s"), secret.MinSecret), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	w.consents = consent.New(consent.Deps{
		Store: db, Clock: clock, IDs: ids, Clients: w.find,
		InNetwork: func(ctx context.Context, client, member marketplace.ID) (bool, error) {
			return w.In(ctx, client, member)
		},
	})
	w.doors, err = door.New(door.Deps{
		Kind: door.Supporters(), Store: db, Clock: clock, IDs: ids, Random: rand.Reader, Vault: vault, Hash: secret.HashCost{Memory: 8, Time: 1, Threads: 1}, Clients: w.find,
		Holders: func(ctx context.Context, id marketplace.ID) (door.Holder, error) { return w.Holder(ctx, id) },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Service = network.New(network.Deps{
		Store: db, Clock: clock, IDs: ids, Clients: w.find, Reads: w.reads, Consents: w.consents, Doors: w.doors, Cards: w, Courses: w, Placements: w,
	})
	return w
}

func content() profile.Content {
	return profile.Content{Goal: profile.Goal{Text: "Töitä keittiöstä"}, Strengths: []string{"tarkka"}, Adaptations: matching.Chosen("extra_breaks"), SupportNote: "salaisuus"}
}

func course() coaching.Course {
	return coaching.Course{ID: "course", State: coaching.Finding, Next: coaching.Step{Text: "Soitto kahvilaan", Due: "2026-11-30", Owner: "coach"}}
}

// atWork is work that all three agreed to, with one visit planned and one that was held.
func atWork() placement.Placement {
	yes := []placement.Answer{{Party: placement.ClientParty, Yes: true}, {Party: placement.EmployerParty, Yes: true}, {Party: placement.CoachParty, Yes: true}}
	terms := placement.Terms{Title: "Tiskaaja", Place: "Kahvila Kaneli", Days: 3, DayStart: 480, DayEnd: 720, Start: "2026-11-02", Work: "Tiskaa"}
	return placement.Placement{
		ID: "job", State: placement.Running, Versions: []placement.Version{{Number: 1, Base: 1, Terms: terms, Answers: yes}}, Visits: []support.Visit{
			{ID: "v1", Date: "2026-11-10", State: support.Held, Note: "salaisuus"}, {ID: "v2", Date: "2026-12-01", State: support.Planned, OnJob: true, Note: "salaisuus"},
		},
	}
}

func sister() network.Details {
	return network.Details{Name: "Sirpa Sisko", Relation: "family", Reached: "040 123 4567", Lang: "sv"}
}

func (w *world) add(t testing.TB) marketplace.ID {
	t.Helper()
	m, err := w.Add(t.Context(), kati, "matti", sister())
	if err != nil {
		t.Fatal(err)
	}
	return m.ID
}

// ask asks about fields and gives the consents in their order.
func (w *world) ask(t testing.TB, id marketplace.ID, fields ...consent.Field) []marketplace.ID {
	t.Helper()
	m, err := w.Ask(t.Context(), kati, "matti", id, network.Questions{Fields: fields})
	if err != nil {
		t.Fatal(err)
	}
	var out []marketplace.ID
	for _, f := range fields {
		for _, p := range m.Parts {
			if p.Field == f {
				out = append(out, p.Consent)
			}
		}
	}
	return out
}

func (w *world) yes(id marketplace.ID) error {
	_, err := w.consents.Give(context.Background(), matti, id, consent.Answer{Present: "alone", Version: len(w.versions)})
	return err
}

// open asks about fields, says yes to all, and lets the supporter in.
func (w *world) open(t testing.TB, id marketplace.ID, fields ...consent.Field) (asked []marketplace.ID, visit door.Visit) {
	t.Helper()
	asked = w.ask(t, id, fields...)
	for _, c := range asked {
		if err := w.yes(c); err != nil {
			t.Fatal(err)
		}
	}
	token, err := w.Invite(t.Context(), kati, "matti", id)
	if err != nil {
		t.Fatal(err)
	}
	if visit, err = w.doors.Enter(t.Context(), token, pin); err != nil {
		t.Fatal(err)
	}
	return asked, visit
}

func supporter(id marketplace.ID) marketplace.Actor {
	return person(id, "turku", marketplace.RoleSupporter)
}

func wantKind(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}
