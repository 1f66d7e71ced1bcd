package liability

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: the workshop sells crews, and Saara keeps its papers; the bakery buys, with Outi in charge and
// Eero who posts tasks; the mill knows neither.
var (
	saara  = person("saara", "workshop", marketplace.RoleBilling)
	sulo   = person("sulo", "workshop", marketplace.RoleSupervisor)
	outi   = person("outi", "bakery", marketplace.RoleOwner)
	eero   = person("eero", "bakery", marketplace.RoleEmployer)
	rival  = person("rival", "mill", marketplace.RoleOwner, marketplace.RoleBilling, marketplace.RoleEmployer)
	nobody = marketplace.Actor{}
)

type world struct {
	*Service
	db    store.Store
	now   time.Time
	round string
	boxes map[marketplace.ID][]notice.Notice
}

func book(t testing.TB) *rule.Book {
	t.Helper()
	b, err := rule.LoadBook()
	ok(t, err)
	return b
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, Schemas()...) }

func newWorld(t testing.TB, db store.Store) *world {
	t.Helper()
	w := &world{db: db, now: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC), boxes: map[marketplace.ID][]notice.Notice{}}
	n := 0
	w.Service = New(Deps{
		Store: db, Rules: book(t), Accounts: w, Notices: w, Clock: func() time.Time { return w.now },
		IDs: func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("%sid-%04d", w.round, n)) },
	})
	return w
}

// PublicOrganisation plays account.
func (w *world) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	if !slices.Contains([]marketplace.ID{"workshop", "bakery", "mill"}, id) {
		return account.PublicOrganisation{}, notFound()
	}
	return account.PublicOrganisation{ID: id, Name: "The " + string(id)}, nil
}

// Person plays account.
func (w *world) Person(_ context.Context, _ marketplace.Actor, who marketplace.ID) (account.Person, error) {
	return account.Person{ID: who, Name: "Name of " + string(who)}, nil
}

// Members plays account.
func (w *world) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (marketplace.List[account.Member], error) {
	out := marketplace.List[account.Member]{}
	for _, a := range []marketplace.Actor{saara, sulo, outi, eero, rival} {
		if a.Org == actor.Org {
			out.Items = append(out.Items, account.Member{Person: a.Person, Roles: a.Roles})
		}
	}
	return out, nil
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

// carry runs the reactions, as the courier does: each twice.
func (w *world) carry(t testing.TB) {
	t.Helper()
	for _, p := range must(w.db.Pending(t.Context(), 1000)) {
		for _, f := range p.Facts {
			if slices.Contains(Told(), f.Type) {
				ok(t, w.Tell(t.Context(), f))
				ok(t, w.Tell(t.Context(), f))
			}
			ok(t, w.db.Settle(t.Context(), p.Collection, p.ID, []marketplace.ID{f.ID}))
		}
	}
}

func (w *world) day(d marketplace.Date) { w.now = d.Time().Add(8 * time.Hour) }

// full puts six good papers issued on a day into the workshop's pack.
func (w *world) full(t testing.TB, issued marketplace.Date) {
	t.Helper()
	for _, k := range Kinds() {
		_, err := w.AddDocument(t.Context(), saara, NewDocument{Kind: k, Issued: issued, Source: "Issuer"})
		if err != nil && marketplace.AsError(err).Key != "liability.same_document" {
			t.Fatal(err)
		}
	}
}

// papersOf is a pack with every paper issued on a day.
func papersOf(issued marketplace.Date, kinds ...Kind) Pack {
	p := Pack{Org: "workshop", Form: Association}
	for _, k := range kinds {
		p.Documents = append(p.Documents, Document{ID: marketplace.ID(k), Kind: k, Issued: issued, Source: "Issuer", CheckedOn: issued})
	}
	return p
}

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

func is(t testing.TB, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Errorf("want %s, got %v", kind, err)
	}
}
