package carving

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the café's Aino and its owner, a rival firm, two coaches of Turku and one of Vaasa.
var (
	aino   = actor("aino", "cafe", marketplace.RoleEmployer)
	oona   = actor("oona", "cafe", marketplace.RoleOwner)
	rival  = actor("rival", "bakery", marketplace.RoleEmployer, marketplace.RoleOwner)
	kati   = actor("kati", "turku", marketplace.RoleCoach)
	kalle  = actor("kalle", "turku", marketplace.RoleCoach)
	vera   = actor("vera", "vaasa", marketplace.RoleCoach)
	tuuli  = actor("tuuli", "turku", marketplace.RoleAuditor)
	matti  = actor("matti", "turku", marketplace.RoleClient)
	billed = actor("billed", "cafe", marketplace.RoleBilling)
)

type orgs map[marketplace.ID]account.Kind

func (o orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	kind, ok := o[id]
	if !ok {
		return account.PublicOrganisation{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return account.PublicOrganisation{ID: id, Name: "Firma " + string(id), Kinds: []account.Kind{kind}}, nil
}

// Members plays account: who works for the provider of Turku, one of them no coach.
func (o orgs) Members(_ context.Context, by marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error) {
	out := marketplace.List[account.Member]{}
	if by.Org != "turku" || !by.System {
		return out, nil
	}
	if page.After == "" {
		return marketplace.List[account.Member]{Items: []account.Member{{Person: "kati", Roles: kati.Roles}, {Person: "tuuli", Roles: tuuli.Roles}}, Next: "more"}, nil
	}
	out.Items = []account.Member{{Person: "kalle", Roles: kalle.Roles}}
	return out, nil
}

// boxes play notice: what each person was told, every time.
type boxes map[marketplace.ID][]notice.Notice

func (b boxes) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	b[who] = append(b[who], n)
	return nil
}

// tables are read once for all tests; they are read-only.
type tables struct {
	scale     *matching.Scale
	places    *place.Places
	esco      *esco.Table
	catalogue *Catalogue
}

var loaded = sync.OnceValue(func() tables {
	scale := must(matching.LoadScale())
	return tables{scale, must(place.Load()), must(esco.Load()), must(LoadCatalogue(scale))}
})

type world struct {
	*Service
	t     testing.TB
	db    store.Store
	tasks *task.Service
	told  boxes
}

func memory(t testing.TB) store.Store {
	return storetest.Memory(t, append(Schemas(), task.Schemas()...)...)
}

func newWorld(t testing.TB) *world { return on(t, memory(t), 0) }

// on is the world on a store; its ids begin after first, so that two worlds on one store do not share any.
func on(t testing.TB, db store.Store, first int) *world {
	t.Helper()
	tables := loaded()
	scale, places := tables.scale, tables.places
	n, now := first, time.Date(2026, 11, 23, 8, first/1000, 0, 0, time.UTC)
	clock := marketplace.Clock(func() time.Time { now = now.Add(time.Second); return now })
	ids := marketplace.IDs(func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%06d", n)) })
	known := orgs{"cafe": account.KindEmployer, "bakery": account.KindEmployer, "turku": account.KindCoaching, "vaasa": account.KindCoaching}
	tasks := task.New(task.Deps{Store: db, Clock: clock, IDs: ids, Places: places, ESCO: tables.esco, Scale: scale, Orgs: known})
	told := boxes{}
	return &world{t: t, db: db, tasks: tasks, told: told, Service: New(Deps{
		Store: db, Clock: clock, IDs: ids, Places: places, Scale: scale, Catalogue: tables.catalogue, Tasks: tasks, Orgs: known, Notices: told,
	})}
}

// kitchen is a week in a café's kitchen, gathered into one job.
func kitchen() Content {
	return Content{
		Title: "Keittiö", Sector: "restaurant", HourCents: 2400,
		Duties: []Duty{
			{Key: "d1", Name: "Ruokalistan suunnittelu", Minutes: 240, Who: "Kokki", Mark: Expertise},
			{Key: "d2", Name: "Astioiden pesu", Often: "daily", Minutes: 400, Who: "Kokki", Mark: Somebody, Job: "j1"},
			{Key: "d3", Name: "Salaattien esivalmistelu", Often: "daily", Minutes: 200, Who: "Kokki", Mark: Somebody, Job: "j1"},
			{Key: "d4", Name: "Pöytien pyyhkiminen", Minutes: 100, Who: "Tarjoilija", Mark: Somebody, Job: "j1"},
			{Key: "d5", Name: "Varaston järjestäminen", Minutes: 60, Mark: Undone, Job: "j1"},
			{Key: "d6", Name: "Tilausten teko", Who: "Kokki"},
		},
		Jobs: []Job{{Key: "j1", Title: "Keittiöapulainen", Route: "wage_subsidy", Postal: "20100"}},
	}
}

func (w *world) start(c Content) Entry {
	w.t.Helper()
	return must(w.Start(w.t.Context(), aino, c))
}

// facts are the types of the pending facts, oldest first within a document.
func (w *world) facts() []string {
	w.t.Helper()
	var out []string
	for _, p := range must(w.db.Pending(w.t.Context(), 1000)) {
		for _, f := range p.Facts {
			out = append(out, f.Type)
		}
	}
	return out
}

func (w *world) bad(c Content) []marketplace.FieldError {
	return c.Normalise().Validate(w.Catalogue, &check.Fields{Scale: w.Scale, Places: w.Places})
}

// must is for steps that lead up to what a test is about.
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
