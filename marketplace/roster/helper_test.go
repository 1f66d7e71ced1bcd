package roster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster/limit"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func person(who, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: who, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: Olga is in charge of the paja, Seppo and Saara lead its crews and Birgit bills; Veikko has a
// verstas of his own; Otso buys for the café.
var (
	olga   = person("olga", "paja", marketplace.RoleOwner)
	seppo  = person("seppo", "paja", marketplace.RoleSupervisor)
	saara  = person("saara", "paja", marketplace.RoleSupervisor)
	birgit = person("birgit", "paja", marketplace.RoleBilling)
	veikko = person("veikko", "verstas", marketplace.RoleOwner, marketplace.RoleSupervisor)
	otso   = person("otso", "cafe", marketplace.RoleOwner, marketplace.RoleEmployer)
)

func everybody() []marketplace.Actor {
	return []marketplace.Actor{olga, seppo, saara, birgit, veikko, otso}
}

const (
	today  marketplace.Date = "2026-11-26" // a Thursday
	monday marketplace.Date = "2026-11-30"
)

var (
	scale = must(matching.LoadScale())
	texts = must(i18n.Load(scale))
	cat   = must(carving.LoadCatalogue(scale))
	book  = must(rule.LoadBook())
)

// world is the service; accounts, orders and notices are played here.
type world struct {
	*Service
	db     store.Store
	now    *atomic.Int64 // milliseconds
	n      atomic.Int64
	mu     sync.Mutex
	orders map[marketplace.ID][]order.Order // by organiser
	boxes  map[marketplace.ID][]notice.Notice
}

func memory(t testing.TB) store.Store { return storetest.Memory(t, Schemas()...) }

func newWorld(db store.Store) *world {
	now := &atomic.Int64{}
	now.Store(today.Time().Add(8 * time.Hour).UnixMilli())
	return worldAt(db, now, map[marketplace.ID][]order.Order{})
}

// worldAt is the program started (again) over a store.
func worldAt(db store.Store, now *atomic.Int64, orders map[marketplace.ID][]order.Order) *world {
	w := &world{db: db, now: now, orders: orders, boxes: map[marketplace.ID][]notice.Notice{}}
	clock := func() time.Time { return time.UnixMilli(w.now.Add(1)) }
	ids := func() marketplace.ID { return marketplace.ID(fmt.Sprintf("id-%06d", w.n.Add(1))) }
	w.Service = New(Deps{
		Store: db, Clock: clock, IDs: ids, Scale: scale, Work: cat, Rules: book, Accounts: people{}, Notices: w, Orders: w,
	})
	return w
}

// people plays account.
type people struct{}

// PublicOrganisation plays account.
func (people) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	for _, a := range everybody() {
		if a.Org == id {
			kind := account.KindOrganiser
			if id == "cafe" {
				kind = account.KindEmployer
			}
			return account.PublicOrganisation{ID: id, Kinds: []account.Kind{kind}}, nil
		}
	}
	return account.PublicOrganisation{}, notFound()
}

// Members plays account.
func (people) Members(_ context.Context, actor marketplace.Actor, _ marketplace.Page) (out marketplace.List[account.Member], err error) {
	for _, a := range everybody() {
		if a.Org == actor.Org {
			name := strings.ToUpper(string(a.Person[:1])) + string(a.Person[1:])
			out.Items = append(out.Items, account.Member{Person: a.Person, Name: name, Roles: a.Roles})
		}
	}
	return out, nil
}

// Working plays order.
func (w *world) Working(_ context.Context, actor marketplace.Actor, from, to marketplace.Date) (out []order.Order, err error) {
	for _, o := range w.orders[actor.Org] {
		within := func(l capacity.Load) bool { return from <= l.Date && l.Date <= to }
		if o.State == order.Confirmed && slices.ContainsFunc(o.Newest().Loads, within) {
			out = append(out, o)
		}
	}
	return out, nil
}

// Post plays notice: each notice is told once.
func (w *world) Post(_ context.Context, who marketplace.ID, n notice.Notice) error {
	if lang := texts.In(i18n.Sv); !lang.Has("notice." + n.Kind) {
		return fmt.Errorf("nobody can read %s", n.Kind)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.ContainsFunc(w.boxes[who], func(o notice.Notice) bool { return o.ID == n.ID }) {
		w.boxes[who] = append(w.boxes[who], n)
	}
	return nil
}

// told takes out what was told to somebody since the last time.
func (w *world) toldTo(who marketplace.ID) []string {
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
	for range 20 {
		parcels := must(w.db.Pending(t.Context(), 1000))
		for _, p := range parcels {
			for _, f := range p.Facts {
				if slices.Contains(Follows(), f.Type) {
					ok(t, w.Follow(t.Context(), f))
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

// happens plays a fact of an order.
func (w *world) happens(ctx context.Context, typ string, org marketplace.ID) error {
	return w.Follow(ctx, marketplace.Fact{ID: w.IDs(), Type: typ, Org: org, Subject: "orders/o"})
}

// load is four hours from eight, for so many with one supervisor.
func load(on marketplace.Date, participants int) capacity.Load {
	return capacity.Load{Date: on, From: 480, To: 720, Participants: participants, Supervisors: 1}
}

func anOrder(id marketplace.ID, trade string, loads ...capacity.Load) order.Order {
	agreed := order.Agreed{
		Number: 1, Title: "Työ " + string(id), Trades: []string{trade}, Address: "Linnankatu 1", Hazards: matching.Chosen(), Loads: loads,
	}
	return order.Order{ID: id, Org: "paja", Buyer: "cafe", Crew: "crew", State: order.Confirmed, Live: true, Agreed: []order.Agreed{agreed}}
}

// anybody is a member whom nothing keeps from work.
func anybody(name string) About {
	a := About{Name: name, Form: "employment", Age: limit.Adult, Most: 2400, Hoped: 1200, Inductions: []Induction{{At: "cafe", On: "2026-01-01"}}}
	for _, day := range capacity.Weekdays() {
		a.Times = append(a.Times, Time{Day: day, From: 0, To: dayLong})
	}
	return a
}

// join adds members who differ from anybody by what change does.
func (w *world) join(t testing.TB, id marketplace.ID, change func(*About)) {
	t.Helper()
	a := anybody(strings.ToUpper(string(id[:1])) + string(id[1:]))
	if change != nil {
		change(&a)
	}
	_, err := w.AddMemberOnce(t.Context(), olga, id, a)
	ok(t, err)
}

func (w *world) week(t testing.TB) Entry {
	t.Helper()
	e, err := w.Week(t.Context(), olga, monday)
	ok(t, err)
	return e
}

// staff is who works a shift under whom.
func staff(shift marketplace.ID, leader marketplace.ID, members ...marketplace.ID) Staffing {
	return Staffing{Shift: shift, Members: members, Leaders: filled([]marketplace.ID{leader})}
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

func wantError(t testing.TB, err error, kind marketplace.Kind, key string) {
	t.Helper()
	if !marketplace.IsKind(err, kind) || marketplace.AsError(err).Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
	if !texts.In(i18n.Sv).Has(key) {
		t.Fatalf("nobody can read %s", key)
	}
}
